//! Every endpoint and every action is named in a contract test. Needs no lab.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

/// What implements this trait below a folder of the product.
fn implementors(folder: &str, of: &str) -> Vec<String> {
    let start = format!("impl {of} for ");
    let texts = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).into_iter().map(fs::read_to_string);
    let names = texts.flat_map(|text| {
        let lines =
            text.unwrap().lines().filter_map(|line| line.strip_prefix(&start).map(str::to_owned)).collect::<Vec<_>>();
        lines.into_iter().filter_map(|rest| rest.split([' ', '{', '<']).next().map(str::to_owned))
    });
    names.collect()
}

#[test]
fn every_endpoint_and_every_action_has_a_contract_test() {
    let files = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/contract"));
    let tests = files.into_iter().filter(|file| !file.ends_with("named.rs"));
    let text: String = tests.map(|file| fs::read_to_string(file).unwrap()).collect();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let (endpoints, actions) = (implementors("src/api", "Endpoint"), implementors("src/actions", "Action"));
    assert!(endpoints.len() > 50 && actions.len() >= 6, "the rule guards nothing");
    let missing: Vec<_> = endpoints.iter().chain(&actions).filter(|name| !words.contains(&name.as_str())).collect();
    assert!(missing.is_empty(), "Without a contract test: {missing:?}");
}

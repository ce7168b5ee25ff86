//! The wasm in parts: what the sign-in form needs, and what is loaded when somebody goes further.
//!
//! Trunk knows no such thing (trunk-rs/trunk#1022), but it finds `wasm-bindgen` on the PATH. There it finds a script
//! that leads here ([`bind`]): the wasm is split at its split points, and its main part is bound.
//! When Trunk has written everything else, its post-build hook ([`place`]) puts the other parts beside it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use wasm_split_cli_support::{Options, transform};

use super::assets::{self, attribute, integrity, replace_once, short_hash};
use super::bindgen::{self, LinkerExports};
use crate::repo::Repo;
use crate::{files, parallel};

/// What the loader of the parts calls the main part's JavaScript, until its real name is known.
const MAIN_MODULE: &str = "./main.js";

/// The part that `boot.js` preloads where it will be needed; the page names its files.
const PRELOADED: &str = "pages";

/// Which files each part needs: names of parts to stems of files, as JSON.
const NEEDS: &str = "needs.json";

/// Splits `wasm`, and binds its main part as `name` in the folder `to`.
pub fn bind(repo: &Repo, wasm: &Path, name: &str, to: &Path) -> Result<()> {
    let main = split(repo, &files::read(wasm)?)?;
    bindgen::bind(&main, name, LinkerExports::Kept, to)
}

/// Splits `wasm` into the folder of the parts; gives the main one.
fn split(repo: &Repo, wasm: &[u8]) -> Result<PathBuf> {
    let dir = parts_dir(repo);
    files::remove_dir(&dir)?;
    files::create_dir(&dir)?;
    let main = dir.join("main.wasm");
    let loader = format!("./parts-{}.js", short_hash(wasm));
    let mut options = Options::new(wasm);
    options.output_dir = &dir;
    options.main_out_path = &main;
    options.link_name = &loader;
    options.main_module = MAIN_MODULE;
    let split = transform(options).map_err(|error| anyhow!("Cannot split the wasm: {error:#}"))?;
    let needs = serde_json::to_string(&split.prefetch_map).context("Cannot describe the parts")?;
    files::write(&dir.join(NEEDS), needs)?;
    Ok(main)
}

/// Puts the parts and their loader into Trunk's output, under names that change with their content.
pub fn place(repo: &Repo, staging: &Path, optimise: bool) -> Result<()> {
    let page_path = staging.join("index.html");
    let page = files::read_text(&page_path)?;
    let main_link =
        main_link(&page).context("index.html preloads no JavaScript module: has Trunk changed its output?")?;
    let main_module = attribute(main_link, "href").context("the module's link has no address")?;

    let dir = parts_dir(repo);
    let (loader, parts) = outputs(&dir)?;
    let mut script = replace_once(&files::read_text(&dir.join(&loader))?, MAIN_MODULE, main_module)?;
    let mut names = BTreeMap::new();
    if optimise {
        let parameters = assets::wasm_opt_parameters(repo)?;
        parallel::each(&parts, |stem| assets::wasm_opt(&dir.join(format!("{stem}.wasm")), "-Oz", &parameters))?;
    }
    for stem in parts {
        let content = files::read(&dir.join(format!("{stem}.wasm")))?;
        let name = assets::put(staging, &stem, "wasm", &content)?;
        let (fetch, checked) = (
            format!("fetch(new URL(\"./{stem}.wasm\", import.meta.url))"),
            format!("fetch(new URL(\"./{name}.wasm\", import.meta.url), {{ integrity: \"{}\" }})", integrity(&content)),
        );
        script = replace_once(&script, &fetch, &checked)?;
        names.insert(stem, name);
    }
    files::write(&staging.join(&loader), &script)?;

    let mut links = vec![
        main_link.to_owned(),
        format!(
            "<link rel=\"modulepreload\" href=\"./{loader}\" crossorigin=\"anonymous\" integrity=\"{}\" />",
            integrity(script.as_bytes())
        ),
    ];
    let needs: BTreeMap<String, Vec<String>> =
        serde_json::from_str(&files::read_text(&dir.join(NEEDS))?).context("Cannot read which parts need what")?;
    let files = needs.get(PRELOADED).with_context(|| format!("There is no part {PRELOADED}"))?;
    let files: Vec<&str> = files.iter().filter_map(|stem| names.get(stem)).map(String::as_str).collect();
    links.push(format!("<meta name=\"glia-part-{PRELOADED}\" content=\"{}\" />", files.join(" ")));
    files::write(&page_path, replace_once(&page, main_link, &links.join("\n    "))?)
}

/// What a split left behind: the loader's name, and the stems of the parts.
fn outputs(dir: &Path) -> Result<(String, Vec<String>)> {
    let (mut loader, mut parts) = (None, Vec::new());
    for file in files::list(dir)? {
        let name = file.to_string_lossy().into_owned();
        match name.rsplit_once('.') {
            Some((stem, "wasm")) if stem != "main" => parts.push(stem.to_owned()),
            Some((_, "js")) => loader = Some(name),
            _ => {}
        }
    }
    Ok((loader.context("The split wrote no loader")?, parts))
}

fn parts_dir(repo: &Repo) -> PathBuf {
    repo.target("xtask/parts")
}

/// The page's link to the main part's JavaScript.
fn main_link(page: &str) -> Option<&str> {
    let mark = page.find("rel=\"modulepreload\"")?;
    let start = page[..mark].rfind("<link")?;
    let end = mark + page[mark..].find('>')? + 1;
    Some(&page[start..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_module_is_found_in_trunks_page() {
        let link = r#"<link rel="modulepreload" href="./glia-1.js" crossorigin="anonymous" integrity="sha384-x">"#;
        let page = format!(r#"<head><link rel="icon" href="./a.svg">{link}<link rel="preload" href="b"></head>"#);
        assert_eq!(main_link(&page), Some(link));
        assert_eq!(attribute(link, "href"), Some("./glia-1.js"));
        assert_eq!(main_link("<link rel=\"icon\">"), None);
    }
}

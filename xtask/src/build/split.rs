//! The wasm in parts: what the sign-in form needs, and what is loaded when somebody goes further.
//!
//! Trunk knows no such thing (trunk-rs/trunk#1022), but it finds `wasm-bindgen` on the PATH. There it finds a script
//! that leads here ([`bind`]): the wasm is split at its split points, and its main part is bound.
//! When Trunk has written everything else, its post-build hook ([`place`]) puts the other parts beside it.

use std::cmp::Reverse;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow};
use wasm_split_cli_support::{Options, transform};

use super::assets::{self, attribute, integrity, replace_once, short_hash};
use super::bindgen::{self, LinkerExports};
use super::packs::{self, Needs, Piece};
use super::table;
use crate::repo::Repo;
use crate::tools::wasm_opt;
use crate::{files, parallel, process};

/// What the loader of the parts calls the main part's JavaScript, until its real name is known.
const MAIN_MODULE: &str = "./main.js";

/// Where the loader begins to know of single pieces, which ours does not.
const PIECES: &str = "function makeLoad(";

/// The part of the loader that fetches files and compiles what is in them.
const PACKS: &str = include_str!("packs.js");

/// What optimises them.
const OPTIMISE: &str = include_str!("optimise.mjs");

/// A tag of `index.html` names the file of each part, so that `boot.js` can fetch the one that an address will need. Its
/// name begins with this and ends with the part's.
pub(super) const PART: &str = "glia-part-";

/// Which files each part needs: names of parts to stems of files, as JSON.
const NEEDS: &str = "needs.json";

/// A part in Trunk's output.
struct Part<'a> {
    name: &'a str,
    /// Without its extension.
    file: String,
    integrity: String,
}

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
    let needs: Needs =
        serde_json::from_str(&files::read_text(&dir.join(NEEDS))?).context("Cannot read which parts need what")?;
    let (loader, stems) = outputs(&dir)?;
    if optimise {
        shrink(repo, &dir, &stems)?;
    }
    let piece = |(number, stem): (u32, String)| {
        Ok(Piece { number, content: files::read(&dir.join(format!("{stem}.wasm")))?, stem })
    };
    let pieces: Vec<Piece> = (0..).zip(stems).map(piece).collect::<Result<_>>()?;
    let mut parts = Vec::new();
    for (name, needed) in &needs {
        let content = packs::file(needed, &pieces)?;
        let file = assets::put(staging, &format!("part_{name}"), "wasm", &content)?;
        parts.push(Part { name, file, integrity: integrity(&content) });
    }
    let written = replace_once(&files::read_text(&dir.join(&loader))?, MAIN_MODULE, main_module)?;
    let script = loader_of(&written, &parts)?;
    files::write(&staging.join(&loader), &script)?;

    let mut links = vec![
        main_link.to_owned(),
        format!(
            "<link rel=\"modulepreload\" href=\"./{loader}\" crossorigin=\"anonymous\" integrity=\"{}\" />",
            integrity(script.as_bytes())
        ),
    ];
    links.extend(parts.iter().map(|part| format!("<meta name=\"{PART}{}\" content=\"{}\" />", part.name, part.file)));
    links.extend(table::tags(repo)?);
    files::write(&page_path, replace_once(&page, main_link, &links.join("\n    "))?)
}

/// Optimises all pieces, in as many processes as there are cores.
fn shrink(repo: &Repo, dir: &Path, stems: &[String]) -> Result<()> {
    let mut paths: Vec<PathBuf> = stems.iter().map(|stem| dir.join(format!("{stem}.wasm"))).collect();
    // Each process gets large and small ones.
    paths.sort_by_key(|path| Reverse(path.metadata().map_or(0, |metadata| metadata.len())));
    let processes = parallel::cores();
    let shares: Vec<Vec<&PathBuf>> =
        (0..processes).map(|first| paths.iter().skip(first).step_by(processes).collect()).collect();
    let script = dir.join("optimise.mjs");
    files::write(&script, OPTIMISE)?;
    parallel::each(&shares, |share| {
        let mut command = Command::new("node");
        command.arg(&script).arg(wasm_opt::module(repo)).args(share);
        process::run(&mut command, "Binaryen")
    })
}

/// The splitter's loader, but with a file for each part instead of a function for each piece.
fn loader_of(written: &str, parts: &[Part]) -> Result<String> {
    let (begin, _) = written.split_once(PIECES).context("The loader loads no pieces: has wasm-split changed it?")?;
    let mut script = format!("{begin}{PACKS}");
    for Part { name, file, integrity } in parts {
        // Writing to a String cannot fail.
        let _ = writeln!(script, "export const __wasm_split_load_{name} = load(\"{file}\", \"{integrity}\");");
    }
    Ok(script)
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
    fn the_loader_knows_files_and_not_pieces() -> Result<()> {
        let written =
            "import x;\nfunction wrapAsyncCb() {}\nfunction makeLoad(fetcher) {}\nconst __chunk_1 = makeLoad();\n";
        let part = |name, file: &str| Part { name, file: file.into(), integrity: "sha256-x".into() };
        let script = loader_of(written, &[part("a", "part_a-1"), part("b", "part_b-2")])?;
        assert!(script.starts_with("import x;\nfunction wrapAsyncCb() {}\n"), "{script}");
        assert!(
            script.ends_with(
                "load_a = load(\"part_a-1\", \"sha256-x\");\n\
                 export const __wasm_split_load_b = load(\"part_b-2\", \"sha256-x\");\n"
            ),
            "{script}"
        );
        assert!(!script.contains("__chunk"), "{script}");
        assert!(loader_of("", &[]).is_err());
        Ok(())
    }

    #[test]
    fn the_main_module_is_found_in_trunks_page() {
        let link = r#"<link rel="modulepreload" href="./glia-1.js" crossorigin="anonymous" integrity="sha384-x">"#;
        let page = format!(r#"<head><link rel="icon" href="./a.svg">{link}<link rel="preload" href="b"></head>"#);
        assert_eq!(main_link(&page), Some(link));
        assert_eq!(attribute(link, "href"), Some("./glia-1.js"));
        assert_eq!(main_link("<link rel=\"icon\">"), None);
    }
}

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
use super::packs::{self, Needs, Piece};
use super::table;
use crate::repo::Repo;
use crate::{files, parallel};

/// What the loader of the parts calls the main part's JavaScript, until its real name is known.
const MAIN_MODULE: &str = "./main.js";

/// How the loader starts a piece that is a file of its own, and how one that is a slice of a file.
const STREAMED: &str = "WebAssembly.instantiateStreaming(src, imports)";
const SLICED: &str = "WebAssembly.instantiate(await src, imports)";

/// The script that gives slices; `GLIA_FILES` in it are the files with their hashes.
const SLICES: &str = include_str!("slices.js");

/// A tag of `index.html` names the files of each part, so that `boot.js` can fetch those that an address will need. Its
/// name begins with this and ends with the part's.
pub(super) const PART: &str = "glia-part-";

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
    let needs: Needs =
        serde_json::from_str(&files::read_text(&dir.join(NEEDS))?).context("Cannot read which parts need what")?;
    let (loader, stems) = outputs(&dir)?;
    if optimise {
        let parameters = assets::wasm_opt_parameters(repo)?;
        parallel::each(&stems, |stem| assets::wasm_opt(&dir.join(format!("{stem}.wasm")), "-Oz", &parameters))?;
    }
    let piece = |stem: String| Ok(Piece { content: files::read(&dir.join(format!("{stem}.wasm")))?, stem });
    let packs = packs::arrange(&needs, stems.into_iter().map(piece).collect::<Result<_>>()?, packs::MOST_FILES);

    let mut script = replace_once(&files::read_text(&dir.join(&loader))?, MAIN_MODULE, main_module)?;
    let mut names = Vec::new();
    // Where each piece lies: file, beginning and end, of each copy.
    let mut places: BTreeMap<&str, Vec<[usize; 3]>> = BTreeMap::new();
    for (index, pack) in packs.iter().enumerate() {
        let content = pack.content();
        names.push((assets::put(staging, &pack.name(), "wasm", &content)?, integrity(&content)));
        let mut start = 0;
        for Piece { stem, content } in &pack.pieces {
            let end = start + content.len();
            places.entry(stem).or_default().push([index, start, end]);
            start = end;
        }
    }
    for (stem, places) in &places {
        let fetch = format!("fetch(new URL(\"./{stem}.wasm\", import.meta.url))");
        script = replace_once(&script, &fetch, &format!("slice({places:?})"))?;
    }
    for part in needs.keys() {
        let files: Vec<usize> = (0..packs.len()).filter(|index| packs[*index].parts.contains(part)).collect();
        script = with_files(&script, part, &files)?;
    }
    let script = format!("{}{}", script.replace(STREAMED, SLICED), slices(&names)?);
    files::write(&staging.join(&loader), &script)?;

    let mut links = vec![
        main_link.to_owned(),
        format!(
            "<link rel=\"modulepreload\" href=\"./{loader}\" crossorigin=\"anonymous\" integrity=\"{}\" />",
            integrity(script.as_bytes())
        ),
    ];
    for part in needs.keys() {
        let needed = packs.iter().zip(&names).filter(|(pack, _)| pack.parts.contains(part));
        let files: Vec<&str> = needed.map(|(_, (name, _))| name.as_str()).collect();
        links.push(format!("<meta name=\"{PART}{part}\" content=\"{}\" />", files.join(" ")));
    }
    links.extend(table::tags(repo)?);
    files::write(&page_path, replace_once(&page, main_link, &links.join("\n    "))?)
}

/// Lets the loader of a part begin with its files.
fn with_files(script: &str, part: &str, files: &[usize]) -> Result<String> {
    let begin = format!("export const __wasm_split_load_{part} = wrapAsyncCb(");
    let (before, rest) = script.split_once(&begin).with_context(|| format!("The loader does not load {part}"))?;
    let (load, after) = rest.split_once("]));\n").with_context(|| format!("The loader of {part} has no end"))?;
    Ok(format!("{before}{begin}whole({files:?}, {load}])));\n{after}"))
}

/// The part of the loader that fetches files, each once, and gives slices of them.
fn slices(files: &[(String, String)]) -> Result<String> {
    let files: Vec<_> = files.iter().map(|(name, integrity)| [format!("./{name}.wasm"), integrity.clone()]).collect();
    let files = serde_json::to_string(&files).context("Cannot describe the files of the parts")?;
    Ok(SLICES.replace("GLIA_FILES", &files))
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
    fn a_part_begins_with_its_files() -> Result<()> {
        let script = "const __chunk_1 = makeLoad(() => {\n    const src = slice([[0, 1, 2]]);\n}\n, []);\n\
            export const __wasm_split_load_a = wrapAsyncCb(makeLoad(() => {\n    f(g(src));\n}\n, [__chunk_1]));\n\
            export const __wasm_split_load_b = wrapAsyncCb(makeLoad(() => async (_imp) => ({}), []));\n";
        let script = with_files(&with_files(script, "a", &[0, 2])?, "b", &[])?;
        assert!(
            script.contains(
                "load_a = wrapAsyncCb(whole([0, 2], makeLoad(() => {\n    f(g(src));\n}\n, [__chunk_1])));\n"
            )
        );
        assert!(script.contains("load_b = wrapAsyncCb(whole([], makeLoad(() => async (_imp) => ({}), [])));\n"));
        assert!(with_files(&script, "c", &[]).is_err());
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

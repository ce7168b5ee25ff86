//! Which files of `dist/` a browser loads before the app is up: `index.html`, everything it names
//! in links, sources and inline scripts, what those name in turn, and `config.json`.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use anyhow::Result;

use crate::files;

/// Loaded by the app itself before it shows anything.
const CONFIG: &str = "config.json";

/// The files of the first load below `dist`, as relative paths.
pub(super) fn of(dist: &Path) -> Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![PathBuf::from("index.html"), PathBuf::from(CONFIG)];
    while let Some(file) = waiting.pop() {
        if !dist.join(&file).is_file() || !found.insert(file.clone()) {
            continue;
        }
        let folder = file.parent().unwrap_or(Path::new(""));
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("html") => {
                let text = files::read_text(&dist.join(&file))?;
                waiting.extend(quoted(&text).filter_map(|name| resolve(folder, name)));
            }
            Some("css") => {
                let text = files::read_text(&dist.join(&file))?;
                waiting.extend(css_imports(&text).filter_map(|name| resolve(folder, name)));
            }
            Some("js" | "mjs") => {
                let text = files::read_text(&dist.join(&file))?;
                waiting.extend(js_imports(&text).filter_map(|name| resolve(folder, name)));
            }
            _ => {}
        }
    }
    Ok(found)
}

/// All quoted strings and unquoted attribute values: in a page that is generated, a string that
/// is the name of a file in `dist/` is one that gets loaded.
fn quoted(html: &str) -> impl Iterator<Item = &str> {
    html.split(['"', '\'', '=', '>', ' ', '\n'])
}

/// Imported style sheets. Images do not count: browsers load one when an element that shows it
/// appears.
fn css_imports(css: &str) -> impl Iterator<Item = &str> {
    css.split("@import").skip(1).filter_map(|rest| {
        let rest = rest.trim_start().trim_start_matches("url(");
        rest.trim_start_matches(['"', '\'']).split(['"', '\'', ')']).next()
    })
}

/// Static imports of a JavaScript module (`from './a.js'`, `import './a.js'`); dynamic ones, in
/// parentheses, are lazy.
fn js_imports(js: &str) -> impl Iterator<Item = &str> {
    ["from", "import"].into_iter().flat_map(move |keyword| {
        js.split(keyword).skip(1).filter_map(|rest| {
            let rest = rest.trim_start();
            let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\''))?;
            rest[1..].split(quote).next()
        })
    })
}

/// The file that a relative reference names; `None` for addresses and what leaves `dist/`.
fn resolve(folder: &Path, name: &str) -> Option<PathBuf> {
    let name = name.split(['?', '#']).next().filter(|name| !name.is_empty())?;
    if name.starts_with('/') || name.contains(':') {
        return None;
    }
    let mut path = folder.to_path_buf();
    for component in Path::new(name).components() {
        match component {
            Component::Normal(part) => path.push(part),
            Component::CurDir => {}
            Component::ParentDir if path.pop() => {}
            _ => return None,
        }
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html><html><head>
<link rel="stylesheet" href="./app-0123.css" integrity="sha384-x">
<link rel=icon href=favicon.svg>
<link rel="modulepreload" href="./glia-0123.js" crossorigin="anonymous">
<script type="module">
import init from './glia-0123.js';
const wasm = await init({ module_or_path: './glia-0123_bg.wasm?v=1' });
</script></head><body><a href="https://example.org/lazy.js">x</a></body></html>"#;

    #[test]
    fn everything_the_page_names_counts_and_nothing_else() -> Result<()> {
        let dir = std::env::temp_dir().join(format!("xtask-first-load-{}", std::process::id()));
        files::write(&dir.join("index.html"), PAGE)?;
        files::write(&dir.join("app-0123.css"), "@import url('more.css');a{background:url('img/a.svg')}")?;
        files::write(&dir.join("glia-0123.js"), "import{x}from\"./snippets/a.js\";const lazy=()=>import('./lazy.js')")?;
        for name in [
            "favicon.svg",
            "glia-0123_bg.wasm",
            "more.css",
            "img/a.svg",
            "snippets/a.js",
            "lazy.js",
            "config.json",
            "glia-0123_bg.wasm.br",
        ] {
            files::write(&dir.join(name), "")?;
        }
        let found: Vec<String> = of(&dir)?.into_iter().map(|path| path.display().to_string()).collect();
        assert_eq!(
            found,
            [
                "app-0123.css",
                "config.json",
                "favicon.svg",
                "glia-0123.js",
                "glia-0123_bg.wasm",
                "index.html",
                "more.css",
                "snippets/a.js"
            ]
        );
        files::remove_dir(&dir)
    }

    #[test]
    fn references_stay_in_the_folder() {
        let at = |name| resolve(Path::new("css"), name);
        assert_eq!(at("../a.svg"), Some(PathBuf::from("a.svg")));
        assert_eq!(at("../../a.svg"), None);
        assert_eq!(at("/a.svg"), None);
        assert_eq!(at("data:image/svg+xml,x"), None);
    }
}

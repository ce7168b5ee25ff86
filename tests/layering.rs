//! The invariants of ARCHITECTURE.md that can be read off the source: which folder may know which.

#[path = "layering/cycles.rs"]
mod cycles;

use std::fs;
use std::path::{Path, PathBuf};

/// Every Rust file below a folder (or the file itself).
fn sources(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let entries = fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut found: Vec<PathBuf> = entries.flat_map(|entry| sources(&entry.unwrap().path())).collect();
    found.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    found.sort();
    found
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The lines that are code: no comments, and nothing from the first test module on (or at all, in a file of tests).
fn code_lines(path: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(path).unwrap();
    let product =
        text.split("#[cfg(test)]").next().and_then(|text| text.split("#![cfg(test)]").next()).unwrap_or_default();
    let lines = product.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    lines.map(|(number, line)| (number + 1, line.to_owned())).collect()
}

/// Complains about each line in these folders that holds one of the words.
fn forbid(folders: &[&str], words: &[&str], why: &str) {
    let mut offences = Vec::new();
    for folder in folders {
        let files = sources(&src().join(folder));
        assert!(!files.is_empty(), "{folder} is empty: the rule guards nothing");
        for file in files {
            for (number, line) in code_lines(&file) {
                offences.extend(
                    words
                        .iter()
                        .filter(|word| line.contains(**word))
                        .map(|word| format!("{}:{number}: `{word}` in `{}`", file.display(), line.trim())),
                );
            }
        }
    }
    assert!(offences.is_empty(), "{why}\n{}", offences.join("\n"));
}

const CORE: [&str; 11] =
    ["model", "logs", "snippets", "api", "runs", "export", "route", "text", "lists", "actions", "config.rs"];

#[test]
fn the_core_knows_neither_leptos_nor_the_dom() {
    let words =
        ["leptos", "web_sys", "js_sys", "wasm_bindgen", "gloo_", "crate::browser", "crate::state", "crate::components"];
    forbid(&CORE, &words, "The core runs under plain `cargo test` and in workers.");
}

#[test]
fn models_know_no_server() {
    forbid(&["model"], &["crate::api", "crate::route", "crate::text", "serde_json"], "Models are below everything.");
}

#[test]
fn snippets_are_made_of_values_alone() {
    forbid(
        &["snippets"],
        &["crate::api", "crate::route", "crate::text"],
        "What is copied elsewhere depends on no server.",
    );
}

#[test]
fn what_actions_are_made_of_knows_no_actions() {
    forbid(&["model", "api", "text", "export", "route"], &["crate::actions"], "Actions are above endpoints and text.");
}

#[test]
fn endpoints_know_no_sentences() {
    forbid(&["api"], &["crate::text", "crate::route"], "Errors keep evidence; `text` makes sentences of it.");
}

#[test]
fn lists_stand_above_what_they_are_made_of() {
    forbid(&["model", "api", "route", "text"], &["crate::lists"], "A list is made of rows, addresses and words.");
}

#[test]
fn log_engines_know_models_alone() {
    let words = ["crate::api", "crate::config", "crate::route", "crate::snippets", "crate::text"];
    forbid(&["logs"], &words, "What a worker finds are values; the page makes sentences of them.");
}

#[test]
fn workers_know_nothing_of_pages() {
    let words = [
        "leptos",
        "crate::app",
        "crate::browser",
        "crate::components",
        "crate::pages",
        "crate::route",
        "crate::state",
        "crate::text",
    ];
    forbid(&["workers", "bin"], &words, "A worker is a wasm of its own: an engine of the core, and messages.");
}

#[test]
fn the_browser_layer_is_thin() {
    let words = ["leptos", "crate::state", "crate::components", "crate::pages", "crate::text"];
    forbid(&["browser"], &words, "Wrappers over the browser know nothing of Glia's state or views.");
}

#[test]
fn components_know_neither_session_nor_endpoints() {
    let words = [
        "state::sessions",
        "state::api",
        "state::nav",
        "crate::pages",
        "Endpoint",
        "api::users",
        "api::rooms",
        "api::directory",
        "api::account",
        "api::server",
        "api::session",
    ];
    forbid(&["components"], &words, "Components get values and callbacks; pages compose.");
}

#[test]
fn only_state_touches_storage_and_the_address_bar() {
    let words = ["browser::storage", "storage::", "location::push", "location::replace"];
    forbid(&["components", "pages", "app"], &words, "There is one copy of the session and of the address.");
}

#[test]
fn pages_build_no_addresses_by_hand() {
    forbid(
        &["pages", "components", "app"],
        &["/_synapse/", "/_matrix/", "\"#/", "percent::"],
        "`api` and `route` encode.",
    );
}

#[test]
fn nobody_clears_what_other_apps_stored() {
    let words = ["storage().clear", "storage.clear", "Storage::clear"];
    forbid(&["browser", "state", "pages", "app", "components"], &words, "The origin may be shared.");
}

/// A sentence has a space between two words; class lists, formats and ids in attributes are told apart by their place.
#[test]
fn sentences_live_in_the_text_layer() {
    let mut offences = Vec::new();
    for folder in ["pages", "components", "app"] {
        for file in sources(&src().join(folder)) {
            for (number, line) in code_lines(&file) {
                let trimmed = line.trim();
                // A text node, or an arm of a match, with a text in it that is more than white space or punctuation.
                let texts = trimmed.split('"').skip(1).step_by(2);
                let mut words = texts.map(|text| text.trim_matches([' ', ',', '(', ')']));
                if trimmed.starts_with('"') && words.any(|text| text.contains(' ')) {
                    offences.push(format!("{}:{number}: {trimmed}", file.display()));
                }
            }
        }
    }
    assert!(offences.is_empty(), "Put these into src/text:\n{}", offences.join("\n"));
}

#[test]
fn files_stay_small() {
    let large: Vec<String> = sources(&src())
        .into_iter()
        .filter_map(|file| {
            let lines = fs::read_to_string(&file).unwrap().lines().count();
            (lines > 400).then(|| format!("{}: {lines} lines", file.display()))
        })
        .collect();
    assert!(large.is_empty(), "Split by meaning:\n{}", large.join("\n"));
}

/// The page's policy allows no inline script or style, so none may be written.
#[test]
fn the_page_has_a_strict_policy_and_nothing_inline() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("index.html")).unwrap();
    assert!(page.contains("default-src 'none'") && page.contains("'wasm-unsafe-eval'"));
    assert!(!page.contains("unsafe-inline") && !page.contains("'unsafe-eval'") && !page.contains("<style"));
    assert!(!page.contains(" style=") && !page.contains("onload="));
    let inline = forbid_inline_styles();
    assert!(inline.is_empty(), "Blocked by the policy:\n{}", inline.join("\n"));
}

fn forbid_inline_styles() -> Vec<String> {
    let mut found = Vec::new();
    for folder in ["pages", "components", "app"] {
        for file in sources(&src().join(folder)) {
            for (number, line) in code_lines(&file) {
                if line.contains(" style=") || line.contains("style:") || line.contains("inner_html") {
                    found.push(format!("{}:{number}: {}", file.display(), line.trim()));
                }
            }
        }
    }
    found
}

#[test]
fn the_log_engine_knows_only_logs() {
    forbid(
        &["logs"],
        &["crate::api", "crate::route", "crate::text", "crate::snippets"],
        "It is the heart of a worker that needs nothing else.",
    );
}

#[test]
fn runs_know_no_sentences() {
    forbid(&["runs"], &["crate::text", "crate::route", "crate::export"], "What a run needs is above what it does.");
}

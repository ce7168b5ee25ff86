//! The invariants of ARCHITECTURE.md that can be read off the source: which folder may know which.

#[path = "layering/cycles.rs"]
mod cycles;

use std::fs;
use std::path::{Path, PathBuf};

use glia::text::{PARTS, files_of};

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
fn an_endpoint_and_its_tests_are_one_file() {
    let texts = sources(&src().join("api")).into_iter().map(|file| (fs::read_to_string(&file).unwrap(), file));
    let endpoints: Vec<_> = texts.filter(|(text, _)| text.contains("\nimpl Endpoint for ")).collect();
    assert!(endpoints.len() > 50, "the rule guards nothing");
    let bare: Vec<_> =
        endpoints.iter().filter(|(text, _)| !text.contains("\nmod tests {")).map(|(_, file)| file).collect();
    assert!(bare.is_empty(), "An endpoint is tested where it stands: {bare:?}");
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

/// What stands in quotation marks outside of comments and tests, with the number of its line.
fn literals(path: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().and_then(|text| text.split("#![cfg(test)]").next());
    let code: Vec<char> = code.unwrap_or_default().chars().collect();
    let (mut found, mut line, mut at) = (Vec::new(), 1, 0);
    while at < code.len() {
        match code[at] {
            '\n' => line += 1,
            '/' if code[at..].starts_with(&['/', '/']) => {
                at += code[at..].iter().take_while(|letter| **letter != '\n').count();
                continue;
            }
            '\'' if code.get(at + 2) == Some(&'\'') => at += 2,
            '"' => {
                let hashes = code[..at].iter().rev().take_while(|hash| **hash == '#').count();
                let end: Vec<char> = format!("\"{}", "#".repeat(hashes)).chars().collect();
                let (start, mut literal) = (line, String::new());
                at += 1;
                while at < code.len() && !code[at..].starts_with(&end) {
                    at += usize::from(hashes == 0 && code[at] == '\\');
                    line += usize::from(code[at] == '\n');
                    literal.push(code[at]);
                    at += 1;
                }
                found.push((start, literal));
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// What looks like a sentence and is none: the server's own words, by which it is understood, commands and selectors.
const NO_SENTENCES: [&str; 24] = [
    "An access token should not be provided",
    "Do not understand membership kind",
    "not a server admin",
    "delegating to MAS",
    "requires using PostgreSQL",
    "Not found '",
    "Invalid signature",
    "Federation denied with",
    "Missing Authorization headers",
    "Malformed Authorization header",
    "Destination mismatch",
    "guests parameter",
    "does not need to be reset",
    "Invalid username",
    "Shared secret registration is not enabled",
    "HMAC incorrect",
    "unrecognised nonce",
    "mas-cli manage",
    "-H 'Content-Type: application/json'",
    "Authorization: Bearer",
    "Processed request: ",
    "input, textarea, select",
    "body, main, h1",
    "tbody tr",
];

/// A sentence has a space between two words. A list of classes has it too, but the style sheet knows one of
/// them.
#[test]
fn sentences_live_in_the_text_layer() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let styles = fs::read_dir(root.join("style")).unwrap();
    let styles: String = styles.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    let has_style = |word: &str| styles.contains(&format!(".{word}"));
    let is_lower = |word: &str| word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
    let is_word = |word: &str| {
        let letters = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        letters.chars().any(char::is_lowercase)
            && letters.chars().all(|letter| letter.is_alphabetic() || letter == '\'')
    };
    let is_sentence = |text: &str| {
        let filled: String = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect();
        let words: Vec<&str> = filled.split([' ', '\n']).collect();
        let has_two = words.windows(2).any(|pair| pair.iter().all(|word| is_word(word)));
        let is_classes = words.iter().all(|word| is_lower(word)) && words.iter().any(|word| has_style(word));
        has_two && !is_classes && !NO_SENTENCES.iter().any(|known| text.contains(known))
    };
    let mut offences = Vec::new();
    for folder in ["pages", "components", "app", "state", "api", "browser", "workers", "config.rs", "main.rs"] {
        for file in sources(&src().join(folder)).iter().filter(|file| !file.ends_with("tests.rs")) {
            let sentences = literals(file).into_iter().filter(|(_, text)| is_sentence(text));
            offences.extend(sentences.map(|(number, text)| format!("{}:{number}: {text}", file.display())));
        }
    }
    // What is said to translators and testers is no part of the app.
    for file in sources(&src().join("text")).iter().filter(|file| !file.ends_with("words.rs")) {
        let code = fs::read_to_string(file).unwrap();
        let start = code.lines().position(|line| line == "sentences! {").unwrap_or(usize::MAX);
        let end = code.lines().skip(start).position(|line| line == "}").map_or(0, |lines| start + lines);
        let beside =
            literals(file).into_iter().filter(|(number, text)| !(start..=end).contains(number) && is_sentence(text));
        offences.extend(beside.map(|(number, text)| format!("{}:{number}: {text}", file.display())));
    }
    let boot = fs::read_to_string(src().join("boot.js")).unwrap();
    let texts = boot
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split(['"', '`']).skip(1).step_by(2));
    offences.extend(texts.filter(|text| is_sentence(text)).map(|text| format!("boot.js: {text}")));
    assert!(offences.is_empty(), "Put these into `sentences!` in src/text:\n{}", offences.join("\n"));
}

/// The test above sees what it should.
#[test]
fn literals_are_found_wherever_they_stand() {
    let folder = std::env::temp_dir().join(format!("glia-layering-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("code.rs");
    fs::write(&file, "let a = \"one\"; // \"no\"\n// \"nor\"\nf('\"', \"two \\\"x\\\"\", r#\"three \"y\"\"#);\n")
        .unwrap();
    let found = literals(&file);
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(found, [(1, "one"), (3, "two \"x\""), (3, "three \"y\"")].map(|(line, text)| (line, text.to_owned())));
}

/// In another language than English, a page that says words of a file it does not ask for says them in English.
#[test]
fn pages_ask_for_the_words_that_they_say() {
    let places: [(&str, &[&str]); 8] = [
        ("app", &[]),
        ("state", &[]),
        ("pages/sign_in", &[]),
        ("pages/sign_out.rs", &[]),
        ("pages/not_admin.rs", &[]),
        ("pages/answers", files_of("answers_users")),
        ("pages/logs", files_of("logs")),
        ("pages/export", files_of("export")),
    ];
    let setup = ["pages/doctor", "pages/first_admin"].map(|place| (place, files_of("setup")));
    let daily = ["users", "rooms", "aliases", "actions", "overview", "palette", "list.rs", "open.rs", "not_found.rs"];
    let daily = daily.map(|place| (format!("pages/{place}"), files_of("pages_aliases")));
    let daily = daily.iter().map(|(place, asked)| (place.as_str(), *asked));
    let mut offences = Vec::new();
    for (place, asked) in places.into_iter().chain(setup).chain(daily) {
        for file in sources(&src().join(place)) {
            for (number, line) in code_lines(&file) {
                for path in line.split("text::").skip(1) {
                    let says = |name: &str| path.strip_prefix(name).is_some_and(|rest| !rest.starts_with(is_of_a_name));
                    let said =
                        PARTS.iter().flat_map(|(file, modules)| modules.iter().map(move |module| (file, module)));
                    let said =
                        said.filter(|(_, module)| says(module.name())).max_by_key(|(_, module)| module.name().len());
                    let is_asked = |file: &str| file == "frame" || asked.contains(&file);
                    if let Some((words, _)) = said.filter(|(words, _)| !is_asked(words)) {
                        offences.push(format!("{}:{number}: {words}.json: {}", file.display(), line.trim()));
                    }
                }
            }
        }
    }
    assert!(offences.is_empty(), "English in every language:\n{}", offences.join("\n"));
}

fn is_of_a_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
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

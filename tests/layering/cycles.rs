//! No circles: neither between the folders of `src/`, nor between the files and folders within one of them.
//!
//! What a file knows is read off its paths (`use crate::a::B;`, `super::c::d()`). A name that a parent only passes on
//! (`pub use`) counts as the file that it comes from, and a file with its folder (`zip.rs` and `zip/`) as one: between
//! them it is a parent's affair.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::{code_lines, sources, src};

/// Circles that are still there, as `folder: file file …`. The test fails on new ones, and on entries that do not hold any
/// more: it only gets shorter.
const KNOWN: [&str; 0] = [];

/// A module, from the crate's root: `["export", "run", "room"]`.
type Module = Vec<String>;

/// A path in the source, and what it is called there.
struct Used {
    path: Vec<String>,
    name: String,
    is_passed_on: bool,
}

fn words(text: &str) -> Vec<String> {
    text.split("::").map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
}

/// `a::{b, c::{d as e}}` as its single paths.
fn branches(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((stem, inner)) = tree.split_once('{') else { return vec![tree.to_owned()] };
    let inner = inner.trim_end().strip_suffix('}').unwrap_or(inner);
    let (mut parts, mut depth) = (vec![String::new()], 0);
    for c in inner.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().unwrap().push(c);
    }
    let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(|part| branches(&part)).map(|part| format!("{stem}{part}")).collect()
}

/// What a file uses: its `use` items, and paths from `crate` and `super` in between.
fn uses(code: &str) -> Vec<Used> {
    let mut used = Vec::new();
    let mut rest = String::new();
    for statement in code.split_inclusive(';') {
        let begin = statement.lines().position(|line| {
            let line = line.trim_start();
            line.starts_with("use ") || (line.starts_with("pub") && line.contains(" use "))
        });
        let Some(begin) = begin else {
            rest.push_str(statement);
            continue;
        };
        let lines: Vec<&str> = statement.lines().collect();
        rest.push_str(&lines[..begin].join("\n"));
        let item = lines[begin..].join(" ");
        let (before, tree) = item.split_once("use ").unwrap();
        for branch in branches(tree.trim_end_matches(';')) {
            let (path, alias) = branch.split_once(" as ").unwrap_or((&branch, ""));
            let mut path = words(path);
            path.retain(|word| word != "self" || path_is_only_self(branch.as_str()));
            let name =
                if alias.is_empty() { path.last().cloned().unwrap_or_default() } else { alias.trim().to_owned() };
            used.push(Used { path, name, is_passed_on: before.contains("pub") });
        }
    }
    for start in ["crate::", "super::"] {
        for (at, _) in rest.match_indices(start) {
            let is_whole = !rest[..at].ends_with(|c: char| c == ':' || c == '_' || c.is_alphanumeric());
            let end =
                rest[at..].find(|c: char| c != ':' && c != '_' && !c.is_alphanumeric()).unwrap_or(rest.len() - at);
            let path = words(&rest[at..at + end]);
            if is_whole {
                used.push(Used { name: path.last().cloned().unwrap_or_default(), path, is_passed_on: false });
            }
        }
    }
    used
}

fn path_is_only_self(branch: &str) -> bool {
    branch.trim().starts_with("self::")
}

struct Sources {
    uses: BTreeMap<Module, Vec<Used>>,
}

impl Sources {
    fn read() -> Self {
        let mut uses_by_module = BTreeMap::new();
        for file in sources(&src()) {
            let code: Vec<String> = code_lines(&file).into_iter().map(|(_, line)| line).collect();
            let relative = file.strip_prefix(src()).unwrap().with_extension("");
            let mut module: Module = relative.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
            if matches!(module.last().map(String::as_str), Some("mod" | "lib" | "main")) {
                module.pop();
            }
            let is_binary = module.first().is_some_and(|folder| folder == "bin");
            // `main.rs` and the binaries are nobody's, and `#![cfg(test)]` empties a file of tests.
            if !is_binary && fs::metadata(&file).is_ok() {
                uses_by_module.entry(module).or_insert_with(Vec::new).extend(uses(&code.join("\n")));
            }
        }
        Self { uses: uses_by_module }
    }

    /// The path from the crate's root; `None` when it leads out of it.
    fn absolute(&self, from: &Module, path: &[String]) -> Option<Vec<String>> {
        let mut base = from.clone();
        let mut path = path;
        match path.first()?.as_str() {
            "crate" => {
                base.clear();
                path = &path[1..];
            }
            "self" => path = &path[1..],
            "super" => {
                while path.first().is_some_and(|word| word == "super") {
                    base.pop();
                    path = &path[1..];
                }
            }
            first => {
                base.push(first.to_owned());
                let is_child = self.uses.contains_key(&base);
                base.pop();
                if !is_child {
                    return None;
                }
            }
        }
        base.extend_from_slice(path);
        Some(base)
    }

    /// The file that a path leads to, through whatever passes the name on.
    fn origin(&self, path: &[String], depth: u32) -> Module {
        let length = (0..=path.len()).rev().find(|length| self.uses.contains_key(&path[..*length]));
        let (module, rest) = path.split_at(length.unwrap_or(0));
        let module = module.to_vec();
        let Some(name) = rest.first().filter(|_| depth < 8) else { return module };
        let passed_on = self.uses[&module].iter().filter(|used| used.is_passed_on || used.name == *name);
        for used in passed_on {
            let Some(target) = self.absolute(&module, &used.path) else { continue };
            if used.name == *name {
                return self.origin(&[&target[..], &rest[1..]].concat(), depth + 1);
            }
            if used.name == "*" {
                let folder = self.origin(&target[..target.len() - 1], depth + 1);
                if self.defines(&folder, name) {
                    return folder;
                }
            }
        }
        module
    }

    fn defines(&self, module: &Module, name: &str) -> bool {
        let path = module.iter().fold(src(), |path, part| path.join(part));
        let files = [path.with_extension("rs"), path.join("mod.rs")];
        let text: String = files.iter().filter_map(|file| fs::read_to_string(file).ok()).collect();
        ["struct", "enum", "trait", "fn", "type", "const"].iter().any(|kind| {
            text.match_indices(&format!("{kind} {name}"))
                .any(|(at, found)| !text[at + found.len()..].starts_with(|c: char| c == '_' || c.is_alphanumeric()))
        })
    }

    /// Which module knows which.
    fn edges(&self) -> BTreeSet<(Module, Module)> {
        let mut edges = BTreeSet::new();
        for (module, uses) in &self.uses {
            for used in uses {
                // What is only passed on is not known.
                let is_passed_on = used.is_passed_on && self.absolute(module, &used.path).is_some();
                if let Some(path) = self.absolute(module, &used.path).filter(|_| !is_passed_on) {
                    edges.insert((module.clone(), self.origin(&path, 0)));
                }
            }
        }
        edges
    }
}

/// Whoever can be reached from `start`.
fn reached<'a>(start: &'a str, knows: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    let mut open = vec![start];
    while let Some(at) = open.pop() {
        open.extend(knows.get(at).into_iter().flatten().filter(|next| seen.insert(**next)));
    }
    seen
}

/// The circles within one folder, each as `folder: file file …`.
fn circles(folder: &[String], edges: &BTreeSet<(Module, Module)>) -> BTreeSet<String> {
    let mut knows: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (from, to) in edges {
        let below = |module: &'_ Module| module.len() > folder.len() && module.starts_with(folder);
        if below(from) && below(to) && from[folder.len()] != to[folder.len()] {
            knows.entry(&from[folder.len()]).or_default().insert(&to[folder.len()]);
        }
    }
    let mut found = BTreeSet::new();
    for start in knows.keys() {
        let circle: Vec<&str> =
            reached(start, &knows).into_iter().filter(|other| reached(other, &knows).contains(start)).collect();
        if !circle.is_empty() {
            let folder = if folder.is_empty() { "src".to_owned() } else { folder.join("/") };
            found.insert(format!("{folder}: {}", circle.join(" ")));
        }
    }
    found
}

#[test]
fn nothing_goes_in_circles() {
    let sources = Sources::read();
    let edges = sources.edges();
    assert!(edges.len() > 500, "{} paths: the rule guards nothing", edges.len());
    let folders: BTreeSet<&[String]> =
        sources.uses.keys().flat_map(|module| (0..module.len()).map(|length| &module[..length])).collect();
    let found: BTreeSet<String> = folders.into_iter().flat_map(|folder| circles(folder, &edges)).collect();
    let known: BTreeSet<String> = KNOWN.into_iter().map(str::to_owned).collect();
    let new: Vec<&String> = found.difference(&known).collect();
    let gone: Vec<&String> = known.difference(&found).collect();
    assert!(new.is_empty(), "Cut these circles, mostly by moving what both need into a file of its own:\n{new:#?}");
    assert!(gone.is_empty(), "These are no circles (any more). Take them from the list:\n{gone:#?}");
}

/// The layers in the order of ARCHITECTURE.md's map.
fn layers() -> Vec<String> {
    let map = include_str!("../../ARCHITECTURE.md").split("```").nth(1).unwrap();
    let lines = map.lines().skip_while(|line| *line != "src/").skip(1).take_while(|line| line.starts_with(' '));
    let entries = lines.filter_map(|line| {
        let entry = line.strip_prefix("  ").filter(|entry| !entry.starts_with(' '))?;
        entry.split_whitespace().next()
    });
    let names = entries.filter_map(|entry| Some(entry.strip_suffix('/').or(entry.strip_suffix(".rs"))?.to_owned()));
    names.collect()
}

#[test]
fn layers_know_only_those_above_them_on_the_map() {
    let layers = layers();
    let place = |module: &Module| {
        let layer = &module[0];
        layers.iter().position(|known| known == layer).unwrap_or_else(|| panic!("ARCHITECTURE.md's map lacks {layer}"))
    };
    let sources = Sources::read();
    let mut offences = BTreeSet::new();
    for (from, to) in sources.edges().iter().filter(|(from, to)| !from.is_empty() && !to.is_empty()) {
        if place(from) < place(to) {
            offences.insert(format!("{} knows {}", from.join("/"), to.join("/")));
        }
    }
    assert!(offences.is_empty(), "{offences:#?}");
}

#[test]
fn paths_are_read_as_rust_reads_them() {
    let read = |code: &str| {
        let used = uses(code).into_iter();
        used.map(|used| format!("{}={}{}", used.name, used.path.join("."), if used.is_passed_on { "!" } else { "" }))
            .collect::<Vec<_>>()
    };
    assert_eq!(read("use crate::a::{B, c::{self, D as E}};"), ["B=crate.a.B", "c=crate.a.c", "E=crate.a.c.D"]);
    assert_eq!(read("pub use x::*;\npub(super) use y::Z;"), ["*=x.*!", "Z=y.Z!"]);
    assert_eq!(read("fn f() -> crate::a::B { super::super::g(1) }"), ["B=crate.a.B", "g=super.super.g"]);
    assert_eq!(read("let x = mycrate::a;\nuse std::rc::Rc;"), ["Rc=std.rc.Rc"]);
}

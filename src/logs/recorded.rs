//! The engine over real logs: one Synapse 1.163.2 and one 1.98.0, each of which wrote the same into files of all its
//! formats. (`tests/e2e/support/logged-synapse.ts` is what they went through.)

#![cfg(test)]

use super::Index;
use super::answer::overview::overview;
use super::protocol::{FileName, Filter, LineCounts, Packing};

/// A recording by its name.
fn recorded(name: &str) -> String {
    std::fs::read_to_string(format!("{}/tests/data/logs/{name}.log", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn index(name: &str) -> Index {
    let text = recorded(name);
    let mut index = Index::new(vec![FileName { name: "homeserver.log".to_owned(), size: text.len() as u64 }]);
    index.begin(0, Packing::Plain);
    text.as_bytes().chunks(4096).for_each(|piece| index.feed(piece));
    index.end(None);
    index
}

#[test]
fn every_line_is_recognised() {
    for release in ["1.163.2", "1.98.0"] {
        for (form, count) in [
            ("precise", (|lines| lines.precise + lines.continuation + lines.empty) as fn(LineCounts) -> u64),
            ("terse", |lines| lines.terse_json),
            ("json", |lines| lines.json),
            ("gcp", |lines| lines.gcp_json),
        ] {
            if (release, form) == ("1.98.0", "gcp") {
                continue;
            }
            let name = format!("{release}-{form}");
            let text = recorded(&name);
            let summary = index(&name).summary();
            assert_eq!(count(summary.lines), text.lines().count() as u64, "{name}: {:?}", summary.lines);
            let processed = text.lines().filter(|line| line.contains("} Processed request: ")).count();
            assert_eq!(summary.generations.iter().sum::<u64>(), processed as u64, "{name}");
            let generation = if release == "1.98.0" { 2 } else { 3 };
            assert_eq!(summary.generations[generation], processed as u64, "{name}");
            let received = text.lines().filter(|line| line.contains(" - Received request: ")).count();
            assert_eq!(summary.received, if form == "gcp" { 0 } else { received as u64 }, "{name}");
        }
    }
}

#[test]
fn all_formats_tell_the_same() {
    for release in ["1.163.2", "1.98.0"] {
        let precise = overview(&index(&format!("{release}-precise")), &Filter::default());
        assert!(precise.all.count > 80, "{}", precise.all.count);
        assert_eq!((precise.all.dropped, precise.all.server_errors), (1, 1));
        for form in ["terse", "json"] {
            let other = overview(&index(&format!("{release}-{form}")), &Filter::default());
            assert_eq!((other.all, other.endpoints), (precise.all, precise.endpoints.clone()), "{release} {form}");
            assert_eq!(
                (other.users, other.ips, other.agents),
                (precise.users.clone(), precise.ips.clone(), precise.agents.clone())
            );
        }
    }
}

#[test]
fn failures_are_found_in_every_format() {
    for name in ["1.163.2-precise", "1.163.2-terse", "1.163.2-json", "1.163.2-gcp", "1.98.0-precise", "1.98.0-terse"] {
        let index = index(name);
        assert_eq!(index.lines.signatures.len(), 1, "{name}");
        let errors = index.lines.groups.told(None, None, None);
        let error = &errors.groups[0];
        assert_eq!((error.level.as_str(), error.count), ("ERROR", 1), "{name}");
        assert!(
            error.exception.as_deref().is_some_and(|exception| exception.contains("OverflowError")),
            "{name}: {error:?}"
        );
    }
}

//! Whatever text goes in: it comes out as one value, and nothing else of the snippet changes.

#![cfg(test)]

use std::process::Command;

use proptest::prelude::*;

use super::{shell, sql, yaml};
use crate::model::csv;

/// Any text, with more than its share of what is special somewhere.
fn nasty() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        "'", "\"", "\\", "`", "$", "$(id)", "${HOME}", ";", "\n", "\r\n", "--", "/*", "#", "%25", "!", "*", "~", ": ",
        "- ", "{", "&", "\u{202e}", "🦊", "\t", "''", "\\'", "E'", "$$", "\u{2028}", "\u{85}",
    ]);
    prop::collection::vec(prop_oneof![special.prop_map(str::to_owned), "[^\0]{0,6}"], 0..8)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn a_shell_reads_back_one_word(text in nasty(), other in nasty()) {
        let script = format!("printf '%s\\0' {} {}", shell::quote(&text), shell::quote(&other));
        let output = Command::new("sh").arg("-c").arg(&script).output().unwrap();
        prop_assert!(output.stderr.is_empty());
        prop_assert_eq!(String::from_utf8(output.stdout).unwrap(), format!("{text}\0{other}\0"));
    }
}

proptest! {
    #[test]
    fn a_literal_ends_where_it_should(text in nasty()) {
        let literal = sql::literal(&text);
        let inside = literal.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).unwrap();
        // Every quote inside is one of a pair, which means one quote.
        prop_assert!(!inside.replace("''", "").contains('\''));
        prop_assert_eq!(inside.replace("''", "'"), text);
    }

    /// Everything that is escaped is escaped as JSON does, which YAML reads alike.
    #[test]
    fn a_scalar_is_one_line_and_reads_back(text in nasty()) {
        let scalar = yaml::scalar(&text);
        let breaks = ['\n', '\r', '\u{2028}', '\u{85}'];
        prop_assert!(!scalar.contains(breaks));
        prop_assert_eq!(serde_json::from_str::<String>(&scalar).unwrap(), text);
    }

    #[test]
    fn records_read_back(fields in prop::collection::vec(nasty(), 2..5)) {
        let text = csv::record(&fields);
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let records: Vec<::csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        prop_assert_eq!(records.len(), 1);
        // What a spreadsheet would take for a formula has an apostrophe in front, all else is what it was.
        for (read, field) in records[0].iter().zip(&fields) {
            let read = if field.starts_with('\'') { read } else { read.strip_prefix('\'').unwrap_or(read) };
            prop_assert_eq!(read, field);
        }
        for field in records[0].iter() {
            let formula = field.starts_with(['=', '+', '@', '\t', '\r']) || (field.starts_with('-') && field.parse::<f64>().is_err());
            prop_assert!(!formula, "{field:?}");
        }
    }
}

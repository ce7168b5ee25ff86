//! Says of each line what it is: an entry, the continuation of one, or something else; and which process wrote it.

use std::borrow::Cow;

use memchr::memmem;

use crate::model::log::Entry;

/// Tells lines apart. It remembers what came before, as tracebacks say nothing of themselves.
#[derive(Clone, Debug, Default)]
pub struct Sorter {
    /// All processes of all files.
    names: Vec<String>,
    /// Whose lines are those without a prefix.
    file: u32,
    /// Whether there has been an entry in this file.
    has_entry: bool,
    /// Who wrote the last entry.
    last: u32,
    /// What the lines of processes begin with, in this file.
    marks: Vec<(String, u32)>,
}

/// What a line is. Processes are numbers of [`Sorter::names`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sorted<'a> {
    /// The beginning of an entry.
    Entry(Entry<'a>, u32),
    /// It continues the last entry of this process.
    More(Cow<'a, str>, u32),
    /// Nothing is in it.
    Empty,
    /// Something else.
    Unknown,
}

impl Sorter {
    /// The lines of another file follow.
    pub fn begin(&mut self, file_name: &str) {
        self.file = self.number(stem(file_name));
        self.has_entry = false;
        self.marks.clear();
    }

    /// The same processes, for lines out of the middle of a file.
    #[must_use]
    pub fn again(&self, file_name: &str) -> Self {
        let mut again = Self { names: self.names.clone(), ..Self::default() };
        again.begin(file_name);
        again
    }

    /// The processes.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// What a line is.
    pub fn sort<'a>(&mut self, line: &'a str) -> Sorted<'a> {
        if let Some(entry) = Entry::read(line) {
            let process = self.process(entry.prefix);
            if entry.is_packed && entry.logger.is_none() && entry.tag.is_none() {
                return self.more(entry.message, process);
            }
            (self.has_entry, self.last) = (true, process);
            return Sorted::Entry(entry, process);
        }
        if line.trim().is_empty() {
            return Sorted::Empty;
        }
        if let Some(entry) = Entry::read_bare(line) {
            (self.has_entry, self.last) = (true, self.file);
            return Sorted::Entry(entry, self.file);
        }
        for (mark, process) in &self.marks {
            if let Some(at) = memmem::find(line.as_bytes(), mark.as_bytes())
                && at < 200
                && let Some(rest) = line.get(at + mark.len()..)
            {
                return self.more(Cow::Borrowed(rest), *process);
            }
        }
        self.more(Cow::Borrowed(line), self.last)
    }

    fn more<'a>(&self, text: Cow<'a, str>, process: u32) -> Sorted<'a> {
        if self.has_entry && !is_another_program(&text) { Sorted::More(text, process) } else { Sorted::Unknown }
    }

    fn process(&mut self, prefix: &str) -> u32 {
        if prefix.is_empty() {
            return self.file;
        }
        let Some((mark, name)) = mark(prefix) else { return self.file };
        if let Some((_, process)) = self.marks.iter().find(|(known, _)| known == mark) {
            return *process;
        }
        let process = self.number(name);
        // Process numbers of journald change with each start, so old marks make room.
        if self.marks.len() >= 64 {
            self.marks.remove(0);
        }
        self.marks.push((mark.to_owned(), process));
        process
    }

    fn number(&mut self, name: &str) -> u32 {
        let known = self.names.iter().position(|known| known == name);
        let number = known.unwrap_or_else(|| {
            // A prefix that is no name, but differs in each line.
            if self.names.len() >= 4096 {
                return 0;
            }
            self.names.push(name.to_owned());
            self.names.len() - 1
        });
        u32::try_from(number).unwrap_or(0)
    }
}

/// What a process puts before each of its lines, and its name in it. `None` when there is no name.
fn mark(prefix: &str) -> Option<(&str, &str)> {
    // docker compose: `generic_worker1  | `, perhaps with a time behind it.
    if let Some((name, _)) = prefix.split_once("| ") {
        let mark = prefix.get(..name.len() + 2)?;
        return Some((mark, name.trim()));
    }
    let trimmed = prefix.trim_end();
    // journald and syslog: `Nov 25 15:08:28 host synapse[7]: `.
    if let Some(words) = trimmed.strip_suffix(':') {
        let at = words.rfind(' ').map_or(0, |at| at + 1);
        let word = words.get(at..)?;
        return Some((prefix.get(at..)?, word.split('[').next().unwrap_or(word)));
    }
    // kubectl: `[pod/synapse-main/synapse] `, perhaps with a time behind it.
    if let Some((name, _)) = prefix.strip_prefix('[').and_then(|rest| rest.split_once("] ")) {
        return Some((prefix.get(..name.len() + 3)?, name));
    }
    None
}

/// A log's name without what rotating and packing add to it.
#[must_use]
pub fn stem(file_name: &str) -> &str {
    let mut stem = file_name;
    while let Some((name, ending)) = stem.rsplit_once(['.', '-']) {
        let is_added =
            matches!(ending, "gz" | "zst") || (!ending.is_empty() && ending.bytes().all(|byte| byte.is_ascii_digit()));
        if !is_added || name.is_empty() {
            break;
        }
        stem = name;
    }
    stem
}

/// Whether a line that is no entry begins like an entry of another program, such as nginx or PostgreSQL.
fn is_another_program(line: &str) -> bool {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    match line.as_bytes().first() {
        Some(b'0'..=b'9' | b'{' | b'[' | b'<') => true,
        Some(b'A'..=b'Z') => {
            line.as_bytes().get(3) == Some(&b' ') && line.get(..3).is_some_and(|word| MONTHS.contains(&word))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Sorted, Sorter, stem};

    const ENTRY: &str = "2026-11-25 15:08:27,996 - synapse.x - 1 - ERROR - GET-1 - Failed";

    fn sort(lines: &[&str]) -> Vec<String> {
        let mut sorter = Sorter::default();
        sorter.begin("homeserver.log.2026-11-24.gz");
        let sorted = lines.iter().map(|line| match sorter.sort(line) {
            Sorted::Entry(entry, process) => (format!("entry: {}", entry.message), Some(process)),
            Sorted::More(text, process) => (format!("more: {text}"), Some(process)),
            Sorted::Empty => ("empty".to_owned(), None),
            Sorted::Unknown => ("unknown".to_owned(), None),
        });
        let sorted: Vec<_> = sorted.collect();
        let name = |process: Option<u32>| process.map(|process| sorter.names()[process as usize].clone());
        sorted.into_iter().map(|(what, process)| format!("{what} {}", name(process).unwrap_or_default())).collect()
    }

    #[test]
    fn tracebacks_belong_to_what_came_before() {
        let lines = [
            "Traceback",
            ENTRY,
            "Traceback (most recent call last):",
            "  File",
            "ValueError: x",
            " ",
            "10.0.0.1 - - [x]",
        ];
        let expected = [
            "unknown ",
            "entry: Failed homeserver.log",
            "more: Traceback (most recent call last): homeserver.log",
            "more:   File homeserver.log",
            "more: ValueError: x homeserver.log",
            "empty ",
            "unknown ",
        ];
        assert_eq!(sort(&lines), expected);
    }

    #[test]
    fn prefixes_name_processes() {
        for (prefix, more, name) in [
            ("worker1  | ", "worker1  | ", "worker1"),
            ("worker1  | 2026-11-25T15:08:27Z ", "worker1  | ", "worker1"),
            ("Nov 25 15:08:28 host synapse[7]: ", "Nov 25 15:08:29 host synapse[7]: ", "synapse"),
            ("[pod/main/synapse] ", "[pod/main/synapse] ", "pod/main/synapse"),
            ("2026-11-25T15:08:27Z ", "", "homeserver.log"),
        ] {
            let entry = format!("{prefix}{ENTRY}");
            let expected = [format!("entry: Failed {name}"), format!("more:   File {name}")];
            assert_eq!(sort(&[&entry, &format!("{more}  File")]), expected, "{prefix}");
        }
    }

    #[test]
    fn lines_of_several_workers_lie_between_each_other() {
        let lines = [format!("a | {ENTRY}"), format!("b | {ENTRY}"), "a |   File".to_owned(), "b |   File".to_owned()];
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        assert_eq!(sort(&lines), ["entry: Failed a", "entry: Failed b", "more:   File a", "more:   File b"]);
    }

    #[test]
    fn docker_packs_tracebacks_line_by_line() {
        let packed = |text: &str| {
            serde_json::json!({"log": format!("{text}\n"), "stream": "stderr", "time": "2026-11-25T15:08:28Z"})
                .to_string()
        };
        let (entry, more) = (packed(ENTRY), packed("  File"));
        assert_eq!(sort(&[&entry, &more]), ["entry: Failed homeserver.log", "more:   File\n homeserver.log"]);
    }

    #[test]
    fn rotated_files_are_of_one_process() {
        for name in
            ["homeserver.log", "homeserver.log.1", "homeserver.log.2026-11-24.gz", "homeserver.log-20261124.zst"]
        {
            assert_eq!(stem(name), "homeserver.log");
        }
        assert_eq!((stem("generic_worker1.log"), stem(".1"), stem("")), ("generic_worker1.log", ".1", ""));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(lines in proptest::collection::vec("(worker[0-9] \\| |Nov 25 h s\\[1\\]: |\\[pod\\] )?.*", 0..5)) {
            let with_entries: Vec<String> = lines.iter().map(|line| format!("{line}{ENTRY}")).collect();
            let mixed: Vec<&str> = lines.iter().zip(&with_entries).flat_map(|(a, b)| [a.as_str(), b.as_str()]).collect();
            let _ = sort(&mixed);
        }
    }
}

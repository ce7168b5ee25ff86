//! In which order files are read: rotated files are one log, oldest first.

use super::moment::{self, Clock};
use super::sorter::stem;
use crate::model::log::Entry;

/// What decides about a file's turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head<'a> {
    /// What it is called.
    pub name: &'a str,
    /// The beginning of its (unpacked) text.
    pub text: &'a [u8],
}

/// The files in the order of reading: those of one log after each other, by their first moments; without a moment in
/// their place among those that were opened.
#[must_use]
pub fn reading_order(heads: &[Head<'_>]) -> Vec<u32> {
    let mut keyed: Vec<(&str, Option<i64>, u32)> =
        (0..).zip(heads).map(|(number, head)| (stem(head.name), first_moment(head.text), number)).collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(.., number)| number).collect()
}

fn first_moment(text: &[u8]) -> Option<i64> {
    let mut clock = Clock::default();
    text.split(|byte| *byte == b'\n').find_map(|line| {
        let line = String::from_utf8_lossy(line);
        let entry = Entry::read(&line)?;
        let at = entry.time.as_deref().and_then(|time| clock.read(time));
        at.or_else(|| moment::in_prefix(&mut clock, entry.prefix))
    })
}

#[cfg(test)]
mod tests {
    use super::{Head, reading_order};

    #[test]
    fn rotated_files_are_read_oldest_first() {
        let line = |day: u32| format!("Traceback\n2026-11-{day} 15:08:27,996 - a - 1 - INFO - main - x\n");
        let (today, yesterday, worker) = (line(25), line(24), line(20));
        let head = |name: &'static str, text: &'static str| Head { name, text: text.as_bytes() };
        let text = |text: &String| -> &'static str { text.clone().leak() };
        let heads = [
            head("homeserver.log", text(&today)),
            head("homeserver.log.2026-11-24.gz", text(&yesterday)),
            head("worker.log", text(&worker)),
            head("homeserver.log.3", "nothing"),
        ];
        assert_eq!(reading_order(&heads), [3, 1, 0, 2]);
        assert_eq!(reading_order(&[]), Vec::<u32>::new());
    }
}

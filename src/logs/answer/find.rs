//! All lines of one request.

use std::collections::BTreeMap;

use super::lines::told;
use crate::logs::moment::Clock;
use crate::logs::protocol::{Line, Place, TagLines, TagRun, Trouble};
use crate::logs::sorter::{Sorted, Sorter};
use crate::logs::split::{RawLine, Splitter};
use crate::logs::tags::Part;
use crate::logs::{Index, Texts};

/// More lines than this are not told: some tags, such as `sentinel`, are in every block.
const MOST: usize = 10_000;

/// How much is read at once, in bytes.
const STEP: u64 = 64 * 1024;

/// How far a traceback may reach into what follows, in bytes.
const REACH: u64 = 1 << 20;

/// A run's lines, by process and run.
type Runs = BTreeMap<(u32, usize), Vec<Line>>;

/// The answer.
pub(super) async fn find(index: &Index, texts: &mut impl Texts, tag: &str) -> Result<TagLines, Trouble> {
    let mut runs = Runs::new();
    let mut is_cut = false;
    for part in index.lines.tags.find(tag) {
        if runs.values().map(Vec::len).sum::<usize>() >= MOST {
            is_cut = true;
            break;
        }
        read(index, texts, tag, &part, &mut runs).await?;
    }
    let name = |process: u32| index.lines.sorter.names().get(process as usize).cloned().unwrap_or_default();
    let mut found: Vec<TagRun> = runs
        .into_iter()
        .map(|((process, run), lines)| TagRun {
            process: name(process),
            run: u32::try_from(run + 1).unwrap_or(u32::MAX),
            lines,
        })
        .collect();
    found.sort_by_key(|run| run.lines.first().map(|line| index.lines.order(line.place)));
    Ok(TagLines { runs: found, is_cut })
}

/// Reads a part again, and behind it as long as an entry with the tag goes on.
async fn read(index: &Index, texts: &mut impl Texts, tag: &str, part: &Part, runs: &mut Runs) -> Result<(), Trouble> {
    let file = index.lines.files.get(part.file as usize).map_or("", |file| &file.name);
    let mut search = Search { index, tag, part, sorter: index.lines.sorter.again(file), open: Vec::new(), runs };
    let (mut splitter, mut clock, mut at) = (Splitter::default(), Clock::default(), part.bytes.start);
    loop {
        let end = if at < part.bytes.end { part.bytes.end.min(at + STEP) } else { at + STEP };
        let piece = texts.read(part.file, at, end).await?;
        if piece.is_empty() {
            splitter.finish(|line| search.line(line, &mut clock));
            return Ok(());
        }
        at += piece.len() as u64;
        splitter.feed(&piece, |line| search.line(line, &mut clock));
        if at >= part.bytes.end && (search.open.is_empty() || at - part.bytes.end >= REACH) {
            return Ok(());
        }
    }
}

struct Search<'a, 'r> {
    index: &'a Index,
    tag: &'a str,
    part: &'a Part,
    sorter: Sorter,
    /// The processes whose last entry has the tag, with its run.
    open: Vec<(u32, usize)>,
    runs: &'r mut Runs,
}

impl Search<'_, '_> {
    fn line(&mut self, raw: RawLine<'_>, clock: &mut Clock) {
        let place = Place { file: self.part.file, offset: self.part.bytes.start + raw.offset };
        let text = String::from_utf8_lossy(raw.bytes);
        match self.sorter.sort(&text) {
            Sorted::Entry(entry, process) => {
                self.open.retain(|(open, _)| *open != process);
                // What begins behind the part belongs to the next one.
                if entry.tag.as_deref() == Some(self.tag) && place.offset < self.part.bytes.end {
                    let run = self.run(process, place);
                    self.open.push((process, run));
                    self.keep((process, run), told(place, &text, clock));
                }
            }
            Sorted::More(_, process) => {
                if let Some(key) = self.open.iter().find(|(open, _)| *open == process).copied() {
                    self.keep(key, Line { at: None, ..told(place, &text, clock) });
                }
            }
            Sorted::Empty | Sorted::Unknown => {}
        }
    }

    fn run(&self, process: u32, place: Place) -> usize {
        let lines = &self.index.lines;
        lines.processes.get(process as usize).map_or(0, |process| process.run_of(lines.order(place)))
    }

    fn keep(&mut self, key: (u32, usize), line: Line) {
        let lines = self.runs.entry(key).or_default();
        if lines.len() < MOST {
            lines.push(line);
        }
    }
}

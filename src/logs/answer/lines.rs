//! The text itself, read again.

use memchr::{memchr, memrchr_iter};

use crate::logs::Texts;
use crate::logs::moment::{self, Clock};
use crate::logs::protocol::{Line, Lines, Place, Trouble};
use crate::logs::split::{LONGEST, Splitter};
use crate::model::log::Entry;

/// Of a longer line only the beginning is told, in bytes.
const TOLD: usize = 64 * 1024;

/// Most lines end within this many bytes.
const ORDINARY: u64 = 4 * 1024;

/// The line that begins at a place, [`LONGEST`] bytes of it at most.
pub(super) async fn at(texts: &mut impl Texts, place: Place) -> Result<String, Trouble> {
    let mut length = ORDINARY;
    loop {
        let bytes = texts.read(place.file, place.offset, place.offset + length).await?;
        let end = memchr(b'\n', &bytes);
        if end.is_some() || (bytes.len() as u64) < length || length >= LONGEST as u64 {
            return Ok(line(&bytes, end.unwrap_or(bytes.len())));
        }
        length = (length * 16).min(LONGEST as u64);
    }
}

/// The lines that begin at some places, as [`at`] gives one.
pub(super) async fn at_each(texts: &mut impl Texts, places: &[Place]) -> Result<Vec<String>, Trouble> {
    let mut lines = Vec::with_capacity(places.len());
    for (place, bytes) in places.iter().zip(texts.read_each(places, ORDINARY).await?) {
        lines.push(match memchr(b'\n', &bytes) {
            Some(end) => line(&bytes, end),
            None => at(texts, *place).await?,
        });
    }
    Ok(lines)
}

fn line(bytes: &[u8], end: usize) -> String {
    let line = bytes.get(..end).unwrap_or_default();
    String::from_utf8_lossy(line).trim_end_matches('\r').to_owned()
}

/// A line as it is told.
pub(super) fn told(place: Place, text: &str, clock: &mut Clock) -> Line {
    let at = Entry::read(text).and_then(|entry| {
        let at = entry.time.as_deref().and_then(|time| clock.read(time));
        at.or_else(|| moment::in_prefix(clock, entry.prefix))
    });
    let end = (0..=TOLD.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    Line { place, text: text.get(..end).unwrap_or(text).to_owned(), at }
}

/// The lines around a place.
pub(super) async fn around(
    texts: &mut impl Texts,
    place: Place,
    before: usize,
    after: usize,
) -> Result<Lines, Trouble> {
    let (before, after) = (before.min(1_000), after.min(1_000));
    let mut start = place.offset;
    let mut reach = ORDINARY;
    while before > 0 && start > 0 {
        let from = place.offset.saturating_sub(reach);
        let bytes = texts.read(place.file, from, place.offset).await?;
        // The end of the line before the wanted ones.
        match memrchr_iter(b'\n', &bytes).nth(before) {
            Some(end) => {
                start = from + end as u64 + 1;
                break;
            }
            // Not enough yet, unless this is the beginning of the file, or of an endless line.
            None if from == 0 || reach >= LONGEST as u64 => {
                let whole = memchr(b'\n', &bytes).filter(|_| from > 0).map_or(0, |end| end as u64 + 1);
                start = from + whole;
                break;
            }
            None => reach *= 8,
        }
    }

    let (mut lines, mut splitter, mut clock) = (Vec::new(), Splitter::default(), Clock::default());
    let (mut at, mut reached) = (start, 0);
    let wanted = |lines: &Vec<Line>| lines.iter().filter(|line| line.place.offset > place.offset).count() >= after;
    while reached < 4 * LONGEST as u64 {
        let piece = texts.read(place.file, at, at + 16 * ORDINARY).await?;
        let mut keep = |line: crate::logs::split::RawLine<'_>| {
            let place = Place { file: place.file, offset: start + line.offset };
            lines.push(told(place, &String::from_utf8_lossy(line.bytes), &mut clock));
        };
        if piece.is_empty() {
            splitter.finish(keep);
            break;
        }
        splitter.feed(&piece, &mut keep);
        at += piece.len() as u64;
        reached += piece.len() as u64;
        if wanted(&lines) {
            break;
        }
    }
    let own = lines.iter().position(|line| line.place.offset >= place.offset).unwrap_or(lines.len());
    lines.truncate(own + 1 + after);
    Ok(Lines { lines, at: u32::try_from(own).unwrap_or(0) })
}

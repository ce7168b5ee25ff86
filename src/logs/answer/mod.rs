//! Answers to the page's questions, out of the index and, where the text itself is wanted, out of the files again.

mod find;
mod lines;
pub(super) mod overview;
mod problems;
mod requests;
mod save;
mod selection;
mod sharing;
mod timeline;
mod unended;

pub use save::save;

use super::protocol::{Answer, Trouble, View};
use super::{Index, Texts};

/// Answers everything but [`View::Save`], which has a stream for an answer: see [`save`].
///
/// # Errors
/// When a file cannot be read (any more).
pub async fn answer(index: &Index, texts: &mut impl Texts, view: &View) -> Result<Answer, Trouble> {
    Ok(match view {
        View::Summary => Answer::Summary(index.summary()),
        View::Overview(filter) => Answer::Overview(overview::overview(index, filter)),
        View::Requests { filter, order, limit } => {
            Answer::Requests(requests::requests(index, texts, filter, *order, *limit as usize).await?)
        }
        View::Problems { filter, slow_ms } => {
            Answer::Problems(problems::problems(index, texts, filter, u64::from(*slow_ms)).await?)
        }
        View::Messages(filter) => {
            // A process that the log does not have said nothing.
            let process =
                (!filter.process.is_empty()).then(|| index.lines.process(&filter.process).unwrap_or(u32::MAX));
            Answer::Messages(index.lines.groups.told(filter.from, filter.to, process))
        }
        View::Find { tag } => Answer::TagLines(find::find(index, texts, tag).await?),
        View::Lines { place, before, after } => {
            Answer::Lines(lines::around(texts, *place, *before as usize, *after as usize).await?)
        }
        View::Save { .. } => Answer::Saved { requests: 0 },
    })
}

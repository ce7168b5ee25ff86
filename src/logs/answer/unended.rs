//! Requests that were received and never ended. Until the last line of their run they were under way like any other.

use super::selection::is_within;
use crate::logs::Index;
use crate::logs::open::Received;
use crate::logs::protocol::Filter;

/// One of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unended {
    /// What is known of it.
    pub received: Received,
    /// The last line of its run.
    pub until: Option<i64>,
}

impl Unended {
    /// How long it has been open, in ms; 0 when no times are known.
    pub fn ms(&self) -> i64 {
        match (self.received.at, self.until) {
            (Some(at), Some(until)) => until.saturating_sub(at),
            _ => 0,
        }
    }
}

/// Those that were received within a filter's time, by its process, in no order.
pub(super) fn within<'a>(index: &'a Index, filter: &'a Filter) -> impl Iterator<Item = Unended> + 'a {
    // A process that the log does not have received nothing.
    let process = (!filter.process.is_empty()).then(|| index.lines.process(&filter.process).unwrap_or(u32::MAX));
    let fits = move |received: &&Received| {
        is_within(filter, received.at) && process.is_none_or(|process| process == received.process)
    };
    let unended = |received: &Received| {
        let run = || index.lines.processes.get(received.process as usize)?.runs.last()?.run.until;
        Unended { received: *received, until: received.until.or_else(run) }
    };
    index.lines.open.all().filter(fits).map(unended)
}

/// The same, but none when a filter asks for what is known only of requests that ended.
pub(super) fn under_way<'a>(index: &'a Index, filter: &'a Filter) -> impl Iterator<Item = Unended> + 'a {
    let known = Filter { from: filter.from, to: filter.to, process: filter.process.clone(), ..Filter::default() };
    (known == *filter).then(|| within(index, filter)).into_iter().flatten()
}

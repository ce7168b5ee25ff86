//! What the FAQ has one look for.

use rustc_hash::FxHashMap;

use super::lines;
use super::selection::{Selection, is_within};
use super::timeline::Draft;
use super::unended::{self, Unended};
use crate::logs::protocol::{Filter, Open, Place, Problems, Signature, Trouble};
use crate::logs::{Index, Texts};
use crate::model::log::Entry;

/// How many open requests are told.
const TOLD: usize = 100;

/// Waiting this long for a connection to the database is starving, in ms.
const STARVED_MS: u64 = 100;

/// What an endpoint is about.
#[derive(Clone, Copy, Default)]
struct About {
    long_poll: bool,
    presence: bool,
    federation: bool,
}

/// The answer.
pub(super) async fn problems(
    index: &Index,
    texts: &mut impl Texts,
    filter: &Filter,
    slow_ms: u64,
) -> Result<Problems, Trouble> {
    let requests = &index.lines.requests;
    let selection = Selection::new(index, filter);
    let about: Vec<About> = (0..).take(requests.endpoints.count()).map(|n| about(requests.endpoints.text(n))).collect();
    let mut draft = Draft::of(index, filter);
    let mut problems = Problems { received: index.lines.open.count_received(), ..Problems::default() };
    for record in selection.records() {
        let kind = selection.kind(&record);
        let about = about.get(kind.endpoint as usize).copied().unwrap_or_default();
        let is_slow = record.total_ms >= slow_ms;
        problems.requests += 1;
        problems.slow += u64::from(is_slow && !about.long_poll);
        problems.long_polls += u64::from(is_slow && about.long_poll);
        problems.presence += u64::from(about.presence);
        problems.federation += u64::from(about.federation);
        problems.starved += u64::from(record.wait_ms >= STARVED_MS);
        problems.longest_wait_ms = problems.longest_wait_ms.max(record.wait_ms);
        // Whoever waits for news may go at any time.
        problems.dropped += u64::from(kind.is_lost && !about.long_poll);
        problems.limited += u64::from(kind.status == 429);
        draft.add(&record, kind);
    }
    signatures(index, filter, &mut problems);
    open(index, texts, filter, &mut problems).await?;
    (problems.timeline, problems.peak) = draft.finish();
    Ok(problems)
}

fn about(endpoint: &str) -> About {
    let path = endpoint.split_once(' ').map_or(endpoint, |(_, path)| path);
    About {
        long_poll: path.ends_with("/sync") || path.ends_with("/events"),
        presence: path.contains("/presence/"),
        federation: path.starts_with("/_matrix/federation/"),
    }
}

fn signatures(index: &Index, filter: &Filter, problems: &mut Problems) {
    let mut by_server: FxHashMap<u32, Signature> = FxHashMap::default();
    for signed in index.lines.signatures.iter().filter(|signed| is_within(filter, signed.at)) {
        let server = || index.lines.servers.text(signed.server).to_owned();
        let new = || Signature { server: server(), count: 0, place: signed.place };
        let sum = by_server.entry(signed.server).or_insert_with(new);
        sum.count += 1;
        sum.place = signed.place;
    }
    problems.signatures = by_server.into_values().collect();
    problems.signatures.sort_by(|one, other| (other.count, &one.server).cmp(&(one.count, &other.server)));
}

/// Received and never processed; the longest open first.
async fn open(index: &Index, texts: &mut impl Texts, filter: &Filter, problems: &mut Problems) -> Result<(), Trouble> {
    let names = index.lines.sorter.names();
    let mut all: Vec<Unended> = unended::within(index, filter).collect();
    problems.open_total = all.len() as u64 + index.lines.open.uncounted();
    all.sort_by_key(|open| (std::cmp::Reverse(open.ms()), open.received.place));
    all.truncate(TOLD);
    let places: Vec<Place> = all.iter().map(|open| open.received.place).collect();
    for (open, line) in all.iter().zip(lines::at_each(texts, &places).await?) {
        let entry = Entry::read(&line);
        let request = entry.as_ref().and_then(Entry::received);
        problems.open.push(Open {
            tag: entry.as_ref().and_then(|entry| entry.tag.as_deref()).unwrap_or_default().to_owned(),
            process: names.get(open.received.process as usize).cloned().unwrap_or_default(),
            at: open.received.at,
            open_ms: open.ms(),
            request: request.unwrap_or_default().to_owned(),
            place: open.received.place,
        });
    }
    Ok(())
}

//! Requests in numbers.

use rustc_hash::FxHashMap;

use super::selection::Selection;
use super::sharing::{Counts, Sums};
use super::timeline::Draft;
use crate::logs::Index;
use crate::logs::protocol::{Endpoint, Filter, Overview};

/// The answer.
pub(in crate::logs) fn overview(index: &Index, filter: &Filter) -> Overview {
    let requests = &index.lines.requests;
    let selection = Selection::new(index, filter);
    // What is looked up for each request is looked up by number, and what can be added up afterwards is.
    let mut endpoints: Vec<Option<Sums>> = Vec::new();
    endpoints.resize_with(requests.endpoints.count(), || None);
    let mut kinds = vec![0_u64; requests.kinds.values().len()];
    let mut clients = vec![(0_u64, 0_u64, 0_u64); requests.clients.values().len()];
    let mut draft = Draft::of(index, filter);
    for record in selection.records() {
        let kind = selection.kind(&record);
        if let Some(sums) = endpoints.get_mut(kind.endpoint as usize) {
            sums.get_or_insert_default().add(&record, kind);
        }
        if let Some(count) = kinds.get_mut(record.kind as usize) {
            *count += 1;
        }
        draft.add(&record, kind);
        if let Some((count, total_ms, failed)) = clients.get_mut(record.client as usize) {
            *count += 1;
            *total_ms += record.total_ms;
            *failed += u64::from(kind.status >= 400);
        }
    }

    let (mut requesters, mut ips, mut agents) =
        (Counts::of(&requests.requesters), Counts::of(&requests.ips), Counts::of(&requests.agents));
    for (client, sums) in requests.clients.values().iter().zip(clients) {
        requesters.add(client.requester, sums);
        ips.add(client.ip, sums);
        agents.add(client.agent, sums);
    }
    let users = requesters.shares(&requests.requesters, |name| name.starts_with('@'));
    let servers = requesters.shares(&requests.requesters, |name| !name.starts_with('@') && name != "None");

    let mut all = Sums::default();
    endpoints.iter().flatten().for_each(|sums| all.add_all(sums));
    let endpoint = |(number, sums): (u32, &Option<Sums>)| {
        let (method, path) = requests.endpoints.text(number).split_once(' ').unwrap_or_default();
        Some(Endpoint { method: method.to_owned(), path: path.to_owned(), numbers: sums.as_ref()?.numbers() })
    };
    let mut endpoints: Vec<Endpoint> = (0..).zip(&endpoints).filter_map(endpoint).collect();
    endpoints.sort_by(|one, other| {
        (other.numbers.count, &one.path, &one.method).cmp(&(one.numbers.count, &other.path, &other.method))
    });
    let mut statuses: FxHashMap<(u16, bool), u64> = FxHashMap::default();
    for (kind, count) in requests.kinds.values().iter().zip(kinds).filter(|(_, count)| *count > 0) {
        *statuses.entry((kind.status, kind.is_lost)).or_default() += count;
    }
    let mut statuses: Vec<(u16, bool, u64)> =
        statuses.into_iter().map(|((status, is_lost), count)| (status, is_lost, count)).collect();
    statuses.sort_by_key(|(status, is_lost, count)| (std::cmp::Reverse(*count), *status, *is_lost));
    Overview {
        all: all.numbers(),
        endpoints,
        timeline: draft.finish().0,
        statuses,
        users,
        servers,
        ips: ips.shares(&requests.ips, |_| true),
        agents: agents.shares(&requests.agents, |_| true),
    }
}

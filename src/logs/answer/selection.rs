//! Which requests a filter lets through. What is a text in the filter is made a number once, not for each request.

use crate::logs::Index;
use crate::logs::protocol::{Filter, Status};
use crate::logs::requests::{Client, Kind, Record, Requests};

/// A filter over the requests of one index.
pub(super) struct Selection<'a> {
    requests: &'a Requests,
    filter: &'a Filter,
    /// By the number of a kind.
    kinds: Vec<bool>,
    /// By the number of a client; `None`: all of them.
    clients: Option<Vec<bool>>,
}

impl<'a> Selection<'a> {
    /// Prepares a filter.
    pub fn new(index: &'a Index, filter: &'a Filter) -> Self {
        let requests = &index.lines.requests;
        // What the log does not have matches nothing: no number is that large.
        let number =
            |text: &str, find: &dyn Fn(&str) -> Option<u32>| (!text.is_empty()).then(|| find(text).unwrap_or(u32::MAX));
        let endpoint = number(&filter.endpoint, &|text| requests.endpoints.find(text));
        let process = number(&filter.process, &|text| index.lines.process(text));
        let requester = number(&filter.requester, &|text| requests.requesters.find(text));
        let ip = number(&filter.ip, &|text| requests.ips.find(text));
        let agent = number(&filter.agent, &|text| requests.agents.find(text));

        let fits = |wanted: Option<u32>, number: u32| wanted.is_none_or(|wanted| wanted == number);
        let kind =
            |kind: &Kind| fits(endpoint, kind.endpoint) && fits(process, kind.process) && ended(filter.status, kind);
        let client =
            |client: &Client| fits(requester, client.requester) && fits(ip, client.ip) && fits(agent, client.agent);
        let narrows = requester.is_some() || ip.is_some() || agent.is_some();
        Self {
            requests,
            filter,
            kinds: requests.kinds.values().iter().map(kind).collect(),
            clients: narrows.then(|| requests.clients.values().iter().map(client).collect()),
        }
    }

    /// The requests, in the order of the files' lines.
    pub fn records(&self) -> impl Iterator<Item = Record> {
        self.requests.within(self.filter.from, self.filter.to).filter(|record| self.has(record))
    }

    /// What a record's kind is.
    pub fn kind(&self, record: &Record) -> Kind {
        self.requests.kinds.values().get(record.kind as usize).copied().unwrap_or_default()
    }

    fn has(&self, record: &Record) -> bool {
        let is_in = |all: &[bool], number: u32| all.get(number as usize).copied().unwrap_or_default();
        is_in(&self.kinds, record.kind)
            && self.clients.as_ref().is_none_or(|clients| is_in(clients, record.client))
            && self.filter.slower_ms.is_none_or(|ms| record.total_ms >= u64::from(ms))
    }
}

/// Whether a moment is within a filter's time.
pub(super) fn is_within(filter: &Filter, at: Option<i64>) -> bool {
    let after = filter.from.is_none_or(|from| at.is_some_and(|at| at >= from));
    after && filter.to.is_none_or(|to| at.is_some_and(|at| at < to))
}

fn ended(status: Option<Status>, kind: &Kind) -> bool {
    match status {
        None => true,
        Some(Status::Code(code)) => kind.status == code,
        Some(Status::Class(class)) => kind.status / 100 == u16::from(class),
        Some(Status::Failed) => kind.status >= 400,
        Some(Status::Dropped) => kind.is_lost,
        Some(Status::DroppedWith(code)) => kind.is_lost && kind.status == code,
        Some(Status::Answered(code)) => !kind.is_lost && kind.status == code,
    }
}

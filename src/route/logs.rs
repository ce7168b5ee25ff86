//! The log explorer: `#/logs`, with what is looked at in the log that is open. The log itself is in no address.

use super::query::{DEFAULT_PAGE_SIZE, Pairs};
use crate::logs::protocol::{Filter, Order, Place, Status};
use crate::model::moment;

/// From here on a request is slow unless the address says otherwise, in ms: the FAQ's "more than a few seconds".
pub const DEFAULT_SLOW_MS: u32 = 3_000;

/// What is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LogsTab {
    /// Requests in numbers.
    #[default]
    Overview,
    /// Single requests.
    Requests,
    /// What the FAQ has one look for.
    Problems,
    /// Errors and warnings.
    Errors,
    /// All lines of one request.
    Find,
    /// What was recognised.
    Recognised,
}

impl LogsTab {
    /// All of them, in their order, with `tab=`.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Overview, "overview"),
        (Self::Requests, "requests"),
        (Self::Problems, "problems"),
        (Self::Errors, "errors"),
        (Self::Find, "find"),
        (Self::Recognised, "recognised"),
    ];
}

/// What endpoints are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum EndpointOrder {
    /// Method and path.
    Endpoint,
    /// Requests.
    #[default]
    Count,
    /// Requests a second.
    Rate,
    /// The median of processing times.
    P50,
    /// Their 95th percentile.
    P95,
    /// Their 99th percentile.
    P99,
    /// The slowest.
    Max,
    /// Processing time of all.
    Total,
    /// Time in the database of all.
    Database,
    /// Processor time of all.
    Cpu,
    /// Bytes sent.
    Bytes,
    /// 4xx and 5xx.
    Errors,
}

impl EndpointOrder {
    /// All of them, in the order of the columns, with `sort=`.
    pub const ALL: [(Self, &'static str); 12] = [
        (Self::Endpoint, "endpoint"),
        (Self::Count, "count"),
        (Self::Rate, "rate"),
        (Self::P50, "p50"),
        (Self::P95, "p95"),
        (Self::P99, "p99"),
        (Self::Max, "max"),
        (Self::Total, "total"),
        (Self::Database, "db"),
        (Self::Cpu, "cpu"),
        (Self::Bytes, "bytes"),
        (Self::Errors, "errors"),
    ];
}

/// How many single requests may be shown: as many as a browser draws in a moment. Saving knows no limit.
pub const REQUEST_LIMITS: [u64; 3] = [25, DEFAULT_PAGE_SIZE, 100];

/// The orders of single requests, with `order_by=`.
pub const REQUEST_ORDERS: [(Order, &str); 6] = [
    (Order::Slowest, "slowest"),
    (Order::Database, "db"),
    (Order::Waiting, "wait"),
    (Order::Cpu, "cpu"),
    (Order::Bytes, "bytes"),
    (Order::Latest, "latest"),
];

/// The state of the log explorer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogsQuery {
    /// What is looked at.
    pub tab: LogsTab,
    /// Which requests count.
    pub filter: Filter,
    /// The order of single requests.
    pub order: Order,
    /// How many single requests are shown.
    pub limit: u64,
    /// What endpoints are sorted by.
    pub sort: EndpointOrder,
    /// `dir=f`: from small to large.
    pub ascending: bool,
    /// The request whose lines are shown, as in `GET-37`; empty for none.
    pub tag: String,
    /// A line: the one of several requests with this tag that it belongs to, or without a tag what stands around it.
    pub place: Option<Place>,
    /// Whether the request is explained field by field.
    pub explain: bool,
    /// From here on a request is slow, in ms.
    pub slow_ms: u32,
}

impl Default for LogsQuery {
    fn default() -> Self {
        Self {
            tab: LogsTab::default(),
            filter: Filter::default(),
            order: Order::default(),
            limit: DEFAULT_PAGE_SIZE,
            sort: EndpointOrder::default(),
            ascending: false,
            tag: String::new(),
            place: None,
            explain: false,
            slow_ms: DEFAULT_SLOW_MS,
        }
    }
}

impl LogsQuery {
    /// Another tab, with all else as it is.
    #[must_use]
    pub fn on(&self, tab: LogsTab) -> Self {
        Self { tab, ..self.clone() }
    }

    /// Other requests.
    #[must_use]
    pub fn filtered(&self, filter: Filter) -> Self {
        Self { filter, ..self.clone() }
    }

    /// Endpoints sorted by this column: another click on the same one turns it around.
    #[must_use]
    pub fn sorted_by(&self, sort: EndpointOrder) -> Self {
        // Names begin at A; of everything else one looks for the most.
        let ascending = if self.sort == sort { !self.ascending } else { sort == EndpointOrder::Endpoint };
        Self { sort, ascending, ..self.clone() }
    }

    /// All lines of one request; `place` is one of them, as the tag may be that of several requests.
    #[must_use]
    pub fn of_request(&self, tag: &str, place: Option<Place>) -> Self {
        Self { tab: LogsTab::Find, tag: tag.to_owned(), place, explain: false, ..self.clone() }
    }

    /// What stands around a line.
    #[must_use]
    pub fn around(&self, place: Place) -> Self {
        self.of_request("", Some(place))
    }

    /// Reads the parameters of an address. What is odd is as if it were not there.
    #[must_use]
    pub fn read(pairs: &Pairs) -> Self {
        Self {
            tab: named(&LogsTab::ALL, pairs.text("tab")),
            filter: read_filter(pairs),
            order: named(&REQUEST_ORDERS, pairs.text("order_by")),
            limit: Some(pairs.limit()).filter(|limit| REQUEST_LIMITS.contains(limit)).unwrap_or(DEFAULT_PAGE_SIZE),
            sort: named(&EndpointOrder::ALL, pairs.text("sort")),
            ascending: pairs.text("dir").as_deref() == Some("f"),
            tag: pairs.text("tag").unwrap_or_default(),
            place: pairs.text("at").and_then(|text| read_place(&text)),
            explain: pairs.flag("explain").unwrap_or_default(),
            slow_ms: small(pairs, "slow_ms").unwrap_or(DEFAULT_SLOW_MS),
        }
    }

    pub(super) fn write(&self, pairs: &mut Pairs) {
        pairs.push_unless("overview", "tab", name(&LogsTab::ALL, self.tab));
        pairs.push("tag", &self.tag);
        if let Some(Place { file, offset }) = self.place {
            pairs.push("at", &format!("{file}-{offset}"));
        }
        pairs.push_unless(false, "explain", self.explain);
        write_filter(&self.filter, pairs);
        pairs.push_unless("slowest", "order_by", name(&REQUEST_ORDERS, self.order));
        pairs.push_unless(DEFAULT_PAGE_SIZE, "limit", self.limit);
        pairs.push_unless("count", "sort", name(&EndpointOrder::ALL, self.sort));
        pairs.push_unless("b", "dir", if self.ascending { "f" } else { "b" });
        pairs.push_unless(DEFAULT_SLOW_MS, "slow_ms", self.slow_ms);
    }
}

/// The one with this name.
fn named<T: Copy + Default>(known: &[(T, &str)], text: Option<String>) -> T {
    known.iter().find(|(_, name)| text.as_deref() == Some(*name)).map(|(value, _)| *value).unwrap_or_default()
}

fn name<T: Copy + PartialEq>(known: &[(T, &'static str)], value: T) -> &'static str {
    known.iter().find(|(known, _)| *known == value).map_or("", |(_, name)| name)
}

fn read_filter(pairs: &Pairs) -> Filter {
    let text = |name: &str| pairs.text(name).unwrap_or_default();
    let moment = |name: &str| pairs.text(name).and_then(|text| moment::read(&text));
    Filter {
        from: moment("from"),
        to: moment("to"),
        endpoint: text("endpoint"),
        status: pairs.text("status").and_then(|text| read_status(&text)),
        requester: text("requester"),
        ip: text("ip"),
        agent: text("user_agent"),
        process: text("process"),
        slower_ms: small(pairs, "slower_ms"),
    }
}

fn write_filter(filter: &Filter, pairs: &mut Pairs) {
    for (name, moment) in [("from", filter.from), ("to", filter.to)] {
        pairs.push(name, &moment.map(moment::iso).unwrap_or_default());
    }
    pairs.push("endpoint", &filter.endpoint);
    pairs.push("status", &filter.status.map(status_name).unwrap_or_default());
    pairs.push("requester", &filter.requester);
    pairs.push("ip", &filter.ip);
    pairs.push("user_agent", &filter.agent);
    pairs.push("process", &filter.process);
    pairs.push("slower_ms", &filter.slower_ms.map(|ms| ms.to_string()).unwrap_or_default());
}

/// Behind a code: the client was still there.
const ANSWERED: &str = "-answered";

/// As in `404`, `5xx`, `failed` or `dropped`; `200!` and `200-answered` tell apart those whose client had gone.
#[must_use]
pub fn status_name(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Class(class) => format!("{class}xx"),
        Status::Failed => "failed".to_owned(),
        Status::Dropped => "dropped".to_owned(),
        Status::DroppedWith(code) => format!("{code}!"),
        Status::Answered(code) => format!("{code}{ANSWERED}"),
    }
}

/// Reads what [`status_name`] writes.
#[must_use]
pub fn read_status(text: &str) -> Option<Status> {
    match text {
        "failed" => Some(Status::Failed),
        "dropped" => Some(Status::Dropped),
        _ => {
            if let Some(class) = text.strip_suffix("xx") {
                return class.parse().ok().filter(|class| (1..=5).contains(class)).map(Status::Class);
            }
            if let Some(code) = text.strip_suffix('!') {
                return code.parse().ok().map(Status::DroppedWith);
            }
            match text.strip_suffix(ANSWERED) {
                Some(code) => code.parse().ok().map(Status::Answered),
                None => text.parse().ok().map(Status::Code),
            }
        }
    }
}

fn read_place(text: &str) -> Option<Place> {
    let (file, offset) = text.split_once('-')?;
    Some(Place { file: file.parse().ok()?, offset: offset.parse().ok()? })
}

fn small(pairs: &Pairs, name: &str) -> Option<u32> {
    pairs.text(name)?.parse().ok()
}

#[cfg(test)]
mod tests;

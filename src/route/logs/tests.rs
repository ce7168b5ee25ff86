//! Addresses of the log explorer round-trip.

use super::{EndpointOrder, LogsQuery, LogsTab, REQUEST_ORDERS, read_status, status_name};
use crate::logs::protocol::{Filter, Order, Place, Status};
use crate::route::{Address, Page};
use proptest::prelude::*;

fn href(query: &LogsQuery) -> String {
    Address { page: query.page(), server: None }.href()
}

fn read(href: &str) -> LogsQuery {
    match Address::parse(href).page {
        Page::Logs(pairs) => LogsQuery::read(&pairs),
        other => panic!("{other:?}"),
    }
}

fn full() -> LogsQuery {
    LogsQuery {
        tab: LogsTab::Find,
        filter: Filter {
            from: Some(1_795_619_309_966),
            to: Some(1_795_619_310_000),
            endpoint: "GET /_matrix/client/v3/rooms/{roomId}/messages".to_owned(),
            status: Some(Status::Code(404)),
            requester: "@a:hs|@b:hs".to_owned(),
            ip: "2001:db8::7".to_owned(),
            agent: "weird \"ua\" x&y=#%".to_owned(),
            process: "generic_worker1".to_owned(),
            slower_ms: Some(0),
        },
        order: Order::Waiting,
        limit: 100,
        sort: EndpointOrder::P95,
        ascending: true,
        tag: "GET-37".to_owned(),
        place: Some(Place { file: 3, offset: u64::MAX }),
        explain: true,
        slow_ms: 10_000,
    }
}

#[test]
fn all_of_it_lives_in_the_address() {
    assert_eq!(href(&LogsQuery::default()), "#/logs");
    let all = href(&full());
    assert_eq!(read(&all), full());
    assert!(all.starts_with("#/logs?tab=find&tag=GET-37&at=3-18446744073709551615&explain=true&from=2026-11-25"));
    for (tab, _) in LogsTab::ALL {
        for (order, _) in REQUEST_ORDERS {
            for (sort, _) in EndpointOrder::ALL {
                let some = LogsQuery { tab, order, sort, ..LogsQuery::default() };
                assert_eq!(read(&href(&some)), some);
            }
        }
    }
}

#[test]
fn a_server_in_the_address_stays_what_it_is() {
    let address = Address { page: full().page(), server: Some("hs.example".to_owned()) };
    assert_eq!(Address::parse(&address.href()), address);
    assert_eq!(read("#/logs?tab=&status=&server=hs.example"), LogsQuery::default());
}

#[test]
fn statuses_have_names() {
    for (text, status) in [
        ("404", Status::Code(404)),
        ("5xx", Status::Class(5)),
        ("failed", Status::Failed),
        ("dropped", Status::Dropped),
        ("200!", Status::DroppedWith(200)),
        ("200-answered", Status::Answered(200)),
    ] {
        assert_eq!((read_status(text), status_name(status).as_str()), (Some(status), text));
    }
    for text in ["", "9xx", "0xx", "xx", "-1", "all", "!", "200!!", "-answered", "200-"] {
        assert_eq!(read_status(text), None, "{text}");
    }
}

#[test]
fn nonsense_is_left_out() {
    let odd =
        "#/logs?tab=x&at=1&from=yesterday&status=9xx&slower_ms=-1&slow_ms=&order_by=z&sort=z&dir=z&limit=7&explain=x";
    assert_eq!(read(odd), LogsQuery::default());
}

#[test]
fn sorting_turns_around() {
    let query = LogsQuery::default();
    assert!(query.sorted_by(EndpointOrder::Count).ascending);
    let slow = query.sorted_by(EndpointOrder::P99);
    assert!(!slow.ascending && slow.sorted_by(EndpointOrder::P99).ascending);
    assert!(query.sorted_by(EndpointOrder::Endpoint).ascending);
}

#[test]
fn from_a_request_to_its_lines_and_back() {
    let place = Place { file: 0, offset: 7 };
    let query = full().filtered(Filter::default());
    let found = query.of_request("PUT-1", Some(place));
    assert_eq!(
        (found.tab, found.tag.as_str(), found.place, found.explain),
        (LogsTab::Find, "PUT-1", Some(place), false)
    );
    assert_eq!(query.around(place).tag, "");
    assert_eq!(found.on(LogsTab::Requests).order, query.order);
}

proptest! {
    #[test]
    fn whatever_a_log_holds_survives(endpoint in ".*", agent in ".*", tag in ".*", ms in -1_i64..4_102_444_800_000) {
        let filter = Filter { endpoint, agent, from: Some(ms), ..Filter::default() };
        let query = LogsQuery { tag, filter, ..LogsQuery::default() };
        prop_assert_eq!(read(&href(&query)), query);
    }
}

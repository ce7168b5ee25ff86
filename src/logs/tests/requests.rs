//! Requests in numbers and lists, and what is behind each number.

use super::{Log, SYNC, day, processed, received};
use crate::logs::protocol::{Answer, Filter, Order, SaveForm, Shares, Status, View};

#[test]
fn requests_in_numbers() {
    let mut log = Log::one(&day());
    let Answer::Overview(all) = log.ask(View::Overview(Filter::default())) else { panic!() };
    assert_eq!((all.all.count, all.all.max_ms, all.all.bytes, all.all.dropped), (4, 30_000, 260, 1));
    assert_eq!((all.all.client_errors, all.all.server_errors, all.all.cpu_ms, all.all.wait_ms), (1, 1, 12, 600));
    let endpoints: Vec<_> =
        all.endpoints.iter().map(|row| (row.method.as_str(), row.path.as_str(), row.numbers.count)).collect();
    assert_eq!(endpoints[0], ("GET", "/_matrix/client/v3/sync", 2));
    assert!(endpoints.contains(&("GET", "/_matrix/client/v3/rooms/{roomId}/messages", 1)));
    let names = |shares: &Shares| shares.top.iter().map(|share| (share.name.clone(), share.count)).collect::<Vec<_>>();
    assert_eq!(names(&all.users), [("@u:hs".to_owned(), 2), ("@v:hs".to_owned(), 1)]);
    assert_eq!(names(&all.servers), [("a.example".to_owned(), 1)]);
    assert_eq!(all.statuses.iter().map(|(_, _, count)| count).sum::<u64>(), 4);
    assert_eq!(all.timeline.bars.iter().map(|bar| bar.requests).sum::<u64>(), 4);
    assert_eq!(all.timeline.bars.iter().map(|bar| bar.concurrent).max(), Some(2));
}

#[test]
fn filters_combine() {
    let mut log = Log::one(&day());
    let at = |second: i64| Some(1_795_618_800_000 + second * 1_000);
    let base = Filter::default();
    for (filter, count) in [
        (Filter { from: at(5), ..base.clone() }, 3),
        (Filter { from: at(5), to: at(31), ..base.clone() }, 1),
        (Filter { endpoint: "GET /_matrix/client/v3/sync".to_owned(), ..base.clone() }, 2),
        (Filter { status: Some(Status::Class(2)), ..base.clone() }, 2),
        (Filter { status: Some(Status::Failed), ..base.clone() }, 2),
        (Filter { status: Some(Status::Dropped), ..base.clone() }, 1),
        (Filter { status: Some(Status::Code(500)), ..base.clone() }, 1),
        (Filter { requester: "@u:hs".to_owned(), slower_ms: Some(2_001), ..base.clone() }, 1),
        (
            Filter {
                ip: "10.0.0.1".to_owned(),
                agent: "curl".to_owned(),
                process: "homeserver.log".to_owned(),
                ..base.clone()
            },
            4,
        ),
        (Filter { requester: "nobody".to_owned(), ..base.clone() }, 0),
        (Filter { process: "another".to_owned(), ..base }, 0),
    ] {
        let view = View::Requests { filter: filter.clone(), order: Order::Slowest, limit: 10 };
        let Answer::Requests(requests) = log.ask(view) else { panic!() };
        assert_eq!((requests.total, requests.rows.len()), (count, usize::try_from(count).unwrap()), "{filter:?}");
        let lines = log.saved(&filter, SaveForm::Lines);
        assert_eq!(lines.lines().count() as u64, count);
        assert!(requests.rows.iter().all(|row| lines.contains(&row.line)), "{lines}");
    }
}

#[test]
fn the_requests_of_a_status_are_those_that_its_row_counts() {
    let kinds = ["200", "200", "200!", "499!", "404"];
    let text = (1..).zip(kinds).map(|(second, status)| processed(second, "GET-1", SYNC, "@u:hs", 10, status));
    let mut log = Log::one(&text.collect::<String>());
    let mut check = |filter: &Filter| {
        let Answer::Overview(overview) = log.ask(View::Overview(filter.clone())) else { panic!() };
        let mut statuses = Vec::new();
        for (code, is_dropped, count) in &overview.statuses {
            let status = overview.status_of(filter, *code, *is_dropped);
            let behind = Filter { status: Some(status), ..filter.clone() };
            let Answer::Overview(behind) = log.ask(View::Overview(behind)) else { panic!() };
            assert_eq!((behind.all.count, behind.statuses), (*count, vec![(*code, *is_dropped, *count)]));
            statuses.push(status);
        }
        statuses
    };
    let (answered, dropped) = (Status::Answered(200), Status::DroppedWith(200));
    assert_eq!(check(&Filter::default()), [answered, dropped, Status::Code(404), Status::DroppedWith(499)]);
    assert_eq!(check(&Filter { status: Some(answered), ..Filter::default() }), [answered]);
}

#[test]
fn requests_have_an_order() {
    let mut log = Log::one(&day());
    let mut seconds = |order| {
        let view = View::Requests { filter: Filter::default(), order, limit: 2 };
        let Answer::Requests(requests) = log.ask(view) else { panic!() };
        requests.rows.iter().map(|row| row.at.unwrap() / 1000 - 1_795_618_800).collect::<Vec<_>>()
    };
    assert_eq!(seconds(Order::Slowest), [31, 5]);
    assert_eq!(seconds(Order::Latest), [102, 31]);
}

#[test]
fn what_the_faq_looks_for() {
    let mut log = Log::one(&day());
    let Answer::Problems(problems) = log.ask(View::Problems { filter: Filter::default(), slow_ms: 2_000 }) else {
        panic!()
    };
    assert_eq!((problems.slow, problems.long_polls, problems.federation, problems.starved), (1, 1, 1, 4));
    assert_eq!((problems.open_total, problems.received, problems.dropped), (1, 5, 0), "who waits for news may go");
    let open = &problems.open[0];
    assert_eq!((open.tag.as_str(), open.request.as_str()), ("GET-11", format!("GET {SYNC}").as_str()));
    // Its process went on until it started anew.
    assert_eq!(open.open_ms, 0);
    assert_eq!(problems.signatures[0].server, "a.example");
    assert_eq!(problems.peak.unwrap().0, 2);

    let Answer::Messages(messages) = log.ask(View::Messages(Filter::default())) else { panic!() };
    let first = &messages.groups[0];
    assert_eq!((first.level.as_str(), first.pattern.as_str(), first.count), ("ERROR", "Failed handle request …", 1));
    assert_eq!(first.exception.as_deref(), Some("ValueError: no 10"));
    assert_eq!(messages.total, 3);
}

#[test]
fn requests_that_never_ended_are_under_way_wherever_requests_are_counted() {
    let text = [
        received(0, "GET-1", SYNC),
        received(1, "GET-2", SYNC),
        received(1, "GET-3", SYNC),
        processed(2, "GET-4", SYNC, "@v:hs", 10, "200"),
        processed(9, "GET-3", SYNC, "@u:hs", 8_000, "200"),
    ];
    let mut log = Log::one(&text.concat());
    let at_once = |log: &mut Log, filter: &Filter| {
        let Answer::Overview(overview) = log.ask(View::Overview(filter.clone())) else { panic!() };
        let Answer::Problems(problems) = log.ask(View::Problems { filter: filter.clone(), slow_ms: 1 }) else {
            panic!()
        };
        assert_eq!(overview.timeline, problems.timeline);
        problems.peak.unwrap().0
    };
    assert_eq!(at_once(&mut log, &Filter::default()), 3);
    assert_eq!(at_once(&mut log, &Filter { process: "homeserver.log".to_owned(), ..Filter::default() }), 3);
    // Nobody knows who asked.
    assert_eq!(at_once(&mut log, &Filter { requester: "@u:hs".to_owned(), ..Filter::default() }), 1);
}

#[test]
fn requests_are_saved_as_tables() {
    let mut log = Log::one(&day());
    let csv = log.saved(&Filter::default(), SaveForm::Csv);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!((rows.len(), &rows[0][2], &rows[0][5], &rows[3][6]), (4, "PUT-2", "401", "true"));
    let json = log.saved(&Filter::default(), SaveForm::Json);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((json[3]["processing_ms"].as_u64(), json[3]["dropped"].as_bool()), (Some(1_000), Some(true)));
    assert_eq!(json[2]["uri"], SYNC);
    assert_eq!(log.saved(&Filter { requester: "x".to_owned(), ..Filter::default() }, SaveForm::Json), "[\n]\n");
}

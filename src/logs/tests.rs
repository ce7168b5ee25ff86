//! The engine as a whole: a log goes in, in pieces of any size, and questions are answered.

#![cfg(test)]

use futures_executor::block_on;

use super::protocol::{
    Answer, FileName, Filter, Order, Packing, Place, RunSign, SaveForm, Status, Summary, Trouble, View,
};
use super::{Index, Texts, answer, save};

/// Texts in memory.
struct Memory(Vec<Vec<u8>>);

impl Texts for Memory {
    async fn read(&mut self, file: u32, from: u64, to: u64) -> Result<Vec<u8>, Trouble> {
        let text = &self.0[file as usize];
        let end = usize::try_from(to).unwrap_or(usize::MAX).min(text.len());
        Ok(text.get(usize::try_from(from).unwrap()..end).unwrap_or_default().to_vec())
    }
}

struct Log {
    index: Index,
    texts: Memory,
}

impl Log {
    /// Reads files in pieces of so many bytes.
    fn read(files: &[(&str, Vec<u8>)], piece: usize) -> Self {
        let names = files.iter().map(|(name, text)| FileName { name: (*name).to_owned(), size: text.len() as u64 });
        let mut index = Index::new(names.collect());
        for (number, (_, text)) in (0..).zip(files) {
            index.begin(number, Packing::Plain);
            text.chunks(piece).for_each(|piece| index.feed(piece));
            index.end(None);
        }
        Self { index, texts: Memory(files.iter().map(|(_, text)| text.clone()).collect()) }
    }

    fn one(text: &str) -> Self {
        Self::read(&[("homeserver.log", text.as_bytes().to_vec())], 7)
    }

    fn ask(&mut self, view: View) -> Answer {
        block_on(answer(&self.index, &mut self.texts, &view)).unwrap()
    }

    fn lines_of(&mut self, tag: &str) -> Vec<(String, u32, Vec<String>)> {
        let Answer::Found(found) = self.ask(View::Find { tag: tag.to_owned() }) else { panic!() };
        let texts = |lines: Vec<super::protocol::Line>| lines.into_iter().map(|line| line.text).collect();
        found.runs.into_iter().map(|run| (run.process, run.run, texts(run.lines))).collect()
    }

    fn saved(&mut self, filter: &Filter, form: SaveForm) -> String {
        let mut out = Vec::new();
        let sink = |piece: Vec<u8>| out.extend_from_slice(&piece);
        block_on(save(&self.index, &mut self.texts, filter, form, sink)).unwrap();
        String::from_utf8(out).unwrap()
    }
}

fn time(second: u32) -> String {
    format!("2026-11-25 15:{:02}:{:02},000", second / 60, second % 60)
}

fn said(second: u32, tag: &str, level: &str, message: &str) -> String {
    format!("{} - synapse.x - 1 - {level} - {tag} - {message}\n", time(second))
}

fn received(second: u32, tag: &str, uri: &str) -> String {
    let method = tag.split('-').next().unwrap();
    format!(
        "{} - synapse.access.http.8008 - 1 - DEBUG - {tag} - 10.0.0.1 - 8008 - Received request: {method} {uri}\n",
        time(second)
    )
}

fn processed(second: u32, tag: &str, uri: &str, who: &str, ms: u32, status: &str) -> String {
    let method = tag.split('-').next().unwrap();
    format!(
        "{} - synapse.access.http.8008 - 1 - INFO - {tag} - 10.0.0.1 - 8008 - {{{who}}} Processed request: {}.{:03}sec/0.000sec ru=(0.001sec, 0.002sec) db=(0.150sec/0.005sec/4) 65B {status} \"{method} {uri} HTTP/1.1\" \"curl\" [0 dbevts]\n",
        time(second),
        ms / 1000,
        ms % 1000
    )
}

const SYNC: &str = "/_matrix/client/v3/sync?since=s1";

fn add_up(summary: &Summary) -> u64 {
    let lines = summary.lines;
    let entries =
        [lines.precise, lines.prefixed, lines.terse_json, lines.json, lines.gcp_json, lines.docker_json, lines.bare];
    entries.iter().sum::<u64>() + lines.continuation + lines.empty + lines.unrecognised
}

/// A day in the life of a server, with a start in between.
fn day() -> String {
    [
        said(0, "main", "WARNING", "***** STARTING SERVER *****"),
        received(1, "GET-1", SYNC),
        received(2, "PUT-2", "/_matrix/federation/v1/send/1"),
        said(
            2,
            "PUT-2",
            "WARNING",
            "authenticate_request failed: 401: Invalid signature for server a.example with key ed25519:1: no",
        ),
        processed(3, "PUT-2", "/_matrix/federation/v1/send/1", "a.example", 900, "401"),
        received(3, "GET-10", "/_matrix/client/v3/rooms/!a:b/messages"),
        said(4, "GET-10", "ERROR", "Failed handle request 7"),
        "Traceback (most recent call last):\n  File \"x.py\", line 1\nValueError: no 10\n".to_owned(),
        processed(5, "GET-10", "/_matrix/client/v3/rooms/!a:b/messages", "@u:hs", 2_000, "500"),
        processed(31, "GET-1", SYNC, "@u:hs", 30_000, "200"),
        received(40, "GET-11", SYNC),
        said(100, "main", "WARNING", "***** STARTING SERVER *****"),
        received(101, "GET-1", SYNC),
        processed(102, "GET-1", SYNC, "@v:hs", 1_000, "200!"),
        "nonsense before nothing\n".to_owned(),
    ]
    .concat()
}

#[test]
fn what_is_recognised_adds_up() {
    let mut log = Log::one(&day());
    let Answer::Summary(summary) = log.ask(View::Summary) else { panic!() };
    assert_eq!(add_up(&summary), 17);
    assert_eq!((summary.lines.precise, summary.lines.continuation, summary.received), (13, 4, 5));
    assert_eq!((summary.generations, summary.levels), ([0, 0, 0, 4], [5, 4, 3, 1, 0]));
    let signs: Vec<RunSign> = summary.processes[0].runs.iter().map(|run| run.sign).collect();
    assert_eq!((summary.processes[0].name.as_str(), signs.as_slice()), ("homeserver.log", &[RunSign::Start; 2][..]));
    let progress = log.index.progress();
    assert_eq!((progress.lines, progress.requests), (17, 4));
}

#[test]
fn a_tag_is_found_exactly_and_by_run() {
    let mut log = Log::one(&day());
    let tag = |lines: &[String]| lines.iter().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    let first = tag(&[received(1, "GET-1", SYNC), processed(31, "GET-1", SYNC, "@u:hs", 30_000, "200")]);
    let mut second = tag(&[received(101, "GET-1", SYNC), processed(102, "GET-1", SYNC, "@v:hs", 1_000, "200!")]);
    second.push("nonsense before nothing".to_owned());
    let name = "homeserver.log".to_owned();
    assert_eq!(log.lines_of("GET-1"), [(name.clone(), 1, first), (name, 2, second)]);
    let ten = log.lines_of("GET-10");
    assert_eq!(ten[0].2.len(), 6);
    assert_eq!(ten[0].2[4], "ValueError: no 10");
    assert_eq!(log.lines_of("GET"), []);
    assert_eq!(log.lines_of("GET-2"), []);
}

#[test]
fn a_tag_in_many_blocks_keeps_its_traceback() {
    let filler: String = (0..3_000).map(|n| said(5, &format!("GET-{}", n + 100), "INFO", &"x".repeat(80))).collect();
    let mut text = received(1, "GET-1", SYNC) + &filler + &said(6, "GET-1", "ERROR", "broken");
    for number in 0..2_000 {
        text += &format!("  File \"{number}.py\", which is a long line so that the traceback crosses a block\n");
    }
    text += &filler;
    text += &processed(7, "GET-1", SYNC, "@u:hs", 6_000, "500");
    let mut log = Log::one(&text);
    let found = log.lines_of("GET-1");
    assert_eq!((found.len(), found[0].2.len()), (1, 2_003));
}

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
    let names = |shares: &super::protocol::Shares| {
        shares.top.iter().map(|share| (share.name.clone(), share.count)).collect::<Vec<_>>()
    };
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
    assert_eq!((problems.open_total, problems.received, problems.dropped), (1, 5, 1));
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
fn lines_around_a_place() {
    let text = day();
    let mut log = Log::one(&text);
    let all: Vec<&str> = text.lines().collect();
    let mut offset = 0;
    for (number, line) in all.iter().enumerate() {
        let place = Place { file: 0, offset };
        let Answer::Lines(lines) = log.ask(View::Lines { place, before: 2, after: 3 }) else { panic!() };
        let told: Vec<&str> = lines.lines.iter().map(|line| line.text.as_str()).collect();
        let from = number.saturating_sub(2);
        assert_eq!(told, all[from..(number + 4).min(all.len())]);
        assert_eq!(lines.at as usize, number - from);
        offset += line.len() as u64 + 1;
    }
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

#[test]
fn rotated_files_are_one_log_and_workers_are_several() {
    let morning = [received(1, "GET-900", SYNC), processed(2, "GET-901", SYNC, "@u:hs", 10, "200")].concat();
    let noon = [processed(60, "GET-900", SYNC, "@u:hs", 59_000, "200"), received(61, "GET-902", SYNC)].concat();
    let worker: String = noon.lines().map(|line| format!("worker1 | {line}\n")).collect();
    let files = [
        ("homeserver.log.1", morning.into_bytes()),
        ("homeserver.log", noon.into_bytes()),
        ("docker.log", worker.into_bytes()),
    ];
    let mut log = Log::read(&files, 64);
    let Answer::Summary(summary) = log.ask(View::Summary) else { panic!() };
    let runs: Vec<(&str, usize)> = summary.processes.iter().map(|p| (p.name.as_str(), p.runs.len())).collect();
    assert_eq!(runs, [("homeserver.log", 1), ("worker1", 1)]);
    let found = log.lines_of("GET-900");
    assert_eq!(
        found.iter().map(|(name, run, lines)| (name.as_str(), *run, lines.len())).collect::<Vec<_>>(),
        [("homeserver.log", 1, 2), ("worker1", 1, 1)]
    );
    let Answer::Problems(problems) = log.ask(View::Problems { filter: Filter::default(), slow_ms: 1 }) else {
        panic!()
    };
    assert_eq!(problems.open_total, 2);
}

#[test]
fn bad_input_is_counted_and_nothing_more() {
    let mut text = b"\0\0\0\xff\xfe binary\r\n".to_vec();
    text.extend(processed(9, "GET-1", SYNC, "@u:hs", 10, "200").replace("\"curl\"", "\"weird \"ua\" x\"").into_bytes());
    text.extend(
        processed(3, "GET-2", SYNC, "@u:hs", 10, "200").replace("10.0.0.1", "::1").replace('\n', "\r\n").into_bytes(),
    );
    text.extend(processed(4, "GET-3", SYNC, "None", 10, "200").replace("10.0.0.1", "/run/synapse.sock").into_bytes());
    text.extend(b"\n\n");
    text.extend(vec![b'z'; 3 << 20]);
    text.extend(b"\n2026-11-25 15:00:09,000 - synapse.access.http.8008 - 1 - INFO - GET-4 - 10.0");
    let mut log = Log::read(&[("x", text)], 100_000);
    let Answer::Summary(summary) = log.ask(View::Summary) else { panic!() };
    assert_eq!((add_up(&summary), summary.cut, summary.backwards), (8, 1, 1));
    assert_eq!((summary.lines.precise, summary.lines.empty, summary.lines.unrecognised), (4, 2, 1));
    let Answer::Overview(all) = log.ask(View::Overview(Filter::default())) else { panic!() };
    let ips: Vec<&str> = all.ips.top.iter().map(|share| share.name.as_str()).collect();
    assert_eq!(ips, ["10.0.0.1", "::1", "/run/synapse.sock"]);
    assert!(all.agents.top.iter().any(|share| share.name == "weird \"ua\" x"));
}

#[test]
fn nothing_read_is_answered_with_nothing() {
    let mut log = Log::read(&[("empty", Vec::new())], 1);
    let filter = Filter { from: Some(5), to: Some(1), ..Filter::default() };
    for view in [
        View::Summary,
        View::Overview(filter.clone()),
        View::Requests { filter: filter.clone(), order: Order::Latest, limit: 0 },
        View::Problems { filter: filter.clone(), slow_ms: 0 },
        View::Messages(filter),
        View::Find { tag: String::new() },
        View::Lines { place: Place { file: 0, offset: 99 }, before: 9, after: 9 },
    ] {
        log.ask(view);
    }
}

proptest::proptest! {
    #[test]
    fn the_size_of_pieces_does_not_matter(piece in 1..300_usize) {
        let (mut one, mut other) = (Log::one(&day()), Log::read(&[("homeserver.log", day().into_bytes())], piece));
        for view in [View::Summary, View::Overview(Filter::default()), View::Messages(Filter::default())] {
            proptest::prop_assert_eq!(one.ask(view.clone()), other.ask(view));
        }
    }
}

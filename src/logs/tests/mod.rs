//! The engine as a whole: a log goes in, in pieces of any size, and questions are answered.

#![cfg(test)]

mod lines;
mod requests;

use futures_executor::block_on;

use super::protocol::{Answer, FileName, Filter, Order, Packing, Place, RunSign, SaveForm, Summary, Trouble, View};
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
        let Answer::TagLines(found) = self.ask(View::Find { tag: tag.to_owned() }) else { panic!() };
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

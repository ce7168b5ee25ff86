//! A whole log in pieces: nothing panics, every line is counted once, and what is found was there.

#![no_main]

use futures_executor::block_on;
use glia::logs::protocol::{Answer, FileName, Filter, Order, Packing, Trouble, View};
use glia::model::log::Entry;
use glia::logs::{Index, Texts, answer};
use libfuzzer_sys::fuzz_target;

struct Memory<'a>(&'a [u8]);

impl Texts for Memory<'_> {
    async fn read(&mut self, _: u32, from: u64, to: u64) -> Result<Vec<u8>, Trouble> {
        let at = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX).min(self.0.len());
        Ok(self.0[at(from)..at(to)].to_vec())
    }
}

fuzz_target!(|input: (u8, &[u8])| {
    let (piece, text) = input;
    let mut index = Index::new(vec![FileName { name: "homeserver.log".to_owned(), size: text.len() as u64 }]);
    index.begin(0, Packing::Plain);
    text.chunks(usize::from(piece) + 1).for_each(|piece| index.feed(piece));
    index.end(None);

    let newlines = text.iter().filter(|byte| **byte == b'\n').count();
    let lines = newlines + usize::from(text.last().is_some_and(|last| *last != b'\n'));
    let counts = index.summary().lines;
    let entries = counts.precise + counts.prefixed + counts.terse_json + counts.json + counts.gcp_json + counts.docker_json;
    assert_eq!(entries + counts.bare + counts.continuation + counts.empty + counts.unrecognised, lines as u64);

    let filter = Filter::default();
    for view in [
        View::Overview(filter.clone()),
        View::Requests { filter: filter.clone(), order: Order::Latest, limit: 3 },
        View::Problems { filter: filter.clone(), slow_ms: 1 },
        View::Messages(filter),
        View::Find { tag: "GET-1".to_owned() },
    ] {
        let answer = block_on(answer(&index, &mut Memory(text), &view));
        if let Ok(Answer::Found(found)) = answer {
            for line in found.runs.iter().filter_map(|run| run.lines.first()).filter(|line| line.text.len() < 1024) {
                assert_eq!(Entry::read(&line.text).and_then(|entry| entry.tag).as_deref(), Some("GET-1"));
            }
        }
    }
});

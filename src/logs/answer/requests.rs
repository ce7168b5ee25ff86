//! A list of requests.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::lines;
use super::selection::Selection;
use crate::logs::protocol::{Filter, Order, Place, Request, Requests, Trouble};
use crate::logs::requests::Record;
use crate::logs::{Index, Texts};

/// The answer: the first of an order, with their lines.
pub(super) async fn requests(
    index: &Index,
    texts: &mut impl Texts,
    filter: &Filter,
    order: Order,
    limit: usize,
) -> Result<Requests, Trouble> {
    let selection = Selection::new(index, filter);
    let mut total = 0;
    // The smallest of the kept ones is on top, ready to give way.
    let mut kept = BinaryHeap::new();
    for record in selection.records() {
        total += 1;
        let place = Place { file: record.file, offset: record.offset };
        kept.push(Reverse((weight(&record, order), place, selection.kind(&record).process, record.at)));
        if kept.len() > limit {
            kept.pop();
        }
    }
    let kept = kept.into_sorted_vec();
    let places: Vec<Place> = kept.iter().map(|Reverse((_, place, ..))| *place).collect();
    let lines = lines::at_each(texts, &places).await?;
    let row = |(Reverse((_, place, process, at)), line): (&Reverse<(_, Place, u32, _)>, String)| {
        let process = index.lines.sorter.names().get(*process as usize).cloned().unwrap_or_default();
        Request { place: *place, line, process, at: *at }
    };
    Ok(Requests { rows: kept.iter().zip(lines).map(row).collect(), total })
}

fn weight(record: &Record, order: Order) -> i64 {
    let number = match order {
        Order::Slowest => record.total_ms,
        Order::Database => record.db_ms,
        Order::Waiting => record.wait_ms,
        Order::Cpu => record.cpu_ms,
        Order::Bytes => record.bytes,
        Order::Latest => return record.at.unwrap_or(i64::MIN),
    };
    i64::try_from(number).unwrap_or(i64::MAX)
}

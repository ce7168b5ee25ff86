//! The text itself, read again.

use super::{Log, SYNC, day, processed, received, said};
use crate::logs::protocol::{Answer, Place, View};

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

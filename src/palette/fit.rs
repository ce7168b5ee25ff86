//! Which entries fit what is typed, and which ones best.

use super::{Entry, Group};

/// How many of a group are shown.
const OF_A_GROUP: usize = 8;

/// The entries that fit, by groups and in each the best first. Without any text all of them do.
///
/// Each word of the text must begin a word of the entry, or stand in it, in whatever order. What names something, and
/// what a server found, fits as it is.
#[must_use]
pub fn fitting(entries: Vec<Entry>, typed: &str) -> Vec<Entry> {
    let mut wanted: Vec<String> = typed.split_whitespace().map(folded).collect();
    wanted.sort_unstable();
    // Ten thousand times the same letter would be looked for ten thousand times in each entry.
    wanted.dedup();
    let mut ranked: Vec<(u32, Entry)> =
        entries.into_iter().filter_map(|entry| Some((rank(&entry, &wanted)?, entry))).collect();
    ranked.sort_by_key(|(rank, entry)| (entry.group, *rank));
    let mut shown: Vec<Entry> = Vec::with_capacity(ranked.len());
    let most = if wanted.is_empty() { usize::MAX } else { OF_A_GROUP };
    for (_, entry) in ranked {
        if shown.iter().rev().take_while(|other| other.group == entry.group).count() < most {
            shown.push(entry);
        }
    }
    shown
}

/// The place of the entry that somebody pointed at, wherever answers of servers have moved it to since; the first place,
/// where nobody did, or it is gone.
#[must_use]
pub fn place_of(entries: &[Entry], pointed: Option<&Entry>) -> usize {
    pointed.and_then(|pointed| entries.iter().position(|entry| entry == pointed)).unwrap_or_default()
}

/// How badly it fits: 0 is best.
fn rank(entry: &Entry, wanted: &[String]) -> Option<u32> {
    if matches!(entry.group, Group::Recent | Group::Here | Group::Users | Group::Rooms | Group::Perhaps) {
        return Some(0);
    }
    let text = folded(&entry.words);
    let hint = folded(&entry.hint);
    let mut rank = 0;
    for word in wanted {
        rank += if text.starts_with(word.as_str()) {
            0
        } else if text.split(|letter: char| !letter.is_alphanumeric()).any(|part| part.starts_with(word.as_str())) {
            1
        } else if text.contains(word.as_str()) {
            2
        } else if hint.contains(word.as_str()) {
            3
        } else {
            return None;
        };
    }
    Some(rank)
}

/// Without case, and without the accents of Latin letters, which people leave out.
fn folded(text: &str) -> String {
    const PLAIN: [(&str, char); 8] = [
        ("àáâãäå", 'a'),
        ("ç", 'c'),
        ("èéêë", 'e'),
        ("ìíîï", 'i'),
        ("ñ", 'n'),
        ("òóôõöø", 'o'),
        ("ùúûü", 'u'),
        ("ýÿ", 'y'),
    ];
    let plain = |letter: char| {
        let found =
            (!letter.is_ascii()).then(|| PLAIN.iter().find(|(accented, _)| accented.contains(letter))).flatten();
        found.map_or(letter, |(_, plain)| *plain)
    };
    text.chars().flat_map(char::to_lowercase).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{fitting, place_of};
    use crate::palette::{Entry, Group, standing};
    use crate::route::Page;

    fn words(typed: &str) -> Vec<String> {
        fitting(standing(), typed).into_iter().map(|entry| entry.words).collect()
    }

    #[test]
    fn the_best_comes_first_and_any_order_of_words_fits() {
        assert_eq!(words("users").first().map(String::as_str), Some("Users"));
        assert!(words("THEME dark").contains(&"Theme: dark".to_owned()));
        assert_eq!(words("dark theme"), words("theme dark"));
        assert!(words("resét passwórd").iter().any(|words| words.contains("password")));
        assert_eq!(words("sign out"), ["Sign out"]);
        assert_eq!(words("").len(), standing().len());
        assert!(words("no such thing at all").is_empty());
        assert!(words(&"x".repeat(10_000)).is_empty());
        assert!(words("\u{202e}\u{0} 🦊 <b>").is_empty());
    }

    #[test]
    fn groups_stay_together_and_are_not_endless() {
        let page =
            |number: usize| Entry::page(Group::Pages, &format!("entry {number}"), "", Page::User(number.to_string()));
        let shown = fitting((0..1000).map(page).chain(standing()).collect(), "e");
        assert!(shown.is_sorted_by_key(|entry| entry.group));
        assert_eq!(shown.iter().filter(|entry| entry.group == Group::Pages).count(), super::OF_A_GROUP);
    }

    #[test]
    fn what_is_pointed_at_stays_so_when_answers_come_above_it() {
        let entry = |group, id: &str| Entry::page(group, id, id, Page::User(id.to_owned()));
        let room = entry(Group::Rooms, "room");
        let before = fitting(vec![entry(Group::Pages, "r"), room.clone()], "r");
        assert_eq!(place_of(&before, Some(&room)), 1);
        let after = [entry(Group::Users, "one"), entry(Group::Users, "two")];
        let after = fitting(before.iter().cloned().chain(after).collect(), "r");
        assert_eq!(place_of(&after, Some(&room)), 3);
        assert_eq!((place_of(&after, None), place_of(&after, Some(&entry(Group::Here, "gone")))), (0, 0));
        assert_eq!(place_of(&[], Some(&room)), 0);
    }

    /// Generous, for a build without optimization on a busy machine: what is long must not be looked for again and again.
    #[test]
    fn odd_texts_cost_no_more_than_a_moment() {
        let page = |number: usize| {
            let words = format!("Ärger entry {number} {}", "of many words ".repeat(4));
            Entry::page(Group::Pages, &words, "@someone:server.example", Page::User(number.to_string()))
        };
        let entries: Vec<Entry> = (0..1000).map(page).collect();
        for typed in ["e", "arger words 99", "zzz", &"e ".repeat(5000), &"words".repeat(2000)] {
            let (entries, begun) = (entries.clone(), Instant::now());
            assert!(fitting(entries, typed).len() <= super::OF_A_GROUP);
            let took = begun.elapsed();
            assert!(took < Duration::from_secs(1), "{typed:.20} {took:?}");
        }
    }
}

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
    let wanted: Vec<String> = typed.split_whitespace().map(folded).collect();
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

/// How badly it fits: 0 is best.
fn rank(entry: &Entry, wanted: &[String]) -> Option<u32> {
    if matches!(entry.group, Group::Here | Group::Users | Group::Rooms | Group::Perhaps) {
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
    use super::fitting;
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
}

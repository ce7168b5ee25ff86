//! Which columns are shown: as many as the window has room for, or those that somebody chose in this browser.

use std::collections::BTreeMap;

use super::column::Head;
use super::room::Room;

/// The places of the columns that are shown. The first always is, as it names the row, and so is what acts.
#[must_use]
pub fn shown_columns(heads: &[Head], room: Room, choice: Option<&[String]>) -> Vec<usize> {
    let shown = |(place, head): &(usize, &Head)| match choice {
        _ if *place == 0 || head.acts => true,
        Some(keys) => keys.iter().any(|key| key == head.key),
        None => head.room <= room,
    };
    heads.iter().enumerate().filter(shown).map(|(place, _)| place).collect()
}

/// Reads the choice for one list from what is stored for all of them. What cannot be read is no choice.
#[must_use]
pub fn choice_of(stored: &str, list: &str) -> Option<Vec<String>> {
    serde_json::from_str::<BTreeMap<String, Vec<String>>>(stored).ok()?.remove(list)
}

/// What is to be stored for all lists after another choice for one; `None` takes the choice back.
#[must_use]
pub fn with_choice(stored: &str, list: &str, choice: Option<Vec<String>>) -> String {
    let mut all = serde_json::from_str::<BTreeMap<String, Vec<String>>>(stored).unwrap_or_default();
    match choice {
        Some(keys) => all.insert(list.to_owned(), keys),
        None => all.remove(list),
    };
    serde_json::to_string(&all).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Room, choice_of, shown_columns, with_choice};
    use crate::lists::destinations::Destinations;
    use crate::lists::heads;
    use crate::lists::rooms::Rooms;

    #[test]
    fn more_room_shows_more() {
        let heads = heads::<Rooms>();
        let count = |room| shown_columns(&heads, room, None).len();
        let counts = [Room::Phone, Room::Narrow, Room::Roomy, Room::Wide, Room::Widest].map(count);
        assert_eq!(counts, [8, 8, 9, 10, 13]);
    }

    #[test]
    fn a_choice_counts_whatever_the_room_and_never_hides_the_name() {
        let heads = heads::<Rooms>();
        let choice = ["history_visibility".to_owned(), "gone_since".to_owned()];
        assert_eq!(shown_columns(&heads, Room::Phone, Some(&choice)), [0, 12]);
        assert_eq!(shown_columns(&heads, Room::Widest, Some(&[])), [0]);
        let acts = super::super::heads::<Destinations>();
        assert_eq!(shown_columns(&acts, Room::Phone, Some(&[])), [0, acts.len() - 1], "buttons stay");
    }

    #[test]
    fn choices_are_kept_for_each_list() {
        let stored = with_choice("", "users", Some(vec!["name".to_owned()]));
        let stored = with_choice(&stored, "rooms", Some(Vec::new()));
        assert_eq!(choice_of(&stored, "users"), Some(vec!["name".to_owned()]));
        assert_eq!(choice_of(&stored, "rooms"), Some(Vec::new()));
        let stored = with_choice(&stored, "users", None);
        assert_eq!(choice_of(&stored, "users"), None);
        for odd in ["", "null", "[]", "{\"users\": 7}", "{\"users\": [1]}"] {
            assert_eq!(choice_of(odd, "users"), None, "{odd}");
        }
    }
}

//! What was chosen lately.

use super::{Entry, Group, Leads};

/// How much of it is kept.
const KEPT: usize = 5;

/// Puts what was chosen in front of what was chosen before, if one may want to go there again: users, rooms, aliases,
/// servers. Pages and commands are there anyway.
pub fn remember(recent: &mut Vec<Entry>, chosen: Entry) {
    let is_found = matches!(chosen.group, Group::Recent | Group::Here | Group::Users | Group::Rooms | Group::Perhaps);
    if !is_found || !matches!(chosen.leads, Leads::Page(_)) {
        return;
    }
    // What was named by its id is called by it.
    let is_named = matches!(chosen.group, Group::Here | Group::Perhaps);
    let (words, hint) = if is_named { (chosen.hint, chosen.words) } else { (chosen.words, chosen.hint) };
    recent.retain(|entry| entry.leads != chosen.leads);
    recent.insert(0, Entry { group: Group::Recent, words, hint, leads: chosen.leads });
    recent.truncate(KEPT);
}

#[cfg(test)]
mod tests {
    use super::{KEPT, remember};
    use crate::palette::{Entry, Group, named, standing};
    use crate::route::Page;

    #[test]
    fn what_was_found_is_remembered_once_and_the_newest_first() {
        let mut recent = Vec::new();
        standing().into_iter().for_each(|entry| remember(&mut recent, entry));
        assert!(recent.is_empty());
        let user = |id: &str| Entry::page(Group::Users, "A name", id, Page::User(id.to_owned()));
        for id in ["@a:hs", "@b:hs", "@a:hs"] {
            remember(&mut recent, user(id));
        }
        let hints: Vec<_> = recent.iter().map(|entry| entry.hint.as_str()).collect();
        assert_eq!(hints, ["@a:hs", "@b:hs"]);
        // The same by its id, and once more from among these.
        named("@b:hs", "hs").into_iter().for_each(|entry| remember(&mut recent, entry));
        assert_eq!(recent.first().map(|entry| entry.words.as_str()), Some("@b:hs"));
        recent.last().cloned().into_iter().for_each(|entry| remember(&mut recent, entry));
        assert_eq!(recent.first().map(|entry| (entry.words.as_str(), entry.group)), Some(("A name", Group::Recent)));
        (0..9).for_each(|number| remember(&mut recent, user(&number.to_string())));
        assert_eq!(recent.len(), KEPT);
    }
}

//! Asks that wait until the worker has time for them.

use std::collections::VecDeque;
use std::mem::discriminant;

use super::protocol::{Ask, View};

/// The asks that wait, with what travels beside each.
#[derive(Debug)]
pub struct Desk<Beside> {
    waiting: VecDeque<(Ask, Beside)>,
}

impl<Beside> Default for Desk<Beside> {
    fn default() -> Self {
        Self { waiting: VecDeque::new() }
    }
}

impl<Beside> Desk<Beside> {
    /// Another one has come. What it makes pointless is dropped.
    pub fn push(&mut self, ask: Ask, beside: Beside) {
        match &ask {
            // What waits is about the files before.
            Ask::Open(_) => self.waiting.clear(),
            Ask::Stop => {
                let after_opening = self.waiting.iter().take_while(|(ask, _)| !matches!(ask, Ask::View { .. })).count();
                self.waiting.insert(after_opening, (ask, beside));
                return;
            }
            Ask::View { view: newer, .. } => {
                self.waiting.retain(|(waiting, _)| !matches!(waiting, Ask::View { view, .. } if replaces(newer, view)));
            }
        }
        self.waiting.push_back((ask, beside));
    }

    /// The next one to be taken up.
    pub fn take(&mut self) -> Option<(Ask, Beside)> {
        self.waiting.pop_front()
    }

    /// Whether none waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Whether the answer to a question that was taken up is wanted no more.
    #[must_use]
    pub fn outdates(&self, view: &View) -> bool {
        self.waiting.iter().any(|(ask, _)| match ask {
            Ask::Open(_) => true,
            Ask::Stop => false,
            Ask::View { view: newer, .. } => replaces(newer, view),
        })
    }
}

/// Whether the answer to a newer question is wanted instead. Each of some kinds is wanted beside the others.
fn replaces(newer: &View, older: &View) -> bool {
    let stands_alone = matches!(older, View::Lines { .. } | View::Find { .. } | View::Save { .. });
    !stands_alone && discriminant(newer) == discriminant(older)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logs::protocol::Filter;

    fn view(id: u32, view: View) -> Ask {
        Ask::View { id, view }
    }

    fn find(id: u32, tag: &str) -> Ask {
        view(id, View::Find { tag: tag.to_owned() })
    }

    fn overview(id: u32, ip: &str) -> Ask {
        view(id, View::Overview(Filter { ip: ip.to_owned(), ..Filter::default() }))
    }

    /// What is taken up, after these asks came while there was no time.
    fn taken(asks: &[Ask]) -> Vec<Ask> {
        let mut desk = Desk::default();
        asks.iter().for_each(|ask| desk.push(ask.clone(), ()));
        let taken: Vec<Ask> = std::iter::from_fn(|| desk.take()).map(|(ask, ())| ask).collect();
        assert!(desk.is_empty());
        taken
    }

    #[test]
    fn of_each_kind_of_question_the_newest_is_answered() {
        let (old, summary, new) = (overview(1, "10.0.0.1"), view(2, View::Summary), overview(3, "10.0.0.2"));
        assert_eq!(taken(&[old.clone(), summary.clone(), new.clone()]), [summary.clone(), new.clone()]);
        let mut desk = Desk::default();
        desk.push(new, ());
        desk.push(Ask::Stop, ());
        assert!(desk.outdates(&View::Overview(Filter::default())));
        assert!(!desk.outdates(&View::Summary));
        desk.push(Ask::Open(Vec::new()), ());
        assert!(desk.outdates(&View::Summary));
    }

    #[test]
    fn what_is_wanted_beside_another_is_answered_too() {
        let finds = [find(1, "GET-3"), find(2, "GET-37")];
        assert_eq!(taken(&finds), finds);
        let mut desk = Desk::default();
        desk.push(find(2, "GET-37"), ());
        assert!(!desk.outdates(&View::Find { tag: "GET-3".to_owned() }));
    }

    #[test]
    fn opening_and_stopping_come_first() {
        let (open, summary) = (Ask::Open(Vec::new()), view(1, View::Summary));
        assert_eq!(taken(&[summary.clone(), Ask::Stop]), [Ask::Stop, summary.clone()]);
        assert_eq!(taken(&[Ask::Stop, summary.clone(), open.clone()]), std::slice::from_ref(&open));
        assert_eq!(taken(&[open.clone(), summary.clone(), Ask::Stop]), [open, Ask::Stop, summary]);
    }
}

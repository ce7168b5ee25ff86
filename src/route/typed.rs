//! Between a page, which carries its parameters as they stand in the address, and what they mean: that only the page
//! itself asks for, in its own part, so that the first load does not grow with the pages.

use super::pattern::Values;
use super::{AnswerQuery, Kind, LogsQuery, Page, Pairs, Question};

impl LogsQuery {
    /// The state in the address of the log explorer; `None` on another page.
    #[must_use]
    pub fn of(page: &Page) -> Option<Self> {
        if let Page::Logs(pairs) = page { Some(Self::read(pairs)) } else { None }
    }

    /// The page with this state.
    #[must_use]
    pub fn page(&self) -> Page {
        let mut pairs = Pairs::default();
        self.write(&mut pairs);
        Page::Logs(pairs)
    }
}

impl AnswerQuery {
    /// The state in the address of this answer; `None` on another page.
    #[must_use]
    pub fn of(question: Question, page: &Page) -> Option<Self> {
        (page.kind().row().answers == Some(question)).then(|| Self::read(question, &page.values().pairs))
    }

    /// The page with this state.
    #[must_use]
    pub fn page(&self) -> Page {
        let mut pairs = Pairs::default();
        self.write(&mut pairs);
        let answers = |kind: &&Kind| kind.row().answers == Some(self.question);
        // Each question has its row: a test sees to it.
        Kind::ALL.iter().find(answers).and_then(|kind| kind.page(Values::of(pairs))).unwrap_or(Page::Overview)
    }
}

//! Which rooms are the biggest?

use super::Words;

/// What the page has as every answer has it.
pub(super) const WORDS: Words = Words {
    question: "Which rooms are the biggest?",
    lead: "LEAD",
    keywords: "state events database size disk members extremities",
    limits: &[],
    faq: "FAQ",
};

//! Which servers is my server talking to?

use super::Words;

/// What the page has as every answer has it.
pub(super) const WORDS: Words = Words {
    question: "Which servers is my server talking to?",
    lead: "LEAD",
    keywords: "federation destinations failing retry backoff reset connection",
    limits: &[],
    faq: "FAQ",
};

//! How do I free the alias of a room that nobody can enter?

use super::Words;

/// What the page has as every answer has it.
pub(super) const WORDS: Words = Words {
    question: "How do I free the alias of a room that nobody can enter?",
    lead: "LEAD",
    keywords: "room alias address delete stuck directory",
    limits: &[],
    faq: "FAQ",
};

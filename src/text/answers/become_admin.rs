//! How do I make somebody a server admin?

use super::Words;

/// What the page has as every answer has it.
pub(super) const WORDS: Words = Words {
    question: "How do I make somebody a server admin?",
    lead: "LEAD",
    keywords: "promote admin right first administrator mas users",
    limits: &[],
    faq: "FAQ",
};

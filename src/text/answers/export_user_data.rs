//! How can I export a user's data?

use super::Words;

/// What the page has as every answer has it.
pub(super) const WORDS: Words = Words {
    question: "How can I export a user's data?",
    lead: "LEAD",
    keywords: "gdpr access request archive media",
    limits: &[],
    faq: "FAQ",
};

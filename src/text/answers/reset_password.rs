//! How do I reset a password?

use super::Words;

/// What the page has as every answer has it.
pub(super) const WORDS: Words = Words {
    question: "How do I reset a password?",
    lead: "LEAD",
    keywords: "forgotten login password change",
    limits: &[],
    faq: "FAQ",
};

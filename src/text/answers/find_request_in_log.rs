//! How do I find the log lines of one request?

use super::Words;

/// What the page has as every answer has it.
pub(super) const WORDS: Words = Words {
    question: "How do I find the log lines of one request?",
    lead: "LEAD",
    keywords: "homeserver.log grep tag GET-37 journal",
    limits: &[],
    faq: "FAQ",
};

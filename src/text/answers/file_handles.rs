//! Why does Synapse run out of file handles?

use super::Words;

/// What the page has as every answer has it.
pub(super) const WORDS: Words = Words {
    question: "Why does Synapse run out of file handles?",
    lead: "LEAD",
    keywords: "open files ulimit limits nofile sockets",
    limits: &[],
    faq: "FAQ",
};

//! Why is Synapse slow or eating memory?

use super::Words;

/// What the page has as every answer has it.
pub(super) const WORDS: Words = Words {
    question: "Why is Synapse slow or eating memory?",
    lead: "LEAD",
    keywords: "ram cpu cache factor jemalloc presence postgresql performance",
    limits: &[],
    faq: "FAQ",
};

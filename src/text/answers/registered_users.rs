//! Who is registered on my server?

use super::Words;

/// What the page has as every answer has it.
pub(super) const WORDS: Words = Words {
    question: "Who is registered on my server?",
    lead: "LEAD",
    keywords: "accounts users list download csv json export",
    limits: &[],
    faq: "FAQ",
};

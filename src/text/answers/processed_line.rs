//! What do the fields of a “Processed request” line mean?

use super::Words;

/// What the page has as every answer has it.
pub(super) const WORDS: Words = Words {
    question: "What do the fields of a “Processed request” line mean?",
    lead: "LEAD",
    keywords: "log format access line ru db dbevts",
    limits: &[],
    faq: "FAQ",
};

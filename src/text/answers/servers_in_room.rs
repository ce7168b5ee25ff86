//! Which servers take part in a room?

use super::Words;

/// What the page has as every answer has it.
pub(super) const WORDS: Words = Words {
    question: "Which servers take part in a room?",
    lead: "LEAD",
    keywords: "federation room members homeservers participants",
    limits: &[],
    faq: "FAQ",
};

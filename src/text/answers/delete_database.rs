//! Can I just delete my database and start again?

use super::Words;

/// What the page has as every answer has it.
pub(super) const WORDS: Words = Words {
    question: "Can I just delete my database and start again?",
    lead: "LEAD",
    keywords: "drop wipe reset reinstall server_name federation",
    limits: &[],
    faq: "FAQ",
};

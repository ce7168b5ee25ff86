//! Why can people not accept my invitations?

use super::Words;

/// What the page has as every answer has it.
pub(super) const WORDS: Words = Words {
    question: "Why can people not accept my invitations?",
    lead: "LEAD",
    keywords: "invalid signature reverse proxy federation nginx apache caddy",
    limits: &[],
    faq: "FAQ",
};

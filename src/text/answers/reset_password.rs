//! How do I reset a password?

use super::Words;
use crate::route::Question;
use crate::text::questions::question;

sentences! {
    lead = "Any server admin can give an account of this server a new password, right here, without the old one.";
    keywords = "password forgotten reset set new login sign in locked out hash users";
    limit_sso = "Glia cannot tell whether somebody signs in with a password at all, or only through single sign-on. Synapse takes a new password for any account.";
    limit_rules = "Synapse checks no rules for passwords that an admin sets; Glia judges only how hard they are to guess.";
    limit_encrypted = "A password opens the account, not its encrypted messages. Someone who has lost all devices also needs the recovery key.";
    faq = "The FAQ names the user's own client and the admin API, which this page uses. It has no way for a server whose only admin is locked out; the hash and the UPDATE below are one. Unlike the API, the UPDATE signs nobody out.";
    how = "What this server offers";
    enabled = "This server lets people sign in with a password, and an admin set it.";
    disabled = "This server offers no sign-in with a password (password_config in homeserver.yaml, or single sign-on alone). Synapse refuses to set one then, with 403 “Password change disabled”.";
    mas = "Passwords are kept there, not in Synapse, which has no endpoint for them here. Set it with the last command below.";
    whose = "Whose password";
}

/// What the page has as every answer has it.
pub fn words() -> Words {
    Words {
        question: question(Question::ResetPassword),
        lead: lead(),
        keywords: keywords(),
        limits: vec![limit_sso(), limit_rules(), limit_encrypted()],
        faq: faq(),
    }
}

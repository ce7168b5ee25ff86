//! How do I make somebody a server admin?

use super::Words;
use crate::route::Question;
use crate::text::questions::question;

sentences! {
    lead = "Any server admin can make another one, right here. Only the very first admin needs the person who runs the server.";
    keywords = "promote become admin right first administrator mas users demote";
    limit_remembered = "Current Synapse caches who is not an admin for as long as it runs (1.98 did not). A flag set by SQL has no effect on accounts that Synapse has already looked up, until Synapse is restarted: the list says admin, yet the account is refused with 403. Glia asks Synapse about each admin in the list and shows who is in this state. A promotion by an admin, as on this page, takes effect at once.";
    limit_holder = "The list shows whether an admin is deactivated or locked, not whether anyone still knows the password or holds a session.";
    limit_mas = "With Matrix Authentication Service the flag in Synapse's database means nothing: an admin is anyone who holds a token with the scope urn:synapse:admin:*, which that service issues.";
    faq = "The FAQ uses the User Admin API, as this page does, and for the first admin an UPDATE of the database. What it does not say: Synapse must be restarted after that UPDATE, and a new first admin needs no SQL at all, because register_new_matrix_user makes one with the server's registration_shared_secret.";
    who = "Who is admin now";
    column_user = "User ID";
    column_name = "Display name";
    column_can_act = "Can act as an admin";
    deactivated = "the account is deactivated";
    locked = "the account is locked";
    cached = "the flag is set, but Synapse remembers that it was not: restart Synapse";
    mas_decides = "Matrix Authentication Service decides, not this flag";
    you = "You";
    nobody = "No account has the flag.";
    promote = "Make somebody an admin";
    first = "When there is no admin yet";
    first_what = "You are signed in as an admin, so this server has one. On a server without any, nobody can use this page or the admin API. A separate page makes the first one: in the browser if you know the server's registration_shared_secret, otherwise with one of the snippets below. register_new_matrix_user creates a new admin account; the UPDATE makes an existing account an admin and needs a restart of Synapse.";
    mas = "Server admins come from there, by the scope urn:synapse:admin:* of their tokens. Promote somebody with the last command below; they must sign in again afterwards. The flags in this list have no effect.";
    mas_promote = "Synapse cannot promote anybody here: Matrix Authentication Service does, with the last command below.";
    only_first(shown: &str, total: &str) = "The first {shown} of {total}. The users list, filtered by admins, shows all.";
}

/// What the page has as every answer has it.
pub fn words() -> Words {
    Words {
        question: question(Question::BecomeAdmin),
        lead: lead(),
        keywords: keywords(),
        limits: vec![limit_remembered(), limit_holder(), limit_mas()],
        faq: faq(),
    }
}

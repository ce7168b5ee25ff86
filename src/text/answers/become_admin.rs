//! How do I make somebody a server admin?

use super::Words;

/// What the page has as every answer has it.
pub(super) const WORDS: Words = Words {
    question: "How do I make somebody a server admin?",
    lead: "Any server admin can make another one, right here. Only the very first admin needs somebody who runs the server.",
    keywords: "promote become admin right first administrator mas users demote",
    limits: &[
        "Today's Synapse remembers for as long as it runs who is no admin (1.98 did not yet). A flag that was set by SQL stays \
         without effect for everybody whom Synapse has asked about before, until it is restarted: the list says admin, and \
         yet the account is refused with 403. Glia asks Synapse about each admin in the list and shows who is in this state. A promotion by an \
         admin, as on this page, takes effect at once.",
        "The list tells whether an admin is deactivated or locked, not whether anybody still knows the password or holds a \
         session.",
        "With Matrix Authentication Service the flag in Synapse's database means nothing: an admin is whoever holds a token \
         with the scope urn:synapse:admin:*, which that service gives.",
    ],
    faq: "The FAQ uses the User Admin API, as this page does, and for the first admin an UPDATE of the database. What it does \
          not say: Synapse must be restarted after that UPDATE, and a new first admin needs no SQL at all, because \
          register_new_matrix_user makes one with the server's registration_shared_secret.",
};

sentences! {
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
    first_what = "You are signed in as an admin, so this server has one. On a server without any, nobody can use this page or \
                  the admin API. A page of its own makes the first one: from the browser for who knows the server's \
                  registration_shared_secret, else with one of the snippets below. register_new_matrix_user makes a new account \
                  that is an admin, the UPDATE makes an existing account one and needs a restart of Synapse.";
    mas = "Server admins come from there, by the scope urn:synapse:admin:* of their tokens. Promote somebody with the last \
           command below; they must sign in again afterwards. The flags in this list have no effect.";
    mas_promote = "Synapse cannot promote anybody here: Matrix Authentication Service does, with the last command below.";
}

/// How many there are, and that only some are shown.
#[must_use]
pub fn only_first(shown: &str, total: &str) -> String {
    format!("The first {shown} of {total}. The users list, filtered by admins, shows all.")
}

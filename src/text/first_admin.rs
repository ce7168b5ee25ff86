//! Making the first server admin.

use super::errors::Explained;
use crate::api::ApiError;
use crate::api::register::Refusal;

sentences! {
    title = "The first admin";
    lead = "For a server that has no admin yet. Both ways need something that only the person who runs the server has.";
    with_secret = "With the registration secret";
    with_secret_what = "Creates a new account that is a server admin, and signs you in with it. Afterwards it can make your usual account an admin.";
    secret = "Registration secret";
    secret_hint = "registration_shared_secret in homeserver.yaml, or what is in the file that registration_shared_secret_path names. It signs the request in this browser; it is neither sent nor kept.";
    username = "Username of the new account";
    username_hint = "Not your usual account: an account that exists cannot be created again.";
    submit = "Create the first admin";
    with_shell = "With a shell on the server";
    with_shell_what = "Commands for you, or for the person who runs the server.";
    user = "Account that is to be an admin";
    user_hint = "Its user ID, such as @alice:example.org";
    sql = "An account that exists: set its flag in Synapse's database …";
    sql_restart = "… and restart Synapse: it may remember who was no admin, so that the flag shows only then.";
    new_account = "A new account; asks for its password:";
    mas = "With Matrix Authentication Service (sign in again afterwards):";
    type_user = "Type the user ID to get the commands.";
    created_title = "You are a server admin";
    promote = "Make your usual account an admin";
    promote_what = "Optional: look up the account that you normally use.";
    promote_user = "User ID or username";
    look_up = "Look up";
    is_admin = "This account is a server admin already.";
    no_such_user = "There is no such account on this server.";
    no_such_user_hint = "Check the spelling, or whether it is on another server.";
    go_on = "Continue";
    signed_in(user_id: &str) = "You are signed in as {user_id}, who is a server admin.";
    created(user_id: &str) = "{user_id} has been created. You are signed in with it.";
    found(user_id: &str) = "{user_id} exists and is a server admin. You are signed in with it.";
    unknown_title = "It is not known whether the account was created.";
    unknown_hint = "Press the button again with the same username and password. If the account exists, Glia signs in with it.";
    refused_no_secret = "This server has no registration secret.";
    refused_no_secret_hint = "Put registration_shared_secret into homeserver.yaml and restart Synapse, or use the commands below.";
    refused_wrong_secret = "The registration secret is wrong.";
    refused_wrong_secret_hint = "It must match homeserver.yaml exactly, without quotes. If Synapse has not been restarted since it was changed, the old one still counts.";
    refused_name_taken(taken: &str) = "There is already an account called “{taken}”.";
    refused_name_taken_hint = "Choose another username for now, or sign in if it is the account that you have just created. The new account can make this one an admin afterwards.";
    refused_bad_name = "This is not a valid username.";
    refused_bad_name_hint = "Use lowercase letters a-z, digits, and . _ = - / +, not the whole user ID.";
    refused_reserved = "This username is reserved for an application service (a bridge, for example).";
    refused_reserved_hint = "Choose another username.";
    refused_unknown_nonce = "The server did not recognise the one-time value that it had just issued.";
    refused_unknown_nonce_hint = "Trying again is safe. If it keeps happening, several processes share this address: /_synapse/admin/v1/register must always reach the same one.";
    refused_not_offered = "This server does not offer registration with a secret.";
    refused_not_offered_hint = "It probably uses Matrix Authentication Service: use its command below.";
    refused_hidden = "The admin API (/_synapse/admin) does not answer there.";
    refused_hidden_hint = "Usually the reverse proxy does not forward it to Synapse. The commands below work without it.";
}

/// Why it did not work; `taken` is the username that was tried.
#[must_use]
pub fn refused(error: &ApiError, taken: &str) -> Explained {
    let explained = super::errors::explain(error);
    let Some(refusal) = Refusal::of(error) else { return explained };
    let (title, hint) = words(refusal, taken);
    Explained { title, hint: Some(hint), ..explained }
}

/// Nobody knows whether it worked.
#[must_use]
pub fn unknown(error: &ApiError) -> Explained {
    let words = super::errors::in_one_line(error);
    let title = unknown_title().to_owned();
    Explained { title, hint: Some(unknown_hint()), words: Some(words), ..super::errors::explain(error) }
}

fn words(refusal: Refusal, taken: &str) -> (String, &'static str) {
    let (title, hint) = match refusal {
        Refusal::NoSecret => (refused_no_secret(), refused_no_secret_hint()),
        Refusal::WrongSecret => (refused_wrong_secret(), refused_wrong_secret_hint()),
        Refusal::NameTaken => {
            return (refused_name_taken(taken), refused_name_taken_hint());
        }
        Refusal::BadName => (refused_bad_name(), refused_bad_name_hint()),
        Refusal::Reserved => (refused_reserved(), refused_reserved_hint()),
        Refusal::UnknownNonce => (refused_unknown_nonce(), refused_unknown_nonce_hint()),
        Refusal::NotOffered => (refused_not_offered(), refused_not_offered_hint()),
        Refusal::Hidden => (refused_hidden(), refused_hidden_hint()),
    };
    (title.to_owned(), hint)
}

#[cfg(test)]
mod tests {
    use super::refused;
    use crate::api::error::MatrixError;
    use crate::api::{ApiError, ErrorKind};
    use serde_json::json;

    #[test]
    fn the_servers_words_stay_beside_the_plain_ones() {
        let body = json!({"errcode": "M_USER_IN_USE", "error": "User ID already taken."});
        let kind = ErrorKind::Matrix(MatrixError::read(400, &body).unwrap());
        let request = "POST https://hs.example/_synapse/admin/v1/register".to_owned();
        let explained = refused(&ApiError { request, kind }, "root");
        assert_eq!(explained.title, "There is already an account called “root”.");
        assert_eq!(explained.words.as_deref(), Some("User ID already taken."));
    }
}

//! Signing in.

use super::errors::Explained;
use crate::api::ApiError;
use crate::model::secret::OddToken;

sentences! {
    title = "Sign in";
    lead = "Glia manages Matrix homeservers that run Synapse. It runs entirely in your browser and talks only to your homeserver.";
    first_sign_in = "Sign in to open this page.";
    homeserver = "Homeserver";
    homeserver_hint = "Server name, address, or your whole user ID";
    looking_up = "Looking up…";
    unfinished = "Type the whole name, or press Enter to look this one up.";
    waiting_for_config = "Reading the settings of this Glia…";
    no_admin_api = "The admin API (/_synapse/admin) does not answer there. You can sign in, but most pages need it.";
    with_password = "Use a password";
    with_token = "Use an access token";
    with_sso = "Use single sign-on";
    with_oauth = "Use OAuth 2.0";
    sso_continue = "Continue with SSO";
    continue_with<provider> = "Continue with {provider}";
    sso_lead = "You sign in on another page and come back to this one.";
    oauth_admin = "Your account must be an admin there too; otherwise it is refused admin rights.";
    mas_admin = "Also ask for the admin API of Matrix Authentication Service";
    mas_admin_hint = "Needed to reset passwords and to make or remove admins from here (urn:mas:admin). The service must have it enabled.";
    promote_hint = "This makes an account an admin in Matrix Authentication Service; then sign in again:";
    finishing = "Finishing the sign-in…";
    stopped_looking = "You stopped waiting for this server.";
    look_up_again = "Look it up again";
    came_back(host: &str) = "You came back from {host} without finishing the sign-in.";
    stopped_finishing = "You stopped waiting for the sign-in to be finished.";
    untold_title = "This server could not tell how to sign in to it.";
    untold_hint = "Its sign-in service may be down: try again later. An access token works meanwhile.";
    odd_token(odd: OddToken) = {
        empty(): OddToken::Empty => "There is no access token in this.",
        cut_off(): OddToken::CutOff => "This access token was cut off where it was shown. Copy it whole.",
        blank(): OddToken::Blank => "An access token is one word; this has blanks in it.",
        letter(letter): OddToken::Letter(letter) => "No access token has the letter “{letter}”. Copy it again.",
    };
    signing_in = "Signing in…";
    stranger(user: &str, host: &str, name: &str) = "The password of {user} would go to {host}. Nothing shows that {host} is the homeserver of {name}.";
    password_goes(user: &str, host: &str) = "The password of {user} goes to {host}.";
    stranger_hint = "The operator of that server will be able to read the password. Send it only if you are sure that this is the right server.";
    stranger_send(host: &str) = "Send it to {host}";
    claim(name: &str, base_url: &str) = "This address names {name}. You are signed in at {base_url}, which calls itself {name}. Nothing proves that it is.";
    claim_use(base_url: &str) = "Use {base_url} for it";
    no_host = "The address of this server's sign-in page is not a web address, so Glia does not go there.";
    stray = "This answer does not belong to a sign-in that this tab started.";
    stray_hint = "It was ignored. Please sign in again.";
    too_late = "The sign-in took too long, or its answer was already used. Please sign in again.";
    introduction_refused = "This server's sign-in service refused to register Glia.";
    no_introductions = "This server's sign-in service accepts only apps that it already knows.";
    introduction_hint = "Its admin can register Glia by hand; the client ID then goes into config.json (oauth_client_ids).";
    cannot_leave = "This browser blocks storage, so Glia could not continue when you come back. Allow storage for this page, or use an access token.";
    leaving_loses = "Signing in leads to another page: anything you typed here and have not sent is lost.";
    in_new_tab = "Sign in in a new tab";
    in_new_tab_hint = "and tick “Keep me signed in” there: this page then continues on its own.";
    method = "How to sign in";
    user = "User ID or username";
    password = "Password";
    token = "Access token";
    token_hint = "It must belong to a server admin. In Element: Settings, Help & About, Access Token.";
    keep = "Keep me signed in on this device";
    keep_hint = "Otherwise closing the tab ends the session here.";
    submit = "Sign in";
    no_password_flow = "This server does not offer password sign-in. Use an access token.";
    wrong_password = "Wrong username or password, or the account is deactivated.";
    locked = "This account is locked. Another admin can unlock it.";
    bad_token = "The server does not know this access token. It may have expired or been revoked.";
    same_user = "Sign in as the same user, or leave this page to use another account.";
    not_allowed_hint = "This Glia is limited to certain homeservers (config.json).";
    device_name = "Glia";
    leave = "Sign in elsewhere";
    to_first_admin = "No server admin yet? Make the first one";
    to_logs = "Read a log of Synapse (needs no account)";
    ready(version: &str, base_url: &str) = "Synapse {version} at {base_url}";
    ready_unknown(base_url: &str) = "A Matrix server at {base_url}";
    oauth_lead(host: &str) = "The accounts of this server are kept at {host}. You sign in there and come back to this page.";
    oauth_submit(host: &str) = "Continue to {host}";
    not_allowed(server: &str) = "This Glia may not be used with {server}.";
    refused_there_title = "You came back without being signed in: the sign-in page refused it.";
    refused_there_hint = "Unless you cancelled it yourself: this account is not an admin there and may not request admin rights.";
}

/// Nobody knows how to sign in, which is not the same as that there is no way.
#[must_use]
pub fn untold(error: &ApiError) -> Explained {
    let explained = super::errors::explain(error);
    Explained { title: format!("{} {}", untold_title(), explained.title), hint: Some(untold_hint()), ..explained }
}

/// The authorization server said no.
#[must_use]
pub fn refused_there(code: &str, words: &str) -> Explained {
    let hint = match code {
        "access_denied" | "invalid_scope" => Some(refused_there_hint()),
        _ => None,
    };
    Explained {
        title: refused_there_title().to_owned(),
        hint,
        words: Some(if words.is_empty() { code } else { words }.to_owned()),
        evidence: format!("{code}: {words}"),
        doctor: None,
    }
}

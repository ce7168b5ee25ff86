//! Signing in.

use super::errors::Explained;

sentences! {
    title = "Sign in";
    lead = "Glia administers Matrix homeservers that run Synapse. It runs in your browser alone and talks to nobody but your homeserver.";
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
    continue_with = "Continue with";
    sso_lead = "You sign in on another page and come back to this one.";
    oauth_admin = "Your account must be an admin there too; otherwise the admin rights are refused to it.";
    mas_admin = "Also ask for the admin API of Matrix Authentication Service";
    mas_admin_hint = "Needed to reset passwords and to make or remove admins from here (urn:mas:admin). Whoever hosts the service must have switched it on.";
    promote_hint = "This makes an account an admin in Matrix Authentication Service; then sign in again:";
    finishing = "Finishing the sign-in…";
    stray = "This answer belongs to no sign-in that this tab has begun.";
    stray_hint = "Nothing was done with it. Please sign in once more.";
    too_late = "The sign-in was not finished in time, or its answer was used already. Please sign in once more.";
    introduction_refused = "The sign-in page of this server does not take Glia as an app.";
    no_introductions = "The sign-in page of this server takes no apps that it does not know.";
    introduction_hint = "Whoever runs it can register Glia by hand; its client id then goes into config.json (oauth_client_ids).";
    cannot_leave = "This browser lets Glia remember nothing, so it could not go on when you come back. Allow storage for this page, or use an access token.";
    leaving_loses = "Signing in leads to another page: what you have typed here and not sent is lost then.";
    in_new_tab = "Sign in in a new tab";
    in_new_tab_hint = "and tick “Keep me signed in” there: this page then goes on by itself.";
    method = "How to sign in";
    user = "User ID or username";
    password = "Password";
    token = "Access token";
    token_hint = "It must belong to a server admin. In Element: Settings, Help & About, Access Token.";
    keep = "Keep me signed in on this device";
    keep_hint = "Otherwise closing the tab ends the session here.";
    submit = "Sign in";
    signing_in = "Signing in…";
    no_password_flow = "This server does not offer signing in with a password. Use an access token.";
    wrong_password = "Wrong username or password, or the account is deactivated.";
    locked = "This account is locked. Another admin can unlock it.";
    bad_token = "The server does not know this access token. It may have expired or been revoked.";
    other_server = "This token belongs to a user of another server.";
    same_user = "Sign in as the same user, or leave this page to use another account.";
    not_allowed_hint = "Whoever hosts this Glia has limited it to certain homeservers (config.json).";
    device_name = "Glia";
    leave = "Sign in elsewhere";
}

/// The homeserver answers. `version` is Synapse's.
#[must_use]
pub fn ready(version: &str, base_url: &str) -> String {
    format!("Synapse {version} at {base_url}")
}

/// A Matrix server whose admin API does not tell the version.
#[must_use]
pub fn ready_unknown(base_url: &str) -> String {
    format!("A Matrix server at {base_url}")
}

/// Where OAuth leads.
#[must_use]
pub fn oauth_lead(host: &str) -> String {
    format!("The accounts of this server are kept at {host}. You sign in there and come back to this page.")
}

/// The button that leads there.
#[must_use]
pub fn oauth_submit(host: &str) -> String {
    format!("Continue to {host}")
}

/// The authorization server said no.
#[must_use]
pub fn refused_there(code: &str, words: &str) -> Explained {
    let hint = match code {
        "access_denied" | "invalid_scope" => {
            Some("Unless you cancelled it yourself: this account is no admin there, and may not ask for admin rights.")
        }
        _ => None,
    };
    Explained {
        title: "You came back without being signed in: the sign-in page refused it.".to_owned(),
        hint,
        words: Some(if words.is_empty() { code } else { words }.to_owned()),
        evidence: format!("{code}: {words}"),
        doctor: None,
    }
}

/// `server=` is outside the list of allowed homeservers.
#[must_use]
pub fn not_allowed(server: &str) -> String {
    format!("This Glia may not be used with {server}.")
}

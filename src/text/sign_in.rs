//! Signing in.

sentences! {
    title = "Sign in";
    lead = "Glia administers Matrix homeservers that run Synapse. It runs in your browser alone and talks to nobody but your homeserver.";
    first_sign_in = "Sign in to open this page.";
    homeserver = "Homeserver";
    homeserver_hint = "Server name, address, or your whole user ID";
    looking_up = "Looking up…";
    waiting_for_config = "Reading the settings of this Glia…";
    no_admin_api = "The admin API (/_synapse/admin) does not answer there. You can sign in, but most pages need it.";
    with_password = "Use a password";
    with_token = "Use an access token";
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

/// `server=` is outside the list of allowed homeservers.
#[must_use]
pub fn not_allowed(server: &str) -> String {
    format!("This Glia may not be used with {server}.")
}

//! What surrounds every page.

sentences! {
    name = "Glia";
    skip_to_content = "Skip to the content";
    home = "Home";
    users = "Users";
    rooms = "Rooms";
    answers = "Answers";
    aliases = "Aliases";
    logs = "Logs";
    main_navigation = "Main";
    account_menu = "Account and settings";
    signed_in_as = "Signed in as";
    on_server = "on";
    synapse = "Synapse";
    sign_out = "Sign out";
    sign_out_title = "Sign out?";
    sign_out_token = "You signed in with a pasted access token. Signing out revokes it on the server: whatever else uses this token stops working too.";
    sign_out_password = "Glia's session is removed from the server and from this browser.";
    sign_out_token_mas = "You signed in with a pasted access token. It is forgotten in this browser, but it stays valid: on this server only Matrix Authentication Service can end it.";
    sign_out_oauth = "Glia's tokens are revoked where they came from, the refresh token first, and removed from this browser. Synapse may accept the access token for up to two more minutes, because it remembers it.";
    sign_out_oauth_only_here = "The tokens are removed from this browser. The sign-in page of this server offers no way to revoke them; they end by themselves.";
    nothing_to_send = "# Nothing is sent.";
    signed_out_here = "Signed out in this browser. The token was not revoked and ends by itself.";
    servers = "Servers";
    add_server = "Add another server";
    signed_out = "Signed out: the server revoked the token.";
    signed_out_unconfirmed = "Signed out in this browser, but the server did not confirm it. The token may still be valid there.";
    sign_out_self = "No other session of yours is touched.";
    theme = "Theme";
    theme_automatic = "Automatic";
    theme_light = "Light";
    theme_dark = "Dark";
    shortcuts = "Keyboard shortcuts";
    shortcut_search = "Go to the search field";
    shortcut_users = "Go to Users";
    shortcut_rooms = "Go to Rooms";
    shortcut_answers = "Go to Answers";
    shortcut_logs = "Go to the log explorer";
    shortcut_aliases = "Go to Aliases";
    shortcut_home = "Go to Home";
    shortcut_rows = "Move through the rows of a table";
    shortcut_open = "Open the row";
    shortcut_help = "Show these shortcuts";
    then = "then";
    close = "Close";
    cancel = "Cancel";
    stop_waiting = "Stop waiting";
    dismiss = "Dismiss";
    retry = "Try again";
    copy = "Copy";
    copied = "Copied.";
    copy_refused = "The browser did not allow copying. Select the text and copy it by hand.";
    save_refused = "The browser did not allow saving the file.";
    same_as_sql = "SQL command";
    same_as_shell = "shell command";
    same_as_curl = "The same as curl";
    loading = "Loading…";
    still_waiting = "Still waiting for the server…";
    cancelled = "You stopped waiting. Nothing is shown that the server did not say.";
    stopped_act = "You stopped waiting. The server may have done it all the same: look again before you repeat it.";
    stale = "This is what the server said before. The newest answer did not come:";
    details = "Details";
    yes = "Yes";
    no = "No";
    unknown = "unknown";
    none = "none";
    never = "never";
    crashed = "Glia stopped because of a mistake of its own. Nothing was sent since. Please reload the page.";
    storage_blocked = "This browser does not let Glia remember the session: reloading the page means signing in again.";
    not_found_title = "There is no such page";
    not_found = "This address leads nowhere in Glia. It may be mistyped, or from another version.";
    back_home = "Go to Home";
    not_admin_title = "This account is no server admin";
    not_admin_lead = "Glia needs an account that is a server admin of this homeserver. The server says that this one is not:";
    not_admin_ask = "If somebody is an admin already: ask them to open your account in Glia under Users and press “Make server admin”.";
    not_admin_none = "If nobody is an admin yet, whoever runs the server sets it once in Synapse's database, and then restarts Synapse (it remembers who is no admin):";
    not_admin_mas = "With Matrix Authentication Service the right comes from there:";
    not_admin_scope = "The right is a part of the sign-in there: once the account is an admin, sign in again.";
    not_admin_token = "The right is a part of the token there: use OAuth 2.0, or a token that was issued with admin rights (mas-cli manage issue-compatibility-token NAME --yes-i-want-to-grant-synapse-admin-privileges).";
    not_admin_again = "Check again";
    not_admin_other = "Sign in with another account";
    admin_api_hidden = "Your account is an admin, but this browser cannot reach the admin API (/_synapse/admin) of the server. Mostly the reverse proxy does not forward it.";
    busy = "Working…";
    session_ended_title = "Sign in again";
    session_ended = "The server no longer accepts this session. Sign in again to go on; the page behind this and everything typed there is still as it was.";
}

/// `config.json` cannot be used.
#[must_use]
pub fn config_mistake(mistake: &str) -> String {
    format!("The file config.json of this Glia is faulty: {mistake}.")
}

/// `config.json` came with an odd status.
#[must_use]
pub fn config_status(status: u16) -> String {
    format!("the web server answered {status} for it")
}

/// The window title of a page.
#[must_use]
pub fn window_title(page: &str, app: &str) -> String {
    format!("{page} · {app}")
}

/// The label of a copy button.
#[must_use]
pub fn copy_what(what: &str) -> String {
    format!("Copy {what}")
}

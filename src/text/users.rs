//! Users.

sentences! {
    title = "Users";
    user = "User";
    export = "Export data";
    column_name = "User ID";
    column_displayname = "Display name";
    column_admin = "Admin";
    column_type = "Type";
    column_state = "State";
    column_created = "Created";
    column_last_seen = "Last seen";
    column_guest = "Guest";
    column_locked = "Locked";
    column_deactivated = "Deactivated";
    column_shadow_banned = "Shadow-banned";
    column_avatar = "Avatar address";
    search_label = "Search users";
    search_hint = "User ID or display name";
    filter_deactivated = "Deactivated";
    filter_deactivated_only = "Only deactivated";
    filter_deactivated_without = "Without deactivated";
    filter_locked = "Locked";
    filter_locked_without = "Without locked";
    filter_admins = "Admins";
    filter_admins_only = "Only admins";
    filter_admins_without = "Without admins";
    filter_guests = "Guests";
    filter_guests_without = "Without guests";
    old_api = "This Synapse is older than 1.103: it cannot list deactivated accounts alone.";
    badge_admin = "Admin";
    badge_deactivated = "Deactivated";
    badge_erased = "Erased";
    badge_locked = "Locked";
    badge_suspended = "Suspended";
    badge_shadow_banned = "Shadow-banned";
    badge_guest = "Guest";
    badge_bot = "Bot";
    no_display_name = "no display name";
    fact_id = "User ID";
    fact_displayname = "Display name";
    fact_state = "State";
    fact_type = "Type";
    fact_created = "Created";
    fact_last_seen = "Last seen";
    fact_admin = "Server admin";
    fact_appservice = "Application service";
    fact_threepids = "E-mail and phone";
    fact_external_ids = "SSO identities";
    active = "Active";
    ordinary = "Ordinary user";
    not_found = "This server has no such user";
    remote = "This user lives on another server";
    remote_hint = "Only users of the own server can be administered.";
    actions = "Actions";
    make_admin = "Make server admin";
    make_admin_title = "Make this user a server admin?";
    make_admin_what = "Server admins may do everything on this homeserver: read any room, reset any password, delete rooms and users. It takes effect at once and can be taken back.";
    remove_admin = "Remove server admin";
    remove_admin_title = "Remove the server admin right?";
    remove_admin_what = "The user stays as it is but may no longer use the admin API. It takes effect at once and can be given back.";
    not_offered = "this server answered that it does not offer that. It may use Matrix Authentication Service, or a reverse proxy sends the path to a worker that does not serve it.";
    decided_by_mas = "Decided by Matrix Authentication Service";
    admin_in_mas = "Who is a server admin is decided by Matrix Authentication Service.";
    password_in_mas = "The password is kept by Matrix Authentication Service.";
    mas_not_asked = "This session may not use its admin API: sign in with OAuth 2.0 and tick that box, or let whoever can reach its shell do it:";
    mas_unreachable = "Its admin API does not answer this session. Whoever can reach its shell can do it:";
    is_mas_admin = "An admin in Matrix Authentication Service.";
    is_no_mas_admin = "No admin in Matrix Authentication Service.";
    make_admin_mas = "Admins in Matrix Authentication Service may ask for admin rights when they sign in: over this homeserver, and over all accounts. Sessions that exist stay as they are, so the user has to sign in again.";
    remove_admin_mas = "The user may no longer ask for admin rights. Sessions that exist keep theirs until they end.";
    self_demote_mas = "This is your own account. Removing your own admin right could leave nobody with it; another admin can.";
    strength_empty_mas = "At least something only the user can know. Matrix Authentication Service refuses what it finds too weak.";
    self_demote = "This is your own account. Synapse does not let you remove your own admin right; another admin can.";
    admin_unconfirmed = "The server accepted the change, but when asked again says otherwise.";
    reset_password = "Reset password";
    reset_title = "Reset the password?";
    reset_what = "The old password stops working at once. It cannot be brought back.";
    new_password = "New password";
    generate = "Generate";
    show = "Show";
    strength_empty = "At least something only the user can know. Synapse does not check passwords set by an admin.";
    strength_weak = "Weak: easily guessed.";
    strength_fair = "Fair: holds against guessing through the server.";
    strength_strong = "Strong.";
    logout_devices = "Sign the user out of all devices";
    logout_why = "Off on purpose: signing out deletes the devices, and encrypted messages whose keys exist only there can never be read again.";
    logout_self = "This is your own account: signing out of all devices ends this session too.";
    deactivated_password = "This account is deactivated. A new password does not reactivate it.";
    reset_done = "The password is set";
    reset_done_what = "Give it to the user over a safe channel. Glia does not keep it: it is gone when you close this.";
    reset_signed_out = "All devices of the user were signed out.";
    copy_password = "Copy password";
    no_random = "The browser has no randomness to give; type a password instead.";
}

/// The admin right was given, and read back.
#[must_use]
pub fn made_admin(user: &str) -> String {
    format!("{user} is a server admin now (the server confirms it).")
}

/// The admin right was taken, and read back.
#[must_use]
pub fn removed_admin(user: &str) -> String {
    format!("{user} is no server admin any more (the server confirms it).")
}

/// What the total counts.
#[must_use]
pub fn total(count: u64, formatted: &str) -> String {
    super::counted(count, formatted, "user", "users")
}

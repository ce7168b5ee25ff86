//! The command palette.

sentences! {
    title = "Search and commands";
    label = "Search or jump to";
    hint = "A name, an ID, a link, a page, a command";
    group_recent = "Recent";
    group_here = "Go to";
    group_actions = "Actions";
    group_users = "Users";
    group_rooms = "Rooms";
    group_pages = "Pages";
    group_questions = "Questions";
    group_commands = "Glia";
    results(n: usize) = { by n: one "{n} result", other "{n} results" };
    nothing = "Nothing fits.";
    searching = "Searching users and rooms…";
    users_failed(why: &str) = "Users could not be searched: {why}";
    rooms_failed(why: &str) = "Rooms could not be searched: {why}";
    actions_failed(why: &str) = "Actions could not be looked up: {why}";
    open_user = "Open user";
    open_room = "Open room";
    open_alias = "Open alias";
    open_server = "Find server";
    theme_automatic = "Theme: as the system";
    theme_light = "Theme: light";
    theme_dark = "Theme: dark";
    fold = "Fold or unfold the side bar";
    account = "Account menu";
    switch(server: &str) = "Switch to {server}";
    all_users(name: &str) = "All users with “{name}”";
    all_rooms(name: &str) = "All rooms with “{name}”";
}

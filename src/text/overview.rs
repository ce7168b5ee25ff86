//! The overview.

sentences! {
    title = "Overview";
    search_label = "Go to";
    search_hint = "A user ID, username, room ID, alias, or a link from matrix.to or Element";
    go = "Go";
    fact_version = "Synapse";
    fact_users = "Users";
    fact_rooms = "Rooms";
    look = "Needs a look";
    fine = "Fine";
    warn = "Look";
    bad = "Act";
    unknown = "Not known";
    version = "Version";
    version_newest = "This is the newest release that this Glia knows.";
    version_behind(releases: u32, newest: &str) = { by releases: one "This is {releases} release behind {newest}, the newest that this Glia knows.", other "This is {releases} releases behind {newest}, the newest that this Glia knows." };
    version_patch(newest: &str) = "{newest}, the newest release that this Glia knows, is a little newer.";
    version_unread = "Glia cannot tell from this version how old it is.";
    servers = "Other servers";
    servers_none(all: &str) = "None is failing, of {all}.";
    servers_some(failing: u64, all: &str) = { by failing: one "{failing} of {all} is failing.", other "{failing} of {all} are failing." };
    servers_least(failing: u64, all: &str) = { by failing: one "At least {failing} of {all} is failing.", other "At least {failing} of {all} are failing." };
    servers_usual = "A few always are.";
    servers_unproven(seen: &str, all: &str) = "None of the {seen} looked at is failing, of {all}.";
    servers_empty = "This server has not sent anything to another one.";
    updates = "Background updates";
    updates_none = "None is running.";
    updates_off = "They are switched off, so the database stays half rebuilt.";
    updates_running(name: &str, rows: &str) = "{name} is running: {rows} rows done.";
    updates_more(n: usize) = { by n: one "{n} more is running.", other "{n} more are running." };
    state = "Biggest room by state";
    state_is(count: &str) = "{count} current state events.";
    no_endpoint = "This server does not say.";
    slow = "Is Synapse slow? Look at the causes";
    newest = "Newest accounts";
    all_users = "All users";
    column_user = "User";
    column_state = "State";
    biggest = "Biggest rooms";
    all_rooms = "All rooms";
    column_room = "Room";
    questions = "What do you want to know or do?";
    questions_lead = "The questions of Synapse's Admin FAQ, answered from this server.";
    open_title = "Open";
    open_nothing = "There is nothing to open in this address.";
}

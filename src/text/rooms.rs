//! Rooms.

sentences! {
    title = "Rooms";
    biggest = "Biggest rooms";
    biggest_hint = "Ordered by current state events";
    column_name = "Name";
    column_alias = "Canonical alias";
    column_members = "Members";
    column_local = "Local members";
    column_state_events = "State events";
    column_version = "Version";
    column_encryption = "Encryption";
    column_join_rule = "Join rule";
    column_public = "Public";
    column_creator = "Creator";
    column_federatable = "Federated";
    column_guest_access = "Guest access";
    column_history = "History";
    search_label = "Search rooms";
    search_hint = "Part of a name or alias, or a room ID";
    filter_public = "Directory";
    filter_public_only = "Only public";
    filter_public_without = "Only not public";
    filter_empty = "Members";
    filter_empty_only = "Only empty";
    filter_empty_without = "Only with members";
    no_filters_while_searching = "Synapse ignores filters while searching, so they are hidden.";
    encrypted = "Encrypted";
    unnamed = "Unnamed room";
    unnamed_direct = "Unnamed, two members";
    unnamed_empty = "Unnamed, empty";
    unnamed_space = "Unnamed space";
    fact_id = "Room ID";
    fact_topic = "Topic";
    fact_type = "Type";
    fact_devices = "Devices of local members";
    fact_forgotten = "Forgotten by all local members";
    fact_tombstoned = "Upgraded";
    fact_replacement = "Replaced by";
    aliases = "Aliases on this server";
    no_aliases = "This room has no alias on this server.";
    stale_canonical = "The room still names this as its canonical alias, but the alias no longer exists on this server.";
    perhaps_none = "The server lists no rooms. That does not prove that it has none.";
    needs_stats = "Synapse makes this list from its statistics: without “stats: enabled: true” in homeserver.yaml (the default) it is empty or out of date, whatever rooms there are.";
    contradicted(n: u64, user: &str, count: &str) = { by n: one "The server lists no rooms, but {user} is in {count} room, so the list is not true.", other "The server lists no rooms, but {user} is in {count} rooms, so the list is not true." };
    total(n: u64, count: &str) = { by n: one "{count} room", other "{count} rooms" };
}

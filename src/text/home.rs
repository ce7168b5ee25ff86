//! Home.

sentences! {
    title = "Home";
    search_label = "Go to";
    search_hint = "A user ID, username, room ID, alias, or a link from matrix.to or Element";
    go = "Go";
    this_server = "This server";
    fact_version = "Synapse";
    fact_users = "Users";
    fact_rooms = "Rooms";
    no_rooms = "none listed";
    questions = "What do you want to know or do?";
    questions_lead = "The questions of Synapse's Admin FAQ, answered from this server.";
    open_title = "Open";
    open_nothing = "There is nothing to open in this address.";
}

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
    questions = "What do you want to know or do?";
    questions_lead = "The questions of Synapse's Admin FAQ.";
    coming = "coming";
    open_title = "Open";
    open_nothing = "There is nothing to open in this address.";
}

/// A question of the Admin FAQ, and where Glia answers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// In the users list.
    Users,
    /// In the users list, then reset the password.
    Password,
    /// On the aliases page.
    Aliases,
    /// In the rooms list by state events.
    BiggestRooms,
    /// Not yet.
    Coming,
}

/// The fourteen questions, in the FAQ's order and in an admin's words.
pub const QUESTIONS: [(&str, Answer); 14] = [
    ("How do I make somebody a server admin?", Answer::Users),
    ("Which servers is my server talking to?", Answer::Coming),
    ("Which servers take part in a room?", Answer::Coming),
    ("Who is registered on my server?", Answer::Coming),
    ("How can I export a user's data?", Answer::Coming),
    ("How do I reset a password?", Answer::Password),
    ("Can I just delete my database and start again?", Answer::Coming),
    ("How do I free the alias of a room that nobody can enter?", Answer::Aliases),
    ("How do I find the log lines of one request?", Answer::Coming),
    ("What do the fields of a “Processed request” line mean?", Answer::Coming),
    ("Which rooms are the biggest?", Answer::BiggestRooms),
    ("Why can people not accept my invitations?", Answer::Coming),
    ("Why is Synapse slow or eating memory?", Answer::Coming),
    ("Why does Synapse run out of file handles?", Answer::Coming),
];

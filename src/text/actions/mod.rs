//! What is said about every action: how it ended, and what to do where nobody knows.

pub mod delete_alias;
pub mod reset_password;

sentences! {
    unknown = "It is not known whether this was done: no answer arrived.";
    unchanged = "This was not done: the answer was lost, and the server says that nothing has changed.";
    not_done = "This was not done: the server says that nothing has changed.";
    ask_again = "Ask again";
}

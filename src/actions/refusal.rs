//! Why an action is not offered, before anything is asked.

use crate::model::id::UserId;

/// The admin who acts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Me {
    /// Whose session it is.
    pub user_id: UserId,
    /// The server's name, which completes what is typed.
    pub server_name: String,
}

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The server would refuse it, or it would harm whoever does it; another admin or another object may do.
    Protected(&'static str),
    /// The server has answered that it does no such thing.
    NotOffered,
    /// Only the shell of Matrix Authentication Service can do it.
    OnlyInShell {
        /// Whose business it is.
        what: &'static str,
        /// Why it cannot be done from here.
        why: &'static str,
        /// The command that does it there.
        command: String,
    },
}

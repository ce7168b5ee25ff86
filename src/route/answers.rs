//! The fourteen answers: `#/answers/<slug>`, with what each is about.

use super::query::Pairs;
use crate::model::id;

/// The questions of the Admin FAQ, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Question {
    /// How do I become a server admin?
    BecomeAdmin,
    /// What servers are my server talking to?
    ServersWeTalkTo,
    /// What servers are currently participating in this room?
    ServersInRoom,
    /// What users are registered on my server?
    RegisteredUsers,
    /// How can I export user data?
    ExportUserData,
    /// Manually resetting passwords.
    ResetPassword,
    /// Can I just delete my database and start again?
    DeleteDatabase,
    /// How can I delete a room to free up the alias?
    FreeAlias,
    /// How can I find the lines of a given HTTP request?
    FindRequestInLog,
    /// What do all those fields in the "Processed" line mean?
    ProcessedLine,
    /// What are the biggest rooms on my server?
    BiggestRooms,
    /// People can't accept room invitations from me.
    InviteInvalidSignature,
    /// Synapse is slow and eats all my RAM and CPU.
    Slow,
    /// Running out of file handles.
    FileHandles,
}

impl Question {
    /// All of them. Where they are answered, the table of pages says.
    pub const ALL: [Self; 14] = [
        Self::BecomeAdmin,
        Self::ServersWeTalkTo,
        Self::ServersInRoom,
        Self::RegisteredUsers,
        Self::ExportUserData,
        Self::ResetPassword,
        Self::DeleteDatabase,
        Self::FreeAlias,
        Self::FindRequestInLog,
        Self::ProcessedLine,
        Self::BiggestRooms,
        Self::InviteInvalidSignature,
        Self::Slow,
        Self::FileHandles,
    ];

    /// The parameter that names what this answer is about, where it is about one thing.
    fn subject(self) -> Option<&'static str> {
        match self {
            Self::BecomeAdmin | Self::ExportUserData | Self::ResetPassword => Some("user"),
            Self::ServersInRoom => Some("room"),
            Self::FreeAlias => Some("alias"),
            _ => None,
        }
    }
}

/// One answer with the state of its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerQuery {
    /// Which question.
    pub question: Question,
    /// What it is about: `user=`, `room=` or `alias=`, as typed or linked; empty for none.
    pub about: String,
    /// The parameters of the list of servers, for the two questions about servers alone.
    pub list: Pairs,
}

impl Question {
    /// Whether its page is a list of servers.
    fn lists_servers(self) -> bool {
        matches!(self, Self::ServersWeTalkTo | Self::ServersInRoom)
    }
}

impl AnswerQuery {
    /// The answer without any state.
    #[must_use]
    pub fn new(question: Question) -> Self {
        Self { question, about: String::new(), list: Pairs::default() }
    }

    /// The destinations with this part in their name.
    #[must_use]
    pub fn destinations(part: &str) -> Self {
        let list = Pairs::one("destination", id::pasted(part));
        Self { list, ..Self::new(Question::ServersWeTalkTo) }
    }

    /// The answer about one thing.
    #[must_use]
    pub fn about(question: Question, about: &str) -> Self {
        Self { about: about.to_owned(), ..Self::new(question) }
    }

    pub(super) fn read(question: Question, pairs: &Pairs) -> Self {
        let subject = question.subject();
        let about = subject.and_then(|name| pairs.text(name)).unwrap_or_default();
        let list = if question.lists_servers() {
            pairs.clone().without("server").without(subject.unwrap_or_default())
        } else {
            Pairs::default()
        };
        Self { question, about, list }
    }

    pub(super) fn write(&self, pairs: &mut Pairs) {
        if let Some(name) = self.question.subject() {
            pairs.push(name, &self.about);
        }
        pairs.extend(&self.list);
    }
}

#[cfg(test)]
mod tests {
    use super::AnswerQuery;
    use crate::route::{Address, Pairs, Question};

    #[test]
    fn the_servers_of_a_room_are_a_list_too() {
        let mut answer = AnswerQuery::about(Question::ServersInRoom, "!a/b:hs");
        answer.list = Pairs::parse("destination=%5B%3A%3A1%5D&from=50");
        let address = Address { page: answer.page(), server: None };
        assert_eq!(address.href(), "#/answers/servers-in-room?room=!a%2Fb%3Ahs&destination=%5B%3A%3A1%5D&from=50");
        assert_eq!(Address::parse(&address.href()), address);
    }
}

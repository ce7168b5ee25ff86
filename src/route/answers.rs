//! The fourteen answers: `#/answers/<slug>`, with what each is about.

use super::query::{DEFAULT_PAGE_SIZE, Pairs};
use crate::api::federation::DestinationOrder;

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
    /// All of them with their slugs, which are part of the address.
    pub const ALL: [(Self, &'static str); 14] = [
        (Self::BecomeAdmin, "become-admin"),
        (Self::ServersWeTalkTo, "servers-we-talk-to"),
        (Self::ServersInRoom, "servers-in-room"),
        (Self::RegisteredUsers, "registered-users"),
        (Self::ExportUserData, "export-user-data"),
        (Self::ResetPassword, "reset-password"),
        (Self::DeleteDatabase, "delete-database"),
        (Self::FreeAlias, "free-alias"),
        (Self::FindRequestInLog, "find-request-in-log"),
        (Self::ProcessedLine, "processed-line"),
        (Self::BiggestRooms, "biggest-rooms"),
        (Self::InviteInvalidSignature, "invite-invalid-signature"),
        (Self::Slow, "slow"),
        (Self::FileHandles, "file-handles"),
    ];

    pub(super) fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == slug).map(|(question, _)| question)
    }

    pub(super) fn slug(self) -> &'static str {
        Self::ALL.into_iter().find(|(question, _)| *question == self).map_or("", |(_, slug)| slug)
    }

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
    /// The list of servers, for the two questions about servers alone.
    pub destinations: DestinationsQuery,
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
        Self { question, about: String::new(), destinations: DestinationsQuery::default() }
    }

    /// The destinations with this part in their name.
    #[must_use]
    pub fn destinations(part: &str) -> Self {
        let destinations = DestinationsQuery::default().searched(part);
        Self { destinations, ..Self::new(Question::ServersWeTalkTo) }
    }

    /// The answer about one thing.
    #[must_use]
    pub fn about(question: Question, about: &str) -> Self {
        Self { about: about.to_owned(), ..Self::new(question) }
    }

    pub(super) fn read(question: Question, pairs: &Pairs) -> Self {
        let about = question.subject().and_then(|name| pairs.text(name)).unwrap_or_default();
        let destinations =
            if question.lists_servers() { DestinationsQuery::read(pairs) } else { DestinationsQuery::default() };
        Self { question, about, destinations }
    }

    pub(super) fn write(&self, pairs: &mut Pairs) {
        if let Some(name) = self.question.subject() {
            pairs.push(name, &self.about);
        }
        if self.question.lists_servers() {
            self.destinations.write(pairs);
        }
    }
}

/// Search, order and page of a list of servers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DestinationsQuery {
    /// Part of the server name.
    pub destination: String,
    /// Sorted by.
    pub order_by: DestinationOrder,
    /// `dir=b`: descending.
    pub backwards: bool,
    /// Offset of the first row.
    pub from: u64,
    /// Rows a page.
    pub limit: u64,
    /// The destination whose rooms are shown; empty for none.
    pub rooms_of: String,
}

impl Default for DestinationsQuery {
    fn default() -> Self {
        Self {
            destination: String::new(),
            order_by: DestinationOrder::default(),
            backwards: false,
            from: 0,
            limit: DEFAULT_PAGE_SIZE,
            rooms_of: String::new(),
        }
    }
}

impl DestinationsQuery {
    /// The list searched for this part of a name. Starts at the first page.
    #[must_use]
    pub fn searched(&self, part: &str) -> Self {
        Self { destination: part.trim().to_owned(), from: 0, ..self.clone() }
    }

    /// Whatever fails first, what began to fail last at the top.
    #[must_use]
    pub fn failing_first(&self) -> Self {
        Self { order_by: DestinationOrder::FailureTs, backwards: true, from: 0, ..self.clone() }
    }

    /// The list sorted by this column: another click on the same one turns it around. Starts at the first page.
    #[must_use]
    pub fn sorted_by(&self, order: DestinationOrder) -> Self {
        // Names begin at A; of everything else one looks for the latest or the longest.
        let first = order != DestinationOrder::Destination;
        let backwards = if self.order_by == order { !self.backwards } else { first };
        Self { order_by: order, backwards, from: 0, ..self.clone() }
    }

    fn read(pairs: &Pairs) -> Self {
        let order = pairs.text("order_by");
        let order = DestinationOrder::ALL.into_iter().find(|(_, name)| order.as_deref() == Some(*name));
        Self {
            destination: pairs.text("destination").unwrap_or_default(),
            order_by: order.map(|(order, _)| order).unwrap_or_default(),
            backwards: pairs.text("dir").as_deref() == Some("b"),
            from: pairs.number("from").unwrap_or(0),
            limit: pairs.limit(),
            rooms_of: pairs.text("rooms_of").unwrap_or_default(),
        }
    }

    fn write(&self, pairs: &mut Pairs) {
        pairs.push("destination", &self.destination);
        pairs.push_unless("destination", "order_by", self.order_by.name());
        pairs.push_unless("f", "dir", if self.backwards { "b" } else { "f" });
        pairs.push_unless(0, "from", self.from);
        pairs.push_unless(DEFAULT_PAGE_SIZE, "limit", self.limit);
        pairs.push("rooms_of", &self.rooms_of);
    }
}

#[cfg(test)]
mod tests {
    use super::{AnswerQuery, DestinationsQuery};
    use crate::api::federation::DestinationOrder;
    use crate::route::{Address, Page, Question};

    #[test]
    fn sorting_turns_around_and_starts_at_the_first_page() {
        let list = DestinationsQuery { from: 100, ..DestinationsQuery::default() };
        assert!(list.sorted_by(DestinationOrder::Destination).backwards);
        let failing = list.sorted_by(DestinationOrder::FailureTs);
        assert!(failing.backwards && failing.from == 0);
        assert_eq!(failing, list.failing_first());
        assert!(!failing.sorted_by(DestinationOrder::FailureTs).backwards);
        assert_eq!(list.searched(" a ").destination, "a");
    }

    #[test]
    fn the_servers_of_a_room_are_a_list_too() {
        let mut answer = AnswerQuery::about(Question::ServersInRoom, "!a/b:hs");
        answer.destinations = DestinationsQuery { destination: "[::1]".to_owned(), from: 50, ..answer.destinations };
        let address = Address { page: Page::Answer(answer), server: None };
        assert_eq!(address.href(), "#/answers/servers-in-room?room=!a%2Fb%3Ahs&destination=%5B%3A%3A1%5D&from=50");
        assert_eq!(Address::parse(&address.href()), address);
    }
}

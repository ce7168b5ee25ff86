//! `GET /_synapse/admin/v1/rooms`: one page of the rooms this server knows.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/rooms.html#list-room-api>.
//! Rooms without statistics (`stats: {enabled: false}`) are missing from it.

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::rows::{Row, first, rows};
use crate::api::{Endpoint, Method, Number, Odd, Path};
use crate::model::id::{RoomAlias, RoomId, UserId};
use crate::model::version::Version;

/// The 13 useful keys of the 15 that Synapse sorts by (the other two are deprecated twins).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RoomOrder {
    /// Room name.
    #[default]
    Name,
    /// Canonical alias.
    CanonicalAlias,
    /// Members.
    JoinedMembers,
    /// Members from this server.
    JoinedLocalMembers,
    /// Room version.
    Version,
    /// Who created it.
    Creator,
    /// Encryption.
    Encryption,
    /// Whether other servers may join.
    Federatable,
    /// Listed in the public directory.
    Public,
    /// Join rule.
    JoinRules,
    /// Guest access.
    GuestAccess,
    /// History visibility.
    HistoryVisibility,
    /// Current state events.
    StateEvents,
}

impl RoomOrder {
    /// All of them with Synapse's own names.
    pub const ALL: [(Self, &'static str); 13] = [
        (Self::Name, "name"),
        (Self::CanonicalAlias, "canonical_alias"),
        (Self::JoinedMembers, "joined_members"),
        (Self::JoinedLocalMembers, "joined_local_members"),
        (Self::Version, "version"),
        (Self::Creator, "creator"),
        (Self::Encryption, "encryption"),
        (Self::Federatable, "federatable"),
        (Self::Public, "public"),
        (Self::JoinRules, "join_rules"),
        (Self::GuestAccess, "guest_access"),
        (Self::HistoryVisibility, "history_visibility"),
        (Self::StateEvents, "state_events"),
    ];

    /// Whether `dir=f` means largest first, which Synapse does for these four only.
    #[must_use]
    pub fn forward_is_descending(self) -> bool {
        matches!(self, Self::JoinedMembers | Self::JoinedLocalMembers | Self::Version | Self::StateEvents)
    }
}

/// Asks for one page of rooms.
///
/// Synapse ignores `public_rooms`/`empty_rooms` for rooms found by `search_term` (missing parentheses in its SQL), so
/// the two filters are not sent together with a search.
#[derive(Clone, Debug, Default)]
pub struct ListRooms {
    /// Offset of the first row.
    pub from: u64,
    /// Rows a page.
    pub limit: u64,
    /// Sorted by.
    pub order_by: RoomOrder,
    /// `dir=b`. See [`RoomOrder::forward_is_descending`].
    pub backwards: bool,
    /// Part of the name or of the alias' localpart, or a whole room id.
    pub search_term: Option<String>,
    /// Only rooms (not) in the public directory (1.110+).
    pub public_rooms: Option<bool>,
    /// Only rooms with(out) no members (1.110+).
    pub empty_rooms: Option<bool>,
}

/// One page of rooms.
#[derive(Clone, Debug, PartialEq)]
pub struct RoomsPage {
    /// The rooms, in order.
    pub rooms: Vec<Row<RoomSummary>>,
    /// All that match, on all pages.
    pub total: Number,
}

/// One room as the list tells it. Everything but the id may be unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomSummary {
    /// Room id; without a domain from room version 12 on.
    pub room_id: RoomId,
    /// Name.
    pub name: Option<String>,
    /// Canonical alias. May name an alias that has been deleted.
    pub canonical_alias: Option<RoomAlias>,
    /// Members.
    pub joined_members: Number,
    /// Members from this server.
    pub joined_local_members: Number,
    /// Room version.
    pub version: Option<String>,
    /// Who created it.
    pub creator: Option<UserId>,
    /// Encryption algorithm.
    pub encryption: Option<String>,
    /// Whether other servers may join.
    pub federatable: bool,
    /// Listed in the public directory.
    pub public: bool,
    /// Join rule.
    pub join_rules: Option<String>,
    /// Guest access.
    pub guest_access: Option<String>,
    /// History visibility.
    pub history_visibility: Option<String>,
    /// Current state events.
    pub state_events: Number,
    /// E.g. `m.space`.
    pub room_type: Option<String>,
}

impl RoomSummary {
    /// Whether the room names an encryption algorithm (`m.megolm.v1.aes-sha2`). Any other text proves nothing.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.encryption.as_deref().is_some_and(|algorithm| algorithm.contains('.'))
    }

    pub(super) fn decode(fields: &Fields) -> Result<Self, Odd> {
        Ok(Self {
            room_id: fields.text("room_id")?.into(),
            name: fields.shown("name"),
            canonical_alias: fields.shown("canonical_alias").map(Into::into),
            joined_members: fields.number("joined_members"),
            joined_local_members: fields.number("joined_local_members"),
            version: fields.shown("version"),
            creator: fields.shown("creator").map(Into::into),
            encryption: fields.shown("encryption"),
            federatable: fields.flag("federatable")?,
            public: fields.flag("public")?,
            join_rules: fields.shown("join_rules"),
            guest_access: fields.shown("guest_access"),
            history_visibility: fields.shown("history_visibility"),
            state_events: fields.number("state_events"),
            room_type: fields.shown("room_type"),
        })
    }
}

impl ListRooms {
    /// The first Synapse that knows `public_rooms` and `empty_rooms`; older ones ignore them.
    pub const FILTERS_SINCE: Version = Version::new(1, 110, 0);
}

impl Endpoint for ListRooms {
    type Response = RoomsPage;
    const METHOD: Method = Method::Get;

    fn since(&self) -> Option<Version> {
        (self.public_rooms.is_some() || self.empty_rooms.is_some()).then_some(Self::FILTERS_SINCE)
    }

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v1/rooms")
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        let order = RoomOrder::ALL.iter().find(|(order, _)| *order == self.order_by).map_or("name", |(_, name)| name);
        let mut query = vec![
            ("from", self.from.to_string()),
            ("limit", self.limit.max(1).to_string()),
            ("order_by", order.to_owned()),
            ("dir", if self.backwards { "b" } else { "f" }.to_owned()),
        ];
        if let Some(term) = &self.search_term {
            query.push(("search_term", term.clone()));
            return query;
        }
        if let Some(public) = self.public_rooms {
            query.push(("public_rooms", public.to_string()));
        }
        if let Some(empty) = self.empty_rooms {
            query.push(("empty_rooms", empty.to_string()));
        }
        query
    }

    fn decode(&self, body: &Value) -> Result<RoomsPage, Odd> {
        let fields = Fields::of(body)?;
        Ok(RoomsPage {
            rooms: rows(first(fields.list("rooms")?, self.limit), RoomSummary::decode),
            total: fields.number("total_rooms"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{ListRooms, RoomOrder};
    use crate::api::endpoint::line;
    use crate::api::{Endpoint as _, Number, Row};
    use serde_json::json;

    #[test]
    fn asks() {
        let list = ListRooms { limit: 50, order_by: RoomOrder::StateEvents, ..ListRooms::default() };
        assert_eq!(line(&list), "GET /_synapse/admin/v1/rooms?from=0&limit=50&order_by=state_events&dir=f");
        let list = ListRooms {
            limit: 50,
            backwards: true,
            public_rooms: Some(true),
            empty_rooms: Some(false),
            ..ListRooms::default()
        };
        assert_eq!(
            line(&list),
            "GET /_synapse/admin/v1/rooms?from=0&limit=50&order_by=name&dir=b&public_rooms=true&empty_rooms=false"
        );
    }

    #[test]
    fn never_sends_filters_that_a_search_would_ignore() {
        let list = ListRooms {
            limit: 50,
            search_term: Some("a/b".to_owned()),
            public_rooms: Some(true),
            ..ListRooms::default()
        };
        assert_eq!(line(&list), "GET /_synapse/admin/v1/rooms?from=0&limit=50&order_by=name&dir=f&search_term=a%2Fb");
    }

    /// As Synapse 1.163.2 sent it, plus a row of a room whose statistics are incomplete and an odd one.
    #[test]
    fn decodes_real_rows() {
        let body = json!({"offset": 0, "rooms": [
            {"room_id": "!znMb85bU7wU7OcFFrpSaslKwJFHlU-vreYvzdnShB58", "name": "Private DM", "canonical_alias": null,
             "joined_members": 1, "joined_local_members": 1, "version": "12", "creator": "@alice:hs1.example",
             "encryption": null, "federatable": true, "public": false, "join_rules": "invite", "guest_access": "can_join",
             "history_visibility": "shared", "state_events": 8, "room_type": null},
            {"room_id": "!old:hs1.example", "federatable": 1, "public": 0},
            {"name": "no id"},
            {"room_id": "!odd:hs1.example", "name": {"a": 1}, "creator": 5, "version": 12, "join_rules": []}
        ], "total_rooms": 4});
        let page = ListRooms::default().decode(&body).unwrap();
        assert_eq!(page.total, 4);
        let [Row::Good(dm), Row::Good(old), Row::Odd(_), Row::Good(odd)] = &page.rooms[..] else { panic!("{page:?}") };
        assert_eq!((dm.state_events.known(), dm.version.as_deref()), (Some(8), Some("12")));
        let shown = [odd.name.as_deref(), odd.version.as_deref(), odd.join_rules.as_deref()];
        assert_eq!((shown, odd.room_id.as_str()), ([Some("{\"a\":1}"), Some("12"), Some("[]")], "!odd:hs1.example"));
        assert!(old.federatable && !old.public && old.joined_members == Number::Missing);
    }
}

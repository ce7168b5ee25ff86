//! The accounts of this server. Everybody is shown unless filtered.

use super::{Asked, Cell, Column, Filter, ListState, ListWords, Listed, Look, Room};
use crate::api::capabilities::Capabilities;
use crate::api::users::{ListUsers, UserOrder, UserSummary, UsersApi, UsersPage};
use crate::api::{ApiError, Number, Row};
use crate::model::avatar::Face;
use crate::route::{Page, Pairs};
use crate::text;
use crate::text::users as words;

/// The users list.
pub struct Users;

impl Users {
    /// The list searched for this part of an id or display name.
    #[must_use]
    pub fn searched(part: &str) -> Page {
        Page::Users(Pairs::one("name", part))
    }

    /// Only server admins.
    #[must_use]
    pub fn admins() -> Page {
        Page::Users(Pairs::one("admins", "true"))
    }
}

type C = Column<UserSummary>;

static COLUMNS: [C; 11] = [
    C::new("name", words::column_name, |user| Cell::Link {
        face: Some(Face::new(
            user.displayname.as_deref().unwrap_or(user.name.as_str()),
            user.name.as_str(),
            user.avatar_url.as_ref(),
        )),
        id: user.name.to_string(),
        page: Page::User(user.name.to_string()),
    }),
    C::new("displayname", words::column_displayname, |user| Cell::Text(user.displayname.clone())).look(Look::Name),
    C::new("admin", words::column_admin, |user| flag(user.admin, words::badge_admin(), "good")).latest_first(),
    C::new("deactivated", words::column_deactivated, |user| {
        flag(user.deactivated, if user.erased { words::badge_erased() } else { words::badge_deactivated() }, "bad")
    })
    .latest_first(),
    C::new("locked", words::column_locked, |user| flag(user.locked, words::badge_locked(), "warn")).latest_first(),
    C::new("shadow_banned", words::column_shadow_banned, |user| {
        flag(user.shadow_banned, words::badge_shadow_banned(), "warn")
    })
    .latest_first(),
    C::new("is_guest", words::column_guest, |user| flag(user.is_guest, words::badge_guest(), ""))
        .latest_first()
        .needs(Room::Wide),
    C::new("user_type", words::column_type, |user| Cell::Text(user.user_type.clone())).needs(Room::Wide),
    C::new("creation_ts", words::column_created, |user| Cell::Time(user.creation_ts.clone())).latest_first(),
    C::new("last_seen_ts", words::column_last_seen, |user| Cell::Time(user.last_seen_ts.clone())).latest_first(),
    C::new("avatar_url", words::column_avatar, |user| Cell::Id(user.avatar_url.clone().map(Into::into)))
        .look(Look::Id)
        .needs(Room::Widest),
];

fn flag(on: bool, words: &'static str, tone: &'static str) -> Cell {
    Cell::Flag { on, words, tone }
}

impl Listed for Users {
    type Row = UserSummary;
    const NAME: &'static str = "users";
    const KEY: &'static str = "name";
    const SEARCH: &'static str = "name";
    // Synapse cannot list locked accounts or guests alone.
    const FILTERS: &'static [Filter] = &[
        Filter::new(
            "deactivated",
            words::filter_deactivated,
            &[("false", words::filter_deactivated_without), ("true", words::filter_deactivated_only)],
        ),
        Filter::new("locked", words::filter_locked, &[("false", words::filter_locked_without)]),
        Filter::new(
            "admins",
            words::filter_admins,
            &[("true", words::filter_admins_only), ("false", words::filter_admins_without)],
        ),
        Filter::new("guests", words::filter_guests, &[("false", words::filter_guests_without)]),
    ];

    fn columns() -> &'static [C] {
        &COLUMNS
    }

    fn key(row: &UserSummary) -> &str {
        row.name.as_str()
    }
}

impl Asked for Users {
    type Ask = ListUsers;
    const WORDS: ListWords = ListWords::new(words::title, words::search_label, words::search_hint, words::total);

    fn ask(state: &ListState, can: Option<&Capabilities>) -> ListUsers {
        let everybody = ListUsers::here(can, state.limit);
        ListUsers {
            from: state.from,
            name: Some(state.search.clone()).filter(|name| !name.is_empty()),
            order_by: state.order(&UserOrder::ALL),
            backwards: state.backwards,
            deactivated: state.flag("deactivated"),
            locked: state.flag("locked").unwrap_or(true),
            admins: state.flag("admins"),
            guests: state.flag("guests").unwrap_or(true) && everybody.guests,
            ..everybody
        }
    }

    fn instead(ask: &ListUsers, refused: &ApiError) -> Option<ListUsers> {
        ask.instead(refused)
    }

    fn rows(answer: UsersPage) -> (Vec<Row<UserSummary>>, Number) {
        (answer.users, answer.total)
    }

    fn offers(filter: &'static str, choice: &'static str, can: Option<&Capabilities>) -> bool {
        let here = ListUsers::here(can, 1);
        match (filter, choice) {
            ("deactivated", "true") => here.api == UsersApi::V3,
            ("guests", _) => here.guests,
            _ => true,
        }
    }

    fn lack(can: Option<&Capabilities>) -> Option<&'static str> {
        (ListUsers::here(can, 1).api == UsersApi::V2).then(text::users::old_api)
    }
}

#[cfg(test)]
mod tests {
    use super::Users;
    use crate::api::Endpoint as _;
    use crate::lists::{Asked as _, ListAddress};
    use crate::route::{Address, Page, Pairs};

    fn asks(query: &str) -> String {
        let state = ListAddress::of::<Users>().read(&Pairs::parse(query));
        Users::ask(&state, None).request().target.replace("/_synapse/admin/v3/users?", "")
    }

    #[test]
    fn everybody_unless_filtered() {
        assert_eq!(asks(""), "from=0&limit=50&order_by=name&dir=f&locked=true");
        assert_eq!(
            asks(
                "name=a&order_by=creation_ts&dir=b&from=25&limit=25&deactivated=false&locked=false&admins=true&guests=false"
            ),
            "from=25&limit=25&order_by=creation_ts&dir=b&locked=false&name=a&deactivated=false&admins=true&guests=false"
        );
    }

    #[test]
    fn links_lead_into_the_list() {
        let href = |page| Address { page, server: None }.href();
        assert_eq!(href(Users::searched("a b")), "#/users?name=a%20b");
        assert_eq!(href(Users::admins()), "#/users?admins=true");
        let Page::Users(pairs) = Users::admins() else { panic!() };
        assert_eq!(ListAddress::of::<Users>().read(&pairs).flag("admins"), Some(true));
    }
}

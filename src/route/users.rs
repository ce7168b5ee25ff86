//! The state of the users list.

use super::query::{DEFAULT_PAGE_SIZE, Pairs};
use crate::api::users::UserOrder;

/// Search, filters, order and page of the users list. Everybody is shown unless filtered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsersQuery {
    /// Part of localpart or display name.
    pub name: String,
    /// Sorted by.
    pub order_by: UserOrder,
    /// `dir=b`: descending.
    pub backwards: bool,
    /// Offset of the first row.
    pub from: u64,
    /// Rows a page.
    pub limit: u64,
    /// `true`: only deactivated; `false`: without them.
    pub deactivated: Option<bool>,
    /// `false`: without locked ones. (Synapse cannot list them alone; `true` means what no filter means.)
    pub locked: Option<bool>,
    /// `true`: only server admins; `false`: without them.
    pub admins: Option<bool>,
    /// `false`: without guests.
    pub guests: Option<bool>,
}

impl Default for UsersQuery {
    fn default() -> Self {
        Self {
            name: String::new(),
            order_by: UserOrder::default(),
            backwards: false,
            from: 0,
            limit: DEFAULT_PAGE_SIZE,
            deactivated: None,
            locked: None,
            admins: None,
            guests: None,
        }
    }
}

impl UsersQuery {
    /// Whether the first click on a column sorts descending: the newest first is what one looks for.
    #[must_use]
    pub fn starts_backwards(order: UserOrder) -> bool {
        use UserOrder as O;
        matches!(
            order,
            O::CreationTs | O::LastSeenTs | O::Admin | O::Deactivated | O::Locked | O::ShadowBanned | O::IsGuest
        )
    }

    /// The list sorted by this column: another click on the same one turns it around. Starts at the first page.
    #[must_use]
    pub fn sorted_by(&self, order: UserOrder) -> Self {
        let backwards = if self.order_by == order { !self.backwards } else { Self::starts_backwards(order) };
        Self { order_by: order, backwards, from: 0, ..self.clone() }
    }

    /// Whether any filter or search hides accounts.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        !self.name.is_empty()
            || self.deactivated.is_some()
            || self.locked.is_some()
            || self.admins.is_some()
            || self.guests.is_some()
    }

    pub(super) fn read(pairs: &Pairs) -> Self {
        let order = pairs.text("order_by");
        let order = UserOrder::ALL.into_iter().find(|(_, name)| order.as_deref() == Some(*name));
        Self {
            name: pairs.text("name").unwrap_or_default(),
            order_by: order.map(|(order, _)| order).unwrap_or_default(),
            backwards: pairs.text("dir").as_deref() == Some("b"),
            from: pairs.number("from").unwrap_or(0),
            limit: pairs.limit(),
            deactivated: pairs.flag("deactivated"),
            locked: pairs.flag("locked").filter(|shown| !shown),
            admins: pairs.flag("admins"),
            guests: pairs.flag("guests").filter(|shown| !shown),
        }
    }

    pub(super) fn write(&self, pairs: &mut Pairs) {
        pairs.push("name", &self.name);
        if let Some((_, name)) = UserOrder::ALL.into_iter().find(|(order, _)| *order == self.order_by) {
            pairs.push_unless("name", "order_by", name);
        }
        pairs.push_unless("f", "dir", if self.backwards { "b" } else { "f" });
        pairs.push_unless(0, "from", self.from);
        pairs.push_unless(DEFAULT_PAGE_SIZE, "limit", self.limit);
        pairs.push_flag("deactivated", self.deactivated);
        pairs.push_flag("locked", self.locked);
        pairs.push_flag("admins", self.admins);
        pairs.push_flag("guests", self.guests);
    }
}

#[cfg(test)]
mod tests {
    use super::UsersQuery;
    use crate::api::users::UserOrder;

    #[test]
    fn sorting_turns_around_and_starts_at_the_first_page() {
        let list = UsersQuery { from: 100, ..UsersQuery::default() };
        let sorted = list.sorted_by(UserOrder::LastSeenTs);
        assert_eq!((sorted.order_by, sorted.backwards, sorted.from), (UserOrder::LastSeenTs, true, 0));
        assert!(!sorted.sorted_by(UserOrder::LastSeenTs).backwards);
        assert!(!sorted.sorted_by(UserOrder::Name).backwards);
    }
}

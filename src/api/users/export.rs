//! The accounts of many pages of [`ListUsers`](super::ListUsers) as one list to save. No endpoint of its own.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::UserSummary;
use crate::api::rows::{OddRow, Row};
use crate::model::csv;
use crate::model::id::Mxc;

/// The accounts that were read, each once.
#[derive(Debug, PartialEq)]
pub struct Accounts<'a> {
    /// In the order in which they came.
    pub users: Vec<&'a UserSummary>,
    /// Rows that came again, as the pages are cut by offset and an account that is made meanwhile moves all after it.
    pub duplicates: u64,
    /// Rows that could not be read.
    pub odd: Vec<&'a OddRow>,
}

/// What was counted in a list. An account can be in several counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Accounts.
    pub accounts: u64,
    /// Server admins.
    pub admins: u64,
    /// Deactivated, erased or not.
    pub deactivated: u64,
    /// Deactivated with erasure.
    pub erased: u64,
    /// Locked.
    pub locked: u64,
    /// Shadow-banned.
    pub shadow_banned: u64,
    /// Guests.
    pub guests: u64,
    /// With a type: bots, support.
    pub typed: u64,
}

/// When and how completely a list was read.
#[derive(Clone, Copy, Debug)]
pub struct ReadMark<'a> {
    /// Server name.
    pub server: &'a str,
    /// An ISO time.
    pub read_at: &'a str,
    /// Whether it holds every account.
    pub complete: bool,
    /// How many accounts the server said there are.
    pub total: Option<u64>,
}

impl<'a> Accounts<'a> {
    /// Takes out what came twice.
    #[must_use]
    pub fn of(rows: &'a [Row<UserSummary>]) -> Self {
        let mut seen = HashSet::with_capacity(rows.len());
        let mut accounts = Self { users: Vec::with_capacity(rows.len()), duplicates: 0, odd: Vec::new() };
        for row in rows {
            match row {
                Row::Good(user) if seen.insert(user.name.as_str()) => accounts.users.push(user),
                Row::Good(_) => accounts.duplicates += 1,
                Row::Odd(odd) => accounts.odd.push(odd),
            }
        }
        accounts
    }

    /// The FAQ's plain list: one MXID a line.
    #[must_use]
    pub fn to_list(&self) -> String {
        self.users.iter().flat_map(|user| [user.name.as_str(), "\n"]).collect()
    }

    /// Comma-separated values with Synapse's own names in the first line.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut text = csv::record(&COLUMNS);
        for user in &self.users {
            let words = |value: &Option<String>| value.clone().unwrap_or_default();
            text.push_str(&csv::record(&[
                user.name.to_string(),
                words(&user.displayname),
                user.admin.to_string(),
                user.deactivated.to_string(),
                user.erased.to_string(),
                user.locked.to_string(),
                user.shadow_banned.to_string(),
                user.is_guest.to_string(),
                words(&user.user_type),
                user.creation_ts.plain(),
                user.last_seen_ts.plain(),
                user.avatar_url.as_ref().map(ToString::to_string).unwrap_or_default(),
            ]));
        }
        text
    }

    /// JSON: an object that says whether it is complete, with one account a line.
    #[must_use]
    pub fn to_json(&self, mark: ReadMark) -> String {
        let users: Vec<String> = self.users.iter().map(|user| as_json(user).to_string()).collect();
        let head = json!({"server_name": mark.server, "read_at": mark.read_at, "complete": mark.complete,
            "total": mark.total});
        let head = head.to_string();
        let head = head.strip_suffix('}').unwrap_or(&head);
        format!("{head},\"users\":[\n{}\n]}}\n", users.join(",\n"))
    }

    /// Counts.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let count = |is: fn(&UserSummary) -> bool| {
            u64::try_from(self.users.iter().filter(|user| is(user)).count()).unwrap_or(u64::MAX)
        };
        Tally {
            accounts: count(|_| true),
            admins: count(|user| user.admin),
            deactivated: count(|user| user.deactivated),
            erased: count(|user| user.erased),
            locked: count(|user| user.locked),
            shadow_banned: count(|user| user.shadow_banned),
            guests: count(|user| user.is_guest),
            typed: count(|user| user.user_type.is_some()),
        }
    }
}

const COLUMNS: [&str; 12] = [
    "name",
    "displayname",
    "admin",
    "deactivated",
    "erased",
    "locked",
    "shadow_banned",
    "is_guest",
    "user_type",
    "creation_ts",
    "last_seen_ts",
    "avatar_url",
];

fn as_json(user: &UserSummary) -> Value {
    json!({
        "name": user.name.as_str(),
        "displayname": user.displayname,
        "admin": user.admin,
        "deactivated": user.deactivated,
        "erased": user.erased,
        "locked": user.locked,
        "shadow_banned": user.shadow_banned,
        "is_guest": user.is_guest,
        "user_type": user.user_type,
        "creation_ts": user.creation_ts.value(),
        "last_seen_ts": user.last_seen_ts.value(),
        "avatar_url": user.avatar_url.as_ref().map(Mxc::as_str),
    })
}

#[cfg(test)]
mod tests {
    use super::{Accounts, ReadMark};
    use crate::api::users::{ListUsers, UserSummary, UsersApi};
    use crate::api::{Endpoint as _, Row};
    use serde_json::{Value, json};

    /// As after a page boundary that moved: the last row of a page came again as the first of the next.
    fn rows() -> Vec<Row<UserSummary>> {
        let body = json!({"total": 5, "users": [
            {"name": "@a:hs", "displayname": "Say \"hi\",\nyou", "admin": true, "creation_ts": 5},
            {"name": "@b:hs", "deactivated": true, "erased": true, "user_type": "bot"},
            {"name": "@b:hs", "deactivated": true, "erased": true, "user_type": "bot"},
            {"name": 7},
            {"name": "@c:hs", "locked": true, "shadow_banned": true, "is_guest": 1}
        ]});
        ListUsers::everybody(UsersApi::V3, 5).decode(&body).unwrap().users
    }

    #[test]
    fn each_account_once() {
        let rows = rows();
        let accounts = Accounts::of(&rows);
        assert_eq!(accounts.to_list(), "@a:hs\n@b:hs\n@c:hs\n");
        assert_eq!((accounts.duplicates, accounts.odd.len()), (1, 1));
        let tally = accounts.tally();
        assert_eq!((tally.accounts, tally.admins, tally.deactivated, tally.erased), (3, 1, 1, 1));
        assert_eq!((tally.locked, tally.shadow_banned, tally.guests, tally.typed), (1, 1, 1, 1));
    }

    #[test]
    fn spreadsheets_and_scripts_read_it_back() {
        let rows = rows();
        let accounts = Accounts::of(&rows);
        let text = accounts.to_csv();
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        assert_eq!(reader.headers().unwrap().iter().next(), Some("name"));
        let records: Vec<::csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        assert_eq!(records.len(), 3);
        assert_eq!(records[0].iter().take(3).collect::<Vec<_>>(), ["'@a:hs", "Say \"hi\",\nyou", "true"]);
        assert_eq!(&records[1][8], "bot");

        let mark = ReadMark { server: "hs", read_at: "2026-08-07T00:00:00Z", complete: false, total: Some(5) };
        let value: Value = serde_json::from_str(&accounts.to_json(mark)).unwrap();
        assert_eq!((&value["complete"], &value["total"]), (&json!(false), &json!(5)));
        assert_eq!(value["users"].as_array().unwrap().len(), 3);
        assert_eq!(value["users"][0]["displayname"], "Say \"hi\",\nyou");
        assert_eq!(value["users"][2]["displayname"], Value::Null);
    }

    #[test]
    fn nobody_is_a_list_too() {
        let accounts = Accounts::of(&[]);
        let mark = ReadMark { server: "hs", read_at: "", complete: true, total: Some(0) };
        assert_eq!(accounts.to_list(), "");
        assert!(serde_json::from_str::<Value>(&accounts.to_json(mark)).is_ok());
    }
}

//! The rows of a list as files, with all columns under Synapse's own names, whichever are on the screen.

use serde_json::{Map, Value};

use super::cell::Cell;
use super::column::Head;
use super::{Line, Sheet};
use crate::model::csv;

/// The columns that hold data.
fn data(heads: &[Head]) -> impl Iterator<Item = (usize, &Head)> {
    heads.iter().enumerate().filter(|(_, head)| !head.acts)
}

/// The rows that could be read: their key, and their cells.
fn rows(sheet: &Sheet) -> impl Iterator<Item = (&String, &Vec<Cell>)> {
    sheet.lines.iter().filter_map(|line| match line {
        Line::Good { key, cells } => Some((key, cells)),
        Line::Odd(_) => None,
    })
}

/// Whether the key stands in none of the columns.
fn leads(heads: &[Head], key: &str) -> bool {
    heads.iter().all(|head| head.key != key)
}

/// Comma-separated values. `key` is Synapse's name of what tells rows apart; it comes first where no column holds it.
#[must_use]
pub fn as_csv(heads: &[Head], key: &str, sheet: &Sheet) -> String {
    let leads = leads(heads, key);
    let first = leads.then_some(key).into_iter();
    let mut text = csv::record(&first.chain(data(heads).map(|(_, head)| head.key)).collect::<Vec<_>>());
    for (id, cells) in rows(sheet) {
        let first = leads.then(|| id.clone()).into_iter();
        let rest = data(heads).map(|(place, _)| cells.get(place).map(Cell::plain).unwrap_or_default());
        text.push_str(&csv::record(&first.chain(rest).collect::<Vec<_>>()));
    }
    text
}

/// An array of objects, as above.
#[must_use]
pub fn as_json(heads: &[Head], key: &str, sheet: &Sheet) -> String {
    let leads = leads(heads, key);
    let object = |(id, cells): (&String, &Vec<Cell>)| {
        let mut object = Map::new();
        if leads {
            object.insert(key.to_owned(), id.as_str().into());
        }
        for (place, head) in data(heads) {
            object.insert(head.key.to_owned(), cells.get(place).map_or(Value::Null, Cell::value));
        }
        Value::Object(object)
    };
    Value::Array(rows(sheet).map(object).collect()).to_string()
}

#[cfg(test)]
mod tests {
    use super::{as_csv, as_json};
    use crate::api::rooms::ListRooms;
    use crate::api::users::{ListUsers, UsersApi};
    use crate::api::{Endpoint as _, Odd, OddRow, Row};
    use crate::lists::rooms::Rooms;
    use crate::lists::users::Users;
    use crate::lists::{Listed as _, Sheet, heads};
    use serde_json::{Value, json};

    #[test]
    fn users_as_csv() {
        let body = json!({"users": [{"name": "@a:b", "displayname": "A, \"B\"", "admin": 1, "erased": true,
            "deactivated": true, "creation_ts": 1000}, {"name": 7}], "total": 2});
        let page = ListUsers::everybody(UsersApi::V3, 5).decode(&body).unwrap();
        let text = as_csv(&heads::<Users>(), Users::KEY, &Sheet::page::<Users>(&page.users, &page.total, 0, 5));
        assert_eq!(
            text,
            "name,displayname,admin,deactivated,locked,shadow_banned,is_guest,user_type,creation_ts,last_seen_ts,\
             avatar_url\r\n'@a:b,\"A, \"\"B\"\"\",true,true,false,false,false,,1000,,\r\n"
        );
    }

    /// Who chooses a name chooses no formula, and what Synapse counted below zero is a number.
    #[test]
    fn no_cell_is_a_formula() {
        let body = json!({"rooms": [{"room_id": "!a", "name": "=HYPERLINK(\"http://evil\",\"x\")", "joined_members": -1,
            "creator": "@sum:hs", "version": "+1", "join_rules": "-1-1"}], "total_rooms": 1});
        let page = ListRooms::default().decode(&body).unwrap();
        let sheet = Sheet::of::<Rooms>(&page.rooms, 1);
        let text = as_csv(&heads::<Rooms>(), Rooms::KEY, &sheet);
        assert_eq!(
            text.lines().nth(1),
            Some("!a,\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\",-1,,,'+1,,'-1-1,false,'@sum:hs,,false,,")
        );
        let json: Value = serde_json::from_str(&as_json(&heads::<Rooms>(), Rooms::KEY, &sheet)).unwrap();
        assert_eq!((&json[0]["creator"], &json[0]["joined_members"]), (&json!("@sum:hs"), &json!(-1)));
    }

    #[test]
    fn rooms_as_both_carry_their_ids() {
        let body = json!({"rooms": [{"room_id": "!a", "joined_members": 0, "public": true, "encryption": "x"}],
            "total_rooms": 1});
        let page = ListRooms::default().decode(&body).unwrap();
        let mut rooms = page.rooms;
        rooms.push(Row::Odd(OddRow { why: Odd::Empty, json: String::new() }));
        let sheet = Sheet::of::<Rooms>(&rooms, 1);
        let text = as_csv(&heads::<Rooms>(), Rooms::KEY, &sheet);
        assert_eq!(text.lines().next().unwrap().split(',').next(), Some("room_id"));
        assert_eq!(text.lines().nth(1), Some("!a,,0,,,,x,,true,,,false,,"));
        let json: Value = serde_json::from_str(&as_json(&heads::<Rooms>(), Rooms::KEY, &sheet)).unwrap();
        assert_eq!(json.as_array().unwrap().len(), 1, "an odd row is in no file");
        assert_eq!(json[0]["room_id"], "!a");
        assert_eq!(
            (&json[0]["name"], &json[0]["joined_members"], &json[0]["encryption"]),
            (&Value::Null, &json!(0), &json!("x"))
        );
    }
}

//! The SQL that puts remote members, messages and destinations into a stopped server's database.

use std::fmt::Write;

use serde_json::json;

use super::destinations::{self, Health};
use super::event::{Draft, Event};
use super::people::{self, user_id};
use super::rooms::{Last, LocalRoom, LocalRooms};

/// Distributes the temporary tables of [`tables`].
const SPREAD: &str = include_str!("spread.sql");

/// Extremities of the room with many: Synapse warns of more than ten.
const MANY_EXTREMITIES: usize = 14;

/// Extremities of the room with few.
const FEW_EXTREMITIES: usize = 4;

/// Members of the rooms with several extremities: local part and server.
const CORRESPONDENTS: [(&str, &str); 4] =
    [("nora", people::LARGEST), ("nadir", people::LARGEST), ("noor", "fablab.example"), ("nils", people::HOST)];

/// Remote servers that are sent what is said in the rooms with several extremities.
const CORRESPONDING: [&str; 3] = [people::LARGEST, "fablab.example", people::HOST];

/// The whole script. `now_ms` is the time it tells.
pub fn script(rooms: &LocalRooms, now_ms: u64) -> String {
    let mut remote = Remote::new(now_ms);
    remote.public_room(&rooms.public);
    remote.room_with_extremities(&rooms.many_extremities, MANY_EXTREMITIES);
    remote.room_with_extremities(&rooms.few_extremities, FEW_EXTREMITIES);
    remote.destinations(&rooms.public);
    remote.into_tables() + SPREAD
}

/// The rows of the temporary tables.
struct Remote {
    now_ms: u64,
    events: Table,
    auth: Table,
    extremities: Table,
    destinations: Table,
    destination_rooms: Table,
    count: u64,
}

impl Remote {
    fn new(now_ms: u64) -> Self {
        Self {
            now_ms,
            events: Table::new(
                "remote_events",
                "nth BIGINT, event_id TEXT, type TEXT, room_id TEXT, sender TEXT, state_key TEXT, membership TEXT, \
                 depth BIGINT, previous TEXT, sent_at_ms BIGINT, json TEXT",
            ),
            auth: Table::new("remote_auth", "event_id TEXT, auth_id TEXT, room_id TEXT"),
            extremities: Table::new("remote_extremities", "event_id TEXT, room_id TEXT"),
            destinations: Table::new(
                "remote_destinations",
                "destination TEXT, retry_last_ts BIGINT, retry_interval BIGINT, failure_ts BIGINT, succeeded BOOLEAN",
            ),
            destination_rooms: Table::new("remote_destination_rooms", "destination TEXT, room_id TEXT"),
            count: 0,
        }
    }

    fn into_tables(self) -> String {
        [self.events, self.auth, self.extremities, self.destinations, self.destination_rooms]
            .into_iter()
            .map(Table::into_sql)
            .collect()
    }

    /// One after the other, people join, leave, are banned or invited.
    fn public_room(&mut self, room: &LocalRoom) {
        let mut last = room.last.clone();
        for member in people::members() {
            self.membership(room, &mut last, &member.user_id, member.membership);
        }
        self.extremities.row(&[text(&last.event_id), text(&room.id)]);
    }

    /// After everybody has joined, `count` messages are sent that do not know of each other.
    fn room_with_extremities(&mut self, room: &LocalRoom, count: usize) {
        let mut last = room.last.clone();
        let members = CORRESPONDENTS.map(|(localpart, server)| user_id(localpart, server));
        let joins: Vec<String> =
            members.iter().map(|member| self.membership(room, &mut last, member, "join")).collect();
        for (index, (sender, join)) in members.iter().zip(&joins).cycle().take(count).enumerate() {
            let body = format!("Is anybody still awake? ({})", index + 1);
            let draft = Draft {
                room_id: &room.id,
                kind: "m.room.message",
                sender,
                state_key: None,
                content: json!({ "msgtype": "m.text", "body": body }),
                depth: last.depth + 1,
                previous: &last.event_id,
                authorised_by: &[room.rules.create.clone(), room.rules.power_levels.clone(), join.clone()],
                sent_at_ms: self.now_ms,
            };
            let event = self.event(&draft, None);
            self.extremities.row(&[text(&event.id), text(&room.id)]);
        }
        for server in CORRESPONDING {
            self.destination_rooms.row(&[text(server), text(&room.id)]);
        }
    }

    /// Adds a membership after `last`, which it becomes; returns its id.
    fn membership(&mut self, room: &LocalRoom, last: &mut Last, user: &str, membership: &'static str) -> String {
        let by_creator = matches!(membership, "ban" | "invite");
        let mut authorised_by = vec![room.rules.create.clone(), room.rules.power_levels.clone()];
        authorised_by.push(if by_creator { &room.rules.creator } else { &room.rules.join_rules }.clone());
        let draft = Draft {
            room_id: &room.id,
            kind: "m.room.member",
            sender: if by_creator { &room.creator } else { user },
            state_key: Some(user),
            content: json!({ "membership": membership }),
            depth: last.depth + 1,
            previous: &last.event_id,
            authorised_by: &authorised_by,
            sent_at_ms: self.now_ms,
        };
        let depth = draft.depth;
        let event = self.event(&draft, Some(membership));
        *last = Last { event_id: event.id.clone(), depth };
        event.id
    }

    fn event(&mut self, draft: &Draft<'_>, membership: Option<&str>) -> Event {
        let event = draft.finish();
        self.count += 1;
        self.events.row(&[
            self.count.to_string(),
            text(&event.id),
            text(draft.kind),
            text(draft.room_id),
            text(draft.sender),
            draft.state_key.map_or_else(null, text),
            membership.map_or_else(null, text),
            draft.depth.to_string(),
            text(draft.previous),
            draft.sent_at_ms.to_string(),
            text(&event.json.to_string()),
        ]);
        for authorising in draft.authorised_by {
            self.auth.row(&[text(&event.id), text(authorising), text(draft.room_id)]);
        }
        event
    }

    fn destinations(&mut self, public: &LocalRoom) {
        for destination in destinations::all() {
            let name = text(destination.name);
            let [tried, interval, failing_since, reached] = match destination.health {
                Health::Healthy => ["0".to_owned(), "0".to_owned(), null(), "TRUE".to_owned()],
                Health::Untried => [null(), null(), null(), "FALSE".to_owned()],
                Health::Failing { since_ms, tried_ms, interval_ms, once_reached } => [
                    (self.now_ms - tried_ms).to_string(),
                    interval_ms.to_string(),
                    (self.now_ms - since_ms).to_string(),
                    once_reached.to_string(),
                ],
            };
            self.destinations.row(&[name.clone(), tried, interval, failing_since, reached]);
            if destination.gets_public_room {
                self.destination_rooms.row(&[name, text(&public.id)]);
            }
        }
    }
}

/// A temporary table.
struct Table {
    name: &'static str,
    columns: &'static str,
    rows: Vec<String>,
}

impl Table {
    fn new(name: &'static str, columns: &'static str) -> Self {
        Self { name, columns, rows: Vec::new() }
    }

    /// Adds a row of SQL expressions.
    fn row(&mut self, expressions: &[String]) {
        self.rows.push(format!("({})", expressions.join(", ")));
    }

    fn into_sql(self) -> String {
        let Self { name, columns, rows } = self;
        let mut sql = format!("CREATE TEMPORARY TABLE {name} ({columns});\n");
        // SQLite takes only so many rows at once.
        for rows in rows.chunks(100) {
            // Writing to a String cannot fail.
            let _ = writeln!(sql, "INSERT INTO {name} VALUES\n{};", rows.join(",\n"));
        }
        sql
    }
}

/// A literal that both databases read alike: PostgreSQL takes backslashes as they are, too.
fn text(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

fn null() -> String {
    "NULL".to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::rooms::Rules;
    use super::*;

    fn room(id: &str) -> LocalRoom {
        LocalRoom {
            id: id.to_owned(),
            creator: "@creator:here.example".to_owned(),
            last: Last { event_id: "$last".to_owned(), depth: 9 },
            rules: Rules {
                create: "$create".to_owned(),
                power_levels: "$levels".to_owned(),
                join_rules: "$rules".to_owned(),
                creator: "$creator".to_owned(),
            },
        }
    }

    #[test]
    fn literals_end_where_they_should() {
        assert_eq!(text(r"o'brien\"), r"'o''brien\'");
    }

    #[test]
    fn a_table_is_made_in_pieces() {
        let mut table = Table::new("t", "a TEXT");
        (0..250).for_each(|row| table.row(&[row.to_string()]));
        let sql = table.into_sql();
        assert_eq!(sql.matches("INSERT INTO t VALUES").count(), 3);
        assert!(sql.starts_with("CREATE TEMPORARY TABLE t (a TEXT);") && sql.ends_with("(249);\n"));
    }

    #[test]
    fn extremities_do_not_know_of_each_other() {
        let mut remote = Remote::new(1_700_000_000_000);
        remote.room_with_extremities(&room("!r:here.example"), 14);
        assert_eq!(remote.extremities.rows.len(), 14);
        let messages: Vec<&String> = remote.events.rows.iter().filter(|row| row.contains("m.room.message")).collect();
        assert_eq!(messages.len(), 14);
        let last_join = &remote.events.rows[CORRESPONDENTS.len() - 1];
        let join_id = last_join.split('\'').nth(1).unwrap();
        assert!(messages.iter().all(|message| message.contains(&format!("[\"{join_id}\"]"))));
    }

    #[test]
    fn a_ban_is_the_creators_act() {
        let mut remote = Remote::new(0);
        let room = room("!r:here.example");
        let mut last = room.last.clone();
        remote.membership(&room, &mut last, "@x:there.example", "ban");
        assert_eq!(last.depth, 10);
        assert!(remote.events.rows[0].contains("'@creator:here.example', '@x:there.example', 'ban', 10, '$last'"));
    }
}

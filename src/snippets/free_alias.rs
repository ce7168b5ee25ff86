//! Snippets of the answer “How do I free the alias of a room that nobody can enter?”

use serde_json::json;

use super::{Place, Snippet};
use crate::model::percent;
use crate::model::quote::shell::quote;

/// What stands where a room id belongs, while none is known.
pub const ROOM_PLACEHOLDER: &str = "ROOM_ID";

/// What the commands are about.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// Base URL of the homeserver.
    pub base_url: &'a str,
    /// The room that has the alias, or [`ROOM_PLACEHOLDER`].
    pub room_id: &'a str,
    /// Who is to become admin of the room.
    pub user_id: &'a str,
    /// Looks the alias up, as a command.
    pub look_up: &'a str,
    /// Deletes it.
    pub delete: &'a str,
    /// Puts it back.
    pub put_back: &'a str,
}

/// The FAQ's way, and what is to be done about the room itself.
#[must_use]
pub fn snippets(case: Case) -> Vec<Snippet> {
    let Case { base_url, room_id, user_id, look_up, delete, put_back } = case;
    let alias = format!(
        "# Which room has it?\n{look_up}\n# Free it. TOKEN is the access token of any server admin.\n{delete}\n\
         # Put it back. Somebody must be in the room.\n{put_back}"
    );
    let room = percent::encode(room_id);
    let command = |method: &str, target: String, body: serde_json::Value| {
        format!(
            "curl -X {method} -H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/json' --data {} {}",
            quote(&body.to_string()),
            quote(&format!("{base_url}{target}"))
        )
    };
    let regain =
        command("POST", format!("/_synapse/admin/v1/rooms/{room}/make_room_admin"), json!({ "user_id": user_id }));
    let purge = command("DELETE", format!("/_synapse/admin/v2/rooms/{room}"), json!({ "block": false, "purge": true }));
    vec![
        Snippet::new(Place::Shell, alias),
        Snippet::new(Place::Shell, format!("# Enter the room again, as its admin.\n{regain}")),
        Snippet::new(
            Place::Shell,
            format!("# Delete the room on this server, with all its aliases. There is no way back.\n{purge}"),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::{Case, snippets};

    #[test]
    fn no_id_changes_a_command() {
        let case = Case {
            base_url: "https://hs.example",
            room_id: "!a'$(id):hs",
            user_id: "@it's:hs",
            look_up: "curl 1",
            delete: "curl 2",
            put_back: "curl 3",
        };
        let all: Vec<String> = snippets(case).into_iter().map(|snippet| snippet.code).collect();
        assert!(all[0].contains("\ncurl 1\n") && all[0].contains("\ncurl 2\n") && all[0].ends_with("\ncurl 3"));
        assert!(all[1].contains("--data '{\"user_id\":\"@it'\\''s:hs\"}'"));
        assert!(all[1].ends_with("'https://hs.example/_synapse/admin/v1/rooms/!a'\\''%24(id)%3Ahs/make_room_admin'"));
        assert!(all[2].contains("-X DELETE") && all[2].contains("\"purge\":true"));
    }
}

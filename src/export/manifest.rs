//! `manifest.json`: what is in an export, what is not and why, and how to check it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::zip::Written;
use crate::api::{ApiError, ErrorKind};
use crate::model::moment;
use crate::text::errors;

/// A file in the ZIP.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Its path.
    pub path: String,
    /// What its name should have been, where no system, or not every one, would take it.
    pub original: Option<String>,
    /// In bytes.
    pub length: u64,
    /// SHA-256.
    pub sha256: [u8; 32],
}

/// Something that is not in the export, or not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// What kind of thing.
    pub what: What,
    /// Its id.
    pub id: String,
    /// The room that it belongs to.
    pub room_id: Option<String>,
    /// Glia's or the server's words.
    pub why: String,
}

/// What kind of thing is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// A room, or the rest of it.
    Room,
    /// The state after an event.
    State,
    /// The bytes of a medium.
    Media,
    /// A part of `user_data`.
    UserData,
    /// The event of an invite or a knock.
    Event,
}

impl What {
    fn name(self) -> &'static str {
        match self {
            Self::Room => "room",
            Self::State => "state",
            Self::Media => "media",
            Self::UserData => "user_data",
            Self::Event => "event",
        }
    }
}

/// An error as evidence: `403 M_FORBIDDEN: You are not in this room`.
#[must_use]
pub fn evidence(error: &ApiError) -> String {
    match &error.kind {
        ErrorKind::Matrix(matrix) => format!("{} {}: {}", matrix.status, matrix.errcode, matrix.error),
        ErrorKind::NotMatrix { status, snippet } => format!("{status}: {snippet}"),
        ErrorKind::Unexpected { status, why, .. } => format!("{status}: {}", errors::odd(why)),
        ErrorKind::Network { cause } => cause.clone(),
        ErrorKind::Timeout { after_ms } => format!("{after_ms} ms"),
        ErrorKind::NoUser(user_id) => errors::no_user(user_id),
        ErrorKind::NoSession => String::new(),
    }
}

/// A room in the export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomEntry {
    /// Room id.
    pub room_id: String,
    /// What it is called.
    pub name: String,
    /// `join`, `invite`, `knock`, `leave` or `ban`.
    pub membership: String,
    /// Its folder.
    pub path: String,
    /// Its first page for people.
    pub page: String,
    /// How many events.
    pub events: u64,
    /// Read as an admin.
    pub as_admin: bool,
}

/// How an export was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Base URL.
    pub base_url: String,
    /// MXID.
    pub user_id: String,
    /// Who made it.
    pub admin_id: String,
    /// Begun at, in ms.
    pub begun_ms: i64,
    /// `as_user`, `admin_filtered` or `admin_unfiltered`.
    pub mode: String,
    /// The same in words.
    pub mode_words: String,
    /// What one should know.
    pub notes: Vec<String>,
    /// What was asked for.
    pub options: Vec<(String, String)>,
}

/// What is written down while the export runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// In the order of the ZIP.
    pub files: Vec<FileEntry>,
    /// In the order in which it was met.
    pub skipped: Vec<Skipped>,
    /// In the order of the export.
    pub rooms: Vec<RoomEntry>,
    /// Bytes of media.
    pub media_bytes: u64,
    /// Files of media.
    pub media: u64,
}

impl Manifest {
    /// A file was written.
    pub fn wrote(&mut self, path: &str, original: Option<&str>, written: &Written) {
        let Written { length, sha256 } = *written;
        let original = original.filter(|original| *original != path).map(str::to_owned);
        self.files.push(FileEntry { path: path.to_owned(), original, length, sha256 });
    }

    /// Something was left out.
    pub fn skip(&mut self, what: What, id: &str, room_id: Option<&str>, why: String) {
        self.skipped.push(Skipped { what, id: id.to_owned(), room_id: room_id.map(str::to_owned), why });
    }

    /// All events.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.rooms.iter().map(|room| room.events).sum()
    }

    /// The file. It lists every file but itself.
    #[must_use]
    pub fn to_json(&self, made: &Made, ended_ms: i64) -> String {
        let files: Vec<Value> = self.files.iter().map(file).collect();
        let rooms: Vec<Value> = self.rooms.iter().map(room).collect();
        let skipped: Vec<Value> = self.skipped.iter().map(skipped).collect();
        let value = json!({
            "format": 1,
            "tool": {"name": "Glia", "version": env!("CARGO_PKG_VERSION")},
            "homeserver": made.base_url,
            "user_id": made.user_id,
            "exported_by": made.admin_id,
            "begun": moment::utc(made.begun_ms),
            "ended": moment::utc(ended_ms),
            "mode": {"name": made.mode, "meaning": made.mode_words},
            "options": made.options.iter().cloned().collect::<std::collections::BTreeMap<_, _>>(),
            "notes": made.notes,
            "counts": {
                "rooms": self.rooms.len(),
                "events": self.events(),
                "media": self.media,
                "media_bytes": self.media_bytes,
                "files": self.files.len(),
                "skipped": self.skipped.len(),
            },
            "rooms": rooms,
            "skipped": skipped,
            "files": files,
        });
        // Values of texts and numbers can always be written.
        serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
    }
}

fn file(entry: &FileEntry) -> Value {
    let (path, bytes, sha256) = (&entry.path, entry.length, hex(&entry.sha256));
    match &entry.original {
        Some(original) => json!({"path": path, "bytes": bytes, "sha256": sha256, "original": original}),
        None => json!({"path": path, "bytes": bytes, "sha256": sha256}),
    }
}

fn room(entry: &RoomEntry) -> Value {
    json!({
        "room_id": entry.room_id,
        "name": entry.name,
        "membership": entry.membership,
        "path": entry.path,
        "page": entry.page,
        "events": entry.events,
        "as_admin": entry.as_admin,
    })
}

fn skipped(entry: &Skipped) -> Value {
    json!({"what": entry.what.name(), "id": entry.id, "room_id": entry.room_id, "why": entry.why})
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{Made, Manifest, What, Written};
    use serde_json::Value;

    #[test]
    fn tells_what_is_in_it_and_what_is_not() {
        let mut manifest = Manifest::default();
        let written = Written { length: 3, sha256: [0xab; 32] };
        manifest.wrote("media/_con.txt", Some("con.txt"), &written);
        manifest.wrote("user_data/profile", Some("user_data/profile"), &written);
        manifest.skip(What::Media, "abc", None, "404: Not found".to_owned());
        let made = Made {
            base_url: "https://hs".to_owned(),
            user_id: "@a:hs".to_owned(),
            admin_id: "@admin:hs".to_owned(),
            begun_ms: 0,
            mode: "as_user".to_owned(),
            mode_words: "As the user".to_owned(),
            notes: vec!["n".to_owned()],
            options: vec![("media".to_owned(), "true".to_owned())],
        };
        let json: Value = serde_json::from_str(&manifest.to_json(&made, 1_000)).unwrap();
        assert_eq!(json["files"][0]["original"], "con.txt");
        assert_eq!(json["files"][1].get("original"), None);
        assert_eq!(json["files"][1]["sha256"].as_str().unwrap(), "ab".repeat(32));
        assert_eq!((&json["skipped"][0]["what"], &json["ended"]), (&"media".into(), &"1970-01-01T00:00:01Z".into()));
        assert_eq!(json["counts"]["files"], 2);
    }
}

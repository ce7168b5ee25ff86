//! What one would type elsewhere: SQL, shell commands and lines of configuration, filled in for the case at hand.
//!
//! One file an answer of the Admin FAQ. Every value goes through [`crate::model::quote`], so that no id can change a
//! command. Comments inside a snippet belong to it and are copied along.

pub mod become_admin;
pub mod biggest_rooms;
pub mod delete_database;
pub mod export_user_data;
pub mod file_handles;
pub mod find_request_in_log;
pub mod first_admin;
pub mod free_alias;
pub mod invite_invalid_signature;
pub mod processed_line;
pub mod proxy;
pub mod registered_users;
pub mod reset_password;
pub mod servers_in_room;
pub mod servers_we_talk_to;
pub mod slow;

/// Where a snippet is to be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// PostgreSQL's `psql`, connected to Synapse's database.
    Psql,
    /// `sqlite3`, with Synapse's database file.
    Sqlite,
    /// A POSIX shell on the server.
    Shell,
    /// Synapse's `homeserver.yaml`.
    HomeserverYaml,
    /// Synapse's log configuration, `log.yaml`.
    LogYaml,
    /// A `docker-compose.yml`.
    Compose,
    /// An environment file such as `/etc/default/matrix-synapse`.
    Environment,
    /// A drop-in of a systemd unit.
    Systemd,
    /// `/etc/security/limits.conf`.
    Limits,
    /// nginx.
    Nginx,
    /// Apache's httpd.
    Apache,
    /// Caddy.
    Caddy,
    /// HAProxy.
    Haproxy,
    /// Traefik.
    Traefik,
}

/// A text to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// Where it is to be used.
    pub place: Place,
    /// The text, without a line end at its end.
    pub code: String,
}

impl Snippet {
    /// A text for a place.
    #[must_use]
    pub fn new(place: Place, code: impl Into<String>) -> Self {
        Self { place, code: code.into() }
    }
}

//! How a homeserver is reached where that is not as usual, as `config.json` says.

use serde::{Deserialize, Serialize};

/// Where Synapse's admin API begins.
const ADMIN_API: &str = "/_synapse/admin/";

/// How one homeserver is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    /// Its base URL, without a slash at its end.
    pub base_url: String,
    /// The base URL of its admin API, where that is another one.
    pub admin_base_url: Option<String>,
    /// Whether cookies go along, as a proxy in front of it that asks for a sign-in of its own needs them.
    pub cookies: bool,
}

/// All homeservers that are not reached as usual.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connections(pub Vec<Connection>);

impl Connections {
    /// Where a request to this URL goes.
    #[must_use]
    pub fn address(&self, url: &str) -> String {
        let elsewhere = self.0.iter().find_map(|connection| {
            let path = url.strip_prefix(&connection.base_url)?;
            let admin = connection.admin_base_url.as_ref()?;
            path.starts_with(ADMIN_API).then(|| format!("{admin}{path}"))
        });
        elsewhere.unwrap_or_else(|| url.to_owned())
    }

    /// Whether cookies go along with a request to this URL.
    #[must_use]
    pub fn with_cookies(&self, url: &str) -> bool {
        self.reaching(url).any(|connection| connection.cookies)
    }

    /// Whether a request to this URL goes as usual.
    #[must_use]
    pub fn is_usual(&self, url: &str) -> bool {
        self.reaching(url).next().is_none()
    }

    fn reaching(&self, url: &str) -> impl Iterator<Item = &Connection> {
        let is_below = |base: &String| url.strip_prefix(base.as_str()).is_some_and(|path| path.starts_with('/'));
        self.0.iter().filter(move |it| is_below(&it.base_url) || it.admin_base_url.as_ref().is_some_and(is_below))
    }
}

#[cfg(test)]
mod tests {
    use super::{Connection, Connections};

    fn connections() -> Connections {
        let hs = |base: &str, admin: Option<&str>, cookies| Connection {
            base_url: base.to_owned(),
            admin_base_url: admin.map(str::to_owned),
            cookies,
        };
        Connections(vec![
            hs("https://hs.example", Some("https://hs.example/private"), false),
            hs("https://b.example:8448/m", None, true),
            hs("https://c.example", Some("https://admin.c.example"), true),
        ])
    }

    #[test]
    fn only_the_admin_api_goes_elsewhere() {
        let connections = connections();
        let rooms = "https://hs.example/private/_synapse/admin/v1/rooms?limit=1";
        assert_eq!(connections.address("https://hs.example/_synapse/admin/v1/rooms?limit=1"), rooms);
        assert_eq!(connections.address(rooms), rooms, "what goes elsewhere already stays there");
        for same in [
            "https://hs.example/_matrix/client/versions",
            "https://hs.example.evil.example/_synapse/admin/v1/rooms",
            "https://hs.example:8448/_synapse/admin/v1/rooms",
            "https://b.example:8448/m/_synapse/admin/v1/rooms",
            "https://other.example/_synapse/admin/v1/rooms",
        ] {
            assert_eq!(connections.address(same), same);
        }
    }

    #[test]
    fn cookies_go_to_their_server_and_to_no_other() {
        let connections = connections();
        for with in ["https://b.example:8448/m/_matrix/x", "https://c.example/_matrix/x", "https://admin.c.example/x"] {
            assert!(connections.with_cookies(with) && !connections.is_usual(with), "{with}");
        }
        for without in [
            "https://hs.example/_matrix/x",
            "https://b.example:8448/other",
            "https://b.example/m/x",
            "https://c.example.evil.example/x",
            "https://c.example@evil.example/x",
        ] {
            assert!(!connections.with_cookies(without), "{without}");
        }
        assert!(!connections.is_usual("https://hs.example/_matrix/x"));
        assert!(connections.is_usual("https://other.example/x"));
    }
}

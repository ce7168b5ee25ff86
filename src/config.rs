//! `config.json` beside the app: optional, validated; a mistake in it is shown and named, never passed over in silence.

use serde_json::{Map, Value};

use crate::api::discovery::{Typed, same_server, understand};
use crate::model::connection::{Connection, Connections};

/// What whoever hosts Glia can set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Fills the homeserver field.
    pub default_homeserver: Option<String>,
    /// Which homeservers may be signed in to.
    pub allowed: Allowed,
    /// Replaces "Glia" in the header and the window title.
    pub title: Option<String>,
    /// What this Glia is called at the authorization servers of homeservers (server name or base URL first), where it
    /// may not introduce itself.
    pub oauth_client_ids: Vec<(String, String)>,
    /// Homeservers that are not reached as usual.
    pub connections: Connections,
    /// A log of Synapse beside the app, for the log explorer to show what it can do.
    pub sample_log: Option<String>,
    /// What is wrong with the file, for whoever wrote it.
    pub mistakes: Vec<Mistake>,
}

/// Something wrong in the file. `text::config` makes sentences of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// The web server answered with this status.
    Status(u16),
    /// There was no answer; the browser's own words.
    Unreadable(String),
    /// It is not JSON; the parser's own words.
    NotJson(String),
    /// It is JSON, but no object.
    NotAnObject,
    /// A key that no setting has.
    Unknown(String),
    /// The list of homeservers stands there more than once, and JSON does not say which one counts.
    Twice,
    /// A setting that is not what it should be.
    Wrong {
        /// The setting.
        key: String,
        /// What it should be.
        wanted: Wanted,
    },
    /// A text that is no server name or base URL.
    NoServer {
        /// The setting that it stands in.
        key: String,
        /// The text.
        text: String,
    },
    /// A text that is no base URL.
    NoBaseUrl {
        /// The setting that it stands in.
        key: String,
        /// The text.
        text: String,
    },
    /// A text that is no plain name of a file.
    NoFileName {
        /// The setting that it stands in.
        key: String,
        /// The text.
        text: String,
    },
    /// The default homeserver is not one of the allowed ones.
    DefaultNotAllowed(String),
}

/// What a setting should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// An object whose values are texts.
    NamedTexts,
    /// An object of objects with `admin_base_url` and `credentials`.
    Connections,
}

/// A server, as name or base URL, with its name as Matrix knows it: `xn--…` where it is international. The browser has the
/// tables for it.
pub type Ascii = fn(&str) -> String;

/// Which homeservers may be signed in to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Allowed {
    /// Any.
    #[default]
    Any,
    /// Only these, as server names or base URLs.
    Only(Vec<String>),
    /// It is not known which: none, because a typing mistake must not open what was meant to be closed. So it is where
    /// the list could not be read, and where there is no list, but a setting that does not exist and may be meant as it.
    Unknown,
}

impl Config {
    /// A file that could not be read at all.
    #[must_use]
    pub fn unreadable(mistake: Mistake) -> Self {
        Self { allowed: Allowed::Unknown, mistakes: vec![mistake], ..Self::default() }
    }

    /// Whether the file could not be fetched, so that nobody knows what it says.
    #[must_use]
    pub fn did_not_come(&self) -> bool {
        matches!(self.mistakes.as_slice(), [Mistake::Status(_) | Mistake::Unreadable(_)])
    }

    /// Reads the file's text, with `ascii` for server names that are international. What is right in it holds even when
    /// something else is wrong.
    #[must_use]
    pub fn parse(text: &str, ascii: Ascii) -> Self {
        let map = match serde_json::from_slice(text.as_bytes()) {
            Ok(Value::Object(map)) => map,
            Ok(_) => return Self::unreadable(Mistake::NotAnObject),
            Err(error) => return Self::unreadable(Mistake::NotJson(error.to_string())),
        };
        let mut config = Self::default();
        let mut mistakes = Vec::new();
        for (key, value) in map {
            let outcome = match (key.as_str(), value) {
                ("default_homeserver", Value::String(text)) => {
                    server(&key, &text, ascii).map(|server| config.default_homeserver = Some(server))
                }
                ("homeservers", value) => {
                    let list = servers(&key, value, ascii);
                    config.allowed = list.as_ref().map_or(Allowed::Unknown, |list| match list.as_slice() {
                        [] => Allowed::Any,
                        list => Allowed::Only(list.to_vec()),
                    });
                    list.map(|_| ())
                }
                ("connections", value) => connections(&key, value, ascii).map(|all| config.connections = all),
                ("oauth_client_ids", value) => client_ids(&key, value, ascii).map(|ids| config.oauth_client_ids = ids),
                ("sample_log", Value::String(text)) => beside(&key, text).map(|name| config.sample_log = Some(name)),
                ("title", Value::String(text)) => {
                    config.title = Some(text);
                    Ok(())
                }
                ("default_homeserver" | "sample_log" | "title", _) => Err(Mistake::Wrong { key, wanted: Wanted::Text }),
                _ => Err(Mistake::Unknown(key)),
            };
            mistakes.extend(outcome.err());
        }
        if text.matches("\"homeservers\"").nth(1).is_some() {
            mistakes.push(Mistake::Twice);
            config.allowed = Allowed::Unknown;
        }
        if config.allowed == Allowed::Any && mistakes.iter().any(|mistake| matches!(mistake, Mistake::Unknown(_))) {
            config.allowed = Allowed::Unknown;
        }
        if config.allowed != Allowed::Unknown
            && let Some(default) = config.default_homeserver.take_if(|default| !config.allowed.covers(default))
        {
            mistakes.push(Mistake::DefaultNotAllowed(default));
        }
        config.mistakes = mistakes;
        config
    }

    /// Whether this homeserver (as typed, or from `server=`) may be used.
    #[must_use]
    pub fn allows(&self, server: &str) -> bool {
        self.allowed.covers(server)
    }

    /// What this Glia is called at the authorization server of a homeserver that goes by any of these names.
    #[must_use]
    pub fn oauth_client_id(&self, servers: &[&str]) -> Option<&str> {
        let is_meant = |known: &str| servers.iter().any(|server| same_server(known, server));
        self.oauth_client_ids.iter().find(|(server, _)| is_meant(server)).map(|(_, id)| id.as_str())
    }

    /// The server to begin with: the default, or the only one allowed.
    #[must_use]
    pub fn first(&self) -> Option<&str> {
        match (&self.default_homeserver, &self.allowed) {
            (Some(default), _) => Some(default),
            (None, Allowed::Only(list)) if list.len() == 1 => list.first().map(String::as_str),
            _ => None,
        }
    }
}

impl Allowed {
    fn covers(&self, server: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Only(list) => list.iter().any(|allowed| same_server(allowed, server)),
            Self::Unknown => false,
        }
    }
}

fn servers(key: &str, value: Value, ascii: Ascii) -> Result<Vec<String>, Mistake> {
    let wrong = || Mistake::Wrong { key: key.to_owned(), wanted: Wanted::Texts };
    let Value::Array(list) = value else { return Err(wrong()) };
    let entry = |entry| match entry {
        Value::String(text) => server(key, &text, ascii),
        _ => Err(wrong()),
    };
    list.into_iter().map(entry).collect()
}

fn client_ids(key: &str, value: Value, ascii: Ascii) -> Result<Vec<(String, String)>, Mistake> {
    let wrong = || Mistake::Wrong { key: key.to_owned(), wanted: Wanted::NamedTexts };
    let Value::Object(map) = value else { return Err(wrong()) };
    let entry = |(name, id): (String, Value)| match id {
        Value::String(id) if !id.is_empty() => Ok((server(key, &name, ascii)?, id)),
        _ => Err(wrong()),
    };
    map.into_iter().map(entry).collect()
}

/// Connections as `config.json` has them.
#[must_use]
pub fn write_connections(connections: &Connections) -> Value {
    // Inserting one by one: collecting brings a sorting algorithm along.
    let mut all = Map::new();
    for connection in &connections.0 {
        let credentials = if connection.cookies { "include" } else { "omit" };
        let mut entry = Map::new();
        entry.insert("credentials".to_owned(), credentials.into());
        if let Some(url) = &connection.admin_base_url {
            entry.insert("admin_base_url".to_owned(), url.as_str().into());
        }
        all.insert(connection.base_url.clone(), Value::Object(entry));
    }
    Value::Object(all)
}

/// Reads what [`write_connections`] wrote; nothing where that was another version's.
#[must_use]
pub fn read_connections(text: &str) -> Connections {
    let value = serde_json::from_slice(text.as_bytes()).unwrap_or_default();
    connections("", value, str::to_owned).unwrap_or_default()
}

fn connections(key: &str, value: Value, ascii: Ascii) -> Result<Connections, Mistake> {
    let wrong = || Mistake::Wrong { key: key.to_owned(), wanted: Wanted::Connections };
    let base = |text: &str| match understand(&ascii(text)) {
        Some((Typed::BaseUrl(url), _)) => Ok(url),
        _ => Err(Mistake::NoBaseUrl { key: key.to_owned(), text: text.to_owned() }),
    };
    let Value::Object(map) = value else { return Err(wrong()) };
    let mut all = Connections::default();
    for (name, value) in map {
        let Value::Object(settings) = value else { return Err(wrong()) };
        let mut connection = Connection { base_url: base(&name)?, admin_base_url: None, cookies: false };
        for (setting, value) in settings {
            match (setting.as_str(), value.as_str()) {
                ("admin_base_url", Some(url)) => connection.admin_base_url = Some(base(url)?),
                ("credentials", Some("include")) => connection.cookies = true,
                ("credentials", Some("omit")) => connection.cookies = false,
                _ => return Err(wrong()),
            }
        }
        all.0.push(connection);
    }
    Ok(all)
}

fn server(key: &str, text: &str, ascii: Ascii) -> Result<String, Mistake> {
    let server = ascii(text);
    match understand(&server) {
        Some(_) => Ok(server),
        None => Err(Mistake::NoServer { key: key.to_owned(), text: text.to_owned() }),
    }
}

/// A file in the folder of the app: a name alone leads nowhere else, however it is resolved.
fn beside(key: &str, text: String) -> Result<String, Mistake> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    if !text.is_empty() && !text.starts_with('.') && text.chars().all(plain) {
        Ok(text)
    } else {
        Err(Mistake::NoFileName { key: key.to_owned(), text })
    }
}

#[cfg(test)]
mod tests;

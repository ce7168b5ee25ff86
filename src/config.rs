//! `config.json` beside the app: optional, validated; a mistake in it is shown and named, never ignored.

use serde_json::Value;

use crate::api::discovery::{same_server, understand};

/// What whoever hosts Glia can set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Fills the homeserver field.
    pub default_homeserver: Option<String>,
    /// When not empty: the only homeservers that may be signed in to, as server names or base URLs.
    pub homeservers: Vec<String>,
    /// Replaces "Glia" in the header and the window title.
    pub title: Option<String>,
}

impl Config {
    /// Reads the file's text.
    ///
    /// # Errors
    /// A sentence fragment naming what is wrong, for the admin who wrote the file.
    pub fn parse(text: &str) -> Result<Self, String> {
        let value: Value =
            serde_json::from_slice(text.as_bytes()).map_err(|error| format!("it is not JSON ({error})"))?;
        let Value::Object(map) = value else { return Err("it must be an object, {…}".to_owned()) };
        let mut config = Self::default();
        for (key, value) in map {
            match (key.as_str(), value) {
                ("default_homeserver", Value::String(text)) => config.default_homeserver = Some(server(&key, text)?),
                ("homeservers", Value::Array(list)) => {
                    for entry in list {
                        let Value::String(text) = entry else {
                            return Err(format!("\"{key}\" must be a list of texts"));
                        };
                        config.homeservers.push(server(&key, text)?);
                    }
                }
                ("title", Value::String(text)) => config.title = Some(text),
                ("default_homeserver" | "title", _) => return Err(format!("\"{key}\" must be a text")),
                ("homeservers", _) => return Err(format!("\"{key}\" must be a list of texts")),
                _ => return Err(format!("\"{key}\" is not a setting of Glia")),
            }
        }
        match &config.default_homeserver {
            Some(default) if !config.allows(default) => {
                Err("\"default_homeserver\" is not among \"homeservers\"".to_owned())
            }
            _ => Ok(config),
        }
    }

    /// Whether this homeserver (as typed, or from `server=`) may be used.
    #[must_use]
    pub fn allows(&self, server: &str) -> bool {
        self.homeservers.is_empty() || self.homeservers.iter().any(|allowed| same_server(allowed, server))
    }

    /// The server to begin with: the default, or the only one allowed.
    #[must_use]
    pub fn first(&self) -> Option<&str> {
        match (&self.default_homeserver, self.homeservers.as_slice()) {
            (Some(default), _) => Some(default),
            (None, [only]) => Some(only),
            _ => None,
        }
    }
}

fn server(key: &str, text: String) -> Result<String, String> {
    match understand(&text) {
        Some(_) => Ok(text),
        None => Err(format!("\"{text}\" in \"{key}\" is no server name or base URL")),
    }
}

#[cfg(test)]
mod tests {
    use super::Config;

    #[test]
    fn reads() {
        let text = r#"{"default_homeserver": "hs.example", "homeservers": ["hs.example", "https://m.x.example"], "title": "T"}"#;
        let config = Config::parse(text).unwrap();
        assert_eq!(config.first(), Some("hs.example"));
        assert!(config.allows("https://hs.example/") && config.allows("https://M.x.example"));
        assert!(!config.allows("evil.example") && !config.allows(""));
        assert_eq!(Config::parse("{}"), Ok(Config::default()));
        assert!(Config::default().allows("any.example"));
    }

    #[test]
    fn names_the_mistake() {
        for (text, mistake) in [
            ("[]", "it must be an object, {…}"),
            (r#"{"defaultHomeserver": "x"}"#, "\"defaultHomeserver\" is not a setting of Glia"),
            (r#"{"homeservers": "x"}"#, "\"homeservers\" must be a list of texts"),
            (r#"{"homeservers": [1]}"#, "\"homeservers\" must be a list of texts"),
            (r#"{"title": 1}"#, "\"title\" must be a text"),
            (r#"{"default_homeserver": "a b"}"#, "\"a b\" in \"default_homeserver\" is no server name or base URL"),
            (
                r#"{"default_homeserver": "a.example", "homeservers": ["b.example"]}"#,
                "\"default_homeserver\" is not among \"homeservers\"",
            ),
        ] {
            assert_eq!(Config::parse(text).unwrap_err(), mistake);
        }
        assert!(Config::parse("{").unwrap_err().starts_with("it is not JSON"));
    }
}

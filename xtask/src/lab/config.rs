//! What a lab server is, and its Synapse configuration.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use super::database::Database;
use super::postgres::Address;
use crate::tools::Postgresql;
use crate::{files, ports};

/// The registration secret of every lab server.
pub const SHARED_SECRET: &str = "glia-lab-registration-secret";

/// Synapse's configuration file in a server's folder. JSON is YAML, so JSON is written.
pub const CONFIG_FILE: &str = "homeserver.yaml";

/// The SQLite database, in the server's folder.
pub(crate) const DATABASE_FILE: &str = "homeserver.db";

/// The signing key, in the server's folder.
pub(super) const SIGNING_KEY_FILE: &str = "signing.key";

const LOG_CONFIG_FILE: &str = "log.yaml";

/// Whether requests are slowed down as on a real server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateLimits {
    /// Far above what any test reaches.
    Relaxed,
    /// Synapse's own defaults: a handful of failed logins lock out for minutes.
    Default,
}

/// What Synapse keeps its data in.
#[derive(Clone, Debug)]
pub enum Store {
    /// A file in the server's folder.
    Sqlite,
    /// A PostgreSQL of its own.
    Postgres {
        /// The installed programs.
        postgresql: Postgresql,
        /// The loopback port.
        port: u16,
    },
}

impl Store {
    /// The same on another port, if it needs one.
    pub fn on_a_free_port(&self) -> Result<Self> {
        match self {
            Self::Sqlite => Ok(Self::Sqlite),
            Self::Postgres { postgresql, .. } => {
                Ok(Self::Postgres { postgresql: postgresql.clone(), port: ports::any_free()? })
            }
        }
    }
}

/// One lab server.
#[derive(Clone, Debug)]
pub struct Spec {
    /// What messages and folders call it.
    pub name: String,
    /// The Synapse release, as on PyPI.
    pub version: String,
    /// The Matrix server name; part of every id in the data.
    pub server_name: String,
    /// Its folder with configuration, database, media and log.
    pub dir: PathBuf,
    /// The loopback port of client and federation API.
    pub port: u16,
    /// How long access tokens of clients live that ask for a refresh token; `None`: Synapse's
    /// five minutes.
    pub refreshable_access_token_lifetime: Option<Duration>,
    /// Rate limits.
    pub rate_limits: RateLimits,
    /// The database.
    pub store: Store,
    /// Whether its log also has “Received request” lines, and keeps those of earlier runs: a sample for the log explorer.
    pub full_log: bool,
    /// Settings of Synapse that only this server has.
    pub extra: Map<String, Value>,
}

impl Spec {
    /// A server on SQLite with relaxed rate limits and no special token lifetime.
    pub fn new(name: &str, version: &str, server_name: &str, dir: PathBuf, port: u16) -> Self {
        Self {
            name: name.to_owned(),
            version: version.to_owned(),
            server_name: server_name.to_owned(),
            dir,
            port,
            refreshable_access_token_lifetime: None,
            rate_limits: RateLimits::Relaxed,
            store: Store::Sqlite,
            full_log: false,
            extra: Map::new(),
        }
    }

    /// Where the data is.
    pub fn database(&self) -> Database {
        match self.store {
            Store::Sqlite => Database::Sqlite { path: self.dir.join(DATABASE_FILE) },
            Store::Postgres { port, .. } => Database::Postgres(Address::on(port)),
        }
    }

    fn database_config(&self) -> Value {
        match self.database() {
            Database::Sqlite { path } => json!({ "name": "sqlite3", "args": { "database": path } }),
            Database::Postgres(Address { host, port, user, name }) => json!({
                "name": "psycopg2",
                "args": { "host": host, "port": port, "user": user, "dbname": name },
            }),
        }
    }

    /// The address clients use.
    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Writes the configuration into the server's folder.
    pub fn write_config(&self) -> Result<()> {
        write_json(&self.dir.join(CONFIG_FILE), &self.config())?;
        write_json(&self.dir.join(LOG_CONFIG_FILE), &log_config(self.full_log))
    }

    fn config(&self) -> Value {
        let path = |name: &str| self.dir.join(name).display().to_string();
        let mut config = json!({
            "server_name": self.server_name,
            "public_baseurl": self.base_url() + "/",
            "serve_server_wellknown": false,
            "listeners": [{
                "port": self.port,
                "type": "http",
                "bind_addresses": ["127.0.0.1"],
                "resources": [{ "names": ["client", "federation"], "compress": false }],
            }],
            "database": self.database_config(),
            "log_config": path(LOG_CONFIG_FILE),
            "media_store_path": path("media"),
            "signing_key_path": path(SIGNING_KEY_FILE),
            "pid_file": path("homeserver.pid"),
            "registration_shared_secret": SHARED_SECRET,
            "macaroon_secret_key": "glia-lab-macaroon-secret",
            "form_secret": "glia-lab-form-secret",
            "report_stats": false,
            // Nothing leaves this machine.
            "trusted_key_servers": [],
            "suppress_key_server_warning": true,
            "federation_domain_whitelist": [],
            "send_federation": false,
            // A room keeps the forward extremities it has; Synapse would join them within minutes.
            "dummy_events_threshold": 1000,
            "url_preview_enabled": false,
            "push": { "enabled": false },
            // Four rounds make password checks instant.
            "bcrypt_rounds": 4,
            // Newer releases publish no room without a rule.
            "room_list_publication_rules": [{ "action": "allow" }],
        });
        if let Some(lifetime) = self.refreshable_access_token_lifetime {
            config["refreshable_access_token_lifetime"] = json!(format!("{}s", lifetime.as_secs()));
        }
        if self.rate_limits == RateLimits::Relaxed
            && let Some(config) = config.as_object_mut()
        {
            config.extend(relaxed_rate_limits());
        }
        if let Some(config) = config.as_object_mut() {
            config.extend(self.extra.clone());
        }
        config
    }
}

fn relaxed_rate_limits() -> Map<String, Value> {
    let limit = || json!({ "per_second": 10_000, "burst_count": 100_000 });
    let mut limits = Map::new();
    for name in [
        "rc_message",
        "rc_registration",
        "rc_registration_token_validity",
        "rc_admin_redaction",
        "rc_3pid_validation",
        "rc_third_party_invite",
        "rc_media_create",
        "rc_room_creation",
        "rc_reports",
        "rc_user_directory",
        "rc_delayed_event_mgmt",
        "rc_profile",
    ] {
        limits.insert(name.to_owned(), limit());
    }
    limits.insert("rc_login".to_owned(), json!({ "address": limit(), "account": limit(), "failed_attempts": limit() }));
    limits.insert("rc_joins".to_owned(), json!({ "local": limit(), "remote": limit() }));
    limits.insert("rc_joins_per_room".to_owned(), limit());
    limits.insert("rc_invites".to_owned(), json!({ "per_room": limit(), "per_user": limit(), "per_issuer": limit() }));
    limits.insert("rc_presence".to_owned(), json!({ "per_user": limit() }));
    limits
}

fn log_config(full: bool) -> Value {
    // Since Synapse 1.11 the beginning of a request is logged at DEBUG.
    let access = if full { "DEBUG" } else { "INFO" };
    json!({
        "version": 1,
        "formatters": { "precise": {
            "format": "%(asctime)s - %(name)s - %(lineno)d - %(levelname)s - %(request)s - %(message)s",
        } },
        // Standard output is the server's log file, see `homeserver`.
        "handlers": { "console": { "class": "logging.StreamHandler", "formatter": "precise" } },
        "root": { "level": "WARNING", "handlers": ["console"] },
        // Real "Processed request" lines, for the tests of what reads them.
        "loggers": { "synapse.access": { "level": access } },
        "disable_existing_loggers": false,
    })
}

fn write_json(path: &Path, value: &Value) -> Result<()> {
    let text =
        serde_json::to_string_pretty(value).with_context(|| format!("Cannot put {} into JSON", path.display()))?;
    files::write(path, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec() -> Spec {
        Spec::new("test", "1.163.2", "test.example", PathBuf::from("somewhere"), 4711)
    }

    #[test]
    fn it_listens_on_loopback_only() {
        let config = spec().config();
        assert_eq!(config["listeners"][0]["bind_addresses"], json!(["127.0.0.1"]));
        assert_eq!(config["public_baseurl"], json!("http://127.0.0.1:4711/"));
    }

    #[test]
    fn only_a_sample_has_received_lines() {
        let level = |full| log_config(full)["loggers"]["synapse.access"]["level"].clone();
        assert_eq!([level(false), level(true)], [json!("INFO"), json!("DEBUG")]);
    }

    #[test]
    fn options_show_in_the_config() {
        let plain = spec().config();
        assert!(plain["rc_login"].is_object());
        assert!(plain["refreshable_access_token_lifetime"].is_null());

        let mut spec = spec();
        spec.rate_limits = RateLimits::Default;
        spec.refreshable_access_token_lifetime = Some(Duration::from_secs(4));
        let config = spec.config();
        assert!(config["rc_login"].is_null());
        assert_eq!(config["refreshable_access_token_lifetime"], json!("4s"));
    }
}

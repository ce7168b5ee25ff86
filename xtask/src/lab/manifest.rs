//! `lab.json`: what the end-to-end tests need to know about the running lab.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Serialize;

use super::cast::Community;
use super::config::{CONFIG_FILE, SHARED_SECRET, Spec};
use super::database::Database;
use crate::files;

/// The whole lab.
#[derive(Debug, Serialize)]
pub struct Manifest {
    /// The app's address, ending in a slash.
    pub app: String,
    /// Servers by role: `current`, `oldest`, `short`, `postgres`, `mas`, `sso`.
    pub servers: BTreeMap<String, Server>,
}

/// One server.
#[derive(Debug, Serialize)]
pub struct Server {
    version: String,
    base_url: String,
    server_name: String,
    shared_secret: &'static str,
    /// Its configuration file.
    config: PathBuf,
    /// The Python it runs on, which also runs `python -m synapse…`.
    python: PathBuf,
    database: Database,
    /// Who signs people in for it, with a slash at its end; only where that is not Synapse itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
    #[serde(flatten)]
    community: Community,
}

impl Server {
    /// Describes a server and who is on it.
    pub fn new(spec: &Spec, python: &Path, community: &Community) -> Self {
        Self {
            version: spec.version.clone(),
            base_url: spec.base_url(),
            server_name: spec.server_name.clone(),
            shared_secret: SHARED_SECRET,
            config: spec.dir.join(CONFIG_FILE),
            python: python.to_path_buf(),
            database: spec.database(),
            issuer: None,
            community: community.clone(),
        }
    }

    /// The same with who signs people in for it.
    pub fn signed_in_by(self, issuer: Option<String>) -> Self {
        Self { issuer, ..self }
    }
}

impl Manifest {
    /// Writes it as JSON for people and programs.
    pub fn write(&self, path: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(self).context("Cannot describe the lab")?;
        files::write(path, text + "\n")
    }
}

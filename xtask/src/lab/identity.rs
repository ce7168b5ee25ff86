//! Where the people of some lab servers sign in: a stand-in for Matrix Authentication Service, or an
//! identity provider. Both are small Node programs on `oidc-provider` (`tests/e2e/support/mas/`).

use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use super::cast::Community;
use super::config::Spec;
use crate::process::Group;
use crate::repo::Repo;
use crate::{files, interrupt};

/// What MAS and Synapse know each other by.
const MAS_SECRET: &str = "glia-lab-mas-secret";

/// What Synapse proves itself with to its identity providers.
const CLIENT_SECRET: &str = "glia-lab-client-secret";

/// The identity providers as people see them: id, name, icon. The icon names a file that is not on
/// the server, as on many real ones; so do names need care.
const PROVIDERS: [(&str, &str, Option<&str>); 2] =
    [("company", "Company <login>", Some("mxc://sso.example/company-icon")), ("school", "School", None)];

const START_LIMIT: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(50);

/// What signs people in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The server has no sign-in of its own any more.
    Mas,
    /// The server's own sign-in offers it beside passwords.
    Providers,
}

impl Kind {
    fn script(self) -> &'static str {
        match self {
            Self::Mas => "mas.mjs",
            Self::Providers => "idp.mjs",
        }
    }

    /// What the program needs to know.
    fn settings(self, port: u16, spec: &Spec, community: &Community) -> Value {
        let Community { admin, second_admin, member, .. } = community;
        let accounts = [(admin, true), (second_admin, true), (member, false)].map(|(account, is_admin)| {
            json!({
                "username": account.localpart,
                "password": account.password,
                "admin": is_admin,
                "access_token": account.access_token,
            })
        });
        let clients = PROVIDERS.map(|(id, ..)| {
            json!({
                "client_id": id,
                "client_secret": CLIENT_SECRET,
                "redirect_uris": [format!("{}/_synapse/client/oidc/callback", spec.base_url())],
            })
        });
        match self {
            Self::Mas => {
                json!({ "port": port, "homeserver": spec.base_url(), "secret": MAS_SECRET, "accounts": accounts })
            }
            Self::Providers => json!({ "port": port, "clients": clients, "accounts": accounts }),
        }
    }

    /// What Synapse needs to know.
    fn synapse(self, issuer: &str) -> Map<String, Value> {
        let (name, value) = match self {
            Self::Mas => {
                ("matrix_authentication_service", json!({ "enabled": true, "endpoint": issuer, "secret": MAS_SECRET }))
            }
            Self::Providers => ("oidc_providers", PROVIDERS.map(|provider| synapse_provider(issuer, provider)).into()),
        };
        Map::from_iter([(name.to_owned(), value)])
    }
}

fn synapse_provider(issuer: &str, (id, name, icon): (&str, &str, Option<&str>)) -> Value {
    let mut provider = json!({
        "idp_id": id,
        "idp_name": name,
        "issuer": issuer,
        "client_id": id,
        "client_secret": CLIENT_SECRET,
        "scopes": ["openid", "profile"],
        "allow_existing_users": true,
        "skip_verification": true,
        "user_mapping_provider": { "config": { "localpart_template": "{{ user.preferred_username }}" } },
    });
    if let Some(icon) = icon {
        provider["idp_icon"] = json!(icon);
    }
    provider
}

/// A running identity server; stopped when dropped.
#[derive(Debug)]
pub struct IdentityServer {
    port: u16,
    process: Group,
}

impl IdentityServer {
    /// Starts one for the server `spec`, whose configuration it is added to.
    pub fn start(repo: &Repo, kind: Kind, port: u16, spec: &mut Spec, community: &Community) -> Result<Self> {
        let settings = spec.dir.join("identity.json");
        files::write(&settings, kind.settings(port, spec, community).to_string())?;
        let log_path = spec.dir.join("identity.log");
        let log = File::create(&log_path).with_context(|| format!("Cannot write {}", log_path.display()))?;
        let errors = log.try_clone().context("Cannot share the log file")?;
        let process = Group::start(
            Command::new("node")
                .arg(repo.e2e_tests().join("support/mas").join(kind.script()))
                .arg(&settings)
                .stdout(log)
                .stderr(errors),
            &format!("The identity server of \"{}\"", spec.name),
        )?;
        let mut server = Self { port, process };
        spec.extra = kind.synapse(&server.issuer());
        let deadline = Instant::now() + START_LIMIT;
        while TcpStream::connect(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).is_err() {
            server.check().with_context(|| format!("See its log {}", log_path.display()))?;
            if Instant::now() > deadline {
                bail!("The identity server of \"{}\" does not answer; see {}.", spec.name, log_path.display());
            }
            interrupt::sleep(POLL)?;
        }
        Ok(server)
    }

    /// Its address, with a slash at the end.
    pub fn issuer(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Fails when it has ended by itself.
    pub fn check(&mut self) -> Result<()> {
        match self.process.ended()? {
            Some(status) => bail!("The identity server on port {} ended ({status}).", self.port),
            None => Ok(()),
        }
    }

    /// Stops it.
    pub fn stop(mut self) -> Result<()> {
        self.process.stop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synapse_hands_over_or_offers() {
        let mas = Kind::Mas.synapse("http://127.0.0.1:1/");
        assert_eq!(mas["matrix_authentication_service"]["endpoint"], json!("http://127.0.0.1:1/"));
        let providers = Kind::Providers.synapse("http://127.0.0.1:1/");
        assert_eq!(providers["oidc_providers"][0]["idp_icon"], json!("mxc://sso.example/company-icon"));
        assert_eq!(providers["oidc_providers"][1]["idp_name"], json!("School"));
    }
}

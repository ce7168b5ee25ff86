//! The servers of the end-to-end tests, all running: the current Synapse, the oldest promised
//! one, one whose access tokens end within seconds, one that has handed signing in over to (a
//! stand-in for) Matrix Authentication Service, and one with identity providers.

use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};

use super::config::Spec;
use super::homeserver::Homeserver;
use super::identity::{IdentityServer, Kind};
use super::manifest::{Manifest, Server};
use super::seed::Size;
use super::template::Template;
use super::{CURRENT_SYNAPSE, OLDEST_SYNAPSE};
use crate::repo::Repo;
use crate::serve::AppServer;
use crate::tools::synapse;
use crate::{ports, say};

/// The first of the lab's ports when nobody asks for others.
const DEFAULT_PORT_BASE: u16 = 28_180;

/// The app's path on its server: deep, as the app must not care.
const APP_PREFIX: &str = "/some/deep/path/";

/// Life of access tokens on the server named `short`.
const SHORT_LIFETIME: Duration = Duration::from_secs(4);

/// What the lab's servers are called, in the order of their ports after the app's.
const ROLES: [&str; 5] = ["current", "oldest", "short", "mas", "sso"];

/// The roles whose people are signed in elsewhere, in the order of the ports after the servers'.
const SIGNED_IN_ELSEWHERE: [(&str, Kind); 2] = [("mas", Kind::Mas), ("sso", Kind::Providers)];

/// One for the app, one each for the servers and for where their people sign in.
const PORTS: usize = 1 + ROLES.len() + SIGNED_IN_ELSEWHERE.len();

/// Which ports to use.
#[derive(Clone, Copy, Debug)]
pub enum Ports {
    /// From this one upwards: the app's, then the servers'.
    From(u16),
    /// The default ones, each replaced by a free one when it is taken.
    Any,
}

impl Ports {
    /// Fails with one sentence when a port that was asked for is taken.
    pub fn preflight(self) -> Result<()> {
        let Self::From(base) = self else { return Ok(()) };
        let ports = consecutive(base)?;
        ports::require_free(ports[0], "the app", "--port-base")?;
        let elsewhere = SIGNED_IN_ELSEWHERE.iter().map(|(role, _)| *role);
        for (port, role) in ports[1..].iter().zip(ROLES.into_iter().chain(elsewhere)) {
            ports::require_free(*port, &format!("the lab's server \"{role}\""), "--port-base")?;
        }
        Ok(())
    }

    fn choose(self) -> Result<[u16; PORTS]> {
        match self {
            Self::From(base) => consecutive(base),
            Self::Any => {
                let mut ports = consecutive(DEFAULT_PORT_BASE)?;
                for port in &mut ports {
                    *port = ports::free_or_any(*port)?;
                }
                Ok(ports)
            }
        }
    }
}

fn consecutive(base: u16) -> Result<[u16; PORTS]> {
    let mut ports = [base; PORTS];
    for (port, offset) in ports.iter_mut().zip(0..) {
        *port = base.checked_add(offset).with_context(|| format!("There are not enough ports above {base}."))?;
    }
    Ok(ports)
}

/// Everything that runs for the tests; stopped when dropped.
#[derive(Debug)]
pub struct Park {
    app: AppServer,
    servers: Vec<Homeserver>,
    identity: Vec<IdentityServer>,
    manifest: Manifest,
}

impl Park {
    /// Starts the servers on pristine copies of their communities, and the app.
    pub fn start(repo: &Repo, ports: Ports) -> Result<Self> {
        let mut pythons = Vec::new();
        for role in ROLES {
            pythons.push(synapse::ensure(repo, version(role))?);
        }
        let templates = at_once(ROLES.iter().zip(&pythons), |(role, python)| {
            Template::ensure(repo, &spec(repo, role, 0), size(role), python)
        })?;

        say::step("Starting the lab's servers");
        // Only now, as seeding takes minutes in which ports can be taken.
        let [app_port, server_ports @ ..] = ports.choose()?;
        let (server_ports, identity_ports) = server_ports.split_at(ROLES.len());
        let app = AppServer::start(repo.dist(), APP_PREFIX, app_port)?;
        let plans = ROLES.iter().zip(server_ports).zip(templates.iter().zip(&pythons));
        let started = at_once(plans, |((role, port), (template, python))| {
            let mut spec = spec(repo, role, *port);
            let community = template.copy_to(&spec.dir)?;
            // Synapse asks its identity providers when it starts, so they come first.
            let elsewhere = SIGNED_IN_ELSEWHERE.iter().zip(identity_ports).find(|((known, _), _)| known == role);
            let identity = match elsewhere {
                Some(((_, kind), port)) => Some(IdentityServer::start(repo, *kind, *port, &mut spec, &community)?),
                None => None,
            };
            let issuer = identity.as_ref().map(IdentityServer::issuer);
            let described = Server::new(&spec, python, &community).signed_in_by(issuer);
            Ok((Homeserver::start(spec, python)?, identity, described))
        })?;
        let (mut servers, mut identity, mut described) = (Vec::new(), Vec::new(), Vec::new());
        for (server, its_identity, its_description) in started {
            servers.push(server);
            identity.extend(its_identity);
            described.push(its_description);
        }
        let described = ROLES.iter().map(ToString::to_string).zip(described).collect();
        let manifest = Manifest { app: app.address(), servers: described };
        Ok(Self { app, servers, identity, manifest })
    }

    /// Writes what the tests need to know to `target/e2e/lab.json`, or beside it when this is not
    /// the only lab; returns the path.
    pub fn write_manifest(&self, repo: &Repo) -> Result<PathBuf> {
        let name = match self.app.port() {
            DEFAULT_PORT_BASE => "lab.json".to_owned(),
            other => format!("lab-{other}.json"),
        };
        let path = repo.target("e2e").join(name);
        self.manifest.write(&path)?;
        Ok(path)
    }

    /// What the tests need to know.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Fails when a server has ended by itself.
    pub fn check(&mut self) -> Result<()> {
        self.identity.iter_mut().try_for_each(IdentityServer::check)?;
        self.servers.iter_mut().try_for_each(Homeserver::check)
    }

    /// Stops everything.
    pub fn stop(self) -> Result<()> {
        self.app.stop();
        self.servers.into_iter().try_for_each(Homeserver::stop)?;
        self.identity.into_iter().try_for_each(IdentityServer::stop)
    }
}

fn version(role: &str) -> &'static str {
    if role == "oldest" { OLDEST_SYNAPSE } else { CURRENT_SYNAPSE }
}

fn size(role: &str) -> Size {
    if matches!(role, "current" | "oldest") { Size::Full } else { Size::Small }
}

/// The server of a role. Its folder is named after the port too, so that labs can run side by
/// side.
fn spec(repo: &Repo, role: &str, port: u16) -> Spec {
    let dir = repo.target("e2e").join(format!("{role}-{port}"));
    let mut spec = Spec::new(role, version(role), &format!("{role}.example"), dir, port);
    if role == "short" {
        spec.refreshable_access_token_lifetime = Some(SHORT_LIFETIME);
    }
    spec
}

/// Does the same for all items, each in a thread; the results keep their order. Seeding and
/// starting Synapse use one core each.
fn at_once<T: Send, R: Send>(items: impl Iterator<Item = T>, work: impl Fn(T) -> Result<R> + Sync) -> Result<Vec<R>> {
    let work = &work;
    thread::scope(|scope| {
        let running: Vec<_> = items.map(|item| scope.spawn(move || work(item))).collect();
        running.into_iter().map(|thread| thread.join().map_err(|_| anyhow!("Preparing a server panicked."))?).collect()
    })
}

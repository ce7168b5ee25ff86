//! The servers of the end-to-end tests, all running: the current Synapse, the oldest promised
//! one, one whose access tokens end within seconds, the current one on PostgreSQL, one that has
//! handed signing in over to (a stand-in for) Matrix Authentication Service, and one with identity
//! providers.

use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};

use super::config::{Spec, Store};
use super::homeserver::Homeserver;
use super::identity::{IdentityServer, Kind};
use super::manifest::{Manifest, Server};
use super::seed::Size;
use super::template::Template;
use super::{CURRENT_SYNAPSE, OLDEST_SYNAPSE};
use crate::repo::Repo;
use crate::serve::AppServer;
use crate::tools::{Postgresql, synapse};
use crate::{ports, say};

/// The first of the lab's ports when nobody asks for others.
const DEFAULT_PORT_BASE: u16 = 28_180;

/// The app's path on its server: deep, as the app must not care.
const APP_PREFIX: &str = "/some/deep/path/";

/// Life of access tokens on the server named `short`.
const SHORT_LIFETIME: Duration = Duration::from_secs(4);

/// What the lab's servers are called, in the order of their ports after the app's.
const ROLES: [&str; 6] = ["current", "oldest", "short", ON_POSTGRES, "mas", "sso"];

/// The server that is not on SQLite.
const ON_POSTGRES: &str = "postgres";

/// The roles whose people are signed in elsewhere, in the order of the ports after the servers'.
const SIGNED_IN_ELSEWHERE: [(&str, Kind); 2] = [("mas", Kind::Mas), ("sso", Kind::Providers)];

/// How many ports the lab uses: the app's, one each for the servers and for where their people sign in, PostgreSQL's.
const PORTS: usize = 1 + ROLES.len() + SIGNED_IN_ELSEWHERE.len() + 1;

/// Which ports to use.
#[derive(Clone, Copy, Debug)]
pub enum Ports {
    /// From this one upwards: the app's, the servers', PostgreSQL's.
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
        ports::require_free(ports[PORTS - 1], "the lab's PostgreSQL", "--port-base")
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

/// What the servers stand on: installed and seeded once, and then left as it is.
#[derive(Debug)]
pub struct Ground {
    postgresql: Postgresql,
    /// For each role its data, and the Python that runs it.
    servers: Vec<(Template, PathBuf)>,
}

impl Ground {
    /// Installs and seeds what is missing, which takes minutes. The app is not needed for it.
    pub fn prepare(repo: &Repo) -> Result<Self> {
        let versions = [CURRENT_SYNAPSE, OLDEST_SYNAPSE];
        let postgresql = Postgresql::ensure()?;
        at_once(versions.into_iter(), |version| synapse::ensure(repo, version))?;
        synapse::ensure_postgresql_driver(repo, version(ON_POSTGRES))?;
        let mut ground = Self { postgresql, servers: Vec::new() };
        ground.servers = at_once(ROLES.into_iter(), |role| {
            let python = synapse::ensure(repo, version(role))?;
            let template = Template::ensure(repo, &spec(repo, role, 0, ground.store(role, 0)), size(role), &python)?;
            Ok((template, python))
        })?;
        Ok(ground)
    }

    /// Where a role's server keeps its data.
    fn store(&self, role: &str, port: u16) -> Store {
        match role {
            ON_POSTGRES => Store::Postgres { postgresql: self.postgresql.clone(), port },
            _ => Store::Sqlite,
        }
    }
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
    pub fn start(repo: &Repo, ground: &Ground, ports: Ports) -> Result<Self> {
        say::step("Starting the lab's servers");
        // Only now, as seeding takes minutes in which ports can be taken.
        let [app_port, server_ports @ .., postgresql_port] = ports.choose()?;
        let (server_ports, identity_ports) = server_ports.split_at(ROLES.len());
        let app = AppServer::start(repo.dist(), APP_PREFIX, app_port)?;
        let plans = ROLES.into_iter().zip(server_ports).zip(&ground.servers);
        let started = at_once(plans, |((role, port), (template, python))| {
            let mut spec = spec(repo, role, *port, ground.store(role, postgresql_port));
            let community = template.copy_to(&spec.dir)?;
            // Synapse asks its identity providers when it starts, so they come first.
            let elsewhere = SIGNED_IN_ELSEWHERE.iter().zip(identity_ports).find(|((known, _), _)| *known == role);
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
    if matches!(role, "current" | "oldest" | ON_POSTGRES) { Size::Full } else { Size::Small }
}

/// The server of a role. Its folder is named after the port too, so that labs can run side by
/// side.
fn spec(repo: &Repo, role: &str, port: u16, store: Store) -> Spec {
    let dir = repo.target("e2e").join(format!("{role}-{port}"));
    let mut spec = Spec::new(role, version(role), &format!("{role}.example"), dir, port);
    spec.store = store;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_follow_each_other_as_long_as_there_are_any() -> Result<()> {
        assert_eq!(
            consecutive(28_180)?,
            [28_180, 28_181, 28_182, 28_183, 28_184, 28_185, 28_186, 28_187, 28_188, 28_189]
        );
        assert_eq!(consecutive(u16::MAX - 9)?.last(), Some(&u16::MAX));
        assert!(consecutive(u16::MAX - 8).is_err());
        Ok(())
    }
}

//! The servers of the end-to-end tests, all running: the current Synapse, the oldest promised
//! one, and one whose access tokens end within seconds.

use std::thread;
use std::time::Duration;

use anyhow::{Result, anyhow};

use super::config::Spec;
use super::homeserver::Homeserver;
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
const ROLES: [&str; 3] = ["current", "oldest", "short"];

/// The ports of the app and of each role.
#[derive(Clone, Copy, Debug)]
pub struct Ports {
    app: u16,
    servers: [u16; ROLES.len()],
}

impl Ports {
    /// Exactly these ports from `base` upwards; fails when one is taken.
    pub fn exactly(base: u16) -> Result<Self> {
        let ports = Self::from_base(base, Ok)?;
        ports::require_free(ports.app, "the app", "--port-base")?;
        for (port, role) in ports.servers.into_iter().zip(ROLES) {
            ports::require_free(port, &format!("the lab's server \"{role}\""), "--port-base")?;
        }
        Ok(ports)
    }

    /// The default ports, each replaced by a free one when it is taken.
    pub fn any() -> Result<Self> {
        Self::from_base(DEFAULT_PORT_BASE, ports::free_or_any)
    }

    fn from_base(base: u16, choose: impl Fn(u16) -> Result<u16>) -> Result<Self> {
        let port = |offset: u16| {
            base.checked_add(offset)
                .ok_or_else(|| anyhow!("There are not enough ports above {base}."))
                .and_then(&choose)
        };
        Ok(Self { app: port(0)?, servers: [port(1)?, port(2)?, port(3)?] })
    }
}

/// Everything that runs for the tests; stopped when dropped.
#[derive(Debug)]
pub struct Park {
    app: AppServer,
    servers: Vec<Homeserver>,
    manifest: Manifest,
}

impl Park {
    /// Starts the servers on pristine copies of their communities, and the app.
    pub fn start(repo: &Repo, ports: Ports) -> Result<Self> {
        let plans: Vec<Plan> = ROLES.iter().zip(ports.servers).map(|(role, port)| plan(repo, role, port)).collect();
        let mut pythons = Vec::new();
        for plan in &plans {
            pythons.push(synapse::ensure(repo, &plan.spec.version)?);
        }
        say::step("Starting the lab's servers");
        let started = at_once(plans.into_iter().zip(pythons), |(plan, python)| {
            let template = Template::ensure(repo, &plan.spec, plan.size, &python)?;
            let community = template.copy_to(&plan.spec.dir)?;
            let described = Server::new(&plan.spec, &community);
            Ok((Homeserver::start(plan.spec, &python)?, described))
        })?;
        let (servers, described): (Vec<Homeserver>, Vec<Server>) = started.into_iter().unzip();
        let manifest_servers = ROLES.iter().map(ToString::to_string).zip(described).collect();
        let app = AppServer::start(repo.dist(), APP_PREFIX, ports.app)?;
        let manifest = Manifest { app: app.address(), servers: manifest_servers };
        Ok(Self { app, servers, manifest })
    }

    /// What the tests need to know.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Fails when a server has ended by itself.
    pub fn check(&mut self) -> Result<()> {
        self.servers.iter_mut().try_for_each(Homeserver::check)
    }

    /// Stops everything.
    pub fn stop(self) -> Result<()> {
        self.app.stop();
        self.servers.into_iter().try_for_each(Homeserver::stop)
    }
}

/// A server to be started, and with whom on it.
struct Plan {
    spec: Spec,
    size: Size,
}

fn plan(repo: &Repo, role: &str, port: u16) -> Plan {
    let version = if role == "oldest" { OLDEST_SYNAPSE } else { CURRENT_SYNAPSE };
    let dir = repo.target("e2e").join(role);
    let mut spec = Spec::new(role, version, &format!("{role}.example"), dir, port);
    if role == "short" {
        spec.refreshable_access_token_lifetime = Some(SHORT_LIFETIME);
        Plan { spec, size: Size::Small }
    } else {
        Plan { spec, size: Size::Full }
    }
}

/// Does the same for all items, each in a thread; the results keep their order. Seeding and
/// starting Synapse use one core each.
fn at_once<T: Send, R: Send>(items: impl Iterator<Item = T>, work: impl Fn(T) -> Result<R> + Sync) -> Result<Vec<R>> {
    let work = &work;
    thread::scope(|scope| {
        let running: Vec<_> = items.map(|item| scope.spawn(move || work(item))).collect();
        running.into_iter().map(|thread| thread.join().map_err(|_| anyhow!("Starting a server panicked."))?).collect()
    })
}

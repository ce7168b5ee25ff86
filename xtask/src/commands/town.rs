//! The community of `demo` and `dev`: one Synapse whose data is kept between runs.

use anyhow::Result;

use crate::cli::SynapseArgs;
use crate::lab::cast::Community;
use crate::lab::seed::Size;
use crate::lab::template::{self, Template};
use crate::lab::{Homeserver, Spec};
use crate::repo::Repo;
use crate::tools::synapse;
use crate::{ports, say};

/// The Matrix server name of the demo.
const SERVER_NAME: &str = "tinkerloft.example";

/// A running server and who is on it.
#[derive(Debug)]
pub(super) struct Town {
    pub(super) server: Homeserver,
    community: Community,
}

/// Fails with what to do when [`Town::start`] could not start.
pub(super) fn preflight(repo: &Repo, args: &SynapseArgs) -> Result<()> {
    ports::require_free(args.synapse_port, "Synapse", "--synapse-port")?;
    synapse::preflight(repo, &args.synapse_version)
}

impl Town {
    /// Installs, seeds and starts what is needed.
    pub(super) fn start(repo: &Repo, args: &SynapseArgs) -> Result<Self> {
        let version = &args.synapse_version;
        let python = synapse::ensure(repo, version)?;
        let dir = repo.target("demo").join(version);
        let spec = Spec { full_log: true, ..Spec::new("demo", version, SERVER_NAME, dir, args.synapse_port) };
        let known = if args.fresh { None } else { template::copied_to(repo, &spec, &spec.dir)? };
        let community = match known {
            Some(community) => {
                say::note("The community is as the last run left it; --fresh starts over.");
                community
            }
            None => Template::ensure(repo, &spec, Size::Full, &python)?.copy_to(&spec.dir)?,
        };
        say::step(&format!("Starting Synapse {version}"));
        Ok(Self { server: Homeserver::start(spec, &python)?, community })
    }

    /// What people need to look around in the app at `app`.
    pub(super) fn guide(&self, app: &str) -> String {
        let base_url = self.server.spec().base_url();
        let Community { admin, member, totals, .. } = &self.community;
        format!(
            "\n  Glia        {app}\n  Homeserver  {base_url}  ({server_name}, {users} users, \
             {rooms} rooms)\n\n  Sign in as  {admin_name}  with password  {admin_password}  \
             (server admin)\n          or  {member_name}  with password  {member_password}  \
             (not an admin)\n\n  Bookmarks   {app}#/rooms?order_by=state_events&server={base_url}\n\
             \x20             {app}#/users?server={base_url}\n\x20             {app}#/logs\n\n  Ctrl-C stops everything.\n",
            server_name = self.server.spec().server_name,
            users = totals.users_all,
            rooms = totals.rooms,
            admin_name = admin.localpart,
            admin_password = admin.password,
            member_name = member.localpart,
            member_password = member.password,
        )
    }
}

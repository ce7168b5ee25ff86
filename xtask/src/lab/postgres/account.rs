//! Who PostgreSQL runs as: it refuses to run as root.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::tools::system;

/// The account that Debian's package makes for it.
const NAME: &str = "postgres";

/// An account of this machine.
#[derive(Clone, Copy, Debug)]
pub(super) struct Account {
    /// User and group to change to; `None`: stays who xtask runs as.
    other: Option<(u32, u32)>,
}

impl Account {
    /// Another one when this is root.
    pub(super) fn for_postgresql() -> Result<Self> {
        if !system::is_root() {
            return Ok(Self { other: None });
        }
        let id = |option: &str| {
            process::probe(Command::new("id").args([option, NAME]))
                .and_then(|id| id.parse().ok())
                .with_context(|| format!("PostgreSQL does not run as root, and there is no user \"{NAME}\"."))
        };
        Ok(Self { other: Some((id("-u")?, id("-g")?)) })
    }

    /// Lets the command run as this account, in a folder that it reaches.
    pub(super) fn act(self, command: &mut Command, dir: &Path) {
        command.current_dir(dir);
        if let Some((user, group)) = self.other {
            command.uid(user).gid(group);
        }
    }

    /// Whether it can make use of what is in the folder.
    pub(super) fn reaches(self, dir: &Path) -> bool {
        let mut test = Command::new("test");
        test.arg("-x").arg(dir);
        self.act(&mut test, Path::new("/"));
        process::probe(&mut test).is_some()
    }

    /// Gives it a folder and all that is in it. PostgreSQL wants nobody else to look into it.
    pub(super) fn take(self, dir: &Path) -> Result<()> {
        process::run(Command::new("chmod").arg("0700").arg(dir), "Closing PostgreSQL's folder")?;
        match self.other {
            Some((user, group)) => process::run(
                Command::new("chown").args(["-R", &format!("{user}:{group}")]).arg(dir),
                "Handing over PostgreSQL's folder",
            ),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_runs_this_reaches_what_is_there() {
        let myself = Account { other: None };
        assert!(myself.reaches(&std::env::temp_dir()));
        assert!(!myself.reaches(Path::new("/no/such/folder")));
    }
}

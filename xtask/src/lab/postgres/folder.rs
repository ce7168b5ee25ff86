//! Where a cluster's data lies: in its server's folder, if PostgreSQL gets there.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::account::Account;
use crate::files;

/// In the server's folder.
const NAME: &str = "postgres";

/// The data of a cluster, of which PostgreSQL is the owner.
#[derive(Debug)]
pub(super) struct Folder {
    /// Where it is while PostgreSQL runs.
    pub(super) path: PathBuf,
    /// In the server's folder.
    home: PathBuf,
}

impl Folder {
    /// The folder in `server_dir`; when the account cannot get there, as below root's home, one with the same data where
    /// temporary files go.
    pub(super) fn choose(account: Account, server_dir: &Path, port: u16) -> Result<Self> {
        let home = server_dir.join(NAME);
        let path = if account.reaches(server_dir) {
            home.clone()
        } else {
            std::env::temp_dir().join(format!("glia-lab-postgres-{port}"))
        };
        let folder = Self { path, home };
        if folder.is_away() {
            files::remove_dir(&folder.path)?;
            if folder.home.is_dir() {
                files::mirror(&folder.home, &folder.path)?;
            }
        }
        files::create_dir(&folder.path)?;
        account.take(&folder.path)?;
        Ok(folder)
    }

    fn is_away(&self) -> bool {
        self.path != self.home
    }

    /// Puts the data into the server's folder, if it is not there.
    pub(super) fn bring_home(&self) -> Result<()> {
        if self.is_away() { files::mirror(&self.path, &self.home) } else { Ok(()) }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.is_away()
            && let Err(error) = files::remove_dir(&self.path)
        {
            crate::say::error(&error);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_that_was_away_comes_home() -> Result<()> {
        let dir = std::env::temp_dir().join(format!("xtask-cluster-{}", std::process::id()));
        let folder = Folder { path: dir.join("away"), home: dir.join("home") };
        files::write(&folder.path.join("base/1"), "data")?;
        folder.bring_home()?;
        assert_eq!(files::read_text(&folder.home.join("base/1"))?, "data");
        let away = folder.path.clone();
        drop(folder);
        assert!(!away.exists() && dir.join("home").is_dir());
        files::remove_dir(&dir)
    }
}

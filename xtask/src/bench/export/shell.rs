//! What an export is without Glia: Synapse's own command in a shell on the server, and curl for the files.

use std::fmt::Write;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use super::server::Server;
use crate::lab::config::CONFIG_FILE;
use crate::{files, process};

/// What both write.
#[derive(Debug)]
pub(super) struct Shell {
    /// What the command writes.
    pub(super) data: PathBuf,
    /// What curl writes.
    pub(super) media: PathBuf,
    log: PathBuf,
    config: PathBuf,
}

impl Shell {
    /// Below a folder.
    pub(super) fn new(dir: &Path) -> Self {
        let at = |name: &str| dir.join(name);
        Self { data: at("data"), media: at("media"), log: at("command.log"), config: at("curl.conf") }
    }

    /// Runs Synapse's command to its end; ms, and s of processor time.
    pub(super) fn export(&self, server: &Server, python: &Path) -> Result<(f64, f64)> {
        // It writes into an empty folder only.
        files::remove_dir(&self.data)?;
        files::create_dir(&self.data)?;
        let log = File::create(&self.log).with_context(|| format!("Cannot write {}", self.log.display()))?;
        let errors = log.try_clone().context("Cannot share the log file")?;
        let mut command = Command::new(python);
        command
            .args(["-m", "synapse.app.admin_cmd", "-c", CONFIG_FILE, "export-data"])
            .arg(&server.people.user.user_id)
            .arg("--output-directory")
            .arg(&self.data)
            .current_dir(&server.homeserver.spec().dir)
            .stdout(log)
            .stderr(errors);
        let (started, before) = (Instant::now(), cpu_of_children()?);
        process::run(&mut command, "admin_cmd export-data")
            .with_context(|| format!("Its words are in {}", self.log.display()))?;
        Ok((started.elapsed().as_secs_f64() * 1000.0, cpu_of_children()? - before))
    }

    /// Downloads the files, one after the other over one connection; ms.
    pub(super) fn download(&self, server: &Server) -> Result<f64> {
        files::remove_dir(&self.media)?;
        files::create_dir(&self.media)?;
        let base_url = server.homeserver.spec().base_url();
        let mut config = format!("header = \"Authorization: Bearer {}\"\n", server.people.admin.access_token);
        for (number, medium) in server.people.media.iter().enumerate() {
            let output = self.media.join(format!("{number:06}"));
            // Writing to a String cannot fail.
            let _ = writeln!(config, "url = \"{}\"\noutput = \"{}\"", medium.address(&base_url)?, output.display());
        }
        files::write(&self.config, config)?;
        let mut command = Command::new("curl");
        command.args(["--silent", "--show-error", "--fail", "--fail-early", "--config"]).arg(&self.config);
        let started = Instant::now();
        process::run(&mut command, "curl")?;
        Ok(started.elapsed().as_secs_f64() * 1000.0)
    }
}

/// How long all programs have worked that this one has started and that have ended, in s.
fn cpu_of_children() -> Result<f64> {
    let text = files::read_text(Path::new("/proc/self/stat"))?;
    children_in(&text).context("/proc/self/stat is not as expected")
}

/// Source: `proc_pid_stat(5)`. The second field, a name, may hold anything; a second has 100 ticks.
fn children_in(stat: &str) -> Option<f64> {
    let (_, rest) = stat.rsplit_once(") ")?;
    let mut ticks = rest.split(' ').skip(13).map(str::parse::<f64>);
    Some((ticks.next()?.ok()? + ticks.next()?.ok()?) / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_are_found_behind_any_name() {
        let stat = "4711 (a ) b) S 1 4711 4711 0 -1 4194304 100 2 0 0 11 12 1250 250 20 0 1 0 5000";
        assert_eq!(children_in(stat), Some(15.0));
        assert_eq!(children_in("4711 (sh) S 1"), None);
    }
}

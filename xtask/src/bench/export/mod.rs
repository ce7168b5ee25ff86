//! The benchmark of the export: a user's data as one ZIP out of the browser, beside `admin_cmd export-data` on the server
//! and curl for the same files. One server, one machine, in turns.

mod media;
mod server;
mod shell;
mod table;

use std::fmt;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::lab::CURRENT_SYNAPSE;
use crate::repo::Repo;
use crate::serve::AppServer;
use crate::tools::{node, synapse};
use crate::{files, ports, process, say};

use self::server::Server;
use self::shell::Shell;
use super::server::stored_session;
use super::sites::Sites;

/// How much the exported user has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Args, Serialize, Deserialize)]
pub struct Sizes {
    /// Export: rooms of the user
    #[arg(long, value_name = "COUNT", default_value_t = 200, value_parser = clap::value_parser!(u64).range(1..))]
    pub rooms: u64,
    /// Export: events in these rooms, all together
    #[arg(long, value_name = "COUNT", default_value_t = 200_000)]
    pub events: u64,
    /// Export: files that the user has uploaded
    #[arg(long, value_name = "COUNT", default_value_t = 2_000)]
    pub media: u64,
    /// Export: bytes of these files, all together
    #[arg(long, value_name = "BYTES", default_value_t = 1_000_000_000)]
    pub bytes: u64,
}

impl Sizes {
    /// As a part of a folder's name.
    fn name(self) -> String {
        let Self { rooms, events, media, bytes } = self;
        format!("{rooms}-{events}-{media}-{bytes}")
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rooms, events, media, .. } = self;
        #[allow(clippy::cast_precision_loss, reason = "for people")]
        let megabytes = self.bytes as f64 / 1e6;
        write!(f, "{rooms} rooms, {events} events and {media} files of {megabytes:.0} MB")
    }
}

/// Fails with what to do when something is missing that cannot be installed.
pub fn preflight(repo: &Repo) -> Result<()> {
    node::require("for the benchmark")?;
    if process::probe(Command::new("curl").arg("--version")).is_none() {
        bail!("The benchmark compares with curl, which is not installed (on Debian and Ubuntu: apt-get install curl).");
    }
    synapse::preflight(repo, CURRENT_SYNAPSE)
}

/// Memory in bytes.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Memory {
    /// Of the browser's renderers.
    renderer: f64,
    /// Of all its processes.
    all: f64,
}

/// What the browser side measured of one export. Times in ms since the click.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct InBrowser {
    browser: String,
    /// The page says that it is done.
    done: f64,
    /// The file is on the disk.
    saved: f64,
    /// When each stage was first seen, by the page's own words.
    stages: std::collections::BTreeMap<String, f64>,
    before: Memory,
    peak: Memory,
    after: Memory,
    /// Memory every 250 ms: renderers, all processes.
    curve: Vec<[f64; 2]>,
    /// The worker's, in bytes.
    wasm: Option<f64>,
    /// As the server logs them.
    requests: u64,
    /// s of processor time.
    cpu_server: f64,
    cpu_browser: f64,
}

/// What is in the ZIP, and as it should be.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Checked {
    events: u64,
    media: u64,
    media_bytes: u64,
    bytes: u64,
}

/// One turn of each.
#[derive(Debug, Serialize, Deserialize)]
struct Turn {
    /// ms of `admin_cmd export-data`.
    command: f64,
    /// s of its processor time.
    command_cpu: f64,
    /// ms of curl.
    curl: f64,
    glia: InBrowser,
    zip: Checked,
}

/// Everything that was measured.
#[derive(Debug, Serialize, Deserialize)]
struct Raw {
    sizes: Sizes,
    /// The system's load of the last minute, before each turn: what others do on the machine.
    loads: Vec<f64>,
    processors: usize,
    turns: Vec<Turn>,
}

/// Measures `dist/`.
pub fn run(repo: &Repo, sizes: Sizes, runs: u32, json_to: Option<&Path>) -> Result<String> {
    let python = synapse::ensure(repo, CURRENT_SYNAPSE)?;
    super::install_npm_packages(repo)?;
    let chromium = super::browser()?;
    let site = Sites::assemble(repo)?;
    let server = Server::start(repo, &python, sizes)?;
    let app = AppServer::start(site.app, "/glia/", ports::any_free()?)?;
    let dir = repo.target("bench/export");
    files::remove_dir(&dir)?;
    files::create_dir(&dir)?;

    let bench = Bench { repo, python: &python, chromium: &chromium, app: &app, server: &server, dir: &dir };
    let mut raw = Raw { sizes, loads: Vec::new(), processors: processors(), turns: Vec::new() };
    for number in 0..runs {
        say::step(&format!("Measuring, turn {} of {runs}", number + 1));
        raw.loads.push(load()?);
        raw.turns.push(bench.turn(number)?);
    }
    app.stop();
    server.homeserver.stop()?;
    if let Some(path) = json_to {
        files::write(path, serde_json::to_string(&raw).context("Cannot describe what was measured")?)?;
    }
    files::remove_dir(&dir)?;
    table::table(&raw)
}

/// What a turn needs.
struct Bench<'a> {
    repo: &'a Repo,
    python: &'a Path,
    chromium: &'a Path,
    app: &'a AppServer,
    server: &'a Server,
    dir: &'a Path,
}

impl Bench<'_> {
    /// Each of them once; who goes first alternates, so that what the server remembers helps both.
    fn turn(&self, number: u32) -> Result<Turn> {
        let shell = Shell::new(self.dir);
        let zip = self.dir.join("export.zip");
        let by_shell = || -> Result<(f64, f64, f64)> {
            let (command, cpu) = shell.export(self.server, self.python)?;
            say::note(&format!("admin_cmd export-data {command:.0} ms"));
            let curl = shell.download(self.server)?;
            say::note(&format!("curl {curl:.0} ms"));
            Ok((command, cpu, curl))
        };
        let first = if number.is_multiple_of(2) { Some(by_shell()?) } else { None };
        let glia = self.browser(&zip)?;
        say::note(&format!("Glia {:.0} ms, done after {:.0} ms", glia.saved, glia.done));
        let (command, command_cpu, curl) = first.map_or_else(by_shell, Ok)?;
        let zip = self.check(&zip, &shell)?;
        Ok(Turn { command, command_cpu, curl, glia, zip })
    }

    fn browser(&self, zip: &Path) -> Result<InBrowser> {
        let out = self.dir.join("browser.json");
        let (homeserver, people) = (&self.server.homeserver, &self.server.people);
        let task = json!({
            "chromium": self.chromium,
            "app": self.app.address(),
            "session": stored_session(&homeserver.spec().base_url(), &people.admin),
            "user": people.user.user_id,
            "server": homeserver.spec().dir,
            "log": homeserver.log(),
            "profile": self.dir.join("profile"),
            "downloads": self.dir.join("downloads"),
            "zip": zip,
            "out": out,
        });
        let script = self.repo.bench_tests().join("export/export.mjs");
        process::run(Command::new("node").arg(script).env("GLIA_BENCH", task.to_string()), "The benchmark")?;
        serde_json::from_str(&files::read_text(&out)?).context("The browser side wrote something else")
    }

    /// Whether the ZIP holds what the command and curl have got.
    fn check(&self, zip: &Path, shell: &Shell) -> Result<Checked> {
        let script = self.repo.bench_tests().join("export/check.py");
        let output = Command::new(self.python).arg(script).args([zip, &shell.data, &shell.media]).output();
        let output = output.context("Cannot start Python")?;
        if !output.status.success() {
            bail!("The ZIP is not right: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        serde_json::from_slice(&output.stdout).context("The check said something else")
    }
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

fn load() -> Result<f64> {
    let text = files::read_text(Path::new("/proc/loadavg"))?;
    text.split(' ').next().and_then(|load| load.parse().ok()).context("/proc/loadavg is not as expected")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said() {
        let sizes = Sizes { rooms: 200, events: 200_000, media: 2_000, bytes: 1_000_000_000 };
        assert_eq!(sizes.to_string(), "200 rooms, 200000 events and 2000 files of 1000 MB");
        assert_eq!(sizes.name(), "200-200000-2000-1000000000");
    }
}

//! The benchmark of the log explorer: how fast the browser indexes a large log, beside what the same browser needs
//! merely to read it, and beside `grep -c` and lnav on the same file. One file, one machine, in turns.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::json;

use crate::repo::Repo;
use crate::serve::AppServer;
use crate::tools::{node, system};
use crate::{files, logs, ports, process, say};

use super::samples::Summary;
use super::sites::Sites;

/// What is counted and looked for: a request in the middle of the log.
const MARK: &str = "Processed request";

/// Bytes in a MiB.
const MIB: u64 = 1 << 20;

/// Fails with what to do when something is missing that cannot be installed.
pub fn preflight() -> Result<()> {
    node::require("for the benchmark")
}

/// What the browser side measured, a number a run.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Raw {
    browser: String,
    /// ms to read all slices in a worker and nothing else.
    read: Vec<f64>,
    /// ms from choosing the file until the page says that all of it is read.
    index: Vec<f64>,
    /// ms from asking for a tag until its lines are on the page.
    find: Vec<f64>,
    /// The longest task of the page's main thread meanwhile, in ms.
    longest_task: Vec<f64>,
    /// What the page says that the index takes, in bytes.
    index_bytes: Vec<f64>,
    /// By how many bytes the browser's processes for the page grew.
    growth: Vec<f64>,
    /// `Processed request` lines that the page counted.
    requests: f64,
}

/// Measures `dist/` with a log of so many MiB.
pub fn run(repo: &Repo, mib: u64, runs: u32, json_to: Option<&Path>) -> Result<String> {
    super::install_npm_packages(repo)?;
    let chromium = super::browser()?;
    let log = repo.target(format!("bench/homeserver-{mib}.log"));
    if !log.is_file() {
        say::step(&format!("Writing a log of {mib} MiB"));
        files::create_dir(&repo.target("bench"))?;
        logs::write(repo, logs::RECORDINGS[0].0, mib * MIB, &log)?;
    }
    let (requests, tag) = count(&log)?;
    let sites = Sites::assemble(repo)?;
    let app = AppServer::start(sites.app, "/glia/", ports::any_free()?)?;
    let floor = AppServer::start(sites.floor, "/floor/", ports::any_free()?)?;

    // Into a pipe: grep stops at the first match when nobody would see the count.
    let grep = timed(runs, || {
        Command::new("grep").args(["-c", MARK]).arg(&log).stdout(Stdio::piped()).output().map(|output| output.status)
    })?;
    let lnav = lnav(&log)?;

    say::step(&format!("Measuring in the browser, {runs} times each and once to warm up"));
    let out = repo.target("bench/logs.json");
    let task = json!({
        "chromium": chromium,
        "app": app.address(),
        "floor": floor.address(),
        "log": log,
        "tag": tag,
        "runs": runs,
        "out": out,
    });
    let script = repo.bench_tests().join("logs.mjs");
    process::run(Command::new("node").arg(script).env("GLIA_BENCH", task.to_string()), "The benchmark")?;
    app.stop();
    floor.stop();
    let text = files::read_text(&out)?;
    if let Some(path) = json_to {
        files::write(path, &text)?;
    }
    let raw: Raw = serde_json::from_str(&text).context("The browser side wrote something else")?;
    #[allow(clippy::cast_precision_loss, reason = "no log has 2^52 lines")]
    if raw.requests != requests as f64 {
        bail!("The page counted {} requests, grep {requests}.", raw.requests);
    }
    table(&log, mib, &raw, &grep, lnav)
}

/// How many requests the log has, and the tag of one in its middle.
fn count(log: &Path) -> Result<(u64, String)> {
    let output = Command::new("grep").args(["-c", MARK]).arg(log).output().context("Cannot start grep")?;
    let count: u64 = String::from_utf8_lossy(&output.stdout).trim().parse().context("grep counted nothing")?;
    let script = format!("/{MARK}/ && ++n == {} {{ print; exit }}", count / 2);
    let output = Command::new("awk").arg(script).arg(log).output().context("Cannot start awk")?;
    let line = String::from_utf8_lossy(&output.stdout);
    let tag = line.split(" - ").nth(4).context("The log has no tags")?;
    Ok((count, tag.to_owned()))
}

/// Runs a program once to warm up and then so often, in ms.
fn timed(runs: u32, mut run: impl FnMut() -> std::io::Result<std::process::ExitStatus>) -> Result<Vec<f64>> {
    let mut times = Vec::new();
    for number in 0..=runs {
        let started = Instant::now();
        let status = run().context("Cannot start a program to compare with")?;
        if !status.success() {
            bail!("A program to compare with failed ({status})");
        }
        if number > 0 {
            times.push(started.elapsed().as_secs_f64() * 1000.0);
        }
    }
    Ok(times)
}

/// lnav reads and indexes the file, prints nothing, and ends. `None` where it is not installed and cannot be.
fn lnav(log: &Path) -> Result<Option<f64>> {
    let program = PathBuf::from("/usr/bin/lnav");
    if !program.is_file() && system::can_install() {
        system::install(&["lnav"])?;
    }
    if !program.is_file() {
        return Ok(None);
    }
    // Once: it takes minutes.
    let started = Instant::now();
    let mut command = Command::new(program);
    command.args(["-n", "-q", "-c", ";SELECT count(*) FROM all_logs"]).arg(log).stdout(Stdio::null());
    process::run(&mut command, "lnav")?;
    Ok(Some(started.elapsed().as_secs_f64() * 1000.0))
}

fn table(log: &Path, mib: u64, raw: &Raw, grep: &[f64], lnav: Option<f64>) -> Result<String> {
    let median = |numbers: &[f64]| Summary::of(numbers).map(|summary| summary.median).context("Nothing was measured");
    #[allow(clippy::cast_precision_loss, reason = "no log has 2^52 bytes")]
    let size = log.metadata().context("The log is gone")?.len() as f64 / MIB as f64;
    let (read, index, grep) = (median(&raw.read)?, median(&raw.index)?, median(grep)?);
    let speed = |ms: f64| size / (ms / 1000.0);
    let mut text = format!("{}, log of {mib} MiB, {} requests\n", raw.browser, raw.requests);
    let mut row = |name: &str, value: String, target: String| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name:<46}{value:>22}   {target}");
    };
    let met = |is_met: bool| if is_met { "met" } else { "MISSED" };
    let ms_and_speed = |ms: f64| format!("{ms:.0} ms, {:.0} MiB/s", speed(ms));
    row("Reading the slices alone", ms_and_speed(read), String::new());
    let share = read / index;
    row("Indexing", ms_and_speed(index), format!(">= 150 MB/s: {}", met(speed(index) * 1.048_576 >= 150.0)));
    row("  its share of reading's speed", format!("{:.0} %", share * 100.0), format!(">= 50 %: {}", met(share >= 0.5)));
    if let Some(lnav) = lnav {
        row("lnav (once)", ms_and_speed(lnav), format!("Glia faster: {}", met(index < lnav)));
    }
    let times = index / grep;
    row("grep -c", ms_and_speed(grep), format!("Glia within 4x ({times:.1}x): {}", met(times <= 4.0)));
    let find = median(&raw.find)?;
    row("All lines of a tag", format!("{find:.0} ms"), format!("< 100 ms: {}", met(find < 100.0)));
    let task = raw.longest_task.iter().copied().fold(0.0, f64::max);
    row("Longest task of the page meanwhile", format!("{task:.0} ms"), format!("<= 50 ms: {}", met(task <= 50.0)));
    let index_mib = median(&raw.index_bytes)? / 1_048_576.0;
    let whole = index_mib / size * 4096.0;
    row("The index", format!("{index_mib:.1} MiB"), format!("{whole:.0} MiB for 4 GiB, < 250: {}", met(whole < 250.0)));
    let growth = median(&raw.growth)? / 1_048_576.0;
    row("Growth of the page's process, at most", format!("{growth:.0} MiB"), String::new());
    Ok(text)
}

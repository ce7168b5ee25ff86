//! Child processes. Each gets a process group of its own, so that stopping it also stops what it
//! started, and none outlives xtask when that is told to stop.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

use crate::repo::Repo;
use crate::{interrupt, log};

/// How often a running child is looked at.
const POLL: Duration = Duration::from_millis(20);

/// How long a child may take to stop when asked to before it is killed.
const GRACE: Duration = Duration::from_secs(10);

/// A running child and everything it started; stopped when dropped.
#[derive(Debug)]
pub struct Group {
    child: Child,
    name: String,
    stop_signal: Signal,
}

impl Group {
    /// Starts `command` without input. `name` is what messages call it.
    pub fn start(command: &mut Command, name: &str) -> Result<Self> {
        let child =
            command.stdin(Stdio::null()).process_group(0).spawn().with_context(|| format!("Cannot start {name}"))?;
        Ok(Self { child, name: name.to_owned(), stop_signal: Signal::SIGTERM })
    }

    /// Asks it to end with another signal than SIGTERM.
    #[must_use]
    pub fn stopped_by(mut self, signal: Signal) -> Self {
        self.stop_signal = signal;
        self
    }

    /// The exit status, once it has ended.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        self.child.try_wait().with_context(|| format!("Cannot watch {}", self.name))
    }

    /// Waits for the end; when xtask is interrupted meanwhile, stops the child and fails.
    pub fn wait(mut self) -> Result<ExitStatus> {
        loop {
            if let Some(status) = self.ended()? {
                return Ok(status);
            }
            if let Err(interrupted) = interrupt::sleep(POLL) {
                self.stop()?;
                return Err(interrupted.into());
            }
        }
    }

    /// Asks the whole group to end, and kills what has not after [`GRACE`].
    pub fn stop(&mut self) -> Result<()> {
        if self.ended()?.is_some() {
            return Ok(());
        }
        self.signal(self.stop_signal)?;
        let deadline = Instant::now() + GRACE;
        while Instant::now() < deadline {
            if self.ended()?.is_some() {
                return Ok(());
            }
            thread::sleep(POLL);
        }
        self.signal(Signal::SIGKILL)?;
        self.child.wait().with_context(|| format!("Cannot stop {}", self.name))?;
        Ok(())
    }

    fn signal(&self, signal: Signal) -> Result<()> {
        let group = i32::try_from(self.child.id()).context("A process id is out of range")?;
        killpg(Pid::from_raw(group), signal).with_context(|| format!("Cannot send {signal} to {}", self.name))
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if let Err(error) = self.stop() {
            crate::say::error(&error);
        }
    }
}

/// Runs `command` to its end with its output on the terminal; fails when it does. `name` is what
/// the message calls it.
pub fn run(command: &mut Command, name: &str) -> Result<()> {
    let status = Group::start(command, name)?.wait()?;
    if !status.success() {
        bail!("{name} failed ({status}).");
    }
    Ok(())
}

/// Runs `command` to its end with its output in the log of `step` ([`Repo::log`]), whose end the error shows when it
/// fails.
pub fn run_quietly(command: &mut Command, name: &str, step: &str) -> Result<()> {
    let path = Repo::find().log(step);
    let (output, errors) = log::open(&path, false)?;
    let status = Group::start(command.stdout(output).stderr(errors), name)?.wait()?;
    if !status.success() {
        bail!("{name} failed ({status}). {}", log::ending(&path));
    }
    Ok(())
}

/// Runs `command` to its end with its output in the log of `step`; each line is also given to `show`, which says what
/// of it a person needs to see.
pub fn run_filtered(
    command: &mut Command,
    name: &str,
    step: &str,
    show: impl Fn(&str) -> Option<String> + Sync,
) -> Result<()> {
    let path = Repo::find().log(step);
    let (output, errors) = log::open(&path, false)?;
    let mut group = Group::start(command.stdout(Stdio::piped()).stderr(Stdio::piped()), name)?;
    let pipes: [(Option<Box<dyn Read + Send>>, File); 2] = [
        (group.child.stdout.take().map(|pipe| Box::new(pipe) as _), output),
        (group.child.stderr.take().map(|pipe| Box::new(pipe) as _), errors),
    ];
    let show = &show;
    let status = thread::scope(|scope| {
        for (pipe, mut log) in pipes {
            scope.spawn(move || {
                for line in BufReader::new(pipe?).split(b'\n').map_while(Result::ok) {
                    let line = String::from_utf8_lossy(&line);
                    // A log that cannot be written is no reason to stop what is shown.
                    let _ = writeln!(log, "{line}");
                    if let Some(shown) = show(&line) {
                        eprintln!("{shown}");
                    }
                }
                Some(())
            });
        }
        group.wait()
    })?;
    if !status.success() {
        bail!("{name} failed ({status}). Everything it said is in {}.", Repo::find().show(&path));
    }
    Ok(())
}

/// The trimmed standard output of a quick `command`, or `None` when it is missing or fails.
pub fn probe(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command() {
        let error = run(&mut Command::new("false"), "The test").unwrap_err().to_string();
        assert!(error.starts_with("The test failed"), "{error}");
    }

    #[test]
    fn what_is_quiet_is_shown_when_it_fails() {
        let quiet = |script: &str| run_quietly(Command::new("sh").args(["-c", script]), "The test", "process-test");
        assert!(quiet("echo nobody sees this").is_ok());
        let error = quiet("echo the reason >&2; exit 3").unwrap_err().to_string();
        assert!(error.contains("target/xtask/log/process-test.log ends with:\nthe reason"), "{error}");
    }

    #[test]
    fn what_is_shown_is_chosen_line_by_line() -> Result<()> {
        let seen = std::sync::Mutex::new(Vec::new());
        let show = |line: &str| {
            seen.lock().ok()?.push(line.to_owned());
            None
        };
        run_filtered(Command::new("sh").args(["-c", "echo a; echo b"]), "The test", "process-test-lines", show)?;
        assert_eq!(seen.into_inner().unwrap_or_default(), ["a", "b"]);
        Ok(())
    }

    #[test]
    fn stopping_ends_the_whole_group() -> Result<()> {
        let mut group = Group::start(Command::new("sh").args(["-c", "sleep 60 & sleep 60; true"]), "sleepers")?;
        let leader = Pid::from_raw(i32::try_from(group.child.id())?);
        group.stop()?;
        // The background sleep may need a moment to be reaped by init.
        let deadline = Instant::now() + Duration::from_secs(2);
        while killpg(leader, None).is_ok() && Instant::now() < deadline {
            thread::sleep(POLL);
        }
        assert!(killpg(leader, None).is_err(), "a process of the group is still there");
        Ok(())
    }

    #[test]
    fn a_missing_program_is_no_answer() {
        assert_eq!(probe(&mut Command::new("no-such-program-anywhere")), None);
    }
}

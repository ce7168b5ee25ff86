//! Ctrl-C, SIGTERM and SIGHUP: one process-wide flag that every wait in xtask listens to, so that
//! children are stopped in order instead of being left behind.

use std::fmt;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

static REQUESTED: Mutex<bool> = Mutex::new(false);
static CHANGED: Condvar = Condvar::new();

/// The error of a command that was asked to stop.
#[derive(Debug)]
pub struct Interrupted;

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stopped.")
    }
}

impl std::error::Error for Interrupted {}

/// Starts listening for the signals; call once, before any child is started.
pub fn install() -> Result<()> {
    ctrlc::set_handler(request).context("Cannot listen for Ctrl-C")
}

/// Asks everything that runs to stop, as Ctrl-C does.
pub fn request() {
    *REQUESTED.lock().unwrap_or_else(PoisonError::into_inner) = true;
    CHANGED.notify_all();
}

/// Sleeps for `duration`; fails at once when asked to stop.
pub fn sleep(duration: Duration) -> Result<(), Interrupted> {
    let deadline = Instant::now() + duration;
    let mut requested = REQUESTED.lock().unwrap_or_else(PoisonError::into_inner);
    while !*requested {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(());
        }
        (requested, _) = CHANGED.wait_timeout(requested, left).unwrap_or_else(PoisonError::into_inner);
    }
    Err(Interrupted)
}

/// Fails when asked to stop.
pub fn check() -> Result<(), Interrupted> {
    sleep(Duration::ZERO)
}

//! Debian packages. Only `cargo xtask test`, `lab` and `bench` use this, as they also run on fresh CI
//! machines; the other commands leave the system alone and say what is missing.

use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use anyhow::{Result, bail};

use crate::{process, say};

/// Whether apt-get knows the packages of today.
static UPDATED: Mutex<bool> = Mutex::new(false);

/// Installs Debian packages as root or with sudo that asks for no password.
pub fn install(packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    if !can_install() {
        bail!("Please install {names}: this needs Debian's apt-get, and root or sudo.");
    }
    // One at a time, as apt-get itself has it; the lists of packages are brought up to date for the first.
    let mut is_updated = UPDATED.lock().unwrap_or_else(PoisonError::into_inner);
    say::step(&format!("Installing Debian packages: {names}"));
    if !*is_updated {
        process::run_quietly(apt_get().args(["update", "--quiet"]), "apt-get update", "apt-update")?;
        *is_updated = true;
    }
    process::run_quietly(
        apt_get().args(["install", "--yes", "--quiet", "--no-install-recommends"]).args(packages),
        &format!("Installing {names}"),
        "apt-install",
    )
}

/// Whether [`install`] can work here.
pub fn can_install() -> bool {
    let has_apt = Path::new("/usr/bin/apt-get").exists();
    has_apt && (is_root() || process::probe(Command::new("sudo").args(["-n", "true"])).is_some())
}

/// Installs Python and Node.js when they are missing and that is possible. When it is not, the
/// tools that need them say so.
pub fn ensure_interpreters() -> Result<()> {
    let python = super::python::find().is_err();
    let node = super::node::require("for the tests").is_err();
    let mut packages = Vec::new();
    if python {
        packages.extend(["python3", "python3-venv"]);
    }
    if node {
        packages.extend(["nodejs", "npm"]);
    }
    // What the tests read ZIP files with.
    if process::probe(Command::new("unzip").arg("-v")).is_none() {
        packages.push("unzip");
    }
    if packages.is_empty() || !can_install() { Ok(()) } else { install(&packages) }
}

/// Whether this is root.
pub fn is_root() -> bool {
    process::probe(Command::new("id").arg("-u")).as_deref() == Some("0")
}

fn apt_get() -> Command {
    let mut command = if is_root() {
        Command::new("apt-get")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", "--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
        sudo
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

//! The reverse proxies that stand before real Synapses, for the tests of what tells their mistakes.

use std::path::Path;

use anyhow::Result;

use super::system;
use crate::say;

/// Debian's packages, and where each puts its program. None of the programs is used but by tests that start it
/// themselves, with a configuration of their own or a copy of Debian's.
const PROXIES: [(&str, &str); 4] = [
    ("nginx-light", "/usr/sbin/nginx"),
    ("apache2", "/usr/sbin/a2enmod"),
    ("caddy", "/usr/bin/caddy"),
    ("haproxy", "/usr/sbin/haproxy"),
];

/// Installs those that are missing, when that is possible; else the tests that need them are skipped.
pub fn ensure() -> Result<()> {
    let missing: Vec<&str> =
        PROXIES.iter().filter(|(_, program)| !Path::new(program).exists()).map(|(package, _)| *package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if system::can_install() {
        return system::install(&missing);
    }
    say::note(&format!("Tests with real reverse proxies are skipped: {} missing.", missing.join(", ")));
    Ok(())
}

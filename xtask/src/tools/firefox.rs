//! The second browser of the end-to-end tests, which drive it by WebDriver BiDi: it needs no driver beside it.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::system;
use crate::say;

/// Debian's package, and where it puts its program.
const DEBIAN: (&str, &str) = ("firefox-esr", "/usr/bin/firefox-esr");

/// Debian's Firefox, installed first when that is possible. `None`: the tests in Firefox are skipped.
pub fn ensure() -> Result<Option<PathBuf>> {
    let (package, program) = DEBIAN;
    let program = Path::new(program);
    if !program.exists() && system::can_install() {
        system::install(&[package])?;
    }
    if !program.exists() {
        say::note("Tests in Firefox are skipped: it is missing.");
        return Ok(None);
    }
    Ok(Some(program.to_path_buf()))
}

//! Freeing an alias.

/// Somebody else was quicker.
#[must_use]
pub fn moved(room: &str) -> String {
    format!("Nothing was done: somebody has pointed this alias at another room meanwhile ({room}).")
}

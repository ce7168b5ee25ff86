//! wasm-bindgen's command line, in exactly the version of the library in `Cargo.lock`.

use anyhow::{Context, Result};

use super::cargo_tool::CargoTool;
use crate::files;
use crate::repo::Repo;

/// The tool in the given version.
pub fn tool(version: &str) -> CargoTool<'_> {
    // Not every release has its whole lock file in the registry.
    CargoTool { krate: "wasm-bindgen-cli", binary: "wasm-bindgen", version, locked: false }
}

/// The version of the library that the app is linked with.
pub fn locked_version(repo: &Repo) -> Result<String> {
    let lock = files::read_text(&repo.root().join("Cargo.lock"))?;
    version_in(&lock).context("Cargo.lock has no wasm-bindgen").map(str::to_owned)
}

fn version_in(lock: &str) -> Option<&str> {
    let (_, entry) = lock.split_once("\nname = \"wasm-bindgen\"\nversion = \"")?;
    entry.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_librarys() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock), Some("0.2.130"));
        assert_eq!(version_in(""), None);
    }
}

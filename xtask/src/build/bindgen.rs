//! wasm-bindgen as a library: one program less to compile, and never of another version than the app's, as Cargo allows
//! only one `wasm-bindgen-shared` in `Cargo.lock`.

use std::env;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::files;
use crate::repo::Repo;

/// What becomes of exports that only the linker asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkerExports {
    /// They stay: parts of the wasm are linked to them.
    Kept,
    /// They go.
    Dropped,
}

/// Makes what a browser can load of `wasm`: `<name>.js`, a module, and `<name>_bg.wasm`, in the folder `to`.
pub(super) fn bind(wasm: &Path, name: &str, exports: LinkerExports, to: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(wasm)
        .out_name(name)
        .typescript(false)
        .keep_lld_exports(exports == LinkerExports::Kept)
        .web(true)
        .and_then(|bindgen| bindgen.generate(to))
        .with_context(|| format!("wasm-bindgen cannot bind {}", wasm.display()))
}

/// Writes the script that Trunk takes for wasm-bindgen; gives its folder. It answers Trunk's question for the version,
/// and leads to `cargo xtask bindgen`.
pub fn write_shim(repo: &Repo) -> Result<PathBuf> {
    let dir = repo.target("xtask/shim");
    let xtask = env::current_exe().context("xtask does not know where it is")?;
    let script = dir.join("wasm-bindgen");
    files::write(&script, shim(&xtask))?;
    std::fs::set_permissions(&script, PermissionsExt::from_mode(0o755))
        .with_context(|| format!("Cannot make {} executable", script.display()))?;
    Ok(dir)
}

fn shim(xtask: &Path) -> String {
    let version = wasm_bindgen_shared::version();
    format!(
        "#!/bin/sh\nif [ \"$1\" = --version ]; then echo 'wasm-bindgen {version}'; else exec '{}' bindgen \"$@\"; fi\n",
        xtask.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process;

    /// The version of a package in `Cargo.lock`.
    fn locked(lock: &str, package: &str) -> Option<String> {
        let (_, entry) = lock.split_once(&format!("\nname = \"{package}\"\nversion = \""))?;
        entry.split('"').next().map(str::to_owned)
    }

    #[test]
    fn the_version_is_the_librarys() -> Result<()> {
        let lock = files::read_text(&Repo::find().root().join("Cargo.lock"))?;
        for package in ["wasm-bindgen", "wasm-bindgen-cli-support"] {
            assert_eq!(locked(&lock, package), Some(wasm_bindgen_shared::version()), "{package}");
        }
        Ok(())
    }

    #[test]
    fn trunk_is_told_the_version() -> Result<()> {
        let script = env::temp_dir().join(format!("xtask-shim-{}", std::process::id()));
        files::write(&script, shim(Path::new("/nowhere")))?;
        let answer = process::probe(std::process::Command::new("sh").arg(&script).arg("--version"));
        assert_eq!(answer, Some(format!("wasm-bindgen {}", wasm_bindgen_shared::version())));
        Ok(std::fs::remove_file(&script)?)
    }
}

//! wasm-bindgen as a library: one program less to compile, and never of another version than the app's, as Cargo allows
//! only one `wasm-bindgen-shared` in `Cargo.lock`.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::assets::replace_once;
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
///
/// wasm-bindgen ends the names of what the wasm imports with hashes, so that crates cannot take each other's. When all are
/// together no two names need them, and nothing compresses worse: without them the first load is 5 KiB smaller.
pub(super) fn bind(wasm: &Path, name: &str, exports: LinkerExports, to: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    let mut output = bindgen
        .input_path(wasm)
        .out_name(name)
        .typescript(false)
        .keep_lld_exports(exports == LinkerExports::Kept)
        .web(true)
        .and_then(Bindgen::generate_output)
        .with_context(|| format!("wasm-bindgen cannot bind {}", wasm.display()))?;
    let imports = &mut output.wasm_mut().imports;
    let mut names =
        ShortNames { taken: imports.iter().map(|import| import.name.clone()).collect(), ..Default::default() };
    for import in imports.iter_mut() {
        import.name = names.of(&import.name);
    }
    output.emit(to)?;
    let script = to.join(format!("{name}.js"));
    files::write(&script, names.replaced_in(&files::read_text(&script)?)?)
}

/// Names of imports without their hashes.
#[derive(Default)]
struct ShortNames {
    /// By the long names.
    names: BTreeMap<String, String>,
    taken: BTreeSet<String>,
}

impl ShortNames {
    /// The hexadecimal digits of a hash.
    const HASH_LENGTH: usize = 16;

    /// The name without its hash, and with a number where another name is the same then.
    fn of(&mut self, name: &str) -> String {
        if let Some(known) = self.names.get(name) {
            return known.clone();
        }
        let is_hash = |end: &str| end.len() == Self::HASH_LENGTH && end.chars().all(|c| c.is_ascii_hexdigit());
        let Some((base, _)) = name.rsplit_once('_').filter(|(base, end)| base.starts_with("__wbg_") && is_hash(end))
        else {
            return name.to_owned();
        };
        let numbered = (2..).map(|number| format!("{base}_{number}"));
        let mut candidates = std::iter::once(base.to_owned()).chain(numbered);
        // There are more numbers than names.
        let short = candidates.find(|candidate| !self.taken.contains(candidate)).unwrap_or_else(|| name.to_owned());
        self.taken.insert(short.clone());
        self.names.insert(name.to_owned(), short.clone());
        short
    }

    /// The script that offers the imports, with the new names.
    fn replaced_in(&self, script: &str) -> Result<String> {
        self.names.iter().try_fold(script.to_owned(), |script, (long, short)| replace_once(&script, long, short))
    }
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
    fn names_lose_their_hashes_and_stay_different() -> Result<()> {
        let mut names = ShortNames::default();
        assert_eq!(names.of("__wbg_set_0123456789abcdef"), "__wbg_set");
        assert_eq!(names.of("__wbg_set_fedcba9876543210"), "__wbg_set_2");
        assert_eq!(names.of("__wbg_set_0123456789abcdef"), "__wbg_set");
        for kept in ["__wbindgen_generic_0000000000000001", "__wbg_get_imports", "memory"] {
            assert_eq!(names.of(kept), kept);
        }
        let script = "{ __wbg_set_fedcba9876543210: f, __wbg_set_0123456789abcdef: g }";
        assert_eq!(names.replaced_in(script)?, "{ __wbg_set_2: f, __wbg_set: g }");
        assert!(names.replaced_in("").is_err());
        Ok(())
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

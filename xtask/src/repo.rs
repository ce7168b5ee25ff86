//! Where things are in the repository. The only place that knows the layout.

use std::path::{Path, PathBuf};

/// The repository's working tree.
#[derive(Clone, Debug)]
pub struct Repo {
    root: PathBuf,
}

impl Repo {
    /// Finds the repository this xtask belongs to: Cargo says so at run time, and the path it was
    /// compiled at answers when the binary is started by hand.
    pub fn find() -> Self {
        let manifest_dir = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest_dir.parent().map_or_else(|| manifest_dir.clone(), Path::to_path_buf);
        Self { root }
    }

    /// The root of the working tree.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The finished app, ready for any static web server.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The Playwright project.
    pub fn e2e_tests(&self) -> PathBuf {
        self.root.join("tests/e2e")
    }

    /// The browser side of the benchmark.
    pub fn bench_tests(&self) -> PathBuf {
        self.root.join("tests/bench")
    }

    /// A folder or file below `target/`, where everything made by machines lives.
    pub fn target(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root.join("target").join(path)
    }

    /// Where the output of a step goes that shows one line itself.
    pub fn log(&self, step: &str) -> PathBuf {
        self.target("xtask/log").join(format!("{step}.log"))
    }

    /// Tools of a version that must not disturb the machine's own.
    pub fn tools(&self) -> PathBuf {
        self.target("tools")
    }

    /// A path as people read it: relative to the repository when it lies inside.
    pub fn show(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).display().to_string()
    }
}

//! Small file-system helpers: walking, copying and fingerprinting folders.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha1::{Digest, Sha1};

/// All files below `dir` as paths relative to it, sorted; empty when there is no such folder.
pub fn list(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if dir.is_dir() {
        walk(dir, dir, &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn walk(base: &Path, dir: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for path in entries(dir)? {
        if path.is_dir() {
            walk(base, &path, found)?;
        } else if let Ok(relative) = path.strip_prefix(base) {
            found.push(relative.to_path_buf());
        }
    }
    Ok(())
}

/// Reads a whole file; the error names it.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("Cannot read {}", path.display()))
}

/// Reads a whole text file; the error names it.
pub fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("Cannot read {}", path.display()))
}

/// Writes a file and the folders above it.
pub fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    if let Some(parent) = path.parent() {
        create_dir(parent)?;
    }
    fs::write(path, content).with_context(|| format!("Cannot write {}", path.display()))
}

/// Creates a folder and the folders above it.
pub fn create_dir(path: &Path) -> Result<()> {
    fs::create_dir_all(path).with_context(|| format!("Cannot create the folder {}", path.display()))
}

/// Removes a folder with all it holds; fine when there is none.
pub fn remove_dir(path: &Path) -> Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("Cannot remove the folder {}", path.display()))
        }
        _ => Ok(()),
    }
}

/// Makes `to` an exact copy of the folder `from`, with the empty folders in it.
pub fn mirror(from: &Path, to: &Path) -> Result<()> {
    remove_dir(to)?;
    copy_dir(from, to)
}

fn copy_dir(from: &Path, to: &Path) -> Result<()> {
    create_dir(to)?;
    for path in entries(from)? {
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy_dir(&path, &target)?;
        } else {
            fs::copy(&path, &target)
                .with_context(|| format!("Cannot copy {} to {}", path.display(), target.display()))?;
        }
    }
    Ok(())
}

fn entries(dir: &Path) -> Result<Vec<PathBuf>> {
    let cannot_read = || format!("Cannot read the folder {}", dir.display());
    let entries = fs::read_dir(dir).with_context(cannot_read)?;
    entries.map(|entry| Ok(entry.with_context(cannot_read)?.path())).collect()
}

/// A fingerprint of names and contents; `roots` are files or folders below `base`, and one that
/// is not there counts as such.
pub fn fingerprint(base: &Path, roots: &[&str]) -> Result<String> {
    let mut hash = Sha1::new();
    for root in roots {
        let path = base.join(root);
        let files = if path.is_dir() {
            list(&path)?.into_iter().map(|file| Path::new(root).join(file)).collect()
        } else if path.is_file() {
            vec![PathBuf::from(root)]
        } else {
            Vec::new()
        };
        for file in files {
            let content = read(&base.join(&file))?;
            let name = file.to_string_lossy();
            hash.update(name.len().to_le_bytes());
            hash.update(name.as_bytes());
            hash.update(content.len().to_le_bytes());
            hash.update(&content);
        }
    }
    Ok(hex(&hash.finalize()))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_has_two_digits_per_byte() {
        assert_eq!(hex(&[0, 9, 0xab]), "0009ab");
    }

    #[test]
    fn a_mirror_has_everything_and_nothing_else() -> Result<()> {
        let dir = std::env::temp_dir().join(format!("xtask-mirror-{}", std::process::id()));
        let (from, to) = (dir.join("from"), dir.join("to"));
        write(&from.join("a/one.txt"), "1")?;
        create_dir(&from.join("empty/inside"))?;
        write(&to.join("old.txt"), "old")?;
        mirror(&from, &to)?;
        assert_eq!(list(&to)?, [Path::new("a/one.txt")]);
        assert_eq!(read_text(&to.join("a/one.txt"))?, "1");
        assert!(to.join("empty/inside").is_dir());
        remove_dir(&dir)
    }

    #[test]
    fn a_fingerprint_sees_names_and_contents() -> Result<()> {
        let dir = std::env::temp_dir().join(format!("xtask-fingerprint-{}", std::process::id()));
        write(&dir.join("a/one.txt"), "1")?;
        let first = fingerprint(&dir, &["a", "missing"])?;
        assert_eq!(first, fingerprint(&dir, &["a"])?);
        write(&dir.join("a/one.txt"), "2")?;
        assert_ne!(first, fingerprint(&dir, &["a"])?);
        remove_dir(&dir)
    }
}

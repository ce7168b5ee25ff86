//! Writes a `.br` and a `.gz` beside every file that compresses, for web servers that send such
//! files.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::{files, parallel};

/// Name endings of the compressed variants.
pub(super) const SUFFIXES: [&str; 2] = ["br", "gz"];

/// The best, slowest setting; the window covers the largest file.
const BROTLI_QUALITY: i32 = 11;
const BROTLI_WINDOW_BITS: i32 = 22;

const COMPRESSIBLE: [&str; 11] =
    ["html", "css", "js", "mjs", "wasm", "json", "webmanifest", "svg", "txt", "xml", "map"];

/// Hosts edit this one in place; a stale compressed copy beside it would go on being served.
const EDITED_BY_HOSTS: &str = "config.json";

/// Compresses all files below `dir`.
pub(super) fn all(dir: &Path) -> Result<()> {
    let mut names = files::list(dir)?;
    names.retain(|name| is_compressible(name) && name != Path::new(EDITED_BY_HOSTS));
    parallel::each(&names, |name| one(&dir.join(name)))
}

/// Whether a file gets compressed variants.
pub(super) fn is_compressible(path: &Path) -> bool {
    path.extension().and_then(|extension| extension.to_str()).is_some_and(|extension| COMPRESSIBLE.contains(&extension))
}

/// The name of the compressed variant.
pub(super) fn variant(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

fn one(path: &Path) -> Result<()> {
    let content = files::read(path)?;
    let failed = || format!("Cannot compress {}", path.display());
    let mut packed = Vec::new();
    let params = BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW_BITS,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    brotli::BrotliCompress(&mut content.as_slice(), &mut packed, &params).with_context(failed)?;
    files::write(&variant(path, "br"), packed)?;

    let target = variant(path, "gz");
    let file = File::create(&target).with_context(|| format!("Cannot write {}", target.display()))?;
    let mut encoder = GzEncoder::new(file, Compression::best());
    encoder.write_all(&content).with_context(failed)?;
    encoder.finish().with_context(failed)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn both_variants_unpack_to_the_same() -> Result<()> {
        let dir = std::env::temp_dir().join(format!("xtask-compress-{}", std::process::id()));
        let text = "all work and no play makes a dull file\n".repeat(100);
        files::write(&dir.join("a.css"), &text)?;
        files::write(&dir.join("b.png"), &text)?;
        all(&dir)?;
        let mut brotli = Vec::new();
        brotli::BrotliDecompress(&mut files::read(&dir.join("a.css.br"))?.as_slice(), &mut brotli)?;
        assert_eq!(brotli, text.as_bytes());
        let mut gzip = String::new();
        flate2::read::GzDecoder::new(File::open(dir.join("a.css.gz"))?).read_to_string(&mut gzip)?;
        assert_eq!(gzip, text);
        assert!(!dir.join("b.png.br").exists());
        files::remove_dir(&dir)
    }
}

//! The size budgets: of the first load, and of what each part needs beyond it.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::split::PART;
use super::{assets, compress, first_load};
use crate::{files, say};

/// What the first load may weigh, in bytes as sent with brotli.
const MAX_BYTES: u64 = 200 * 1024;

/// How many requests the first load may take.
const MAX_REQUESTS: usize = 8;

/// What the file of a part may weigh, which is all that a bookmark needs beyond the first load.
const MAX_PART_BYTES: u64 = 120 * 1024;

/// Parts that may weigh more, and why.
const HEAVIER: [(&str, u64); 1] = [
    // Charts, tables and a dozen views. No bookmark leads into it: a log has to be opened first.
    ("logs", 180 * 1024),
];

/// One file of `dist/`; sizes in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    name: PathBuf,
    raw: u64,
    gzip: Option<u64>,
    brotli: Option<u64>,
    is_first_load: bool,
}

impl Entry {
    /// What a good server sends.
    fn sent(&self) -> u64 {
        self.brotli.unwrap_or(self.raw)
    }
}

/// A part, and its file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    name: String,
    file: PathBuf,
}

/// Sizes of all files of the finished app.
#[derive(Clone, Debug)]
pub struct Report {
    entries: Vec<Entry>,
    parts: Vec<Part>,
}

impl Report {
    /// Measures the folder `dist`.
    pub(super) fn of(dist: &Path) -> Result<Self> {
        let first_load = first_load::of(dist)?;
        let entries = files::list(dist)?
            .into_iter()
            .filter(|name| !is_variant(dist, name))
            .map(|name| {
                Ok(Entry {
                    raw: size(&dist.join(&name))?,
                    gzip: variant_size(&dist.join(&name), "gz")?,
                    brotli: variant_size(&dist.join(&name), "br")?,
                    is_first_load: first_load.contains(&name),
                    name,
                })
            })
            .collect::<Result<_>>()?;
        Ok(Self { entries, parts: parts(&files::read_text(&dist.join("index.html"))?) })
    }

    fn first_load(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.is_first_load)
    }

    /// A table of all files and the total of the first load.
    pub fn table(&self) -> String {
        let mut text = format!("{:<44}{:>12}{:>12}{:>12}\n", "file", "raw", "gzip", "brotli");
        for entry in &self.entries {
            let name = entry.name.display().to_string();
            let mark = if entry.is_first_load { "" } else { " (later)" };
            push_row(&mut text, &format!("{name}{mark}"), entry.raw, entry.gzip, entry.brotli);
        }
        let raw = self.first_load().map(|entry| entry.raw).sum();
        let gzip = self.first_load().map(|entry| entry.gzip.unwrap_or(entry.raw)).sum();
        let brotli = self.first_load().map(Entry::sent).sum();
        let requests = self.first_load().count();
        let title = format!("first load, {requests} requests");
        push_row(&mut text, &title, raw, Some(gzip), Some(brotli));
        text
    }

    /// Fails when the first load or a part is over budget.
    pub fn check(&self) -> Result<()> {
        let bytes: u64 = self.first_load().map(Entry::sent).sum();
        if bytes > MAX_BYTES {
            bail!("The first load is {} with brotli; the budget is {}.", say::bytes(bytes), say::bytes(MAX_BYTES));
        }
        let requests = self.first_load().count();
        if requests > MAX_REQUESTS {
            bail!("The first load takes {requests} requests; the budget is {MAX_REQUESTS}.");
        }
        for Part { name, file } in &self.parts {
            let entry = self.entries.iter().find(|entry| entry.name == *file);
            let bytes = entry.with_context(|| format!("The part {name} has no file {}", file.display()))?.sent();
            let most = HEAVIER.iter().find(|(heavier, _)| heavier == name).map_or(MAX_PART_BYTES, |(_, most)| *most);
            if bytes > most {
                bail!("The part {name} is {} with brotli; the budget is {}.", say::bytes(bytes), say::bytes(most));
            }
        }
        Ok(())
    }
}

/// What `index.html` says of each part.
fn parts(page: &str) -> Vec<Part> {
    let read = |tag: &str| {
        let name = assets::attribute(tag, "name")?.strip_prefix(PART)?.to_owned();
        let file = format!("{}.wasm", assets::attribute(tag, "content")?).into();
        Some(Part { name, file })
    };
    page.split("<meta ").skip(1).filter_map(|tag| read(tag.split('>').next()?)).collect()
}

fn push_row(text: &mut String, name: &str, raw: u64, gzip: Option<u64>, brotli: Option<u64>) {
    let optional = |size: Option<u64>| size.map_or_else(|| "-".to_owned(), say::bytes);
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{name:<44}{:>12}{:>12}{:>12}", say::bytes(raw), optional(gzip), optional(brotli));
}

/// Whether a file is the compressed variant of another one.
fn is_variant(dist: &Path, name: &Path) -> bool {
    let is_suffix = name
        .extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| compress::SUFFIXES.contains(&extension));
    is_suffix && dist.join(name.with_extension("")).is_file()
}

fn variant_size(path: &Path, suffix: &str) -> Result<Option<u64>> {
    let variant = compress::variant(path, suffix);
    if variant.is_file() { size(&variant).map(Some) } else { Ok(None) }
}

fn size(path: &Path) -> Result<u64> {
    let metadata = fs::metadata(path).with_context(|| format!("Cannot measure {}", path.display()))?;
    Ok(metadata.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(brotli: u64, files: usize) -> Report {
        let entry = Entry {
            name: PathBuf::from("a.js"),
            raw: brotli * 4,
            gzip: None,
            brotli: Some(brotli),
            is_first_load: true,
        };
        let lazy = Entry { is_first_load: false, brotli: Some(MAX_BYTES * 2), ..entry.clone() };
        let mut entries = vec![entry; files];
        entries.push(lazy);
        Report { entries, parts: Vec::new() }
    }

    #[test]
    fn a_part_has_a_budget_of_its_own() {
        let mut report = report(1000, 1);
        report.parts = parts(r#"<meta name="glia-part-a" content="x" /><meta name="c">"#);
        assert_eq!(report.parts, [Part { name: "a".into(), file: "x.wasm".into() }]);
        assert!(report.check().is_err());
        let entry =
            Entry { name: "x.wasm".into(), raw: 1, gzip: None, brotli: Some(MAX_PART_BYTES), is_first_load: false };
        report.entries.push(entry);
        assert!(report.check().is_ok());
        if let Some(entry) = report.entries.last_mut() {
            entry.brotli = Some(MAX_PART_BYTES + 1);
        }
        let error = report.check().unwrap_err().to_string();
        assert!(error.contains("part a") && error.contains("120.0 KiB"), "{error}");
    }

    #[test]
    fn only_the_first_load_counts() {
        assert!(report(1000, 8).check().is_ok());
    }

    #[test]
    fn too_much_is_refused() {
        let error = report(MAX_BYTES + 1, 1).check().unwrap_err().to_string();
        assert!(error.contains("200.0 KiB"), "{error}");
        let error = report(1, 9).check().unwrap_err().to_string();
        assert!(error.contains("9 requests"), "{error}");
    }

    #[test]
    fn variants_are_columns_not_rows() -> Result<()> {
        let dir = std::env::temp_dir().join(format!("xtask-budget-{}", std::process::id()));
        for (name, content) in [("index.html", "12345678"), ("index.html.br", "12"), ("index.html.gz", "123")] {
            files::write(&dir.join(name), content)?;
        }
        let report = Report::of(&dir)?;
        assert_eq!(report.entries.len(), 1);
        assert_eq!((report.entries[0].raw, report.entries[0].gzip, report.entries[0].brotli), (8, Some(3), Some(2)));
        assert!(report.table().contains("first load, 1 requests"));
        files::remove_dir(&dir)
    }
}

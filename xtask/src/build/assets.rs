//! What is put beside Trunk's output: names that change with the content, hashes that browsers check, smaller wasm.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use crate::repo::Repo;
use crate::{files, process};

/// Hexadecimal digits of a hash in a file's name, as Trunk has it.
const HASH_LENGTH: usize = 16;

/// Writes a file under a name with its hash; gives the name without the extension.
pub(super) fn put(staging: &Path, stem: &str, extension: &str, content: &[u8]) -> Result<String> {
    let name = format!("{stem}-{}", short_hash(content));
    files::write(&staging.join(format!("{name}.{extension}")), content)?;
    Ok(name)
}

/// What a file's name has of its content.
pub(super) fn short_hash(content: &[u8]) -> String {
    let mut hash = files::hex(&Sha256::digest(content));
    hash.truncate(HASH_LENGTH);
    hash
}

/// As `integrity` attributes have it. SHA-256 is the shortest that browsers take, and the first load carries one for each
/// part.
pub(super) fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content)))
}

/// What `index.html` has Trunk give wasm-opt.
pub(super) fn wasm_opt_parameters(repo: &Repo) -> Result<Vec<String>> {
    let source = files::read_text(&repo.root().join("index.html"))?;
    let parameters = attribute(&source, "data-wasm-opt-params").context("index.html says nothing about wasm-opt")?;
    Ok(parameters.split_whitespace().map(str::to_owned).collect())
}

/// Runs wasm-opt over a file.
pub(super) fn wasm_opt(path: &Path, level: &str, parameters: &[String]) -> Result<()> {
    let mut command = Command::new("wasm-opt");
    command.arg(level).args(parameters).arg("-o").arg(path).arg(path);
    process::run(&mut command, "wasm-opt")
}

/// The value of a tag's attribute.
pub(super) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = tag.split_once(&format!("{name}=\""))?;
    value.split('"').next()
}

/// Replaces the one place where `from` stands; fails when there is none, or more.
pub(super) fn replace_once(text: &str, from: &str, to: &str) -> Result<String> {
    match text.matches(from).count() {
        1 => Ok(text.replacen(from, to, 1)),
        count => bail!("`{from}` is expected once, and stands there {count} times"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_once_is_refused() {
        assert_eq!(replace_once("a b c", "b", "x").ok().as_deref(), Some("a x c"));
        assert!(replace_once("a c", "b", "x").is_err());
        assert!(replace_once("b b", "b", "x").is_err());
    }
}

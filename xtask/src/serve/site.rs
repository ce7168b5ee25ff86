//! From a request to a file and its headers.

use std::fs;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use percent_encoding::percent_decode_str;

use super::http::{Request, Response};
use super::{mime, negotiate};

/// Files with a content hash in their name never change.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// How many hexadecimal digits make a name a hashed one: Trunk writes a number of 64 bits, without leading zeros.
const HASH_LENGTHS: RangeInclusive<usize> = 13..=16;

const SECURITY_HEADERS: [(&str, &str); 4] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Frame-Options", "DENY"),
    ("Content-Security-Policy", "frame-ancestors 'none'"),
];

/// A folder of files below a URL prefix.
#[derive(Debug)]
pub(super) struct Site {
    dir: PathBuf,
    prefix: String,
    /// Names, and the files elsewhere that are served under them.
    others: Vec<(&'static str, PathBuf)>,
}

impl Site {
    pub(super) fn new(dir: PathBuf, prefix: &str, others: Vec<(&'static str, PathBuf)>) -> Self {
        Self { dir, prefix: prefix.to_owned(), others }
    }

    /// The answer to any request.
    pub(super) fn answer(&self, request: &Request) -> Response {
        let mut response = if matches!(request.method.as_str(), "GET" | "HEAD") {
            self.file(request).unwrap_or_else(|| Response::text("404 Not Found"))
        } else {
            let mut refused = Response::text("405 Method Not Allowed");
            refused.headers.push(("Allow", "GET, HEAD".to_owned()));
            refused
        };
        let security = SECURITY_HEADERS.map(|(name, value)| (name, value.to_owned()));
        response.headers.extend(security);
        response
    }

    fn file(&self, request: &Request) -> Option<Response> {
        let name = relative_path(&request.target, &self.prefix)?;
        let other = self.others.iter().find(|(known, _)| name.as_os_str() == *known);
        let path = other.map_or_else(|| self.dir.join(&name), |(_, path)| path.clone());
        let (encoding, served) = negotiate::accepted(&request.accept_encoding)
            .map(|encoding| (Some(encoding), with_suffix(&path, encoding.suffix())))
            .find(|(_, candidate)| candidate.is_file())
            .unwrap_or_else(|| (None, path.clone()));
        let tag = entity_tag(&served)?;
        let mut headers = vec![
            ("Content-Type", mime::of(&path).to_owned()),
            ("Vary", "Accept-Encoding".to_owned()),
            ("Cache-Control", cache_control(&path).to_owned()),
            ("ETag", tag.clone()),
        ];
        if request.if_none_match.split(',').any(|known| known.trim() == tag) {
            return Some(Response { status: "304 Not Modified", headers, body: Vec::new() });
        }
        if let Some(encoding) = encoding {
            headers.push(("Content-Encoding", encoding.name().to_owned()));
        }
        Some(Response { status: "200 OK", headers, body: fs::read(&served).ok()? })
    }
}

/// The file a request target asks for, relative to the served folder; `None` when it lies outside
/// the prefix or tries to leave the folder.
fn relative_path(target: &str, prefix: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix(prefix)?;
    if path.is_empty() {
        return Some(PathBuf::from("index.html"));
    }
    path.split('/')
        .map(|segment| {
            let name = percent_decode_str(segment).decode_utf8().ok()?;
            let is_plain = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', '\0', ':']);
            is_plain.then(|| name.into_owned())
        })
        .collect()
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Changes whenever the file does; `None` when there is no such file.
fn entity_tag(path: &Path) -> Option<String> {
    let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    let changed = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("\"{:x}-{:x}\"", metadata.len(), changed.as_nanos()))
}

fn cache_control(path: &Path) -> &'static str {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_hash = |part: &str| HASH_LENGTHS.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    if name.split(['-', '_', '.']).any(is_hash) { IMMUTABLE } else { "no-cache" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(target: &str) -> Option<String> {
        relative_path(target, "/glia/").map(|path| path.display().to_string())
    }

    #[test]
    fn targets_become_files() {
        assert_eq!(at("/glia/").as_deref(), Some("index.html"));
        assert_eq!(at("/glia/?x=/y").as_deref(), Some("index.html"));
        assert_eq!(at("/glia/a/b%20c.js").as_deref(), Some("a/b c.js"));
    }

    #[test]
    fn nothing_outside_is_served() {
        for target in [
            "/",
            "/glia",
            "/other/index.html",
            "/glia/../Cargo.toml",
            "/glia/%2e%2e/Cargo.toml",
            "/glia/..%2fCargo.toml",
            "/glia/a//b",
            "/glia//etc/passwd",
            "/glia/.hidden",
            "/glia/a%00b",
            "/glia/..%5cx",
            "/glia/%ff",
        ] {
            assert_eq!(at(target), None, "{target}");
        }
    }

    #[test]
    fn only_hashed_files_are_kept_for_ever() {
        for name in ["glia-8b8b1d7c9c7e0b5e.js", "glia-9977db3d0c4cd21_bg.wasm", "part_pages-c9e4f738e8cc38a4.wasm"] {
            assert_eq!(cache_control(Path::new(name)), IMMUTABLE, "{name}");
        }
        for name in ["index.html", "config.json", "favicon.svg", "glia-core.js"] {
            assert_eq!(cache_control(Path::new(name)), "no-cache", "{name}");
        }
    }
}

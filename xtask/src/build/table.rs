//! What `boot.js` must know of the table of pages (`src/route/table.rs`): which addresses need another part than the
//! everyday one, whether they need a session, and what lists ask first. It is read off the table's source, so that a page is one row there.

use std::fmt::Write as _;

use anyhow::{Result, bail};

use crate::files;
use crate::repo::Repo;

/// The table, and the part of the addresses that are not listed.
const TABLE: &str = "src/route/table.rs";
const EVERYDAY: &str = "pages";

/// One page.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Page {
    /// Its path, up to the first name in it: `users/` for one user.
    path: String,
    part: String,
    is_open: bool,
    asks: Option<String>,
}

/// The tags for `index.html`. Pages are `path=part`, with `!` before it when no session is needed, longer paths first;
/// lists are `path=request`.
pub(super) fn tags(repo: &Repo) -> Result<[String; 2]> {
    let mut pages = read(&files::read_text(&repo.root().join(TABLE))?);
    if pages.len() < 2 {
        bail!("{TABLE} holds no pages that xtask can read: has its form changed?");
    }
    let lists =
        pages.iter().filter_map(|page| Some(format!("{}={}", page.path, page.asks.as_ref()?.replace('&', "&amp;"))));
    let lists = format!("<meta name=\"glia-lists\" content=\"{}\" />", lists.collect::<Vec<_>>().join(" "));
    pages.retain(|page| page.part != EVERYDAY && page.part != "start");
    pages.sort_by_key(|page| std::cmp::Reverse(page.path.len()));
    pages.dedup_by(|one, other| (&one.path, &one.part) == (&other.path, &other.part));
    let mut content = String::new();
    for Page { path, part, is_open, .. } in pages {
        let separator = if content.is_empty() { "" } else { " " };
        let _ = write!(content, "{separator}{}{path}={part}", if is_open { "!" } else { "" });
    }
    Ok([format!("<meta name=\"glia-pages\" content=\"{content}\" />"), lists])
}

/// Reads rows as they are written: `part {`, and below it `Name(…) "pattern" {` and `[facts]`.
fn read(source: &str) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    let mut part = String::new();
    for line in source.lines().map(str::trim).filter(|line| !line.starts_with("//")) {
        if let Some((_, pattern)) = line.strip_suffix("\" {").and_then(|row| row.split_once(" \"")) {
            let path = pattern.split(['<', '?', '*']).next().unwrap_or_default().to_owned();
            pages.push(Page { path, part: part.clone(), is_open: false, asks: None });
        } else if let Some(name) =
            line.strip_suffix(" {").filter(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        {
            name.clone_into(&mut part);
        } else if let Some(page) = pages.last_mut() {
            page.is_open |= line.starts_with('[') && line.contains("open: true");
            let asks = line.split_once("asks: \"").and_then(|(_, rest)| rest.split('"').next());
            page.asks = asks.map(str::to_owned).or(page.asks.take());
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_understood() -> Result<()> {
        let repo = Repo::find();
        let source = files::read_text(&repo.root().join(TABLE))?;
        let pages = read(&source);
        assert_eq!(pages.len(), source.lines().filter(|line| line.trim().starts_with("draws ")).count());
        let page = |path: &str| pages.iter().find(|page| page.path == path).unwrap();
        let is = |path: &str, part: &str, is_open| {
            assert_eq!((page(path).part.as_str(), page(path).is_open), (part, is_open), "{path}");
        };
        is("", "overview", false);
        is("users", "pages", false);
        is("users/", "pages_user", false);
        is("logs", "logs", true);
        is("doctor", "setup_doctor", true);
        is("answers/slow", "answers_load", false);
        let [tag, lists] = tags(&repo)?;
        assert!(tag.contains("!logs=logs") && tag.contains("answers=answers") && !tag.contains(" users="), "{tag}");
        assert_eq!(tag.matches("users/=pages_user").count(), 1, "{tag}");
        assert!(
            lists.contains("rooms=/_synapse/admin/v1/rooms?from=0&amp;limit=50") && lists.contains("#103"),
            "{lists}"
        );
        Ok(())
    }
}

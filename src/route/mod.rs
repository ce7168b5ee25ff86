//! Addresses. They are a public contract: people bookmark them, and parameters carry Synapse's own names.
//!
//! All of an address lives behind the `#`, so that no web host needs rewrite rules. Ids are percent-encoded as one
//! segment. Every address also takes `server=<name or URL>`. Which pages there are is one [table]. Written by hand because
//! the framework's router knows no hash routing, and because a typed address that round-trips is the heart of "the URL is
//! the state".

mod answers;
mod logs;
mod page;
mod pattern;
mod query;
pub(crate) mod table;
mod typed;

pub use answers::{AnswerQuery, Question};
pub use logs::{
    DEFAULT_SLOW_MS, EndpointOrder, LogsQuery, LogsTab, REQUEST_LIMITS, REQUEST_ORDERS, read_status, status_name,
};
pub use page::{Drawing, Elsewhere, Group, Kind, Menu, Page, Row};
pub use query::{DEFAULT_PAGE_SIZE, PAGE_SIZES, Pairs};

use crate::model::percent;

/// A page, perhaps on a named homeserver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The page.
    pub page: Page,
    /// `server=`: a server name or base URL.
    pub server: Option<String>,
}

impl Address {
    /// Reads `location.hash`, with or without its `#`.
    #[must_use]
    pub fn parse(hash: &str) -> Self {
        let text = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let pairs = Pairs::parse(query);
        let server = pairs.text("server");
        let segments: Vec<String> = path.split('/').filter(|s| !s.is_empty()).map(percent::decode).collect();
        let page = |kind: &Kind| kind.page(pattern::read(kind.row().pattern, &segments, &pairs)?);
        let page = Kind::ALL.iter().find_map(page).unwrap_or_else(|| Page::NotFound(text.to_owned()));
        Self { page, server }
    }

    /// The address as a link, e.g. `#/users/%40alice%3Ahs.example`.
    #[must_use]
    pub fn href(&self) -> String {
        if let Page::NotFound(text) = &self.page {
            return format!("#{text}");
        }
        let (path, mut pairs) = pattern::write(self.page.kind().row().pattern, self.page.values());
        if let Some(server) = &self.server {
            pairs.push("server", server);
        }
        format!("#{path}{}", pairs.to_query())
    }
}

#[cfg(test)]
mod tests;

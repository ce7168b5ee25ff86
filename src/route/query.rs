//! Query parameters of addresses.

use crate::model::percent;

/// The page sizes on offer.
pub const PAGE_SIZES: [u64; 4] = [25, 50, 100, 500];

/// The page size without a parameter.
pub(super) const DEFAULT_PAGE_SIZE: u64 = 50;

/// Decoded names and values, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs(Vec<(String, String)>);

impl Pairs {
    pub(super) fn parse(query: &str) -> Self {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        Self(pairs.map(|(name, value)| (percent::decode(name), percent::decode(value))).collect())
    }

    /// Those that say something, without one of them.
    pub(super) fn without(mut self, name: &str) -> Self {
        self.0.retain(|(key, value)| key != name && !value.is_empty());
        self
    }

    /// A value that is there and not empty.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.0.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.clone())
    }

    /// All values of a name that can stand there more than once.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        let values = self.0.iter().filter(|(found, value)| found == name && !value.is_empty());
        values.map(|(_, value)| value.clone()).collect()
    }

    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.text(name)?.parse().ok()
    }

    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        self.text(name)?.parse().ok()
    }

    /// The page size, when it is one of those on offer.
    pub(super) fn limit(&self) -> u64 {
        self.number("limit").filter(|limit| PAGE_SIZES.contains(limit)).unwrap_or(DEFAULT_PAGE_SIZE)
    }

    pub(super) fn push(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.0.push((name.to_owned(), value.to_owned()));
        }
    }

    /// Adds what is not at its default.
    pub(super) fn push_unless<T: PartialEq + ToString>(&mut self, default: T, name: &str, value: T) {
        if value != default {
            self.push(name, &value.to_string());
        }
    }

    pub(super) fn push_flag(&mut self, name: &str, value: Option<bool>) {
        if let Some(value) = value {
            self.push(name, &value.to_string());
        }
    }

    /// `?name=value&…`, or nothing.
    pub(super) fn to_query(&self) -> String {
        let mut out = String::new();
        for (name, value) in &self.0 {
            out.push(if out.is_empty() { '?' } else { '&' });
            out.push_str(name);
            out.push('=');
            out.push_str(&percent::encode(value));
        }
        out
    }
}

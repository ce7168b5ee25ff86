//! The lines of one request, out of many.

use super::Entry;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tagged<'a> {
    /// The lines with the tag, and those that continue them, such as tracebacks; in their order.
    pub lines: Vec<&'a str>,
    /// How many of them end a request. More than one: the counter began anew, or several workers wrote these lines.
    pub requests: usize,
}

impl Tagged<'_> {
    /// The lines as a block of code in Markdown, which no backticks in them can end.
    #[must_use]
    pub fn fenced(&self) -> String {
        fenced(&self.lines.join("\n"))
    }
}

/// A text as a block of code in Markdown, which no backticks in it can end.
#[must_use]
pub fn fenced(text: &str) -> String {
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}\n{text}\n{fence}")
}

/// The lines that belong to exactly this tag: `GET-37` is not `GET-370`.
#[must_use]
pub fn tagged<'a>(text: &'a str, tag: &str) -> Tagged<'a> {
    let mut found = Tagged::default();
    let mut belongs = false;
    for line in text.lines() {
        if let Some(entry) = Entry::read(line) {
            belongs = entry.tag.as_deref() == Some(tag);
            found.requests += usize::from(belongs && entry.processed().is_some());
        }
        if belongs {
            found.lines.push(line);
        }
    }
    found
}

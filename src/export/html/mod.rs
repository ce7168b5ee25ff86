//! The export for people: pages that open offline, without scripts, and that nothing in a message can change.
//!
//! Everything that comes from elsewhere goes through [`esc`]; pages forbid scripts and requests by a policy of their
//! own on top. `<bdi>` keeps names and messages from turning the text around them.

use crate::model::moment;
use crate::text::catalogue::code;
use crate::text::export_file as t;

mod event;
pub mod index;
pub mod room;

/// The style sheet: `html/style.css`.
pub const STYLE: &str = include_str!("style.css");

/// A text as it may stand in text and in quoted attributes. Control characters are shown by their pictures.
#[must_use]
pub fn esc(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or(c)),
            '\u{7f}' => out.push('\u{2421}'),
            '\u{80}'..='\u{9f}' => {}
            _ => out.push(c),
        }
    }
    out
}

/// The same in its own direction.
#[must_use]
pub fn bdi(text: &str) -> String {
    format!("<bdi>{}</bdi>", esc(text))
}

/// A path inside the ZIP as the address of a link, from a page that lies `up` folders below the top.
#[must_use]
pub fn href(path: &str, up: usize) -> String {
    let parts: Vec<String> = path.split('/').map(crate::model::percent::encode).collect();
    format!("{}{}", "../".repeat(up), esc(&parts.join("/")))
}

/// A whole page.
#[must_use]
pub fn page(title: &str, up: usize, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self' file:; \
         img-src 'self' file:; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{}</title>\n<link rel=\"stylesheet\" href=\"{}\">\n</head>\n<body>\n{body}</body>\n</html>\n",
        code(),
        esc(title),
        href("html/style.css", up)
    )
}

/// A moment: `2026-11-25 18:40:02`.
#[must_use]
pub fn moment(ms: i64) -> String {
    format!("<time datetime=\"{}\">{} {}</time>", moment::utc(ms), moment::day(ms), moment::clock(ms))
}

/// A table, or that there is nothing. Cells are HTML already.
#[must_use]
pub fn table(heads: &[&str], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return format!("<p>{}</p>\n", t::none());
    }
    let head: String = heads.iter().map(|head| format!("<th>{}</th>", esc(head))).collect();
    // On a narrow screen a row is a list, and each cell says what it is.
    let cell = |(cell, head): (&String, &&str)| format!("<td data-head=\"{}\">{cell}</td>", esc(head));
    let row = |row: &Vec<String>| format!("<tr>{}</tr>\n", row.iter().zip(heads).map(cell).collect::<String>());
    let rows: String = rows.iter().map(row).collect();
    format!("<div class=\"wide\"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n")
}

#[cfg(test)]
mod tests {
    use super::{bdi, esc, href, page};
    use proptest::prelude::*;

    #[test]
    fn nothing_gets_out() {
        assert_eq!(
            esc("<a href=\"x\" onclick='y'>&\u{0}\u{1b}"),
            "&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;␀␛"
        );
        assert_eq!(href("media/a b\"<#?%.png", 2), "../../media/a%20b%22%3C%23%3F%25.png");
        assert!(page("</title><script>", 0, "").contains("<title>&lt;/title&gt;&lt;script&gt;</title>"));
    }

    proptest! {
        #[test]
        fn whatever_somebody_writes(text in any::<String>()) {
            let escaped = esc(&text);
            prop_assert!(!escaped.contains(['<', '>', '"', '\'', '\0']));
            for (at, _) in escaped.match_indices('&') {
                let known = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];
                prop_assert!(known.iter().any(|entity| escaped[at..].starts_with(entity)));
            }
            prop_assert!(bdi(&text).starts_with("<bdi>") && bdi(&text).ends_with("</bdi>"));
            let link = href(&text, 1);
            prop_assert!(link.starts_with("../") && link.is_ascii() && !link.contains(['<', '"', ' ', ':']));
        }
    }
}

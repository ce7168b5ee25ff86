//! Cutting a line at short marks. The standard library prepares each search as if the text were long; here are a dozen
//! searches a line, and millions of lines.

use memchr::{memchr_iter, memrchr_iter};

/// What stands before and after the first such mark.
pub(super) fn cut<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let (bytes, first) = (text.as_bytes(), *mark.as_bytes().first()?);
    memchr_iter(first, bytes).find_map(|at| halves(text, at, mark))
}

/// What stands before and after the last such mark.
pub(super) fn cut_last<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let (bytes, first) = (text.as_bytes(), *mark.as_bytes().first()?);
    memrchr_iter(first, bytes).find_map(|at| halves(text, at, mark))
}

/// All places of a mark, as what stands before and after it.
pub(super) fn cuts<'a>(text: &'a str, mark: &'static str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let first = mark.as_bytes().first().copied().unwrap_or_default();
    memchr_iter(first, text.as_bytes()).filter_map(move |at| halves(text, at, mark))
}

fn halves<'a>(text: &'a str, at: usize, mark: &str) -> Option<(&'a str, &'a str)> {
    Some((text.get(..at)?, text.get(at..)?.strip_prefix(mark)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{cut, cut_last, cuts};

    proptest! {
        #[test]
        fn agrees_with_the_standard_library(text in "[ -é]{0,12}|( - |\\) |x){0,5}") {
            for mark in [" - ", ") ", "é", "--"] {
                prop_assert_eq!(cut(&text, mark), text.split_once(mark));
                prop_assert_eq!(cut_last(&text, mark).is_some(), text.contains(mark));
                prop_assert!(cuts(&text, mark).count() >= text.matches(mark).count());
            }
            prop_assert_eq!(cut_last(&text, ") "), text.rsplit_once(") "));
        }
    }
}

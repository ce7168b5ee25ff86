//! Numbers of the server's, and what it sends in place of them.

use leptos::prelude::*;

use super::ago;
use crate::api::Number;
use crate::browser::intl;
use crate::text;

/// A count, these words where there is none, or what is odd as it came.
#[must_use]
pub fn number_or(number: &Number, missing: &str) -> String {
    match number {
        Number::Whole(number) => intl::number(*number),
        Number::Missing => missing.to_owned(),
        Number::Odd(raw) => text::list::odd_number(raw),
    }
}

/// A count, or that it is not known.
#[must_use]
pub fn number_words(number: &Number) -> String {
    number_or(number, text::app::unknown())
}

/// A point in time in ms, "never" where there is none, or what is odd as it came.
#[must_use]
pub fn time_words(ms: &Number) -> AnyView {
    match ms.odd() {
        Some(raw) => text::list::odd_number(raw).into_any(),
        None => ago(ms.known()).into_any(),
    }
}

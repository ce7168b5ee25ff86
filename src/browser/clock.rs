//! The time.

/// Milliseconds since 1970.
#[must_use]
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// The same as a whole number, as the servers count.
#[must_use]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn now() -> u64 {
    now_ms() as u64
}

/// Milliseconds since the page was opened, with fractions, and never set back: for measuring how long something takes.
#[must_use]
pub fn stopwatch_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or_else(now_ms, |performance| performance.now())
}

//! How fast an export is, and how long it will take.

use leptos::prelude::*;

use super::Exports;
use crate::browser::clock;
use crate::export::progress::ExportProgress;

impl Exports {
    /// Bytes a second, and how long it will take from here, in ms: by media while there are some, else by events.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn pace(self) -> (Option<u64>, Option<u64>) {
        let progress = self.progress.get();
        let known = self.inner.with_value(|inner| (inner.began_ms, inner.began_bytes));
        let spent_ms = clock::stopwatch_ms() - known.0;
        if known.0 <= 0.0 || spent_ms < 1_000.0 {
            return (None, None);
        }
        let rate = progress.bytes.saturating_sub(known.1) as f64 / spent_ms;
        let share = share(&progress);
        let left = (share > 0.02).then(|| (spent_ms / share - spent_ms).max(0.0) as u64);
        (Some((rate * 1000.0) as u64), left)
    }
}

/// How much of the work is done, from 0 to 1. Files count by their bytes, events by a kilobyte each.
#[allow(clippy::cast_precision_loss)]
#[must_use]
pub fn share(progress: &ExportProgress) -> f64 {
    let all = progress.events_estimate * 1000 + progress.media_bytes.1;
    let events = (progress.events + progress.room_events).min(progress.events_estimate);
    let done = events * 1000 + progress.media_bytes.0;
    if all == 0 { 0.0 } else { (done as f64 / all as f64).min(1.0) }
}

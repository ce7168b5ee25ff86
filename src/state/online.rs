//! The browser is online again.

use leptos::ev;
use leptos::prelude::*;

use crate::api::{ApiError, ErrorKind};

/// Does this each time, for as long as the component lives that asks for it.
pub fn whenever(act: impl Fn() + 'static) {
    listen(Box::new(act));
}

/// Compiled once instead of once for each act.
fn listen(act: Box<dyn Fn()>) {
    let listening = window_event_listener(ev::online, move |_| act());
    on_cleanup(move || listening.remove());
}

/// Whether being offline may be why this failed.
#[must_use]
pub fn may_mend(error: &ApiError) -> bool {
    matches!(error.kind, ErrorKind::Network { .. } | ErrorKind::Timeout { .. })
}

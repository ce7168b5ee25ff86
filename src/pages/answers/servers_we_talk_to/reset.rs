//! Resetting the connection to one destination.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::ResetConnection;
use crate::api::federation::{Destination, GetDestination};
use crate::pages::actions::{ActionPanel, Offer};
use crate::state::api::Api;

/// The dialog, one for all destinations.
#[component]
pub(super) fn ResetDialog(
    /// The destination, as it was shown.
    asked: RwSignal<Option<Destination>>,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
    /// Hears how the destination is afterwards.
    on_done: Callback<Destination>,
) -> impl IntoView {
    let api = Api::use_();
    let offer = Offer::new(move |_| Rc::new(ResetConnection::new(asked.get_untracked().unwrap_or_default())));
    let on_done = Callback::new(move |_| {
        let destination = asked.get_untracked().unwrap_or_default().destination;
        let now = api.call(GetDestination { destination });
        spawn_local(async move {
            // Without an answer the old row stays; the page has a way to read all again.
            if let Ok(now) = now.await {
                on_done.try_run(now);
            }
        });
    });
    view! { <ActionPanel offer open on_done /> }
}

//! Small pictures that a homeserver keeps: fetched like everything else, shown from memory.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Method;
use crate::api::media::thumbnail;
use crate::api::wire::WireRequest;
use crate::browser::picture;
use crate::model::id::Mxc;
use crate::state::api::wire;

/// Loads an icon (`mxc://…`) of a server without a token; empty until it is there, and when it does not come.
#[must_use]
pub fn load(base_url: &str, mxc: &Mxc) -> RwSignal<Option<String>> {
    let shown = RwSignal::new(None::<String>);
    if let Some(url) = thumbnail(base_url, mxc) {
        spawn_local(async move {
            let request = WireRequest { method: Method::Get, url, authorization: None, body: None };
            // Without its icon the thing still has its name.
            if let Ok(answer) = wire().send(request).await
                && answer.status == 200
            {
                shown.try_set(picture::address(&answer.body));
            }
        });
        on_cleanup(move || {
            if let Some(Some(address)) = shown.try_get_untracked() {
                picture::free(&address);
            }
        });
    }
    shown
}

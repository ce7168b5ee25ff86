//! Is presence on? Often that shows only by setting one's own, so that is done on demand.

use leptos::prelude::*;

use super::checked::{Checked, told};
use crate::api::account::{GetPresence, Presence, SetPresence};
use crate::api::{ApiError, curl};
use crate::components::{ActionDialog, how};
use crate::model::health::Verdict;
use crate::snippets;
use crate::state::act::Act;
use crate::state::api::Api;
use crate::state::boxed::derived;
use crate::state::query::Query;
use crate::state::sessions::Sessions;
use crate::text::answers::slow as words;

/// On, off, or not known yet.
#[component]
pub(super) fn PresenceFinding(
    /// One's own presence; `None` when the server does not have the endpoint.
    presence: Query<Option<Presence>>,
) -> impl IntoView {
    let sessions = Sessions::use_();
    // Something was set, and read back: `false` when nothing of it was kept.
    let tried = RwSignal::new(None::<bool>);
    let is_on = derived(move || {
        let tracked = presence.with(|read| read.as_ref().and_then(Option::as_ref).map(Presence::is_tracked));
        match tracked {
            Some(true) => Some(true),
            _ => tried.get(),
        }
    });
    let verdict = derived(move || match is_on.get() {
        Some(true) => Verdict::Warn,
        Some(false) => Verdict::Good,
        None => Verdict::Unknown,
    });
    let missing = move || presence.with(|read| *read == Some(None));
    let state = move || match is_on.get() {
        Some(true) => how(words::presence_on(), snippets::slow::presence_off()),
        Some(false) => view! { <p>{words::presence_off()}</p> }.into_any(),
        None if missing() => view! { <p>{words::presence_no_endpoint()}</p> }.into_any(),
        None => view! {
            <p>{words::presence_unknown()}</p>
            <TryPresence tried />
        }
        .into_any(),
    };
    view! {
        <Checked
            title=words::presence()
            verdict
            status=presence.status()
            source=vec![curl::source(&GetPresence { user_id: sessions.user_id() })]
        >
            // The read decides only whether there is anything to show.
            {move || told(presence, |_| ().into_any())}
            {state}
        </Checked>
    }
}

/// Sets one's own presence and reads it back.
#[component]
fn TryPresence(
    /// Whether anything was kept.
    tried: RwSignal<Option<bool>>,
) -> impl IntoView {
    let (api, sessions) = (Api::use_(), Sessions::use_());
    let (open, act) = (RwSignal::new(false), Act::here());
    let set = move |presence| SetPresence { user_id: sessions.user_id(), presence };
    let get = move || GetPresence { user_id: sessions.user_id() };
    let confirm = Callback::new(move |()| {
        let work = set_and_read_back(api, set("online"), get(), set("offline"));
        act.run(async move {
            let kept = work.await?;
            open.try_set(false);
            tried.try_set(Some(kept));
            Ok(())
        });
    });
    let curl = move || [api.curl(&set("online")), api.curl(&get()), api.curl(&set("offline"))].join("\n");
    view! {
        <p>
            <button type="button" on:click=move |_| open.set(true)>
                {words::presence_try()}
            </button>
        </p>
        <ActionDialog
            open
            title=words::presence_title().to_owned()
            confirm=words::presence_try()
            act
            curl=derived(curl)
            on_confirm=confirm
        >
            <p>{words::presence_what()}</p>
        </ActionDialog>
    }
}

/// Whether the server kept what was set. Sets it back in any case.
async fn set_and_read_back(
    api: Api,
    online: SetPresence,
    get: GetPresence,
    offline: SetPresence,
) -> Result<bool, ApiError> {
    api.call(online).await?;
    let read = api.call(get).await;
    api.call(offline).await?;
    Ok(read?.is_tracked())
}

//! Resetting the connection to one destination.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::api::federation::{Destination, GetDestination, ResetConnection};
use crate::components::{ActionDialog, id_text};
use crate::state::act::Act;
use crate::state::api::Api;
use crate::state::erased::derived;
use crate::state::notices::Notices;
use crate::text::answers::servers_we_talk_to as words;

/// What came of a reset.
enum Outcome {
    /// The server says it had nothing to reset.
    NotNeeded,
    /// Done.
    Done,
}

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
    let (api, notices) = (Api::use_(), Notices::use_());
    let act = Act::here();
    let name = move || asked.with(|asked| asked.as_ref().map(|one| one.destination.clone()).unwrap_or_default());
    let confirm = Callback::new(move |()| {
        let Some(before) = asked.get_untracked() else { return };
        let work = reset_and_read_back(api, before.destination.clone());
        act.run(async move {
            let (outcome, now) = work.await?;
            open.try_set(false);
            tell(notices, &outcome, &before, &now);
            on_done.try_run(now);
            Ok(())
        });
    });
    view! {
        <ActionDialog
            open
            title=words::reset_title().to_owned()
            confirm=words::reset()
            act
            curl=derived(move || api.curl(&ResetConnection { destination: name() }))
            on_confirm=confirm
        >
            <p>
                {move || id_text(name(), None)}
            </p>
            <p>{words::reset_what()}</p>
        </ActionDialog>
    }
}

/// Resets it, and asks the server how it is now. That there was nothing to reset is no failure.
async fn reset_and_read_back(api: Api, destination: String) -> Result<(Outcome, Destination), ApiError> {
    let outcome = match api.call(ResetConnection { destination: destination.clone() }).await {
        Ok(()) => Outcome::Done,
        Err(error) if ResetConnection::is_not_needed(&error) => Outcome::NotNeeded,
        Err(error) => return Err(error),
    };
    Ok((outcome, api.call(GetDestination { destination }).await?))
}

fn tell(notices: Notices, outcome: &Outcome, before: &Destination, now: &Destination) {
    let name = &now.destination;
    match outcome {
        Outcome::NotNeeded => notices.tell(words::reset_not_needed().to_owned()),
        Outcome::Done if !now.is_failing() => notices.tell(words::reset_done(name)),
        Outcome::Done if now.retry_last_ts != before.retry_last_ts => notices.tell(words::reset_failed_again(name)),
        Outcome::Done => notices.warn(words::reset_unconfirmed()),
    }
}

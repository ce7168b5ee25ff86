//! The button, or why there is none.

use leptos::prelude::*;

use super::{ActionPanel, Offer};
use crate::actions::{Action, Ending, Refusal};
use crate::components::snippet;
use crate::text;

/// The button of an action, with its dialog.
#[component]
pub fn ActionButton(
    /// The action.
    offer: Offer,
    /// Hears how it ended, whenever something may have changed: what is shown is read again.
    #[prop(into)]
    on_done: Callback<Ending>,
    /// The button's class.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let refusal = Memo::new(move |_| {
        let can = offer.sessions.capabilities().unwrap_or_default();
        let action = offer.make.with_value(|make| make(&can));
        action.refusal(&offer.me(), &can)
    });
    move || match refusal.get() {
        Some(refusal) => refused(&*offer.action(), refusal),
        None => {
            let open = RwSignal::new(false);
            view! {
                <button type="button" class=class on:click=move |_| open.set(true)>
                    {offer.action().words().button}
                </button>
                <ActionPanel offer open on_done />
            }
            .into_any()
        }
    }
}

fn refused(action: &dyn Action, refusal: Refusal) -> AnyView {
    let button = action.words().button;
    match refusal {
        Refusal::Protected(why) => {
            let id = format!("refused-{}", action.name());
            view! {
                <div class="refused">
                    <button type="button" aria-disabled="true" aria-describedby=id.clone()>
                        {button}
                    </button>
                    <p class="hint" id=id>
                        {why}
                    </p>
                </div>
            }
            .into_any()
        }
        Refusal::NotOffered => view! {
            <p class="panel">
                <strong>{button}": "</strong>
                {text::users::not_offered()}
            </p>
        }
        .into_any(),
        Refusal::OnlyInShell { what, why, command } => view! {
            <div class="panel elsewhere">
                <p>
                    <strong>{what}</strong>
                    " "
                    {why}
                </p>
                {snippet(command, text::app::same_as_shell())}
            </div>
        }
        .into_any(),
    }
}

//! The one dialog of all actions: says what will happen, does it, and says what is true afterwards.

use std::rc::Rc;

use leptos::prelude::*;

use super::Offer;
use super::fields::Form;
use super::lines::lines;
use super::scene::Scene;
use crate::actions::{Ending, ask_again, run};
use crate::components::{ActionDialog, Dialog};
use crate::state::act::Act;
use crate::state::api::Api;
use crate::state::boxed::{derived, effect};
use crate::text;

/// The dialog of an action.
#[component]
pub fn ActionPanel(
    /// The action.
    offer: Offer,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Hears how it ended, whenever something may have changed.
    on_done: Callback<Ending>,
) -> impl IntoView {
    let api = Api::use_();
    let act = Act::carried();
    let form = Form::new(offer.action().fields());
    let filled = move || {
        let action = offer.action();
        action.filled(&form.filled()).unwrap_or(action)
    };
    let scene = Scene::new(open, on_done);
    let begin = move |only_asks: bool| {
        let (before, ask) = (scene.last(), api.ask());
        // Asked about is what was tried, whatever is filled in by now.
        let tried = before.as_ref().filter(|_| only_asks).map(|before| Rc::clone(&before.action));
        let action = tried.unwrap_or_else(|| untrack(filled));
        scene.begin(&action, before.as_ref());
        act.run(async move {
            let ended = if only_asks {
                let met = before.as_ref().and_then(|before| before.ending.error.clone());
                Ok(ask_again(&*action, &*ask, met).await)
            } else {
                run(&*action, &*ask).await
            };
            scene.end(action, before, ended)
        });
    };
    // What is under way tells by itself how it ended.
    on_cleanup(move || {
        if !untrack(|| act.pending()) {
            scene.leave();
        }
    });
    let can_be_read = offer.action().can_be_read();
    let words = move || offer.action().words();
    // What was typed lives as long as a dialog shows it, or something under way needs it.
    effect(move || {
        if !open.get() && !scene.done.get() && !act.pending() {
            form.clear();
            scene.forget();
        }
    });
    let caution = move || filled().caution(&offer.me()).map(|why| view! { <p class="panel warn">{why}</p> }.into_any());
    view! {
        <ActionDialog
            open
            title=derived(move || words().title.to_owned())
            confirm=derived(move || words().button)
            danger=derived(move || words().danger)
            act
            ready=derived(move || form.is_ready())
            curl=derived(move || api.commands(&filled().plan()))
            on_confirm=Callback::new(move |()| begin(false))
            doubt=scene.doubt
            ask_again=can_be_read.then(|| Callback::new(move |()| begin(true)))
        >
            {lines(words().lines)}
            {form.view()}
            {move || caution()}
        </ActionDialog>
        <Dialog open=scene.done title=derived(move || scene.title())>
            {scene.lines()}
            <footer>
                <button type="button" class="primary" on:click=move |_| scene.done.set(false)>
                    {text::app::close()}
                </button>
            </footer>
        </Dialog>
    }
}

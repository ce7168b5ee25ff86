//! The one dialog of all actions: says what will happen, does it, and says what is true afterwards.

use leptos::prelude::*;

use super::Offer;
use super::fields::Form;
use super::lines::lines;
use crate::actions::{Ending, Receipt, Told, ask_again, run};
use crate::api::ApiError;
use crate::components::{ActionDialog, Dialog, Doubt};
use crate::state::act::Act;
use crate::state::api::Api;
use crate::state::erased::{derived, effect};
use crate::state::notices::Notices;
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
    let scene = Scene {
        open,
        doubt: RwSignal::new(None),
        last: StoredValue::new_local(None),
        receipt: RwSignal::new(None),
        done: RwSignal::new(false),
        notices: Notices::use_(),
        on_done,
    };
    let begin = move |only_asks: bool| {
        let (action, ask) = (untrack(filled), api.ask());
        let met = scene.last.get_value().and_then(|last| last.error);
        scene.doubt.set(None);
        // For as long as it is under way, and when waiting for it is stopped.
        scene.last.set_value(Some(Ending::unknown(&*action, met.clone())));
        act.run(async move {
            let ended = if only_asks { ask_again(&*action, &*ask, met).await } else { run(&*action, &*ask).await };
            scene.end(ended)
        });
    };
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

/// Where an ending is told.
#[derive(Clone, Copy)]
struct Scene {
    open: RwSignal<bool>,
    /// What the dialog says of the last try.
    doubt: RwSignal<Option<Doubt>>,
    /// The last try, as long as nobody knows how it ended.
    last: StoredValue<Option<Ending>, LocalStorage>,
    /// Shown once, as long as `done` is open.
    receipt: RwSignal<Option<Receipt>>,
    done: RwSignal<bool>,
    notices: Notices,
    on_done: Callback<Ending>,
}

impl Scene {
    /// Tells it in the dialog where somebody looks at it, and else in a notice. The page may be left by now, so nothing
    /// here may insist on its signals.
    fn end(self, ended: Result<Ending, ApiError>) -> Result<(), ApiError> {
        let is_open = self.open.try_get_untracked() == Some(true);
        self.last.try_set_value(None);
        let ending = match ended {
            Ok(ending) => ending,
            Err(error) if is_open => return Err(error),
            Err(error) => {
                self.notices.warn(text::errors::in_one_line(&error));
                return Ok(());
            }
        };
        let is_doubtful = ending.told == Told::Unknown || (ending.told == Told::Unchanged && ending.error.is_some());
        // What was typed is still there, and the dialog comes back with it. The page is read when it is closed: that may
        // take the dialog along.
        if is_doubtful && self.open.try_set(true).is_none() {
            let why = ending.error.as_ref().map(text::errors::explain);
            self.doubt.try_set(Some(Doubt { says: ending.says.clone(), why }));
            self.last.try_set_value(Some(ending));
            return Ok(());
        }
        self.open.try_set(false);
        self.tell(&ending);
        self.on_done.try_run(ending);
        Ok(())
    }

    fn tell(self, ending: &Ending) {
        let Ending { told, says, receipt, .. } = ending;
        let is_good = matches!(told, Told::Confirmed | Told::Accepted);
        match receipt {
            Some(receipt) if is_good && self.receipt.try_set(Some(receipt.clone())).is_none() => {
                self.done.try_set(true);
            }
            Some(receipt) => self.notices.warn(format!("{says} {}", receipt.in_one_line())),
            None if is_good => self.notices.tell(says.clone()),
            None => self.notices.warn(says.clone()),
        }
    }

    /// Both dialogs are closed. What may have been done is looked at.
    fn forget(self) {
        self.doubt.set(None);
        self.receipt.set(None);
        let last = self.last.get_value();
        self.last.set_value(None);
        if let Some(last) = last {
            self.on_done.run(last);
        }
    }

    fn title(self) -> String {
        self.receipt.with(|receipt| receipt.as_ref().map_or("", |receipt| receipt.title).to_owned())
    }

    fn lines(self) -> Vec<AnyView> {
        lines(self.receipt.get_untracked().map(|receipt| receipt.lines).unwrap_or_default())
    }
}

//! What an action's dialogs know of its last try, and how its ending is told.

use std::rc::Rc;

use leptos::prelude::*;

use super::lines::lines;
use crate::actions::{Action, Ending, Receipt, Told};
use crate::api::ApiError;
use crate::components::Doubt;
use crate::state::notices::Notices;
use crate::text;

/// What was tried, with all that was filled in then, and what is known of it.
#[derive(Clone)]
pub(super) struct Try {
    pub(super) action: Rc<dyn Action>,
    pub(super) ending: Ending,
}

/// Where an ending is told.
#[derive(Clone, Copy)]
pub(super) struct Scene {
    open: RwSignal<bool>,
    /// What the dialog says of the last try.
    pub(super) doubt: RwSignal<Option<Doubt>>,
    /// The last try, as long as nobody knows how it ended.
    last: StoredValue<Option<Try>, LocalStorage>,
    /// Shown once, as long as `done` is open.
    receipt: RwSignal<Option<Receipt>>,
    pub(super) done: RwSignal<bool>,
    notices: Notices,
    on_done: Callback<Ending>,
}

impl Scene {
    /// Nothing has been tried yet.
    pub(super) fn new(open: RwSignal<bool>, on_done: Callback<Ending>) -> Self {
        Self {
            open,
            doubt: RwSignal::new(None),
            last: StoredValue::new_local(None),
            receipt: RwSignal::new(None),
            done: RwSignal::new(false),
            notices: Notices::use_(),
            on_done,
        }
    }

    /// The last try, as long as nobody knows how it ended.
    pub(super) fn last(self) -> Option<Try> {
        self.last.get_value()
    }

    /// Another try, or asking what came of the last. Nobody knows how it ends for as long as it is under way, and when
    /// waiting for it is stopped.
    pub(super) fn begin(self, action: &Rc<dyn Action>, before: Option<&Try>) {
        if let Some(before) = before.filter(|before| before.ending.receipt != action.receipt()) {
            self.keep(before);
        }
        let met = before.and_then(|before| before.ending.error.clone());
        self.doubt.set(None);
        self.last.set_value(Some(Try { action: Rc::clone(action), ending: Ending::unknown(&**action, met) }));
    }

    /// Tells it in the dialog where somebody looks at it, and else in a notice. The page may be left by now, so nothing
    /// here may insist on its signals.
    ///
    /// `before`: the try before this one, which a refusal leaves as unknown as it was.
    pub(super) fn end(
        self,
        action: Rc<dyn Action>,
        before: Option<Try>,
        ended: Result<Ending, ApiError>,
    ) -> Result<(), ApiError> {
        let is_open = self.open.try_get_untracked() == Some(true);
        // Names the action for those who no longer see its dialog.
        let what = action.words().subject();
        let ending = match ended {
            Ok(ending) => ending,
            Err(error) => {
                if let Some(Some(before)) = self.last.try_set_value(before) {
                    self.keep(&before);
                }
                if is_open {
                    return Err(error);
                }
                self.notices.warn(format!("{what}: {}", text::errors::in_one_line(&error)));
                return Ok(());
            }
        };
        self.last.try_set_value(None);
        let is_doubtful = ending.told == Told::Unknown || (ending.told == Told::Unchanged && ending.error.is_some());
        // What was typed is still there, and the dialog comes back with it. The page is read when it is closed: that may
        // take the dialog along.
        if is_doubtful && self.open.try_set(true).is_none() {
            let why = ending.error.as_ref().map(text::errors::explain);
            self.doubt.try_set(Some(Doubt { says: ending.says.clone(), why }));
            self.last.try_set_value(Some(Try { action, ending }));
            return Ok(());
        }
        self.open.try_set(false);
        self.tell(if is_open { "" } else { &what }, &ending);
        self.on_done.try_run(ending);
        Ok(())
    }

    fn tell(self, what: &str, ending: &Ending) {
        let Ending { told, says, receipt, .. } = ending;
        let says = if what.is_empty() { says.clone() } else { format!("{what}: {says}") };
        let is_good = matches!(told, Told::Confirmed | Told::Accepted);
        match receipt {
            Some(receipt) if is_good && self.receipt.try_set(Some(receipt.clone())).is_none() => {
                self.done.try_set(true);
            }
            Some(receipt) => self.notices.warn(format!("{says} {}", receipt.in_one_line())),
            None if is_good => self.notices.tell(says),
            None => self.notices.warn(says),
        }
    }

    /// What may be in force must not be lost with the dialog.
    fn keep(self, Try { action, ending }: &Try) {
        if ending.told == Told::Unknown && ending.receipt.is_some() {
            self.tell(&action.words().subject(), ending);
        }
    }

    /// The page is left, and nothing is under way.
    pub(super) fn leave(self) {
        if let Some(Some(last)) = self.last.try_get_value() {
            self.keep(&last);
        }
    }

    /// Both dialogs are closed. What may have been done is looked at.
    pub(super) fn forget(self) {
        self.doubt.set(None);
        self.receipt.set(None);
        let last = self.last.get_value();
        self.last.set_value(None);
        if let Some(last) = last {
            self.keep(&last);
            self.on_done.run(last.ending);
        }
    }

    pub(super) fn title(self) -> String {
        self.receipt.with(|receipt| receipt.as_ref().map_or("", |receipt| receipt.title).to_owned())
    }

    pub(super) fn lines(self) -> Vec<AnyView> {
        lines(self.receipt.get_untracked().map(|receipt| receipt.lines).unwrap_or_default())
    }
}

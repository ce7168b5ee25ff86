//! Any action as a button with its dialog. A page says which action; everything else is the action's own.

mod button;
mod fields;
mod lines;
mod panel;
mod scene;

pub use button::ActionButton;
pub use fields::PasswordField;
pub use panel::ActionPanel;

use std::rc::Rc;

use leptos::prelude::*;

use crate::actions::{Action, Me};
use crate::api::capabilities::Capabilities;
use crate::state::sessions::Sessions;

/// An action of what the server can do.
type Make = dyn Fn(&Capabilities) -> Rc<dyn Action>;

/// Makes the action when it is needed, by what the server can do then.
#[derive(Clone, Copy)]
pub struct Offer {
    make: StoredValue<Rc<Make>, LocalStorage>,
    sessions: Sessions,
}

impl Offer {
    /// What the closure makes.
    pub fn new(make: impl Fn(&Capabilities) -> Rc<dyn Action> + 'static) -> Self {
        Self { make: StoredValue::new_local(Rc::new(make)), sessions: Sessions::use_() }
    }

    /// The action with nothing filled in; not tracked.
    fn action(self) -> Rc<dyn Action> {
        let can = self.sessions.capabilities_untracked().unwrap_or_default();
        self.make.with_value(Rc::clone)(&can)
    }

    /// Who acts.
    fn me(self) -> Me {
        Me { user_id: self.sessions.user_id(), server_name: self.sessions.server_name() }
    }
}

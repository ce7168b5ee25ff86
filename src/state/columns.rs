//! Which columns of a list somebody chose in this browser. Apart from the other settings, so that the first load carries
//! none of it.

use leptos::prelude::*;

use crate::browser::storage::{self, Keep, Key};
use crate::lists::{choice_of, with_choice};

/// The choice for one list.
#[derive(Clone, Copy)]
pub struct ColumnChoice {
    list: &'static str,
    chosen: RwSignal<Option<Vec<String>>>,
}

fn stored() -> String {
    storage::get(Keep::Device, Key::Columns).unwrap_or_default()
}

impl ColumnChoice {
    /// Reads what was chosen for this list.
    #[must_use]
    pub fn of(list: &'static str) -> Self {
        Self { list, chosen: RwSignal::new(choice_of(&stored(), list)) }
    }

    /// Looks at the keys of the chosen columns, tracked; `None`: as many as fit.
    pub fn with<R>(self, look: impl FnOnce(Option<&[String]>) -> R) -> R {
        self.chosen.with(|chosen| look(chosen.as_deref()))
    }

    /// Chooses. A browser that blocks storage forgets it when the page is left.
    pub fn set(self, keys: Option<Vec<String>>) {
        let _ = storage::set(Keep::Device, Key::Columns, &with_choice(&stored(), self.list, keys.clone()));
        self.chosen.set(keys);
    }
}

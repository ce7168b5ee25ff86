//! Short messages about what happened, shown and read out in one live region.

use leptos::leptos_dom::helpers::set_timeout;
use leptos::prelude::*;
use std::time::Duration;

/// How long a notice stays by itself.
const STAY: Duration = Duration::from_secs(12);

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Tells them apart.
    pub id: u32,
    /// The sentence.
    pub text: String,
    /// A warning stays until it is dismissed.
    pub warning: bool,
}

/// The notices of the app.
#[derive(Clone, Copy)]
pub struct Notices {
    list: RwSignal<Vec<Notice>>,
    next: StoredValue<u32>,
}

impl Notices {
    /// Begins with none.
    pub fn provide() -> Self {
        let notices = Self { list: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
        provide_context(notices);
        notices
    }

    /// The notices of the app that a component runs in.
    pub fn use_() -> Self {
        expect_context()
    }

    /// All that are shown, tracked.
    pub fn list(self) -> Vec<Notice> {
        self.list.get()
    }

    /// Tells something good or neutral.
    pub fn tell(self, text: impl Into<String>) {
        let id = self.push(text.into(), false);
        set_timeout(move || self.dismiss(id), STAY);
    }

    /// Tells something that must not be missed.
    pub fn warn(self, text: impl Into<String>) {
        self.push(text.into(), true);
    }

    /// Removes one.
    pub fn dismiss(self, id: u32) {
        self.list.update(|list| list.retain(|notice| notice.id != id));
    }

    fn push(self, text: String, warning: bool) -> u32 {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        self.list.update(|list| {
            // Saying the same again replaces it, so that ten clicks are not ten notices.
            list.retain(|notice| notice.text != text);
            list.push(Notice { id, text, warning });
        });
        id
    }
}

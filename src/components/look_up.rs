//! A field for the one thing that a page is about, which the address names.

use leptos::prelude::*;

use super::TextField;
use crate::browser::host;
use crate::state::boxed::effect;

/// The field and its button.
#[component]
pub fn LookUp(
    /// Unique on the page.
    id: &'static str,
    /// The label.
    label: &'static str,
    /// Explains the field.
    hint: &'static str,
    /// The words of the button.
    button: &'static str,
    /// What the address names; empty for nothing.
    #[prop(into)]
    value: Signal<String>,
    /// Hears what was typed, unless it is blank.
    on_look_up: Callback<String>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    effect(move || typed.set(value.get()));
    let look_up = move || {
        let text = host::ascii(&typed.get_untracked());
        if !text.trim().is_empty() {
            on_look_up.run(text);
        }
    };
    view! {
        <form
            class="look-up"
            on:submit=move |event| {
                event.prevent_default();
                look_up();
            }
        >
            <TextField id label value=typed hint search=true>
                <button type="submit" class="primary">
                    {button}
                </button>
            </TextField>
        </form>
    }
}

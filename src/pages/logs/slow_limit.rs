//! From where on a request is slow: part of the address.

use leptos::prelude::*;

use super::Here;
use crate::route::DEFAULT_SLOW_MS;
use crate::state::boxed::effect;
use crate::text::logs::problems as words;

/// The field.
#[component]
pub(super) fn SlowLimit() -> impl IntoView {
    let here = Here::use_();
    let slow_ms = Memo::new(move |_| here.query.with(|query| query.slow_ms));
    let typed = RwSignal::new(String::new());
    effect(move || typed.set((f64::from(slow_ms.get()) / 1000.0).to_string()));
    let submit = move || {
        let mut query = here.query.get_untracked();
        let seconds = typed.with_untracked(|text| text.trim().parse::<f64>().ok());
        query.slow_ms = seconds.map_or(DEFAULT_SLOW_MS, ms);
        here.go(query);
    };
    view! {
        <form
            class="slow-limit"
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            <label for="slow-limit">{words::slow_limit()}</label>
            <input
                id="slow-limit"
                type="number"
                min="0"
                step="any"
                required
                prop:value=move || typed.get()
                on:input:target=move |event| typed.set(event.target().value())
            />
            <button type="submit">{words::apply()}</button>
        </form>
    }
}

/// Seconds in ms; what is too much becomes the most.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn ms(seconds: f64) -> u32 {
    (seconds * 1000.0).round() as u32
}

//! A field for many lines: pasted, chosen as a file, or dropped. Nothing leaves the browser.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::said;
use crate::browser::{file, intl};
use crate::state::notices::Notices;
use crate::text;

/// A longer text is not put into the field: laying out some megabytes takes a browser many seconds.
const SHOWN_BYTES: usize = 256 * 1024;

/// The field.
#[component]
pub fn PasteField(
    /// Unique on the page.
    id: &'static str,
    /// The label.
    label: &'static str,
    /// Explains the field.
    hint: &'static str,
    /// What is in it.
    value: RwSignal<String>,
) -> impl IntoView {
    let notices = Notices::use_();
    let read = move |event: &web_sys::Event| {
        let Some(file) = file::first(event) else { return };
        spawn_local(async move {
            match file::text(file).await {
                Ok(text) => {
                    value.try_set(text);
                }
                Err(words) => notices.warn(&words),
            }
        });
    };
    let hint_id = format!("{id}-hint");
    let file_id = format!("{id}-file");
    view! {
        <div
            class="field paste"
            on:dragover=move |event| event.prevent_default()
            on:drop=move |event| {
                event.prevent_default();
                read(&event);
            }
        >
            <label for=id>{label}</label>
            <textarea
                id=id
                rows="4"
                spellcheck="false"
                autocomplete="off"
                aria-describedby=hint_id.clone()
                prop:value=move || value.with(|text| if text.len() > SHOWN_BYTES { String::new() } else { text.clone() })
                on:input:target=move |event| value.set(event.target().value())
            ></textarea>
            {move || {
                value
                    .with(|text| (text.len() > SHOWN_BYTES).then_some(text.len()))
                    .map(|length| {
                        let size = intl::bytes(u64::try_from(length).unwrap_or(u64::MAX));
                        view! { <p role="status">{text::answers::too_long_to_show(&size)}</p> }.into_any()
                    })
            }}
            <p class="hint" id=hint_id>
                {hint} " "
                {said(
                    text::answers::or_drop(),
                    &|_, _| {
                        view! {
                            <label class="button" for=file_id.clone()>
                                {text::answers::choose_file()}
                            </label>
                        }
                            .into_any()
                    },
                )}
            </p>
            <input id=file_id class="visually-hidden" type="file" on:change=move |event| read(&event) />
        </div>
    }
}

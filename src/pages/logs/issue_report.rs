//! The lines of a request, ready to be posted: fenced, and with what need not be public hidden.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{clipboard, dom};
use crate::components::{Check, snippet};
use crate::logs::mask::{Masks, mask};
use crate::model::log::fenced;
use crate::state::notices::Notices;
use crate::text;
use crate::text::logs::find as words;

/// The choices, the button, and what it copies.
#[component]
pub(super) fn IssueReport(
    /// The lines as they are.
    text: String,
) -> impl IntoView {
    let notices = Notices::use_();
    let text = StoredValue::new(text);
    // What one posts by mistake cannot be taken back.
    let (tokens, ips, mxids) = (RwSignal::new(true), RwSignal::new(true), RwSignal::new(true));
    // Made when it is asked for: it may be megabytes.
    let report = move || {
        let masks = Masks { tokens: tokens.get(), ips: ips.get(), mxids: mxids.get() };
        text.with_value(|text| fenced(&mask(text, masks)))
    };
    let copy = move |_| {
        let report = untrack(report);
        spawn_local(async move {
            if clipboard::copy(&report).await {
                notices.tell(text::app::copied());
            } else {
                notices.warn(text::app::copy_refused());
            }
        });
    };
    let open = RwSignal::new(false);
    view! {
        <section class="issue-report" aria-labelledby="log-report">
            <h3 id="log-report">{words::report()}</h3>
            <p class="hint">{words::report_lead()} " " {words::mask_limits()}</p>
            <div class="actions">
                <Check id="mask-tokens" label=words::mask_tokens() value=tokens />
                <Check id="mask-ips" label=words::mask_ips() value=ips />
                <Check id="mask-mxids" label=words::mask_mxids() value=mxids />
                <button type="button" class="primary" on:click=copy>
                    {words::copy_lines()}
                </button>
            </div>
            <details on:toggle=move |event| open.set(dom::is_open(&event))>
                <summary>{words::preview()}</summary>
                {move || open.get().then(|| snippet(report(), words::report()))}
            </details>
        </section>
    }
}

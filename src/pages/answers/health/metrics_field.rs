//! The field that takes Synapse's metrics, with what is wrong with them.

use leptos::prelude::*;

use crate::components::{PasteField, how};
use crate::model::metrics::ProcessMetrics;
use crate::snippets;
use crate::state::boxed::effect;
use crate::text;

/// The field. Sets what the text tells whenever the text changes; to `None` while there is none.
#[component]
pub(in crate::pages::answers) fn MetricsField(
    /// What the text says.
    process: RwSignal<Option<ProcessMetrics>>,
) -> impl IntoView {
    let pasted = RwSignal::new(String::new());
    effect(move || {
        let read = pasted.with(|text| ProcessMetrics::of(text));
        if process.with_untracked(|old| *old != read) {
            process.set(read);
        }
    });
    let complaint = move || {
        let told = |read: &ProcessMetrics| (read.processes, read.odd_lines, read.is_cut);
        if let Some((processes, odd, cut)) = process.with(|read| read.as_ref().map(told)) {
            let mixed = (processes > 1).then(|| warning(text::answers::health::metrics_mixed(processes)));
            let odd = (odd > 0).then(|| view! { <p class="hint">{text::answers::health::metrics_odd_lines(odd)}</p> });
            let cut = cut.then(|| warning(text::answers::health::metrics_cut().to_owned()));
            return view! { {mixed} {cut} {odd} }.into_any();
        }
        let empty = pasted.with(|text| text.trim().is_empty());
        (!empty).then(|| warning(text::answers::health::metrics_none().to_owned())).into_any()
    };
    view! {
        <PasteField
            id="metrics"
            label=text::answers::health::metrics_label()
            hint=text::answers::health::metrics_hint()
            value=pasted
        />
        {complaint}
        {how(text::answers::health::metrics_how_lead(), snippets::slow::metrics())}
    }
}

fn warning(words: String) -> AnyView {
    view! {
        <p class="panel warn" role="status">
            {words}
        </p>
    }
    .into_any()
}

//! The form that narrows a log down. What it says becomes the address.

use leptos::prelude::*;

use super::Here;
use crate::logs::protocol::Filter;
use crate::model::moment;
use crate::route::{read_status, status_name};
use crate::state::boxed::effect;
use crate::text::logs::filter as words;

/// What a status may be, for the browser to check before the form is sent.
const STATUS_PATTERN: &str = "[1-5]xx|[1-9][0-9][0-9](!|-answered)?|failed|dropped";

/// Statuses that one is likely to look for.
const STATUSES: [&str; 12] =
    ["failed", "dropped", "2xx", "3xx", "4xx", "5xx", "401", "403", "404", "429", "500", "502"];

/// What is typed, as text.
#[derive(Clone, Copy)]
struct Typed {
    from: RwSignal<String>,
    to: RwSignal<String>,
    endpoint: RwSignal<String>,
    status: RwSignal<String>,
    requester: RwSignal<String>,
    ip: RwSignal<String>,
    agent: RwSignal<String>,
    process: RwSignal<String>,
    slower: RwSignal<String>,
}

impl Typed {
    fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            from: empty(),
            to: empty(),
            endpoint: empty(),
            status: empty(),
            requester: empty(),
            ip: empty(),
            agent: empty(),
            process: empty(),
            slower: empty(),
        }
    }

    fn take(self, filter: &Filter) {
        self.from.set(filter.from.map(moment::iso).unwrap_or_default());
        self.to.set(filter.to.map(moment::iso).unwrap_or_default());
        self.endpoint.set(filter.endpoint.clone());
        self.status.set(filter.status.map(status_name).unwrap_or_default());
        self.requester.set(filter.requester.clone());
        self.ip.set(filter.ip.clone());
        self.agent.set(filter.agent.clone());
        self.process.set(filter.process.clone());
        self.slower.set(filter.slower_ms.map(|ms| (f64::from(ms) / 1000.0).to_string()).unwrap_or_default());
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn filter(self) -> Filter {
        let text = |field: RwSignal<String>| field.with_untracked(|text| text.trim().to_owned());
        let moment = |field: RwSignal<String>| field.with_untracked(|text| moment::read(text));
        // A number that is too large or negative becomes the nearest that is not.
        let slower = text(self.slower).parse::<f64>().ok().map(|seconds| (seconds * 1000.0).round() as u32);
        Filter {
            from: moment(self.from),
            to: moment(self.to),
            endpoint: text(self.endpoint),
            status: read_status(&text(self.status)),
            requester: text(self.requester),
            ip: text(self.ip),
            agent: text(self.agent),
            process: text(self.process),
            slower_ms: slower,
        }
    }
}

/// The form, folded.
#[component]
pub(super) fn FilterForm(
    /// What the address says.
    filter: Memo<Filter>,
) -> impl IntoView {
    let here = Here::use_();
    let typed = Typed::new();
    effect(move || filter.with(|filter| typed.take(filter)));
    let submit = move || here.go(here.query.get_untracked().filtered(typed.filter()));
    let processes = move || {
        let names = |summary: &crate::logs::protocol::Summary| {
            let option = |name: &String| view! { <option value=name.clone()></option> }.into_any();
            summary.processes.iter().map(|process| option(&process.name)).collect::<Vec<_>>()
        };
        here.summary.with(|summary| summary.map(names).unwrap_or_default())
    };
    let statuses = STATUSES.map(|status| view! { <option value=status></option> }.into_any());
    view! {
        <details class="filter-form">
            <summary>{words::title()}</summary>
            <form
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <Row id="filter-from" label=words::from() value=typed.from kind="datetime-local" />
                <Row id="filter-to" label=words::to() value=typed.to kind="datetime-local" />
                <Row id="filter-endpoint" label=words::endpoint() value=typed.endpoint hint=words::endpoint_hint() />
                <Row
                    id="filter-status"
                    label=words::status()
                    value=typed.status
                    hint=words::status_hint()
                    pattern=STATUS_PATTERN
                    list="filter-statuses"
                />
                <Row id="filter-requester" label=words::requester() value=typed.requester hint=words::requester_hint() />
                <Row id="filter-ip" label=words::ip() value=typed.ip />
                <Row id="filter-agent" label=words::agent() value=typed.agent />
                <Row id="filter-process" label=words::process() value=typed.process list="filter-processes" />
                <Row id="filter-slower" label=words::slower() value=typed.slower kind="number" />
                <datalist id="filter-statuses">{Vec::from(statuses)}</datalist>
                <datalist id="filter-processes">{processes}</datalist>
                <p>
                    <button type="submit" class="primary">
                        {words::apply()}
                    </button>
                </p>
            </form>
        </details>
    }
}

/// One field: empty for anything.
#[component]
fn Row(
    /// Unique on the page.
    id: &'static str,
    /// The label.
    label: &'static str,
    /// What is typed.
    value: RwSignal<String>,
    /// The kind of input.
    #[prop(default = "text")]
    kind: &'static str,
    /// Explains it.
    #[prop(optional)]
    hint: &'static str,
    /// What it may be.
    #[prop(optional)]
    pattern: &'static str,
    /// The id of what is on offer.
    #[prop(optional)]
    list: &'static str,
) -> impl IntoView {
    let given = |text: &'static str| (!text.is_empty()).then_some(text);
    let hint_id = format!("{id}-hint");
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                type=kind
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                step=(kind != "text").then_some("any")
                min=(kind == "number").then_some("0")
                pattern=given(pattern)
                list=given(list)
                title=given(hint)
                aria-describedby=given(hint).map(|_| hint_id.clone())
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            />
            {given(hint).map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> }.into_any())}
        </div>
    }
}

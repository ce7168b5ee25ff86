//! Whose data, and what of it.

use leptos::prelude::*;

use super::Form;
use crate::browser::pick;
use crate::components::{Check, TextField};
use crate::model::id;
use crate::route::Page;
use crate::state::export::{Exports, Phase};
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::text::export as words;

/// Whose data.
#[component]
pub(super) fn Users() -> impl IntoView {
    let (nav, sessions) = (Nav::use_(), Sessions::use_());
    let typed = RwSignal::new(String::new());
    let go = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let server = sessions.server_name();
        let text = typed.get_untracked();
        let users = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| id::user(line, &server));
        nav.go(Page::Export(users.collect()));
    };
    view! {
        <form on:submit=go>
            <div class="field">
                <label for="export-users">{words::whose_label()}</label>
                <textarea
                    id="export-users"
                    rows="4"
                    required
                    spellcheck="false"
                    aria-describedby="export-users-hint"
                    prop:value=move || typed.get()
                    on:input:target=move |event| typed.set(event.target().value())
                ></textarea>
                <p class="hint" id="export-users-hint">
                    {words::whose_hint()}
                </p>
            </div>
            <p class="actions">
                <button type="submit" class="primary">
                    {words::go_on()}
                </button>
            </p>
        </form>
    }
}

/// What of it.
#[component]
pub(super) fn Wanted(
    /// MXIDs.
    users: Memo<Vec<String>>,
    /// What is wanted.
    form: Form,
) -> impl IntoView {
    let (sessions, exports) = (Sessions::use_(), Exports::use_());
    let is_asking = move || exports.phase.get() == Phase::Asking;
    let see = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        form.leave_out.set(Vec::new());
        if let Some(first) = users.with_untracked(|users| users.first().cloned()) {
            exports.ask_preview(form.options(sessions, &first));
        }
    };
    view! {
        <form on:submit=see>
            <h2>{words::options()}</h2>
            <Check id="export-media" label=words::media() hint=words::media_hint() value=form.media />
            <TextField id="export-since" label=words::since() kind="date" required=false value=form.since />
            <TextField
                id="export-until"
                label=words::until()
                kind="date"
                required=false
                hint=words::range_hint()
                value=form.until
            />
            <Check id="export-all" label=words::unfiltered() hint=words::unfiltered_hint() value=form.unfiltered />
            {pick::is_there()
                .then(|| view! { <Check id="export-disk" label=words::on_disk() hint=words::on_disk_hint() value=form.on_disk /> })}
            <p class="actions">
                <button type="submit" class="primary" disabled=is_asking>
                    {move || if is_asking() { words::seeing() } else { words::see() }}
                </button>
            </p>
        </form>
    }
}

/// The beginning of a day as a date field has it, in ms.
pub(super) fn day_ms(date: &str) -> Option<i64> {
    let at = js_sys::Date::parse(date);
    at.is_finite().then_some(at as i64)
}

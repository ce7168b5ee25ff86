//! What opens a log: files, pasted lines, or the sample.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Here;
use crate::browser::{file, wire};
use crate::components::{PasteField, said};
use crate::route::LogsQuery;
use crate::state::logs::Logs;
use crate::state::notices::Notices;
use crate::state::settings::Settings;
use crate::text::logs as words;

/// All ways to open a log.
#[component]
pub(super) fn Open() -> impl IntoView {
    let here = Here::use_();
    let is_about_a_log = move || here.query.with(|query| *query != LogsQuery::default());
    view! {
        <p class="lead">{words::lead()}</p>
        {move || {
            is_about_a_log()
                .then(|| {
                    view! {
                        <p class="panel warn">
                            <strong>{words::gone()}</strong>
                            " "
                            {words::gone_hint()}
                        </p>
                    }
                        .into_any()
                })
        }}
        <Files />
        <p class="promise">{words::promise()}</p>
        <Sample />
        <Paste />
    }
}

/// A place to drop files, and a button to choose them.
#[component]
fn Files() -> impl IntoView {
    let logs = Here::use_().logs;
    let is_over = RwSignal::new(false);
    let open = move |event: &web_sys::Event| {
        let files = file::all(event);
        if !files.is_empty() {
            logs.open(files);
        }
    };
    view! {
        <div
            class=move || if is_over.get() { "drop over" } else { "drop" }
            on:dragover=move |_| is_over.set(true)
            on:dragleave=move |_| is_over.set(false)
            on:drop=move |_| is_over.set(false)
        >
            <p class="pick">
                <input
                    id="log-files"
                    class="visually-hidden"
                    type="file"
                    multiple
                    on:change=move |event| {
                        open(&event);
                        file::forget(&event);
                    }
                />
                {said(
                    words::drop_here(),
                    &|_, _| {
                        view! {
                            <label class="button primary" for="log-files">
                                {words::choose()}
                            </label>
                        }
                            .into_any()
                    },
                )}
            </p>
            <p class="hint">{words::formats()}</p>
            <p class="hint">{words::where_is_it()}</p>
        </div>
    }
}

/// Lines from elsewhere, as if they were a file.
#[component]
fn Paste() -> impl IntoView {
    let logs = Here::use_().logs;
    let pasted = RwSignal::new(String::new());
    let read = move |_| {
        if let Some(file) = pasted.with_untracked(|text| file::of_bytes(words::pasted_name(), text.as_bytes())) {
            logs.open(vec![file]);
        }
    };
    view! {
        <details>
            <summary>{words::paste()}</summary>
            <PasteField id="pasted-log" label=words::paste_label() hint=words::paste_hint() value=pasted />
            <p class="actions">
                <button
                    type="button"
                    class="primary"
                    disabled=move || pasted.with(|text| text.trim().is_empty())
                    on:click=read
                >
                    {words::paste_read()}
                </button>
            </p>
        </details>
    }
}

/// The log that whoever hosts this Glia has put beside it, if any.
#[component]
fn Sample() -> impl IntoView {
    let (logs, notices, settings) = (Here::use_().logs, Notices::use_(), Settings::use_());
    let name = Memo::new(move |_| settings.with_config(|config| config.sample_log.clone()));
    let is_coming = RwSignal::new(false);
    let begin = move |name: String| {
        is_coming.set(true);
        spawn_local(async move {
            if let Err(why) = open_sample(logs, &name).await {
                notices.warn(format!("{} {why}.", words::sample_missing()));
            }
            is_coming.try_set(false);
        });
    };
    move || {
        name.get().map(|name| {
            view! {
                <p class="actions sample">
                    <span>{words::sample_what()}</span>
                    <button
                        type="button"
                        disabled=move || is_coming.get()
                        aria-busy=move || is_coming.get().then_some("true")
                        on:click=move |_| begin(name.clone())
                    >
                        {words::sample()}
                    </button>
                </p>
            }
            .into_any()
        })
    }
}

async fn open_sample(logs: Logs, name: &str) -> Result<(), String> {
    let (status, bytes) = wire::own_bytes(name).await?;
    if status != 200 {
        return Err(words::sample_status(status));
    }
    if let Some(file) = file::of_bytes(name, &bytes) {
        logs.open(vec![file]);
    }
    Ok(())
}

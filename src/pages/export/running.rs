//! How far the export is, and how it ended.

use leptos::prelude::*;

use crate::browser::intl;
use crate::components::Explanation;
use crate::export::progress::{ExportProgress, ExportStage};
use crate::runs::world::Waiting;
use crate::state::export::{Exports, share};
use crate::text::export as words;

/// An export under way.
#[component]
pub(super) fn Running() -> impl IntoView {
    let exports = Exports::use_();
    let percent = move || (share(&exports.progress.get()) * 1000.0).to_string();
    let whose = move || exports.options.with(|options| options.as_ref().map(|options| options.user_id.clone()));
    let turn = move || {
        let all = exports.all.get();
        let number = all.saturating_sub(exports.left.get());
        (all > 1).then(|| words::turn(&intl::number(number as u64), &intl::number(all as u64)))
    };
    let size = move || {
        let (rate, left) = exports.pace();
        let bytes = intl::bytes(exports.progress.with(|progress| progress.bytes));
        words::so_far(&bytes, rate.map(intl::bytes).as_deref(), left.map(intl::span).as_deref())
    };
    view! {
        <section class="export-run">
            <h2>{words::running()}</h2>
            <p>
                <bdi>{whose}</bdi>
                " "
                <span class="hint">{turn}</span>
            </p>
            <progress aria-label=words::overall() max="1000" value=percent></progress>
            <p class="at">{move || at(&exports.progress.get())}</p>
            <p class="hint">{size}</p>
            {move || exports.waiting.get().map(|why| view! { <p class="panel warn">{waits(&why)}</p> }.into_any())}
            {move || exports.is_paused.get().then(|| view! { <p class="panel">{words::paused()}</p> }.into_any())}
            <p class="actions">
                <button type="button" on:click=move |_| exports.pause(!exports.is_paused.get_untracked())>
                    {move || if exports.is_paused.get() { words::resume() } else { words::pause() }}
                </button>
                <button type="button" on:click=move |_| exports.stop()>
                    {words::cancel()}
                </button>
            </p>
            <p class="hint">{words::keep_open()}</p>
        </section>
    }
}

/// Where it is.
fn at(progress: &ExportProgress) -> AnyView {
    let of = |(done, all): (u64, u64)| words::of(&intl::number(done), &intl::number(all));
    match progress.stage {
        ExportStage::Lists => words::stage_lists().into_any(),
        ExportStage::UserData => words::stage_user_data().into_any(),
        ExportStage::Rooms => {
            let events = of((progress.room_events, progress.room_estimate.max(progress.room_events)));
            let (stage, rooms, name) = (words::stage_rooms(), of(progress.rooms), progress.room.clone());
            view! {
                {stage}
                ": "
                {rooms}
                " · "
                <bdi>{name}</bdi>
                " ("
                {events}
                ")"
            }
            .into_any()
        }
        ExportStage::Media => format!("{}: {}", words::stage_media(), of(progress.media)).into_any(),
        ExportStage::Pages => words::stage_pages().into_any(),
        ExportStage::Done => words::stage_done().into_any(),
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn waits(why: &Waiting) -> String {
    match why {
        Waiting::Limited(ms) => words::limited(&intl::span((*ms).max(1000))),
        Waiting::Silence(since_ms, cause) => words::silent(&intl::clock(*since_ms as u64), cause),
    }
}

/// What came of it, or why it ended.
#[component]
pub(super) fn Ended() -> impl IntoView {
    let exports = Exports::use_();
    let whose = move || exports.options.with(|options| options.as_ref().map(|options| options.user_id.clone()));
    let done = move || {
        exports.outcome.get().map(|outcome| {
            let (rooms, events) = (intl::number(outcome.rooms), intl::number(outcome.events));
            let (files, size) = (intl::number(outcome.media), intl::bytes(outcome.bytes));
            let line =
                words::outcome((outcome.rooms, &rooms), (outcome.events, &events), (outcome.media, &files), &size);
            let skipped = (outcome.skipped > 0).then(|| words::skipped(&intl::number(outcome.skipped)));
            view! {
                <section class="panel good" role="status">
                    <p>
                        <strong>{words::done()}</strong>
                        " "
                        <bdi>{whose()}</bdi>
                        ": "
                        {line}
                        " "
                        {exports.file.get().as_deref().map(words::in_file)}
                    </p>
                    {skipped.map(|skipped| view! { <p>{skipped}</p> })}
                </section>
            }
            .into_any()
        })
    };
    let stopped = move || {
        exports.stopped.get().map(|stopped| {
            let left = exports.left.get();
            let unbegun = (left > 0).then(|| words::not_begun(&intl::number(left as u64)));
            view! {
                <section class="panel bad" role="alert">
                    {exports.has_ended.get().then(|| view! { <p>{words::stopped()}</p> })}
                    <Explanation explained=words::why(&stopped) />
                    {unbegun.map(|unbegun| view! { <p>{unbegun}</p> })}
                </section>
            }
            .into_any()
        })
    };
    let failed = move || {
        exports.failure().map(|cause| {
            view! {
                <p class="panel bad" role="alert">
                    {words::worker_failed()}
                    " "
                    {cause}
                </p>
            }
            .into_any()
        })
    };
    view! {
        {done}
        {stopped}
        {failed}
    }
}

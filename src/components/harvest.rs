//! A long read on its way: how far it is, how quick, a way to stop it, and afterwards whether all of it is here.

use leptos::prelude::*;

use super::ErrorPanel;
use crate::browser::intl;
use crate::state::harvest::{Harvesting, Stage};
use crate::text;

/// The state of a long read. Shows nothing before it has begun.
#[component]
pub fn HarvestState(
    /// The read.
    harvest: Harvesting,
) -> impl IntoView {
    let running = move || {
        let progress = harvest.progress();
        let total = progress.total.map(intl::number);
        let rate = progress.rate().map(intl::number);
        let words = text::answers::progress(&intl::number(progress.done), total.as_deref(), rate.as_deref());
        view! {
            <p class="harvest">
                <progress max=progress.total.map(|total| total.to_string()) value=progress.done.to_string()></progress>
                <span>{words}</span>
                <button type="button" on:click=move |_| harvest.stop()>
                    {text::answers::stop()}
                </button>
            </p>
        }
        .into_any()
    };
    let partial = move |label: &'static str, go_on: fn(Harvesting)| {
        let progress = harvest.progress();
        let total = progress.total.map(intl::number);
        let words = text::answers::incomplete(&intl::number(progress.done), total.as_deref());
        view! {
            <p class="harvest">
                <strong>{words}</strong>
                <button type="button" on:click=move |_| go_on(harvest)>
                    {label}
                </button>
            </p>
        }
        .into_any()
    };
    let stopped = move || partial(text::answers::go_on(), Harvesting::go_on);
    move || match harvest.stage() {
        Stage::Idle => ().into_any(),
        Stage::Running => running(),
        Stage::Done if !harvest.is_whole() => partial(text::answers::read_again(), Harvesting::restart),
        Stage::Done => {
            let count = intl::number(harvest.progress().done);
            view! { <p class="harvest">{text::answers::complete(&count)}</p> }.into_any()
        }
        Stage::Stopped => stopped(),
        Stage::Failed(error) => view! { <ErrorPanel explained=text::errors::explain(&error) /> {stopped()} }.into_any(),
    }
}

//! Requests in numbers: all of them, over time, by endpoint, by status, and by who asks.

use leptos::prelude::*;

use super::Here;
use super::chart::{self, Narrowing};
use super::endpoints::{Endpoints, rate};
use super::filter::no_requests;
use super::lines::not_yet;
use super::shares::{Kind, ShareTable, Statuses};
use crate::browser::intl;
use crate::logs::protocol::{Answer, Numbers, Overview, View};
use crate::state::boxed::derived;
use crate::state::logs::Asked;
use crate::text::logs as page;
use crate::text::logs::overview as words;

/// The frame in which the last of it is drawn.
const LAST_FRAME: usize = 3;

/// Draws its parts over several frames, so that none of them holds up the page.
#[component]
pub(super) fn OverviewTab() -> impl IntoView {
    let here = Here::use_();
    let filter = here.filter();
    let overview = here.logs.ask(
        move || Some(View::Overview(filter.get())),
        |answer| match answer {
            Answer::Overview(overview) => Some(overview),
            _ => None,
        },
    );
    // `None` until the first answer.
    let is_empty = Memo::new(move |_| overview.with(|overview| overview.map(|overview| overview.all.count == 0)));
    move || match is_empty.get() {
        None => not_yet(overview),
        Some(true) => no_requests(here),
        Some(false) => view! { <Filled overview /> }.into_any(),
    }
}

#[component]
fn Filled(
    /// What there is to show.
    overview: Asked<Overview>,
) -> impl IntoView {
    let here = Here::use_();
    let numbers = move || {
        let seconds = here.seconds();
        overview.with(|overview| overview.map(|overview| tiles(&overview.all, seconds)))
    };
    let chart = Memo::new(move |_| {
        overview.with(|overview| overview.map(|overview| chart::of_requests(&overview.timeline)).unwrap_or_default())
    });
    // What is further down comes frames later: all at once would hold up the page for longer than one overlooks.
    let frame = RwSignal::new(0);
    next_frame(frame);
    let has_come = move |number: usize| Memo::new(move |_| frame.get() >= number);
    let (endpoints, first, others) = (has_come(1), has_come(2), has_come(LAST_FRAME));
    let untimed = derived(move || overview.with(|overview| overview.map_or(0, |overview| overview.timeline.untimed)));
    view! {
        <div aria-busy=move || overview.is_waiting().then_some("true")>
            <section aria-labelledby="log-numbers">
                <h2 id="log-numbers">{words::numbers()}</h2>
                {numbers}
            </section>
            <section aria-labelledby="log-time">
                <h2 id="log-time">{words::over_time()}</h2>
                <Narrowing name=words::over_time() id="log-chart" chart untimed />
                <p class="hint">{words::failed_what()} " " {page::local_times()}</p>
            </section>
            {move || endpoints.get().then(|| view! { <Endpoints overview /> }.into_any())}
            <div class="share-tables">
                {move || first.get().then(|| shares_of_requests(overview))}
                {move || others.get().then(|| shares_of_clients(overview))}
            </div>
        </div>
    }
}

/// Counts frames up to [`LAST_FRAME`].
fn next_frame(frame: RwSignal<usize>) {
    request_animation_frame(move || {
        let drawn = frame.try_update(|frame| {
            *frame += 1;
            *frame
        });
        // `None`: the tab has been left.
        if drawn.is_some_and(|drawn| drawn < LAST_FRAME) {
            next_frame(frame);
        }
    });
}

fn shares_of_requests(overview: Asked<Overview>) -> AnyView {
    view! {
        <Statuses overview />
        <ShareTable kind=Kind::Users overview />
    }
    .into_any()
}

fn shares_of_clients(overview: Asked<Overview>) -> AnyView {
    view! {
        <ShareTable kind=Kind::Servers overview />
        <ShareTable kind=Kind::Ips overview />
        <ShareTable kind=Kind::Agents overview />
    }
    .into_any()
}

/// All numbers of all requests.
fn tiles(all: &Numbers, seconds: Option<f64>) -> AnyView {
    let tiles = [
        (words::requests(), intl::number(all.count)),
        (words::rate(), rate(all.count, seconds)),
        (words::median(), intl::duration(all.p50_ms)),
        (words::p95(), intl::duration(all.p95_ms)),
        (words::p99(), intl::duration(all.p99_ms)),
        (words::slowest(), intl::duration(all.max_ms)),
        (words::database(), intl::duration(all.db_ms)),
        (words::waiting(), intl::duration(all.wait_ms)),
        (words::cpu(), intl::duration(all.cpu_ms)),
        (words::bytes(), intl::bytes(all.bytes)),
        (words::client_errors(), intl::number(all.client_errors)),
        (words::server_errors(), intl::number(all.server_errors)),
        (words::limited(), intl::number(all.limited)),
        (words::dropped(), intl::number(all.dropped)),
    ];
    let tile = |(name, value): (&'static str, String)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
        .into_any()
    };
    view! { <dl class="tiles">{tiles.map(tile).into_iter().collect_view()}</dl> }.into_any()
}

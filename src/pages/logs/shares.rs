//! Who asks, and how it ends: tables with bars, each row a link that narrows everything to it.

use leptos::prelude::*;

use super::Here;
use crate::browser::intl;
use crate::components::{Table, bar};
use crate::logs::protocol::{Filter, Overview, Share, Shares};
use crate::state::logs::Asked;
use crate::text::logs::overview as words;

/// How many rows are shown at first.
const FIRST_ROWS: usize = 10;

/// By what requests are told apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Users,
    Servers,
    Ips,
    Agents,
}

impl Kind {
    fn of(self, overview: &Overview) -> &Shares {
        match self {
            Self::Users => &overview.users,
            Self::Servers => &overview.servers,
            Self::Ips => &overview.ips,
            Self::Agents => &overview.agents,
        }
    }

    fn id(self) -> &'static str {
        match self {
            Self::Users => "log-users",
            Self::Servers => "log-servers",
            Self::Ips => "log-ips",
            Self::Agents => "log-agents",
        }
    }

    /// The heading, and what the column of names is called.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Users => (words::users(), words::column_user()),
            Self::Servers => (words::servers(), words::column_server()),
            Self::Ips => (words::ips(), words::column_ip()),
            Self::Agents => (words::agents(), words::column_agent()),
        }
    }

    fn choose(self, filter: &mut Filter, name: String) {
        match self {
            Self::Users | Self::Servers => filter.requester = name,
            Self::Ips => filter.ip = name,
            Self::Agents => filter.agent = name,
        }
    }
}

/// The most frequent of one kind.
#[component]
pub(super) fn ShareTable(
    /// By what requests are told apart.
    kind: Kind,
    /// What there is to show.
    overview: Asked<Overview>,
) -> impl IntoView {
    let here = Here::use_();
    let all = RwSignal::new(false);
    let (title, column) = kind.words();
    let top = move || overview.with(|overview| overview.map_or(0, |overview| kind.of(overview).top.len()));
    let rows = move || {
        let shown = if all.get() { usize::MAX } else { FIRST_ROWS };
        overview.with(|overview| {
            let shares = overview.map_or(&[][..], |overview| &kind.of(overview).top);
            let most = shares.first().map_or(0, |share| share.count);
            shares.iter().take(shown).map(|share| row(here, kind, share, most)).collect::<Vec<_>>()
        })
    };
    let more = move || {
        let count = top();
        (!all.get() && count > FIRST_ROWS).then(|| show_all(all, count))
    };
    let distinct = move || {
        let count = u64::try_from(top()).unwrap_or(u64::MAX);
        let distinct = overview.with(|overview| overview.map_or(0, |overview| kind.of(overview).distinct));
        (distinct > count).then(|| {
            view! { <span class="hint">{words::of_distinct(&intl::number(count), &intl::number(distinct))}</span> }
                .into_any()
        })
    };
    let head = view! {
        <th scope="col">{column}</th>
        <th scope="col" class="num">
            {words::column_requests()}
        </th>
        <td class="bar-cell"></td>
        <th scope="col" class="num">
            {words::column_failed()}
        </th>
        <th scope="col" class="num roomy">
            {words::column_time()}
        </th>
    }
    .into_any();
    view! {
        <section aria-labelledby=kind.id() hidden=move || top() == 0>
            <h2 id=kind.id()>{title}</h2>
            <Table name=title head>
                {rows}
            </Table>
            <p class="actions">{more} {distinct}</p>
        </section>
    }
}

fn show_all(all: RwSignal<bool>, count: usize) -> AnyView {
    view! {
        <button type="button" on:click=move |_| all.set(true)>
            {words::show_all(&intl::number(u64::try_from(count).unwrap_or(u64::MAX)))}
        </button>
    }
    .into_any()
}

fn row(here: Here, kind: Kind, share: &Share, most: u64) -> AnyView {
    let Share { name, count, total_ms, failed } = share.clone();
    let href = here.filtered(|filter| kind.choose(filter, name.clone()));
    let title = name.clone();
    view! {
        <tr>
            <th scope="row">
                <a href=href data-row title=title>
                    <bdi>{name}</bdi>
                </a>
            </th>
            <td class="num">{intl::number(count)}</td>
            <td class="bar-cell">{bar(count, most)}</td>
            <td class="num">{intl::number(failed)}</td>
            <td class="num roomy">{intl::duration(total_ms)}</td>
        </tr>
    }
    .into_any()
}

/// How requests ended.
#[component]
pub(super) fn Statuses(
    /// What there is to show.
    overview: Asked<Overview>,
) -> impl IntoView {
    let here = Here::use_();
    let filter = here.filter();
    let rows = move || {
        overview.with(|overview| {
            let Some(overview) = overview else { return Vec::new() };
            let all = overview.statuses.iter().fold(0_u64, |sum, (.., count)| sum.saturating_add(*count));
            let row = |&(code, is_dropped, count): &(u16, bool, u64)| {
                let status = filter.with(|filter| overview.status_of(filter, code, is_dropped));
                let href = here.filtered(|filter| filter.status = Some(status));
                status_row(href, (code, is_dropped, count), all)
            };
            overview.statuses.iter().map(row).collect()
        })
    };
    let head = view! {
        <th scope="col">{words::column_status()}</th>
        <th scope="col" class="num">
            {words::column_requests()}
        </th>
        <td class="bar-cell"></td>
        <td class="num"></td>
    }
    .into_any();
    view! {
        <section aria-labelledby="log-statuses">
            <h2 id="log-statuses">{words::statuses()}</h2>
            <Table name=words::statuses() head>
                {rows}
            </Table>
        </section>
    }
}

fn status_row(href: String, (code, is_dropped, count): (u16, bool, u64), all: u64) -> AnyView {
    view! {
        <tr>
            <th scope="row">
                <a href=href data-row>
                    {code}
                    {is_dropped.then_some("!")}
                </a>
                " "
                <span class="hint">{is_dropped.then(words::dropped_status)}</span>
            </th>
            <td class="num">{intl::number(count)}</td>
            <td class="bar-cell">{bar(count, all)}</td>
            <td class="num">{intl::percent(count, all)}</td>
        </tr>
    }
    .into_any()
}

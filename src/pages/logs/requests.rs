//! Single requests, the worst first. Each leads to its lines and to what they mean.

use std::sync::Arc;

use leptos::prelude::*;

use super::Here;
use super::filter::no_requests;
use super::lines::not_yet;
use crate::browser::{intl, save};
use crate::components::{FilterSelect, SortHeader, Table};
use crate::logs::protocol::{Answer, Order, Request, Requests, SaveForm, View};
use crate::model::file_name::file_name;
use crate::model::log::Entry;
use crate::model::moment;
use crate::route::{REQUEST_LIMITS, REQUEST_ORDERS};
use crate::state::boxed::derived;
use crate::state::logs::Asked;
use crate::state::notices::Notices;
use crate::text;
use crate::text::logs as page;
use crate::text::logs::requests as words;

/// Single requests, the slowest first (or in another order), and saving them.
#[component]
pub(super) fn RequestsTab() -> impl IntoView {
    let here = Here::use_();
    let question = Memo::new(move |_| {
        here.query.with(|query| View::Requests {
            filter: query.filter.clone(),
            order: query.order,
            limit: u32::try_from(query.limit).unwrap_or(u32::MAX),
        })
    });
    let requests = here.logs.ask(
        move || Some(question.get()),
        |answer| match answer {
            Answer::Requests(requests) => Some(requests),
            _ => None,
        },
    );
    let is_empty = Memo::new(move |_| requests.with(|requests| requests.map(|requests| requests.total == 0)));
    move || match is_empty.get() {
        None => not_yet(requests),
        Some(true) => no_requests(here),
        Some(false) => view! { <List requests /> }.into_any(),
    }
}

#[component]
fn List(
    /// What there is to show.
    requests: Asked<Requests>,
) -> impl IntoView {
    let here = Here::use_();
    let order = Memo::new(move |_| here.query.with(|query| query.order));
    let rows = move || {
        requests.with(|requests| {
            let rows = requests.map_or(&[][..], |requests| &requests.rows);
            rows.iter().map(|request| row(here, request)).collect::<Vec<_>>()
        })
    };
    let shown = move || {
        requests.with(|requests| {
            let (rows, total) = requests.map_or((0, 0), |requests| (requests.rows.len(), requests.total));
            words::shown(&intl::number(u64::try_from(rows).unwrap_or(u64::MAX)), &intl::number(total))
        })
    };
    view! {
        <section class="dense requests" aria-label=words::title() aria-busy=move || requests.is_waiting().then_some("true")>
            <div class="toolbar">
                <Choices order /> <span class="hint" role="status">
                    {shown}
                </span>
            </div>
            <Table name=words::title() head=head(here, order)>
                {rows}
            </Table>
            <SaveAll />
        </section>
    }
}

/// Order and number of rows.
#[component]
fn Choices(
    /// The order that is shown.
    order: Memo<Order>,
) -> impl IntoView {
    let here = Here::use_();
    let orders = REQUEST_ORDERS.iter().map(|(order, name)| (*name, words::ordered(*order))).collect();
    let chosen = derived(move || {
        let order = order.get();
        REQUEST_ORDERS.iter().find(|(known, _)| *known == order).map_or("", |(_, name)| *name)
    });
    let choose = Callback::new(move |name: String| {
        if let Some((order, _)) = REQUEST_ORDERS.into_iter().find(|(_, known)| *known == name) {
            let mut query = here.query.get_untracked();
            query.order = order;
            here.go(query);
        }
    });
    let sizes: Vec<(&'static str, &'static str)> = SIZES.iter().map(|(_, name)| (*name, *name)).collect();
    let size = derived(move || {
        let limit = here.query.with(|query| query.limit);
        SIZES.iter().find(|(known, _)| *known == limit).map_or("", |(_, name)| *name)
    });
    let resize = Callback::new(move |name: String| {
        if let Some((limit, _)) = SIZES.into_iter().find(|(_, known)| *known == name) {
            let mut query = here.query.get_untracked();
            query.limit = limit;
            here.go(query);
        }
    });
    view! {
        <FilterSelect label=words::order() options=orders value=chosen on_change=choose />
        <FilterSelect label=words::rows() options=sizes value=size on_change=resize />
    }
}

/// The numbers of rows on offer, as an address has them.
const SIZES: [(u64, &str); 3] = {
    let [a, b, c] = REQUEST_LIMITS;
    [(a, "25"), (b, "50"), (c, "100")]
};

fn head(here: Here, order: Memo<Order>) -> AnyView {
    // From large to small alone: nobody looks for the quickest.
    let sorted = move |label: &'static str, this: Order, class: &'static str| {
        let href = move || here.changed(|query| query.order = this);
        let descending = move || (order.get() == this).then_some(true);
        view! { <SortHeader label class href=Arc::new(href) descending=Arc::new(descending) /> }.into_any()
    };
    let plain =
        |label: &'static str, class: &'static str| view! { <th scope="col" class=class>{label}</th> }.into_any();
    vec![
        plain(words::column_tag(), ""),
        plain(words::column_request(), ""),
        plain(words::column_status(), "num"),
        sorted(words::column_took(), Order::Slowest, "num"),
        sorted(words::column_database(), Order::Database, "num roomy"),
        sorted(words::column_waited(), Order::Waiting, "num roomy"),
        sorted(words::column_cpu(), Order::Cpu, "num roomy"),
        sorted(words::column_bytes(), Order::Bytes, "num roomy"),
        sorted(words::column_ended(), Order::Latest, "roomy"),
        plain(words::column_who(), "roomy"),
        plain(words::explain(), "roomy"),
    ]
    .into_any()
}

fn row(here: Here, request: &Request) -> AnyView {
    let entry = Entry::read_processed(&request.line);
    let tag = entry.as_ref().and_then(|entry| entry.tag.clone()).unwrap_or_default().into_owned();
    let line = entry.as_ref().and_then(|entry| entry.processed());
    let time = |ms: Option<i64>| ms.and_then(|ms| u64::try_from(ms).ok()).map(intl::duration).unwrap_or_default();
    let cpu = line.map(|line| line.user_cpu.ms.saturating_add(line.system_cpu.ms));
    let to_lines = here.changed(|query| *query = query.of_request(&tag, Some(request.place)));
    let to_words = here.changed(|query| {
        *query = query.of_request(&tag, Some(request.place));
        query.explain = true;
    });
    let name = if tag.is_empty() { words::no_tag().to_owned() } else { tag.clone() };
    let status = line.map(|line| format!("{}{}", line.status, if line.lost { "!" } else { "" })).unwrap_or_default();
    let tone = line.map_or("", |line| tone(line.status));
    let what = line.map(|line| format!("{} {}", line.method, line.uri)).unwrap_or_default();
    let who = line.map(|line| line.requester.to_owned()).unwrap_or_default();
    // Whole seconds tell requests apart well enough.
    let ended = request.at.map(|at| moment::full(at - at.rem_euclid(1000))).unwrap_or_default();
    let (what_title, who_title) = (what.clone(), who.clone());
    view! {
        <tr>
            <th scope="row">
                <a href=to_lines data-row>
                    <bdi>{name.clone()}</bdi>
                </a>
            </th>
            <td class="name uri" title=what_title>
                <bdi>{what}</bdi>
            </td>
            <td class="num">
                <span class=tone>{status}</span>
            </td>
            <td class="num">{time(line.map(|line| line.total.ms))}</td>
            <td class="num roomy">{time(line.map(|line| line.db_time.ms))}</td>
            <td class="num roomy">{time(line.map(|line| line.db_wait.ms))}</td>
            <td class="num roomy">{time(cpu)}</td>
            <td class="num roomy">{line.map(|line| intl::bytes(line.bytes)).unwrap_or_default()}</td>
            <td class="roomy">{ended}</td>
            <td class="name roomy" title=who_title>
                <bdi>{who}</bdi>
            </td>
            <td class="roomy">
                <a href=to_words aria-label=words::explain_what(&name)>
                    {words::explain()}
                </a>
            </td>
        </tr>
    }
    .into_any()
}

/// The class of a status.
fn tone(status: u16) -> &'static str {
    match status {
        500.. => "status bad",
        400..=499 => "status warn",
        _ => "status",
    }
}

/// Saves all that match, not only what is shown.
#[component]
fn SaveAll() -> impl IntoView {
    let (here, notices) = (Here::use_(), Notices::use_());
    let is_busy = RwSignal::new(false);
    let save = move |form: SaveForm, ending: &'static str| {
        is_busy.set(true);
        let filter = here.query.with_untracked(|query| query.filter.clone());
        here.logs.once(View::Save { filter, form }, move |answer, blob| {
            is_busy.try_set(false);
            match (answer, blob) {
                (Ok(Answer::Saved { requests }), Some(blob)) => {
                    if save::save_blob(&file_name(&["requests"], ending), &blob) {
                        notices.tell(words::saved(requests, &intl::number(requests)));
                    } else {
                        notices.warn(text::app::save_refused());
                    }
                }
                (Err(trouble), _) => notices.warn(format!("{} {}.", words::save_failed(), page::trouble(&trouble).0)),
                _ => notices.warn(format!("{} {}.", words::save_failed(), words::nothing_to_save())),
            }
        });
    };
    let button = move |label: &'static str, form: SaveForm, ending: &'static str| {
        view! {
            <button type="button" disabled=move || is_busy.get() on:click=move |_| save(form, ending)>
                {label}
            </button>
        }
        .into_any()
    };
    view! {
        <p class="actions save-all">
            <span>{words::save()}</span>
            {button(words::save_csv(), SaveForm::Csv, "csv")}
            {button(words::save_json(), SaveForm::Json, "json")}
            {button(words::save_lines(), SaveForm::Lines, "log")}
            <span class="hint">{words::save_masks()}</span>
        </p>
    }
}

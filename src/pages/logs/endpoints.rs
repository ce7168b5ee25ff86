//! The table of endpoints: sorted by any column, each row a link that narrows everything to it.

use std::cmp::Reverse;
use std::sync::Arc;

use leptos::prelude::*;
use serde_json::json;

use super::Here;
use crate::browser::intl;
use crate::components::{Download, SortHeader, Table, download};
use crate::logs::protocol::{Endpoint, Numbers, Overview};
use crate::model::csv;
use crate::model::file_name::file_name;
use crate::route::EndpointOrder;
use crate::state::logs::Asked;
use crate::text::logs::overview as words;

/// How many rows are shown at first.
const FIRST_ROWS: usize = 50;

/// The table and its downloads.
#[component]
pub(super) fn Endpoints(
    /// What there is to show.
    overview: Asked<Overview>,
) -> impl IntoView {
    let here = Here::use_();
    let all = RwSignal::new(false);
    let order = Memo::new(move |_| here.query.with(|query| (query.sort, query.ascending)));
    let sorted = move || {
        let (sort, ascending) = order.get();
        overview.with(|overview| arrange(overview.map_or(&[], |overview| &overview.endpoints), sort, ascending))
    };
    let count = move || overview.with(|overview| overview.map_or(0, |overview| overview.endpoints.len()));
    let rows = move || {
        let (seconds, shown) = (here.seconds(), if all.get() { usize::MAX } else { FIRST_ROWS });
        sorted().iter().take(shown).map(|endpoint| row(here, endpoint, seconds)).collect::<Vec<_>>()
    };
    let more = move || {
        let count = u64::try_from(count()).unwrap_or(u64::MAX);
        (!all.get() && count > u64::try_from(FIRST_ROWS).unwrap_or(u64::MAX)).then(|| {
            view! {
                <button type="button" on:click=move |_| all.set(true)>
                    {words::show_all(&intl::number(count))}
                </button>
            }
            .into_any()
        })
    };
    let file = move |ending: &'static str, mime: &'static str, make: fn(&[Endpoint], Option<f64>) -> String| {
        move || Download { name: file_name(&["endpoints"], ending), mime, text: make(&sorted(), here.seconds()) }
    };
    view! {
        <section class="dense endpoints" aria-labelledby="log-endpoints">
            <h2 id="log-endpoints">{words::endpoints()}</h2>
            <p class="hint">{words::endpoints_lead()}</p>
            <Table name=words::endpoints() head=head(here, order)>
                {rows}
            </Table>
            <p class="actions">
                {more} {download(words::save_csv(), file("csv", "text/csv", to_csv))}
                {download(words::save_json(), file("json", "application/json", to_json))}
            </p>
        </section>
    }
}

fn errors(numbers: &Numbers) -> u64 {
    numbers.client_errors.saturating_add(numbers.server_errors).saturating_add(numbers.limited)
}

fn full_name(endpoint: &Endpoint) -> String {
    format!("{} {}", endpoint.method, endpoint.path)
}

fn arrange(endpoints: &[Endpoint], sort: EndpointOrder, ascending: bool) -> Vec<Endpoint> {
    let mut sorted = endpoints.to_vec();
    let key = |Endpoint { numbers, .. }: &Endpoint| match sort {
        EndpointOrder::Endpoint => 0,
        EndpointOrder::Count | EndpointOrder::Rate => numbers.count,
        EndpointOrder::P50 => numbers.p50_ms,
        EndpointOrder::P95 => numbers.p95_ms,
        EndpointOrder::P99 => numbers.p99_ms,
        EndpointOrder::Max => numbers.max_ms,
        EndpointOrder::Total => numbers.total_ms,
        EndpointOrder::Database => numbers.db_ms,
        EndpointOrder::Cpu => numbers.cpu_ms,
        EndpointOrder::Bytes => numbers.bytes,
        EndpointOrder::Errors => errors(numbers),
    };
    match (sort, ascending) {
        // By path: the endpoints of one thing stand together.
        (EndpointOrder::Endpoint, _) => sorted.sort_by(|a, b| (&a.path, &a.method).cmp(&(&b.path, &b.method))),
        (_, true) => sorted.sort_by_key(key),
        (_, false) => sorted.sort_by_key(|endpoint| Reverse(key(endpoint))),
    }
    if sort == EndpointOrder::Endpoint && !ascending {
        sorted.reverse();
    }
    sorted
}

fn head(here: Here, order: Memo<(EndpointOrder, bool)>) -> AnyView {
    use EndpointOrder as O;
    let columns = [
        (words::column_endpoint(), O::Endpoint, ""),
        (words::column_requests(), O::Count, "num"),
        (words::column_rate(), O::Rate, "num roomy"),
        (words::column_p50(), O::P50, "num roomy"),
        (words::column_p95(), O::P95, "num"),
        (words::column_p99(), O::P99, "num roomy"),
        (words::column_max(), O::Max, "num roomy"),
        (words::column_total(), O::Total, "num wide"),
        (words::column_database(), O::Database, "num roomy"),
        (words::column_cpu(), O::Cpu, "num roomy"),
        (words::column_bytes(), O::Bytes, "num roomy"),
        (words::column_errors(), O::Errors, "num"),
    ];
    let columns = columns.map(|(label, sort, class)| {
        let href = move || here.changed(|query| *query = query.sorted_by(sort));
        let descending = move || {
            let (now, ascending) = order.get();
            (now == sort).then_some(!ascending)
        };
        view! { <SortHeader label class href=Arc::new(href) descending=Arc::new(descending) /> }.into_any()
    });
    Vec::from(columns).into_any()
}

fn row(here: Here, endpoint: &Endpoint, seconds: Option<f64>) -> AnyView {
    let Endpoint { method, path, numbers } = endpoint;
    let name = full_name(endpoint);
    let href = {
        let name = name.clone();
        here.filtered(|filter| filter.endpoint = name)
    };
    let roomy = [
        rate(numbers.count, seconds),
        intl::duration(numbers.p50_ms),
        intl::duration(numbers.p95_ms),
        intl::duration(numbers.p99_ms),
        intl::duration(numbers.max_ms),
        intl::duration(numbers.total_ms),
        intl::duration(numbers.db_ms),
        intl::duration(numbers.cpu_ms),
        intl::bytes(numbers.bytes),
    ];
    let cells = roomy.into_iter().enumerate().map(|(index, value)| {
        let class = match index {
            // On a phone there is room for the 95th percentile alone.
            2 => "num",
            5 => "num wide",
            _ => "num roomy",
        };
        view! { <td class=class>{value}</td> }.into_any()
    });
    view! {
        <tr>
            <th scope="row">
                <a href=href data-row title=name>
                    <span class="method">{method.clone()}</span>
                    " "
                    <bdi>{breakable(path)}</bdi>
                </a>
            </th>
            <td class="num">{intl::number(numbers.count)}</td>
            {cells.collect_view()}
            <td class="num">{intl::number(errors(numbers))}</td>
        </tr>
    }
    .into_any()
}

/// A path that may break behind its slashes, where a screen is narrow.
fn breakable(path: &str) -> Vec<AnyView> {
    path.split_inclusive('/').map(|part| view! { {part.to_owned()}<wbr /> }.into_any()).collect()
}

/// The names of the fields in files, in their order.
const FIELDS: [&str; 17] = [
    "endpoint",
    "requests",
    "requests_per_second",
    "p50_ms",
    "p95_ms",
    "p99_ms",
    "max_ms",
    "total_ms",
    "db_ms",
    "db_wait_ms",
    "cpu_ms",
    "bytes",
    "client_errors",
    "server_errors",
    "rate_limited",
    "dropped",
    "errors",
];

fn counts(numbers: &Numbers) -> [u64; 15] {
    [
        numbers.count,
        numbers.p50_ms,
        numbers.p95_ms,
        numbers.p99_ms,
        numbers.max_ms,
        numbers.total_ms,
        numbers.db_ms,
        numbers.wait_ms,
        numbers.cpu_ms,
        numbers.bytes,
        numbers.client_errors,
        numbers.server_errors,
        numbers.limited,
        numbers.dropped,
        errors(numbers),
    ]
}

#[allow(clippy::cast_precision_loss)]
fn per_second(count: u64, seconds: Option<f64>) -> Option<f64> {
    seconds.map(|seconds| count as f64 / seconds)
}

fn to_csv(endpoints: &[Endpoint], seconds: Option<f64>) -> String {
    let mut text = csv::record(&FIELDS);
    for endpoint in endpoints {
        let rate = per_second(endpoint.numbers.count, seconds).map(|rate| rate.to_string()).unwrap_or_default();
        let mut fields = vec![full_name(endpoint)];
        fields.extend(counts(&endpoint.numbers).iter().map(u64::to_string));
        fields.insert(2, rate);
        text.push_str(&csv::record(&fields));
    }
    text
}

fn to_json(endpoints: &[Endpoint], seconds: Option<f64>) -> String {
    let object = |endpoint: &Endpoint| {
        let mut values = vec![json!(full_name(endpoint))];
        values.extend(counts(&endpoint.numbers).iter().map(|count| json!(count)));
        values.insert(2, json!(per_second(endpoint.numbers.count, seconds)));
        FIELDS.iter().map(|name| (*name).to_owned()).zip(values).collect::<serde_json::Map<_, _>>()
    };
    let all: Vec<_> = endpoints.iter().map(object).collect();
    serde_json::to_string_pretty(&all).unwrap_or_default()
}

/// So many in so much time; nothing when no time is known.
#[allow(clippy::cast_precision_loss)]
pub(super) fn rate(count: u64, seconds: Option<f64>) -> String {
    seconds.map(|seconds| intl::decimal(count as f64 / seconds)).unwrap_or_default()
}

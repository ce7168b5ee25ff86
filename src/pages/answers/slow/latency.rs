//! How long a cheap request takes, measured now.

use leptos::prelude::*;

use super::checked::{Checked, judged, told};
use crate::api::server::ServerVersion;
use crate::api::{ApiError, curl};
use crate::browser::{clock, intl};
use crate::components::Finding;
use crate::model::health::{self, Verdict};
use crate::state::api::Api;
use crate::state::query::Query;
use crate::text::answers::slow as words;

/// How many requests are measured.
const REQUESTS: usize = 10;

/// One after the other. A first one, not measured, opens the connection.
async fn measure(api: Api) -> Result<Vec<f64>, ApiError> {
    api.call(ServerVersion).await?;
    let mut times = Vec::with_capacity(REQUESTS);
    for _ in 0..REQUESTS {
        let asked = clock::stopwatch_ms();
        api.call(ServerVersion).await?;
        times.push(clock::stopwatch_ms() - asked);
    }
    Ok(times)
}

/// Waits until the page's other requests are answered, then measures.
#[component]
pub(super) fn LatencyFinding(
    /// Whether nothing else is asked any more.
    quiet: Memo<bool>,
) -> impl IntoView {
    move || {
        if quiet.get() {
            view! { <Measured /> }.into_any()
        } else {
            view! {
                <Finding title=words::latency() verdict=Signal::stored(Verdict::Unknown)>
                    <p>{words::latency_waits()}</p>
                </Finding>
            }
            .into_any()
        }
    }
}

fn judge(times: &[f64]) -> Verdict {
    health::median_and_range(times).map_or(Verdict::Unknown, |(median, ..)| health::latency(median))
}

#[component]
fn Measured() -> impl IntoView {
    let api = Api::use_();
    let times = Query::new(move || measure(api));
    let tell = |times: &Vec<f64>| {
        let range = health::median_and_range(times).map(|(median, shortest, longest)| {
            words::latency_is(&intl::decimal(median), &intl::decimal(shortest), &intl::decimal(longest))
        });
        let slow = matches!(judge(times), Verdict::Warn | Verdict::Bad);
        view! {
            <p>{range}</p>
            {slow.then(|| view! { <p>{words::latency_slow()}</p> }.into_any())}
        }
        .into_any()
    };
    view! {
        <Checked
            title=words::latency()
            verdict=judged(times, |times| judge(times))
            status=times.status()
            source=vec![curl::source(&ServerVersion)]
        >
            {move || told(times, tell)}
            <p class="hint">{words::latency_what()}</p>
        </Checked>
    }
}

//! The probes at one address: the verdict, and below it every check.

use leptos::prelude::*;

use super::Known;
use super::findings::{finding, verdict};
use crate::api::probe::{Courier, Report, Target, run};
use crate::browser::ed25519::Ed25519;
use crate::browser::intl;
use crate::components::{Load, said};
use crate::state::api::Api;
use crate::state::boxed::effect;
use crate::state::query::{Query, Status};
use crate::text;

/// Probes, and shows what came out.
#[component]
pub(super) fn Probed(
    /// Where, and who should answer.
    target: Target,
    /// What is known from all addresses.
    known: Known,
    /// Whether this is the signed-in address, which the others are compared with.
    #[prop(optional)]
    is_base: bool,
) -> impl IntoView {
    let api = Api::use_();
    let heading = text::answers::invite_invalid_signature::at_address(&target.base_url);
    let report = Query::new(move || {
        let (target, wire) = (target.clone(), api.wire());
        let same = known.identity.get_untracked().filter(|_| !is_base);
        async move { Ok(run(&Courier::new(wire), &Ed25519, &target, same.as_ref()).await) }
    });
    effect(move || {
        report.with(|report| {
            let Some(report) = report else { return };
            if is_base {
                known.identity.set(report.identity.clone());
            }
            if is_base || report.habit.is_some() {
                known.habit.set(report.habit);
            }
        });
    });
    let status = report.status();
    view! {
        <div class="probed">
            <h3>{heading}</h3>
            <Load status>
                {move || report.with(|report| report.as_ref().map(|report| shown(report, status)))}
            </Load>
        </div>
    }
}

fn shown(report: &Report, status: Status) -> AnyView {
    let requests = report.findings.iter().filter(|finding| finding.evidence.is_some()).count();
    let count = intl::number(u64::try_from(requests).unwrap_or_default());
    let requests = text::answers::invite_invalid_signature::requests_sent(requests, &count);
    view! {
        {verdict(report)}
        <p class="source hint">
            <span>
                {said(
                    text::answers::invite_invalid_signature::probed(),
                    &|slot, _| match slot {
                        "time" => view! { {move || status.read_at().map(read_at)} }.into_any(),
                        _ => requests.clone().into_any(),
                    },
                )}
            </span>
            <button type="button" disabled=move || status.loading() on:click=move |_| status.reload()>
                {text::answers::invite_invalid_signature::run_again()}
            </button>
        </p>
        <ol class="findings">
            {report.findings.iter().map(|found| finding(found, &report.target.server_name)).collect_view()}
        </ol>
    }
    .into_any()
}

fn read_at(ms: u64) -> AnyView {
    view! {
        <time datetime=intl::iso(ms) title=intl::exact(ms)>
            {intl::clock(ms)}
        </time>
    }
    .into_any()
}

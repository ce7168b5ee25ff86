//! A verdict, and one check with its evidence.

use leptos::prelude::*;

use crate::api::probe::{Evidence, Finding, Judgement, Level, Outcome, Report};
use crate::components::{badge, snippet};
use crate::text;
use crate::text::answers::invite_invalid_signature as words;

/// What is wrong, or that nothing is.
pub(super) fn verdict(report: &Report) -> AnyView {
    let tone = match report.outcome {
        Outcome::Broken => "bad",
        Outcome::Odd | Outcome::Unclear => "warn",
        Outcome::Intact => "good",
    };
    let faults = report.faults.iter().map(|fault| view! { <li>{words::fault(fault)}</li> }.into_any()).collect_view();
    view! {
        <div class=format!("panel {tone}")>
            <p>
                <strong>{words::outcome(report.outcome)}</strong>
            </p>
            {(!report.faults.is_empty()).then(|| view! { <ul class="steps">{faults}</ul> }.into_any())}
            {report.habit.map(|habit| view! { <p>{words::habit(habit)}</p> }.into_any())}
        </div>
    }
    .into_any()
}

/// A check: its result, what that means, what to do, and the evidence. What is not well is open.
pub(super) fn finding(found: &Finding, server_name: &str) -> AnyView {
    let Finding { check, judgement, evidence } = found;
    let level = judgement.level();
    let tone = tone(level);
    let paths = match judgement {
        Judgement::Changed { sent, seen, .. } => Some(compared(sent.clone(), seen.clone())),
        _ => None,
    };
    let evidence = evidence.as_ref().map(|evidence| shown(evidence, level == Level::Bad));
    view! {
        <li class=tone>
            <h4>{words::check(*check)} " " {badge(words::level(level), tone)}</h4>
            <p>{words::meaning(*check, judgement, server_name)}</p>
            {paths}
            {words::remedy(*check, judgement).map(|remedy| view! { <p>{remedy}</p> }.into_any())}
            {evidence}
        </li>
    }
    .into_any()
}

fn tone(level: Level) -> &'static str {
    match level {
        Level::Good => "good",
        Level::Warn => "warn",
        Level::Bad => "bad",
        Level::Unknown => "",
    }
}

fn compared(sent: String, seen: String) -> AnyView {
    view! {
        <dl class="sent-seen">
            <dt>{words::sent()}</dt>
            <dd>
                <code>{sent}</code>
            </dd>
            <dt>{words::seen()}</dt>
            <dd>
                <code>{seen}</code>
            </dd>
        </dl>
    }
    .into_any()
}

fn shown(evidence: &Evidence, open: bool) -> AnyView {
    let text = format!("{}\n{}", evidence.request, words::answer(&evidence.answer));
    view! {
        <details open=open>
            <summary>{words::evidence()}</summary>
            {snippet(text, text::app::details())}
        </details>
    }
    .into_any()
}

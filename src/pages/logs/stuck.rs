//! Findings that are lists: requests that were never finished, and servers whose signatures were refused.

use leptos::prelude::*;

use super::Here;
use super::judged::{Judged, judged, link};
use crate::browser::intl;
use crate::components::{Table, placed_snippet};
use crate::logs::protocol::{Open, Problems, Signature};
use crate::model::health::Verdict;
use crate::model::log::health;
use crate::model::moment;
use crate::route::{AnswerQuery, Question};
use crate::snippets;
use crate::text::logs::problems as words;

/// How many servers are shown.
const SERVERS: usize = 10;

/// Received and never processed.
pub(super) fn open_requests(here: Here, problems: &Problems, slow_ms: u32) -> Judged {
    let longest = problems.open.iter().map(|open| open.open_ms).max();
    let verdict = health::open(problems.received, longest, slow_ms);
    let said = if problems.received == 0 {
        let snippets = snippets::file_handles::received_requests().into_iter().map(placed_snippet).collect_view();
        view! {
            <p>{words::open_unknown()}</p>
            {snippets}
        }
        .into_any()
    } else if problems.open_total == 0 {
        view! { <p>{words::open_none()}</p> }.into_any()
    } else {
        listed(here, problems, verdict)
    };
    judged(words::open(), verdict, said)
}

fn listed(here: Here, problems: &Problems, verdict: Verdict) -> AnyView {
    let (total, received) = (intl::number(problems.open_total), intl::number(problems.received));
    let advice = if verdict == Verdict::Good { words::open_young() } else { words::open_do() };
    let shown = u64::try_from(problems.open.len()).unwrap_or(u64::MAX);
    let cut = (shown < problems.open_total)
        .then(|| view! { <p class="hint">{words::open_shown(&intl::number(shown), &total)}</p> }.into_any());
    let head = view! {
        <th scope="col">{words::column_tag()}</th>
        <th scope="col" class="num">
            {words::column_open()}
        </th>
        <th scope="col">{words::column_request()}</th>
        <th scope="col" class="roomy">
            {words::column_received()}
        </th>
        <th scope="col" class="roomy">
            {words::column_process()}
        </th>
    }
    .into_any();
    let rows = problems.open.iter().map(|open| open_row(here, open)).collect_view();
    view! {
        <p>{words::open_total(problems.open_total, &total, &received)} " " {advice}</p>
        <Table name=words::open_table() head>
            {rows}
        </Table>
        {cut}
    }
    .into_any()
}

fn open_row(here: Here, open: &Open) -> AnyView {
    let href = here.changed(|query| *query = query.of_request(&open.tag, Some(open.place)));
    let open_ms = u64::try_from(open.open_ms).unwrap_or_default();
    view! {
        <tr>
            <th scope="row">
                <a href=href data-row>
                    <bdi>{open.tag.clone()}</bdi>
                </a>
            </th>
            <td class="num">{intl::duration(open_ms)}</td>
            <td class="name uri" title=open.request.clone()>
                <bdi>{open.request.clone()}</bdi>
            </td>
            <td class="roomy">{open.at.map(moment::full).unwrap_or_default()}</td>
            <td class="roomy">
                <bdi>{open.process.clone()}</bdi>
            </td>
        </tr>
    }
    .into_any()
}

/// Invalid signatures, by server.
pub(super) fn signatures(here: Here, problems: &Problems) -> Judged {
    let servers = problems.signatures.len();
    let verdict = health::signatures(servers);
    let said = if servers == 0 {
        view! { <p>{words::signatures_none()}</p> }.into_any()
    } else {
        refused(here, &problems.signatures)
    };
    judged(words::signatures(), verdict, said)
}

fn refused(here: Here, signatures: &[Signature]) -> AnyView {
    let count = signatures.iter().fold(0_u64, |sum, one| sum.saturating_add(one.count));
    let servers = u64::try_from(signatures.len()).unwrap_or(u64::MAX);
    let head = view! {
        <th scope="col">{words::column_server()}</th>
        <th scope="col" class="num">
            {words::column_times()}
        </th>
        <th scope="col">{words::column_last()}</th>
    }
    .into_any();
    let row = |one: &Signature| {
        view! {
            <tr>
                <th scope="row">
                    <bdi>{one.server.clone()}</bdi>
                </th>
                <td class="num">{intl::number(one.count)}</td>
                <td>{link(here, words::show_line(), |query| *query = query.around(one.place))}</td>
            </tr>
        }
        .into_any()
    };
    let rows = signatures.iter().take(SERVERS).map(row).collect_view();
    let check = here.nav.href(AnswerQuery::new(Question::InviteInvalidSignature).page());
    view! {
        <p>
            {words::signatures_total(count, &intl::number(count), servers, &intl::number(servers))} " "
            {words::signatures_do()}
        </p>
        <p>
            <a href=check>{words::signatures_link()}</a>
        </p>
        <Table name=words::signatures_table() head>
            {rows}
        </Table>
    }
    .into_any()
}

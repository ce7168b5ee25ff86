//! One check with its verdict, meaning, remedy and evidence.

use leptos::prelude::*;

use crate::api::doctor::{Finding, Level, Says, Seen};
use crate::components::{badge, named_snippet, snippet};
use crate::snippets::{Snippet, proxy};
use crate::text;
use crate::text::doctor as words;

/// A check. What is wrong is open.
pub(super) fn finding(found: &Finding, base_url: &str) -> AnyView {
    let Finding { step, says, seen } = found;
    let level = says.level();
    let tone = tone(level);
    let meaning = words::meaning(says).map(|meaning| view! { <p>{meaning}</p> }.into_any());
    let sure = says.sure().map(|sure| view! { <p class="hint">{words::sure(sure)}</p> }.into_any());
    view! {
        <li class=tone>
            <h3>{words::step(*step)} " " {badge(words::level(level), tone)}</h3>
            <p>{words::verdict(*step, says)}</p>
            {meaning}
            {sure}
            {remedy(says, base_url)}
            {evidence(seen, level == Level::Bad)}
        </li>
    }
    .into_any()
}

/// The class of a level.
pub(super) fn tone(level: Level) -> &'static str {
    match level {
        Level::Good => "good",
        Level::Warn => "warn",
        Level::Bad => "bad",
        Level::Unknown | Level::Skipped => "",
    }
}

fn remedy(says: &Says, base_url: &str) -> Option<AnyView> {
    let remedy = words::remedy(says)?;
    let mut snippets = Vec::new();
    if remedy.proxy {
        snippets.extend(proxy::proxies(crate::api::doctor::host(base_url)));
    }
    if remedy.well_known {
        snippets.extend(proxy::well_known(base_url));
    }
    let note = remedy.proxy.then(|| view! { <p class="hint">{words::snippet_note()}</p> }.into_any());
    let choices = snippets.into_iter().map(choice).collect_view();
    Some(
        view! {
            <div class="remedy">
                <p>
                    <strong>{words::what_to_do()}</strong>
                    " "
                    {remedy.words}
                </p>
                {choices}
                {note}
            </div>
        }
        .into_any(),
    )
}

/// A configuration, shown when its program is chosen.
fn choice(Snippet { place, code }: Snippet) -> AnyView {
    let name = text::answers::place(place);
    view! {
        <details>
            <summary>{name}</summary>
            {named_snippet(code, name)}
        </details>
    }
    .into_any()
}

fn evidence(seen: &[Seen], open: bool) -> Option<AnyView> {
    let text = seen.iter().map(words::seen).collect::<Vec<_>>().join("\n");
    (!text.is_empty()).then(|| {
        view! {
            <details open=open>
                <summary>{words::evidence()}</summary>
                {snippet(text, words::evidence())}
            </details>
        }
        .into_any()
    })
}

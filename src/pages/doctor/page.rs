//! The page: which server, how far it is, what is wrong, and all checks.

use leptos::prelude::*;

use super::finding::{finding, tone};
use super::run::Run;
use crate::api::doctor::{Finding, Level, Says, Step, address, hosts_elsewhere};
use crate::browser::{clock, host, intl, wire};
use crate::components::{PageHead, TextField};
use crate::model::id;
use crate::route::{Address, Page};
use crate::state::boxed::effect;
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::state::settings::Settings;
use crate::text;
use crate::text::doctor as words;

/// The page. The server is in the address; without one the session's is offered, and examined when asked.
#[component]
pub fn DoctorPage() -> impl IntoView {
    let (nav, settings) = (Nav::use_(), Settings::use_());
    let named = untrack(|| nav.server());
    let typed = RwSignal::new(named.clone().unwrap_or_else(|| Sessions::use_().base_url()));
    let run = Run::here();
    let refused = RwSignal::new(false);
    let start = move |server: String| {
        let allowed = settings.config().allows(&server);
        refused.set(!allowed);
        if allowed {
            run.start(server);
        }
    };
    // config.json may forbid the server, so it is waited for, once.
    let began = StoredValue::new(false);
    effect(move || {
        if settings.is_ready()
            && let Some(server) = named.clone()
            && !began.get_value()
        {
            began.set_value(true);
            untrack(|| start(server));
        }
    });
    let submit = move || {
        let server = id::pasted(&host::ascii(&typed.get_untracked())).to_owned();
        if untrack(|| nav.server()).as_ref() == Some(&server) {
            start(server);
        } else {
            // Another address is another page, which begins by itself.
            nav.replace_address(&Address { page: Page::Doctor, server: Some(server) });
        }
    };
    view! {
        <PageHead title=words::title() />
        <p class="lead">{words::lead()}</p>
        <form
            class="look-up"
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            <TextField id="doctor-server" label=words::server() value=typed autocomplete="url" hint=words::server_hint()>
                <button type="submit" class="primary" disabled=move || run.act.pending()>
                    {move || if run.findings.with(Vec::is_empty) { words::examine() } else { words::again() }}
                </button>
            </TextField>
        </form>
        {move || {
            refused
                .get()
                .then(|| {
                    let server = typed.get_untracked();
                    view! {
                        <p class="panel bad">
                            <strong>{text::sign_in::not_allowed(&server)}</strong> " " {text::sign_in::not_allowed_hint()}
                        </p>
                    }
                        .into_any()
                })
        }}
        <State run typed />
        <Findings run />
        <Elsewhere run />
    }
}

/// How far it is, and what came out. Read out as it changes.
#[component]
fn State(
    /// The examination.
    run: Run,
    /// The server.
    typed: RwSignal<String>,
) -> impl IntoView {
    let progress = move || {
        let done = run.findings.with(Vec::len);
        let next = Step::HERE.into_iter().find(|step| run.findings.with(|all| all.iter().all(|one| one.step != *step)));
        let step = next.map_or(words::elsewhere(), words::step);
        view! {
            <p class="hint busy">{words::checking(step, (done + 1).min(Step::HERE.len()), Step::HERE.len())}</p>
            <button type="button" on:click=move |_| {
                run.act.stop();
            }>{words::stop()}</button>
        }
        .into_any()
    };
    let copy = move || {
        let when = intl::exact(clock::now());
        let report = run.findings.with(|findings| words::report(&typed.get_untracked(), &when, findings));
        view! {
            <button type="button" data-copy=report>
                {words::copy_report()}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="doctor-state" aria-live="polite">
            {move || match (run.act.pending(), run.findings.with(Vec::is_empty)) {
                (true, _) => progress(),
                (false, true) => ().into_any(),
                (false, false) => {
                    view! {
                        {run.act.stopped().then(|| view! { <p class="panel warn">{words::stopped()}</p> }.into_any())}
                        {run.findings.with(|findings| summary(findings))}
                        {unusual(&base_url(run))}
                        {copy()}
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

/// The base URL that was examined, tracked; empty as long as there is none.
fn base_url(run: Run) -> String {
    run.findings.with(|findings| {
        let found = findings.iter().rev().find_map(|found| match &found.says {
            Says::IsAddress(url) | Says::Names(url) | Says::LeadsOn(url) => Some(url.clone()),
            Says::IsName(name) => Some(address(name)),
            _ => None,
        });
        found.unwrap_or_default()
    })
}

/// How `config.json` has Glia reach the server, where that is not as usual: what was examined is that way.
fn unusual(base_url: &str) -> Option<AnyView> {
    let connection = wire::connections().0.into_iter().find(|connection| connection.base_url == base_url)?;
    let admin = connection.admin_base_url.map(|url| words::admin_elsewhere(&url));
    let cookies = connection.cookies.then(words::with_cookies);
    Some(view! { <p class="hint">{admin} " " {cookies}</p> }.into_any())
}

/// What is wrong, or that nothing is.
fn summary(findings: &[Finding]) -> AnyView {
    let of = |level: Level| {
        let those = findings.iter().filter(move |found| found.says.level() == level);
        those.map(|found| words::verdict(found.step, &found.says)).collect::<Vec<_>>()
    };
    let (bad, odd, unclear) = (of(Level::Bad), of(Level::Warn), of(Level::Unknown).len());
    let (title, level) = match (bad.is_empty(), odd.is_empty()) {
        (false, _) => (words::wrong(), Level::Bad),
        (true, false) => (words::odd(), Level::Warn),
        (true, true) => (words::fine(), Level::Good),
    };
    let sentences = bad.into_iter().chain(odd).map(|sentence| view! { <li>{sentence}</li> }.into_any()).collect_view();
    view! {
        <div class=format!("panel {}", tone(level))>
            <p>
                <strong>{title}</strong>
            </p>
            {(level != Level::Good).then(|| view! { <ul class="steps">{sentences}</ul> }.into_any())}
            {(unclear > 0).then(|| view! { <p class="hint">{words::unclear(unclear)}</p> }.into_any())}
        </div>
    }
    .into_any()
}

#[component]
fn Findings(
    /// The examination.
    run: Run,
) -> impl IntoView {
    view! {
        <section aria-labelledby="findings" hidden=move || run.findings.with(Vec::is_empty)>
            <h2 id="findings">{words::findings()}</h2>
            <ol class="findings">
                <For
                    each=move || 0..run.findings.with(Vec::len)
                    key=|index| *index
                    children=move |index| {
                        // Configurations are about the address that was examined.
                        let base_url = untrack(|| base_url(run));
                        run.findings
                            .with_untracked(|all| all.get(index).map(|found| finding(found, &base_url)))
                    }
                />
            </ol>
        </section>
    }
}

/// Other hosts, when somebody wants it.
#[component]
fn Elsewhere(
    /// The examination.
    run: Run,
) -> impl IntoView {
    move || {
        let examined = run.examined.get().filter(|_| !run.went_elsewhere.get())?;
        let hosts = hosts_elsewhere(&examined);
        let hosts = hosts.into_iter().map(|host| view! { <li><code>{host}</code></li> }.into_any()).collect_view();
        Some(
            view! {
                <section aria-labelledby="elsewhere">
                    <h2 id="elsewhere">{words::elsewhere()}</h2>
                    <p>{words::elsewhere_what()}</p>
                    <ul>{hosts}</ul>
                    <p class="hint">{words::elsewhere_limits()}</p>
                    <p class="actions">
                        <button type="button" on:click=move |_| run.go_elsewhere()>
                            {words::elsewhere_do()}
                        </button>
                    </p>
                </section>
            }
            .into_any(),
        )
    }
}

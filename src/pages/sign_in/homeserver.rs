//! The homeserver field and what was found behind it. The host that a password will go to is always visible first.

use std::time::Duration;

use futures_util::future::abortable;
use leptos::leptos_dom::helpers::set_timeout_with_handle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::discovery::{Homeserver, Problem, discover, is_unfinished};
use crate::components::{Explanation, TextField};
use crate::state::api::wire;
use crate::state::boxed::effect;
use crate::state::settings::Settings;
use crate::text;

/// How long typing must pause before the server is looked up.
const PAUSE: Duration = Duration::from_millis(350);

/// What is known about the server in the field.
#[derive(Clone, Debug, PartialEq)]
pub enum Look {
    /// Nothing typed.
    Empty,
    /// Still being typed: no name of a server ends like this, so nobody is asked yet.
    Unfinished,
    /// Waiting for `config.json`, which may forbid the server.
    WaitingForConfig,
    /// Looking up.
    Looking,
    /// It answers.
    Ready(Homeserver),
    /// It does not.
    Problem(Problem),
    /// The host of this Glia does not allow it.
    NotAllowed(String),
}

/// Looks up what is typed, after a pause. Another letter aborts it. The callback says that typing has ended (the field
/// was left, or Enter pressed): then a name is looked up whatever it looks like.
pub fn look_up(server: Signal<String>) -> (RwSignal<Look>, Callback<()>) {
    let settings = Settings::use_();
    let look = RwSignal::new(Look::Empty);
    let finished = RwSignal::new(String::new());
    let finish = Callback::new(move |()| finished.set(server.get_untracked().trim().to_owned()));
    let given = StoredValue::new(server.get_untracked().trim().to_owned());
    effect(move || {
        let text = server.get().trim().to_owned();
        // Not whether it has just changed: `config.json` may arrive between two letters.
        let typed = given.try_with_value(|given| *given != text) == Some(true);
        if text.is_empty() {
            look.set(Look::Empty);
            return;
        }
        if !settings.is_ready() {
            look.set(Look::WaitingForConfig);
            return;
        }
        if !settings.config().allows(&text) {
            look.set(Look::NotAllowed(text));
            return;
        }
        if typed && is_unfinished(&text) && finished.with(|finished| *finished != text) {
            look.set(Look::Unfinished);
            return;
        }
        look.set(Look::Looking);
        let (task, handle) = abortable(async move {
            let found = discover(wire(), &text).await;
            look.try_set(found.map_or_else(Look::Problem, Look::Ready));
        });
        on_cleanup(move || handle.abort());
        let start = move || {
            spawn_local(async move {
                // Aborted means that something else is being looked up already.
                let _ = task.await;
            });
        };
        // What the address named is looked up at once, what is being typed after a pause.
        if typed {
            if let Ok(timer) = set_timeout_with_handle(start, PAUSE) {
                on_cleanup(move || timer.clear());
            }
        } else {
            start();
        }
    });
    (look, finish)
}

/// The field with its state.
#[component]
pub fn HomeserverField(
    /// What is typed.
    server: RwSignal<String>,
    /// What is known about it.
    look: RwSignal<Look>,
    /// Hears that typing has ended.
    on_finished: Callback<()>,
    /// Cannot be changed (signing in again).
    fixed: bool,
) -> impl IntoView {
    let state = move || match look.get() {
        Look::Empty => ().into_any(),
        Look::Unfinished => view! { <p class="hint">{text::sign_in::unfinished()}</p> }.into_any(),
        Look::WaitingForConfig => view! { <p class="hint">{text::sign_in::waiting_for_config()}</p> }.into_any(),
        Look::Looking => view! { <p class="hint busy">{text::sign_in::looking_up()}</p> }.into_any(),
        Look::Ready(found) => view! { <Ready found /> }.into_any(),
        Look::Problem(problem) => view! {
            <div class="panel bad">
                <Explanation explained=text::errors::problem(&problem) />
            </div>
        }
        .into_any(),
        Look::NotAllowed(server) => view! {
            <p class="panel bad">
                <strong>{text::sign_in::not_allowed(&server)}</strong> " " {text::sign_in::not_allowed_hint()}
            </p>
        }
        .into_any(),
    };
    view! {
        <div on:change=move |_| on_finished.run(())>
            <TextField
                id="homeserver"
                label=text::sign_in::homeserver()
                value=server
                kind="text"
                autocomplete="url"
                hint=text::sign_in::homeserver_hint()
                fixed=fixed
            />
        </div>
        <div class="server-state" aria-live="polite">
            {move || state()}
        </div>
    }
}

#[component]
fn Ready(
    /// The server.
    found: Homeserver,
) -> impl IntoView {
    let words = match &found.version {
        Ok(version) => text::sign_in::ready(version, &found.base_url),
        Err(_) => text::sign_in::ready_unknown(&found.base_url),
    };
    view! {
        <p class="ready">{words}</p>
        {found.version.is_err().then(|| view! { <p class="panel warn">{text::sign_in::no_admin_api()}</p> }.into_any())}
    }
}

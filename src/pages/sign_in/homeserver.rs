//! The homeserver field and what was found behind it. The host that a password will go to is always visible first.

use std::rc::Rc;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::{AbortHandle, LocalBoxFuture, abortable};
use leptos::leptos_dom::helpers::set_timeout_with_handle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::asks;
use crate::api::discovery::{Homeserver, Problem, is_unfinished};
use crate::api::wire::{Wire, WireRequest, WireResponse};
use crate::browser::host;
use crate::components::{ErrorPanel, Explanation, TextField, waiting_for};
use crate::state::api::wire;
use crate::state::boxed::{drawn, effect};
use crate::state::online;
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
    /// Looking up; the signal says which request waits for its answer.
    Looking(RwSignal<String>),
    /// Nobody wanted to wait any longer.
    Stopped,
    /// It answers.
    Ready(Homeserver),
    /// It does not.
    Problem(Problem),
    /// Glia's own part that asks could not be loaded.
    NobodyAsks,
    /// The host of this Glia does not allow it.
    NotAllowed(String),
}

/// What the field's user does beside typing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nudge {
    /// Typing has ended (the field was left, or Enter pressed): then a name is looked up whatever it looks like.
    Ended,
    /// No longer waits.
    Stop,
    /// Wants it looked up again.
    Again,
}

/// A wire that tells which request waits for its answer.
struct Told {
    wire: Rc<dyn Wire>,
    request: RwSignal<String>,
}

impl Wire for Told {
    fn send(&self, request: WireRequest) -> LocalBoxFuture<'static, Result<WireResponse, String>> {
        self.request.try_set(format!("{} {}", request.method.name(), self.wire.address(request.url.clone())));
        self.wire.send(request)
    }

    fn reach(&self, url: String) -> LocalBoxFuture<'static, Result<(), String>> {
        self.wire.reach(url)
    }

    fn address(&self, url: String) -> String {
        self.wire.address(url)
    }

    fn sleep(&self, ms: u32) -> LocalBoxFuture<'static, ()> {
        self.wire.sleep(ms)
    }

    fn now_ms(&self) -> f64 {
        self.wire.now_ms()
    }
}

/// Looks up what is typed, after a pause. Another letter aborts it.
pub fn look_up(server: Signal<String>) -> (RwSignal<Look>, Callback<Nudge>) {
    let settings = Settings::use_();
    let look = RwSignal::new(Look::Empty);
    let (finished, again) = (RwSignal::new(String::new()), RwSignal::new(0_u32));
    let running = StoredValue::new(None::<AbortHandle>);
    let on_nudge = Callback::new(move |nudge| match nudge {
        Nudge::Ended => finished.set(server.get_untracked().trim().to_owned()),
        Nudge::Again => again.update(|again| *again = again.wrapping_add(1)),
        Nudge::Stop => {
            if let Some(running) = running.get_value() {
                running.abort();
            }
            look.set(Look::Stopped);
        }
    });
    online::whenever(move || {
        if look.with_untracked(|look| matches!(look, Look::Problem(Problem::Unreachable(_)) | Look::NobodyAsks)) {
            on_nudge.run(Nudge::Again);
        }
    });
    let given = StoredValue::new(server.get_untracked().trim().to_owned());
    effect(move || {
        again.track();
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
        let meant = host::ascii(&text);
        if !settings.config().allows(&meant) {
            look.set(Look::NotAllowed(text));
            return;
        }
        if typed && is_unfinished(&meant) && finished.with(|finished| *finished != text) {
            look.set(Look::Unfinished);
            return;
        }
        let request = RwSignal::new(String::new());
        look.set(Look::Looking(request));
        let (task, handle) = abortable(async move {
            let told = Rc::new(Told { wire: wire(), request });
            let found = match asks::fetch().await {
                Some(asks) => (asks.discover)(told, meant).await.map_or_else(Look::Problem, Look::Ready),
                None => Look::NobodyAsks,
            };
            look.try_set(found);
        });
        running.set_value(Some(handle.clone()));
        on_cleanup(move || handle.abort());
        let start = move || {
            spawn_local(async move {
                // Aborted means that something else is being looked up already.
                let _ = task.await;
            });
        };
        // What the address named is looked up at once, what is being typed after a pause. Meanwhile comes what asks.
        if typed {
            spawn_local(asks::fetch().map(|_| ()));
            if let Ok(timer) = set_timeout_with_handle(start, PAUSE) {
                on_cleanup(move || timer.clear());
            }
        } else {
            start();
        }
    });
    (look, on_nudge)
}

/// The field with its state.
#[component]
pub fn HomeserverField(
    /// What is typed.
    server: RwSignal<String>,
    /// What is known about it.
    look: RwSignal<Look>,
    /// Hears what is done beside typing.
    on_nudge: Callback<Nudge>,
    /// Cannot be changed (signing in again).
    fixed: bool,
) -> impl IntoView {
    let state = move || match look.get() {
        Look::Empty => ().into_any(),
        Look::Unfinished => view! { <p class="hint">{text::sign_in::unfinished()}</p> }.into_any(),
        Look::WaitingForConfig => view! { <p class="hint">{text::sign_in::waiting_for_config()}</p> }.into_any(),
        Look::Looking(request) => waiting_for(
            text::sign_in::looking_up().to_owned(),
            Box::new(move || text::app::waiting_for(&request.get())),
            Callback::new(move |()| on_nudge.run(Nudge::Stop)),
        ),
        Look::Stopped => view! {
            <p class="panel warn">
                {text::sign_in::stopped_looking()} " "
                <button type="button" on:click=move |_| on_nudge.run(Nudge::Again)>
                    {text::sign_in::look_up_again()}
                </button>
            </p>
        }
        .into_any(),
        Look::Ready(found) => view! { <Ready found /> }.into_any(),
        Look::Problem(problem) => view! {
            <div class="panel bad">
                <Explanation explained=text::errors::problem_of(&problem, &server.get_untracked()) />
                <button type="button" on:click=move |_| on_nudge.run(Nudge::Again)>
                    {text::sign_in::look_up_again()}
                </button>
            </div>
        }
        .into_any(),
        Look::NobodyAsks => {
            let retry = Some(Callback::new(move |()| on_nudge.run(Nudge::Again)));
            view! { <ErrorPanel explained=text::errors::part_missing() retry /> }.into_any()
        }
        Look::NotAllowed(server) => view! {
            <p class="panel bad">
                <strong>{text::sign_in::not_allowed(&server)}</strong> " " {text::sign_in::not_allowed_hint()}
            </p>
        }
        .into_any(),
    };
    // A field that is taken away with its page tells that it has changed, too; nobody may be there to hear it.
    view! {
        <div on:change=move |_| _ = on_nudge.try_run(Nudge::Ended)>
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
            {drawn(move || Some(state()))}
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

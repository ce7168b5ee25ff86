//! What is seldom asked of the frame is a part of its own: what the menu says about the account, the sign-in over a session
//! that has ended, the list of shortcuts, and what is wrong with `config.json`. A bookmark needs none of it.

mod servers;
mod session_ended;
mod shortcut_list;

use futures_util::FutureExt as _;
use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::browser::pictures::saves_data;
use crate::components::{Check, Part, said};
use crate::pages::sign_out::SignOutDialog;
use crate::state::boxed::drawn;
use crate::state::sessions::Sessions;
use crate::state::settings::Settings;
use crate::text;

use servers::Servers;
use session_ended::SessionEnded;
use shortcut_list::ShortcutList;

/// What is asked of the part.
#[derive(Clone, Copy)]
pub(super) enum Asked {
    /// What the menu says about the account.
    Account,
    /// The sign-in over the page.
    Ended,
    /// The list of shortcuts, and whether it is shown.
    Shortcuts(RwSignal<bool>),
    /// What is wrong with the file.
    Mistakes,
}

#[wasm_split(seldom, fallible, preload(load_seldom))]
fn draw_seldom(asked: Asked) -> Result<AnyView, SplitLoaderError> {
    Ok(match asked {
        Asked::Account => view! { <Account /> }.into_any(),
        Asked::Ended => view! { <SessionEnded /> }.into_any(),
        Asked::Shortcuts(open) => view! { <ShortcutList open /> }.into_any(),
        Asked::Mistakes => view! { <Mistakes /> }.into_any(),
    })
}

/// The part.
pub(super) fn seldom() -> Part<Asked> {
    Part::new(|| load_seldom().boxed_local(), |asked| draw_seldom(asked).now_or_never())
}

/// What is wrong with `config.json`.
#[component]
fn Mistakes() -> impl IntoView {
    let settings = Settings::use_();
    let mistakes = move || settings.with_config(|config| text::config::mistakes(&config.mistakes));
    drawn(move || mistakes().map(|mistakes| view! { <p class="panel bad">{mistakes}</p> }.into_any()))
}

/// Who is signed in where, and the ways out.
#[component]
fn Account() -> impl IntoView {
    let sessions = Sessions::use_();
    let account = move || {
        sessions.current().map(|session| {
            let leaving = RwSignal::new(false);
            let version = session.version.clone().map(|version| format!("{} {version}", text::app::synapse()));
            view! {
                <p>
                    {said(
                        text::app::signed_in(),
                        &|slot, _| match slot {
                            "user" => view! { <strong><bdi>{session.user_id.to_string()}</bdi></strong> }.into_any(),
                            _ => view! { <span class="id">{session.base_url.clone()}</span> }.into_any(),
                        },
                    )}
                    {version.map(|version| format!(" ({version})"))}
                </p>
                <button type="button" on:click=move |_| leaving.set(true)>
                    {text::app::sign_out()}
                </button>
                <SignOutDialog open=leaving session />
            }
            .into_any()
        })
    };
    let hint = if saves_data() { text::app::pictures_saved() } else { "" };
    view! {
        <Check id="pictures" label=text::app::pictures() value=Settings::use_().pictures() hint />
        {drawn(account)}
        <Servers />
    }
}

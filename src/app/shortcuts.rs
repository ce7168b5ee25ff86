//! Keyboard shortcuts and the list of them.

use leptos::prelude::*;

use crate::browser::{dom, keys, location};
use crate::components::Dialog;
use crate::route::Kind;
use crate::state::nav::Nav;
use crate::text;

/// How long the second key of a sequence may take, in ms.
const SEQUENCE_MS: f64 = 1500.0;

/// Listens, and shows the list on `?`.
#[component]
pub(super) fn Shortcuts(
    /// Whether the list is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let nav = Nav::use_();
    let went = StoredValue::new(f64::NEG_INFINITY);
    location::listen("keydown", move |event| {
        let Some(key) = keys::page_key(&event) else { return };
        let now = js_sys::Date::now();
        let after_g = now - went.get_value() < SEQUENCE_MS;
        went.set_value(if key == "g" { now } else { f64::NEG_INFINITY });
        let used = match (after_g, key.as_str()) {
            (_, "/") => dom::focus("[data-search]"),
            (_, "?") => {
                open.set(true);
                true
            }
            (_, "ArrowDown") if dom::is_nothing_focused() => dom::focus("tbody [data-row]"),
            (true, key) => go(nav, key),
            _ => false,
        };
        if used {
            event.prevent_default();
        }
    });
    view! {
        <Dialog open title=text::app::shortcuts().to_owned()>
            <dl class="shortcuts">
                <Shortcut keys=vec!["/"] what=text::app::shortcut_search() />
                {pages()}
                <Shortcut keys=vec!["↑", "↓"] what=text::app::shortcut_rows() />
                <Shortcut keys=vec!["Enter"] what=text::app::shortcut_open() />
                <Shortcut keys=vec!["?"] what=text::app::shortcut_help() />
            </dl>
            <footer>
                <button type="button" class="primary" on:click=move |_| open.set(false)>
                    {text::app::close()}
                </button>
            </footer>
        </Dialog>
    }
}

/// The shortcuts that lead to pages.
fn pages() -> impl IntoView {
    let shortcut = |kind: &Kind| {
        let (key, what) = (kind.row().key?, text::pages::shortcut(*kind)?);
        Some(view! { <Shortcut keys=vec!["g", key] what /> }.into_any())
    };
    Kind::ALL.iter().filter_map(shortcut).collect_view()
}

/// Goes to the page that this key leads to; whether there is one.
fn go(nav: Nav, key: &str) -> bool {
    let kind = Kind::ALL.iter().find(|kind| kind.row().key == Some(key));
    if let Some(kind) = kind {
        nav.go(kind.start());
    }
    kind.is_some()
}

#[component]
fn Shortcut(
    /// The keys, pressed one after the other.
    keys: Vec<&'static str>,
    /// What they do.
    what: &'static str,
) -> impl IntoView {
    view! {
        <div>
            <dt>{keys.into_iter().map(|key| view! { <kbd>{key}</kbd> " " }.into_any()).collect_view()}</dt>
            <dd>{what}</dd>
        </div>
    }
}

//! Keyboard shortcuts and the list of them.

use leptos::prelude::*;

use crate::browser::{dom, keys, location};
use crate::components::Dialog;
use crate::route::{Page, Pairs};
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
            (true, "h") => go(nav, Page::Home),
            (true, "u") => go(nav, Page::Users(Pairs::default())),
            (true, "r") => go(nav, Page::Rooms(Pairs::default())),
            (true, "a") => go(nav, Page::Aliases),
            (true, "l") => go(nav, Page::Logs(Pairs::default())),
            (true, "q") => go(nav, Page::Answers(String::new())),
            (_, "ArrowDown") if dom::is_nothing_focused() => dom::focus("tbody [data-row]"),
            _ => false,
        };
        if used {
            event.prevent_default();
        }
    });
    view! {
        <Dialog open title=text::app::shortcuts().to_owned()>
            <dl class="shortcuts">
                <Shortcut keys=&["/"] what=text::app::shortcut_search() />
                <Shortcut keys=&["g", "h"] what=text::app::shortcut_home() />
                <Shortcut keys=&["g", "u"] what=text::app::shortcut_users() />
                <Shortcut keys=&["g", "r"] what=text::app::shortcut_rooms() />
                <Shortcut keys=&["g", "a"] what=text::app::shortcut_aliases() />
                <Shortcut keys=&["g", "q"] what=text::app::shortcut_answers() />
                <Shortcut keys=&["g", "l"] what=text::app::shortcut_logs() />
                <Shortcut keys=&["↑", "↓"] what=text::app::shortcut_rows() />
                <Shortcut keys=&["Enter"] what=text::app::shortcut_open() />
                <Shortcut keys=&["?"] what=text::app::shortcut_help() />
            </dl>
            <footer>
                <button type="button" class="primary" on:click=move |_| open.set(false)>
                    {text::app::close()}
                </button>
            </footer>
        </Dialog>
    }
}

fn go(nav: Nav, page: Page) -> bool {
    nav.go(page);
    true
}

#[component]
fn Shortcut(
    /// The keys, pressed one after the other.
    keys: &'static [&'static str],
    /// What they do.
    what: &'static str,
) -> impl IntoView {
    view! {
        <div>
            <dt>{keys.iter().map(|key| view! { <kbd>{*key}</kbd> " " }.into_any()).collect_view()}</dt>
            <dd>{what}</dd>
        </div>
    }
}

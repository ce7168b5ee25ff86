//! The list of keyboard shortcuts.

use leptos::prelude::*;

use crate::browser::keys;
use crate::components::Dialog;
use crate::route::Kind;
use crate::text;

/// The list.
#[component]
pub(super) fn ShortcutList(
    /// Whether it is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog open title=text::app::shortcuts().to_owned()>
            <dl class="shortcuts">
                <Shortcut keys=vec![keys::find_key()] what=text::app::shortcut_find() />
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

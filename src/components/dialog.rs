//! Native dialogs: the browser makes the rest of the page inert, closes on Escape and gives the focus back.

use leptos::html;
use leptos::prelude::*;

use super::{ErrorPanel, snippet};
use crate::state::act::Act;
use crate::state::erased::effect;
use crate::state::notices::Notices;
use crate::text;

/// A modal dialog. Its content exists only while it is open.
#[component]
pub fn Dialog(
    /// Whether it is open. Escape sets it to `false`.
    open: RwSignal<bool>,
    /// Its heading and accessible name.
    #[prop(into)]
    title: Signal<String>,
    /// Its content.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let opened = Memo::new(move |_| open.get());
    effect(move || {
        let Some(dialog) = node.get() else { return };
        if !opened.get() {
            dialog.close();
        } else if !dialog.open() {
            // It can only be refused for a dialog that is open or detached, and this one is neither.
            let _ = dialog.show_modal();
        }
    });
    view! {
        <dialog node_ref=node aria-label=move || title.get() on:close=move |_| open.set(false)>
            {move || {
                opened
                    .get()
                    .then(|| {
                        view! {
                            <h2>{move || title.get()}</h2>
                            {children()}
                        }.into_any()
                    })
            }}
        </dialog>
    }
}

/// A dialog before something is done: says what will happen, does it, shows why it failed. The confirming button
/// carries the action's own words.
#[component]
pub fn ActionDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// The words of the confirming button.
    confirm: &'static str,
    /// Whether the action takes something away.
    #[prop(optional)]
    danger: bool,
    /// The state of the action.
    act: Act,
    /// Whether all that is needed has been typed.
    #[prop(default = true.into(), into)]
    ready: Signal<bool>,
    /// The same as curl.
    #[prop(into)]
    curl: Signal<String>,
    /// Does it.
    on_confirm: Callback<()>,
    /// What will happen, and the fields.
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    let notices = Notices::use_();
    // However it was closed: nothing goes on behind it, and the next time begins without the old error.
    effect(move || {
        if !open.get() {
            if act.stop() {
                notices.warn(text::app::stopped_act());
            }
            act.forgive();
        }
    });
    // While something is under way the button only stops it: what was typed stays.
    let cancel = move |_| {
        if !act.stop() {
            open.set(false);
        }
    };
    view! {
        <Dialog open title>
            <form
                on:submit=move |event| {
                    event.prevent_default();
                    if ready.get_untracked() {
                        on_confirm.run(());
                    }
                }
            >
                {children.with_value(|children| children())}
                {move || act.error().map(|error| view! { <ErrorPanel explained=text::errors::explain(&error) /> }.into_any())}
                {move || act.stopped().then(|| view! { <p class="panel warn" role="alert">{text::app::stopped_act()}</p> }.into_any())}
                <Curl command=curl />
                <footer>
                    <button type="button" on:click=cancel>
                        {move || if act.pending() { text::app::stop_waiting() } else { text::app::cancel() }}
                    </button>
                    <button
                        type="submit"
                        class=if danger { "primary danger" } else { "primary" }
                        disabled=move || act.pending() || !ready.get()
                        aria-busy=move || act.pending().then_some("true")
                    >
                        {confirm}
                    </button>
                </footer>
            </form>
        </Dialog>
    }
}

#[component]
fn Curl(
    /// The command.
    command: Signal<String>,
) -> impl IntoView {
    view! {
        <details class="curl">
            <summary>{text::app::same_as_curl()}</summary>
            {move || snippet(command.get(), "curl")}
        </details>
    }
}

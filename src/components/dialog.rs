//! Native dialogs: the browser makes the rest of the page inert, closes on Escape and gives the focus back.

use leptos::html;
use leptos::prelude::*;

use super::{ErrorPanel, Explanation, snippet};
use crate::state::act::Act;
use crate::state::boxed::{drawn, effect};
use crate::state::notices::Notices;
use crate::text;
use crate::text::errors::Explained;

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
            {drawn(move || {
                opened
                    .get()
                    .then(|| {
                        view! {
                            <h2>{title}</h2>
                            {children()}
                        }.into_any()
                    })
            })}
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
    #[prop(into)]
    confirm: Signal<&'static str>,
    /// Whether the action takes something away.
    #[prop(optional, into)]
    danger: Signal<bool>,
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
    /// What is not known after the last try.
    #[prop(optional, into)]
    doubt: Signal<Option<Doubt>>,
    /// Asks the server what came of the last try; `None` where nobody can be asked.
    #[prop(optional_no_strip)]
    ask_again: Option<Callback<()>>,
    /// What will happen, and the fields.
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    let notices = Notices::use_();
    // However it was closed: the next time begins without the old error, and nothing goes on behind it but what is
    // carried to its end.
    effect(move || {
        if !open.get() {
            if !act.is_carried() && act.stop() {
                notices.warn(text::app::stopped_act());
            }
            act.forgive();
        }
    });
    let stopped = move || {
        let stopped = || Doubt { says: text::app::stopped_act().to_owned(), why: None };
        act.stopped().then(|| in_doubt(stopped(), ask_again, act))
    };
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
                {drawn(move || act.error().map(|error| view! { <ErrorPanel explained=text::errors::explain(&error) /> }.into_any()))}
                {drawn(move || doubt.get().map(|doubt| in_doubt(doubt, ask_again, act)))}
                {drawn(stopped)}
                <Curl command=curl />
                <footer>
                    <button type="button" on:click=cancel>
                        {move || if act.pending() { text::app::stop_waiting() } else { text::app::cancel() }}
                    </button>
                    <button
                        type="submit"
                        class=move || if danger.get() { "primary danger" } else { "primary" }
                        disabled=move || act.pending() || !ready.get()
                        aria-busy=move || act.pending().then_some("true")
                    >
                        {move || confirm.get()}
                    </button>
                </footer>
            </form>
        </Dialog>
    }
}

/// It may have been done, or is told not to be, and the dialog stays for another try.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// What is known.
    pub says: String,
    /// What went wrong.
    pub why: Option<Explained>,
}

fn in_doubt(Doubt { says, why }: Doubt, ask_again: Option<Callback<()>>, act: Act) -> AnyView {
    let why = why.map(|explained| view! { <Explanation explained /> }.into_any());
    let again = ask_again.map(|ask_again| {
        view! {
            <button type="button" disabled=move || act.pending() on:click=move |_| ask_again.run(())>
                {text::actions::ask_again()}
            </button>
        }
        .into_any()
    });
    view! {
        <div class="panel warn" role="alert">
            <p>{says}</p>
            {why}
            {again}
        </div>
    }
    .into_any()
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

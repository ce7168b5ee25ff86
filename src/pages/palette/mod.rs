//! The command palette: one field that leads to anything. `palette` (the core) knows what it offers; here it is drawn, and
//! servers are asked.

mod ask;
mod list;

use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;

use crate::actions::{Action, Me};
use crate::browser::{dom, host};
use crate::components::icon;
use crate::model::id;
use crate::pages::actions::{ActionPanel, Offer};
use crate::pages::sign_out::SignOutDialog;
use crate::palette::{self, Command, Entry, Leads, fitting};
use crate::route::Page;
use crate::state::boxed::{drawn, effect};
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::state::settings::{Settings, Theme};
use crate::text::palette as words;

use ask::{Asked, ask};
use list::List;

/// The id of the list, and the beginning of the ids of what is in it.
const LIST: &str = "palette-list";

/// The palette. It is kept while it is closed, so that it opens at once.
#[component]
pub fn Palette(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What is typed, also before the palette was here.
    typed: RwSignal<String>,
    /// Opens the list of shortcuts.
    help: RwSignal<bool>,
) -> impl IntoView {
    let (nav, sessions, settings) = (Nav::use_(), Sessions::use_(), Settings::use_());
    // By what it is and not by its place, which the answers of servers change.
    let pointed = RwSignal::new(None::<Entry>);
    // Who is no admin would only be refused.
    let may_ask = Memo::new(move |_| open.get() && !sessions.is_not_admin());
    let subject = Memo::new(move |_| may_ask.get().then(|| subject(&typed.get(), nav, sessions)).flatten());
    let searched = Memo::new(move |_| {
        let name = typed.with(|typed| palette::searched(&host::ascii(typed), &sessions.server_name()));
        name.filter(|_| may_ask.get())
    });
    let recent = recent(sessions);
    let asked = ask(searched, subject);
    let actions = move || actions(asked, sessions);
    // An entry has no more than its words to be compared by: what it leads to goes with them.
    let entries = Memo::new(move |_| {
        let typed = typed.get();
        let mut all = palette::standing();
        let here = sessions.identity().map(|(base_url, _)| base_url).unwrap_or_default();
        all.extend(palette::servers(sessions.all(), &here, &nav.page()));
        all.extend(palette::named(&host::ascii(&typed), &sessions.server_name()));
        if let Some(subject) = asked.subject.with(|subject| subject.found().cloned().flatten()) {
            all.extend(subject.entries(&actions()));
        }
        if typed.trim().is_empty() {
            all.extend(recent.get());
        }
        for list in [asked.users, asked.rooms] {
            all.extend(list.with(|list| list.found().cloned().unwrap_or_default()));
        }
        fitting(all, &typed)
    });
    effect(move || {
        typed.track();
        pointed.set(None);
    });
    let active = Memo::new(move |_| {
        pointed.with(|pointed| entries.with(|entries| palette::place_of(entries, pointed.as_ref())))
    });
    let point = move |place: usize| pointed.set(entries.with_untracked(|entries| entries.get(place).cloned()));
    let action = RwSignal::new_local(None::<Rc<dyn Action>>);
    let (acts, leaving) = (RwSignal::new(false), RwSignal::new(false));
    let choose = move |place: usize| {
        let Some(entry) = entries.with_untracked(|entries| entries.get(place).cloned()) else { return };
        // What it is, before the palette is closed and asks for nothing any more.
        let chosen = match entry.leads {
            Leads::Action(place) => untrack(actions).get(place).cloned(),
            Leads::Page(_) | Leads::Elsewhere(_) | Leads::Command(_) => None,
        };
        open.set(false);
        recent.update(|recent| palette::remember(recent, entry.clone()));
        match entry.leads {
            Leads::Page(page) => nav.go(page),
            Leads::Elsewhere(address) => nav.go_to(&address),
            Leads::Command(command) => run(command, settings, help, leaving),
            Leads::Action(_) => {
                if chosen.is_some() {
                    action.set(chosen);
                    acts.set(true);
                }
            }
        }
    };
    let node = NodeRef::<html::Dialog>::new();
    effect(move || {
        let Some(dialog) = node.get() else { return };
        if !open.get() {
            dialog.close();
            typed.set(String::new());
        } else if !dialog.open() {
            // Refused only for a dialog that is open or detached, and this one is neither.
            let _ = dialog.show_modal();
        }
    });
    let count = move || entries.with(Vec::len);
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let last = count().saturating_sub(1);
        let now = active.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => point(if now == last { 0 } else { now + 1 }),
            "ArrowUp" => point(if now == 0 { last } else { now - 1 }),
            // The letters of many writings end with Enter.
            "Enter" if !event.is_composing() => choose(now),
            _ => return,
        }
        event.prevent_default();
        dom::show_in_box(&format!("#{LIST}-{}", active.get_untracked()));
    };
    view! {
        <dialog
            node_ref=node
            class="palette"
            aria-label=words::title()
            on:close=move |_| {
                // It is told later, when the palette may be open again.
                if node.get_untracked().is_none_or(|dialog| !dialog.open()) {
                    open.set(false);
                }
            }
            on:click=move |event| {
                if dom::is_beside(&event) {
                    open.set(false);
                }
            }
        >
            <div class="palette-field">
                {icon("search")}
                <input
                    type="text"
                    role="combobox"
                    aria-label=words::label()
                    aria-expanded="true"
                    aria-autocomplete="list"
                    aria-controls=LIST
                    aria-activedescendant=move || (count() > 0).then(|| format!("{LIST}-{}", active.get()))
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    autofocus
                    placeholder=words::hint()
                    prop:value=move || typed.get()
                    on:input:target=move |event| typed.set(event.target().value())
                    on:keydown=on_key
                />
            </div>
            <List entries active point=Callback::new(point) choose=Callback::new(choose) />
            <div class="palette-foot" role="status">
                {drawn(move || Some(foot(asked, count(), typed.with(|typed| typed.trim().is_empty()))))}
            </div>
        </dialog>
        {drawn(move || action.get().map(|chosen| done(chosen, acts)))}
        <Leaving open=leaving />
    }
}

/// What was chosen lately: of this account, and for as long as this tab lasts.
fn recent(sessions: Sessions) -> RwSignal<Vec<Entry>> {
    let recent = RwSignal::new(Vec::new());
    let account = Memo::new(move |_| sessions.identity());
    effect(move || {
        account.track();
        recent.set(Vec::new());
    });
    recent
}

/// The dialog of an action. What shows the same thing behind it is read again.
fn done(chosen: Rc<dyn Action>, open: RwSignal<bool>) -> AnyView {
    let sessions = Sessions::use_();
    let offer = Offer::new(move |_| Rc::clone(&chosen));
    let on_done = Callback::new(move |_| sessions.read_again());
    view! { <ActionPanel offer open on_done /> }.into_any()
}

/// Signing out of the account that one is looking at.
#[component]
fn Leaving(
    /// Whether it is asked.
    open: RwSignal<bool>,
) -> impl IntoView {
    let sessions = Sessions::use_();
    let account = Memo::new(move |_| sessions.identity());
    drawn(move || {
        account.track();
        let session = sessions.current_untracked()?;
        Some(view! { <SignOutDialog open session /> }.into_any())
    })
}

/// The user or alias of this server that is typed as a whole id, or whose page is open while nothing is typed.
fn subject(typed: &str, nav: Nav, sessions: Sessions) -> Option<String> {
    let own = sessions.server_name();
    let typed = typed.trim();
    let is_link = typed.contains("://") || typed.starts_with("matrix:");
    // An alias without its server may be the beginning of another one.
    let is_whole = typed.starts_with('@') || (typed.starts_with('#') && typed.contains(':')) || is_link;
    let page = match typed {
        "" => nav.page(),
        typed if is_whole => match palette::named(&host::ascii(typed), &own)?.leads {
            Leads::Page(page) => page,
            _ => return None,
        },
        _ => return None,
    };
    let id = match page {
        Page::User(id) | Page::UserDevices(id) | Page::UserRooms(id) => id,
        Page::Alias(alias) => id::alias(&alias, &own),
        _ => return None,
    };
    id::server(&id).is_some_and(|server| server == own).then_some(id)
}

fn actions(asked: Asked, sessions: Sessions) -> Vec<Rc<dyn Action>> {
    let me = Me { user_id: sessions.user_id(), server_name: sessions.server_name() };
    let can = sessions.capabilities().unwrap_or_default();
    asked.subject.with(|subject| {
        let subject = subject.found().and_then(Option::as_ref);
        subject.map(|subject| subject.actions(&me, &can)).unwrap_or_default()
    })
}

fn run(command: Command, settings: Settings, help: RwSignal<bool>, leaving: RwSignal<bool>) {
    match command {
        Command::ThemeAutomatic => settings.set_theme(Theme::Automatic),
        Command::ThemeLight => settings.set_theme(Theme::Light),
        Command::ThemeDark => settings.set_theme(Theme::Dark),
        Command::Fold => settings.fold(!untrack(|| settings.is_folded())),
        Command::Shortcuts => help.set(true),
        Command::Account => dom::open_menu(),
        Command::SignOut => leaving.set(true),
    }
}

/// How much was found, what is still looked for, and what could not be.
fn foot(asked: Asked, count: usize, is_empty: bool) -> AnyView {
    let results = if count == 0 { words::nothing().to_owned() } else { words::results(count) };
    let failed = [
        asked.users.with(|users| users.failed().map(words::users_failed)),
        asked.rooms.with(|rooms| rooms.failed().map(words::rooms_failed)),
        asked.subject.with(|subject| subject.failed().map(words::actions_failed)),
    ];
    let failed = failed.into_iter().flatten().map(|why| view! { <p class="warn">{why}</p> }.into_any()).collect_view();
    let is_waiting = asked.users.with(|list| list.is_coming()) || asked.rooms.with(|list| list.is_coming());
    view! {
        {is_waiting.then(|| view! { <p>{words::searching()}</p> }.into_any())}
        {failed}
        {(!is_waiting && !is_empty).then(|| view! { <p>{results}</p> }.into_any())}
    }
    .into_any()
}

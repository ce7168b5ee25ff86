//! The parts of the app that are loaded when somebody goes there, a wasm file each. The first load is the frame and the
//! sign-in form; `cargo xtask build` splits the rest off at the functions marked here. A new group of pages gets a
//! function of its own, and a line in [`Parts`].

use futures_util::FutureExt as _;
use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::screen::Shown;
use crate::components::Part;
use crate::pages::aliases::AliasesPage;
use crate::pages::answers::{AnswersPage, answer_page};
use crate::pages::doctor::DoctorPage;
use crate::pages::export::ExportPage;
use crate::pages::first_admin::FirstAdminPage;
use crate::pages::home::HomePage;
use crate::pages::logs::LogsPage;
use crate::pages::not_found::NotFoundPage;
use crate::pages::open::OpenPage;
use crate::pages::rooms::{RoomPage, RoomsPage};
use crate::pages::users::{UserPage, UsersPage};
use crate::state::language::with_words;

/// A page, or why its part could not be loaded.
type Drawn = Result<AnyView, SplitLoaderError>;

/// The everyday pages.
#[wasm_split(pages, fallible, preload(load_pages))]
fn draw_page(shown: Shown) -> Drawn {
    Ok(match shown {
        Shown::Home => view! { <HomePage /> }.into_any(),
        Shown::Users => view! { <UsersPage /> }.into_any(),
        Shown::User(user_id) => view! { <UserPage user_id /> }.into_any(),
        Shown::Rooms => view! { <RoomsPage /> }.into_any(),
        Shown::Room(room_id) => view! { <RoomPage room_id /> }.into_any(),
        Shown::Aliases => view! { <AliasesPage /> }.into_any(),
        Shown::Open(url) => view! { <OpenPage url /> }.into_any(),
        // The others are not of this part.
        _ => view! { <NotFoundPage /> }.into_any(),
    })
}

/// The answers to the Admin FAQ.
#[wasm_split(answers, fallible, preload(load_answers))]
fn draw_answer(shown: Shown) -> Drawn {
    Ok(match shown {
        Shown::Answer(question) => answer_page(question),
        _ => view! { <AnswersPage /> }.into_any(),
    })
}

/// For who cannot get in yet.
#[wasm_split(setup, fallible, preload(load_setup))]
fn draw_setup(shown: Shown) -> Drawn {
    Ok(match shown {
        Shown::FirstAdmin => view! { <FirstAdminPage /> }.into_any(),
        _ => view! { <DoctorPage /> }.into_any(),
    })
}

/// The log explorer.
#[wasm_split(logs, fallible, preload(load_logs))]
fn draw_logs(_: Shown) -> Drawn {
    Ok(view! { <LogsPage /> }.into_any())
}

/// Exporting a user's data.
#[wasm_split(export, fallible, preload(load_export))]
fn draw_export(_: Shown) -> Drawn {
    Ok(view! { <ExportPage /> }.into_any())
}

/// All parts but the one that the app starts with.
#[derive(Clone, Copy)]
pub(super) struct Parts {
    pages: Part<Shown>,
    answers: Part<Shown>,
    setup: Part<Shown>,
    logs: Part<Shown>,
    export: Part<Shown>,
}

impl Parts {
    /// Nothing is loaded yet.
    pub(super) fn new() -> Self {
        // What has been loaded answers at once, under the owner that asks.
        Self {
            pages: Part::new(
                || with_words("pages", load_pages().boxed_local()),
                |shown| draw_page(shown).now_or_never(),
            ),
            answers: Part::new(
                || with_words("answers", load_answers().boxed_local()),
                |shown| draw_answer(shown).now_or_never(),
            ),
            setup: Part::new(
                || with_words("setup", load_setup().boxed_local()),
                |shown| draw_setup(shown).now_or_never(),
            ),
            logs: Part::new(|| with_words("logs", load_logs().boxed_local()), |shown| draw_logs(shown).now_or_never()),
            export: Part::new(
                || with_words("export", load_export().boxed_local()),
                |shown| draw_export(shown).now_or_never(),
            ),
        }
    }

    /// Loads what is shown right after signing in.
    pub(super) fn load_pages(self) {
        self.pages.load();
    }

    /// A page, tracked.
    pub(super) fn draw(self, shown: Shown) -> AnyView {
        let part = match shown {
            Shown::Answers | Shown::Answer(_) => self.answers,
            Shown::FirstAdmin | Shown::Doctor(_) => self.setup,
            Shown::Logs => self.logs,
            Shown::Export => self.export,
            _ => self.pages,
        };
        part.draw(shown)
    }
}

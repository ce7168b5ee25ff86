//! Every sentence that a person reads, in one layer: translations can come without touching pages.
//!
//! One module a page, one function a sentence, declared by `sentences!` (`sentences.rs` says how). Names of API
//! parameters and the server's own words are not sentences.

#![cfg_attr(not(all(target_arch = "wasm32", feature = "app")), allow(dead_code))]

#[macro_use]
mod sentences;

pub mod catalogue;
#[cfg(not(target_arch = "wasm32"))]
pub mod words;

pub mod actions;
pub mod aliases;
pub mod answers;
pub mod app;
pub mod chart;
pub mod config;
pub mod doctor;
pub mod errors;
pub mod export;
pub mod export_file;
pub mod first_admin;
pub mod list;
pub mod logs;
pub mod overview;
pub mod pages;
pub mod palette;
pub mod questions;
pub mod rooms;
pub mod sign_in;
pub mod users;

/// The language files that a part of the app says words of: one of its own, which parts of a family (`answers_…`) share,
/// and those of others whose tables, dialogs and components its pages use. What any page may show is in `frame`.
#[must_use]
pub fn files_of(part: &str) -> &'static [&'static str] {
    match part.split('_').next() {
        Some("answers") => &["answers", "pages"],
        Some("logs") => &["logs", "answers"],
        Some("setup") => &["setup", "answers", "pages"],
        Some("export") => &["export"],
        _ => &["pages"],
    }
}

/// The modules by the file in which a language has them: `lang/<code>/<file>.json`, fetched at the start (`frame`) or
/// with the parts of the app that need it ([`files_of`]).
#[cfg(not(target_arch = "wasm32"))]
pub const PARTS: &[(&str, &[words::Module])] = &[
    (
        "frame",
        &[app::SENTENCES, config::SENTENCES, errors::SENTENCES, list::SENTENCES, pages::SENTENCES, sign_in::SENTENCES],
    ),
    (
        "pages",
        &[
            actions::SENTENCES,
            actions::delete_alias::SENTENCES,
            actions::reset_password::SENTENCES,
            overview::SENTENCES,
            palette::SENTENCES,
            questions::SENTENCES,
            users::SENTENCES,
            rooms::SENTENCES,
            aliases::SENTENCES,
        ],
    ),
    (
        "answers",
        &[
            answers::SENTENCES,
            answers::become_admin::SENTENCES,
            answers::biggest_rooms::SENTENCES,
            answers::delete_database::SENTENCES,
            answers::export_user_data::SENTENCES,
            answers::file_handles::SENTENCES,
            answers::find_request_in_log::SENTENCES,
            answers::free_alias::SENTENCES,
            answers::health::SENTENCES,
            answers::invite_invalid_signature::SENTENCES,
            answers::processed_line::SENTENCES,
            answers::registered_users::SENTENCES,
            answers::reset_password::SENTENCES,
            answers::servers_in_room::SENTENCES,
            answers::servers_we_talk_to::SENTENCES,
            answers::slow::SENTENCES,
        ],
    ),
    (
        "logs",
        &[
            logs::SENTENCES,
            logs::errors::SENTENCES,
            logs::filter::SENTENCES,
            logs::find::SENTENCES,
            logs::overview::SENTENCES,
            logs::problems::SENTENCES,
            logs::recognised::SENTENCES,
            logs::requests::SENTENCES,
            chart::SENTENCES,
        ],
    ),
    (
        "setup",
        &[
            doctor::SENTENCES,
            doctor::remedy::SENTENCES,
            doctor::steps::SENTENCES,
            doctor::verdict::SENTENCES,
            first_admin::SENTENCES,
        ],
    ),
    ("export", &[export::SENTENCES, export_file::SENTENCES]),
];

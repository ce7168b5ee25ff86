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
pub mod home;
pub mod list;
pub mod logs;
pub mod pages;
pub mod rooms;
pub mod sign_in;
pub mod users;

/// The modules by the file in which a language has them: `lang/<code>/<part>.json`, fetched with the part of the app that
/// needs it; `frame` at the start.
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
            home::SENTENCES,
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

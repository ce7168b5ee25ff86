//! An export of a user's data, as `python -m synapse.app.admin_cmd export-data` makes it and more.
//!
//! Everything here is pure: it knows models and endpoints, and neither Leptos nor the DOM. What it needs of the world
//! (requests, a file to write, a place for checkpoints, a clock) comes in as a trait.

pub mod event;
pub mod find_rooms;
pub mod gaps;
pub mod html;
pub mod layout;
pub mod manifest;
pub mod options;
pub mod preview;
pub mod progress;
pub mod protocol;
pub mod prune;
pub mod python_json;
pub mod rooms;
pub mod run;
pub mod server;
pub mod visibility;
pub mod world;
pub mod zip;

//! The lab: real, throwaway Synapse servers on loopback with a known community, for the demo, the
//! end-to-end tests and the benchmarks.
//!
//! [`template`] seeds a community once per Synapse version and keeps the data folder;
//! [`Homeserver::start`] runs a copy of it, so that every run begins with the same community.

pub mod account;
pub mod cast;
pub mod client;
pub mod config;
pub mod database;
pub mod federation;
pub mod homeserver;
pub mod identity;
pub mod mac;
pub mod manifest;
pub mod park;
pub mod path;
pub mod postgres;
pub mod seed;
pub mod template;

pub use account::Account;
pub use client::{Client, Session};
pub use config::{RateLimits, Spec};
pub use database::Database;
pub use homeserver::Homeserver;

/// The Synapse the app is developed against.
pub const CURRENT_SYNAPSE: &str = "1.163.2";

/// The oldest Synapse the app promises to work with.
pub const OLDEST_SYNAPSE: &str = "1.98.0";

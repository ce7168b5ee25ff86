//! What Glia knows about Matrix without asking a server: identifiers, links, encoding, quoting, time.
//!
//! Invariant: nothing here knows a server, Leptos or the DOM.

pub mod avatar;
pub mod base64;
pub mod bytes;
pub mod connection;
pub mod csv;
pub mod decimal;
pub mod file_name;
pub mod health;
pub mod id;
pub mod letters;
pub mod link;
pub mod log;
pub mod metrics;
pub mod moment;
pub mod password;
pub mod percent;
pub mod pkce;
pub mod quote;
pub mod secret;
pub mod servers;
pub mod talk;
pub mod time;
pub mod version;

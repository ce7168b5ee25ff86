//! What Glia knows about Matrix without asking a server: identifiers, links, encoding, quoting, time.
//!
//! Invariant: nothing here knows a server, Leptos or the DOM.

pub mod csv;
pub mod id;
pub mod link;
pub mod password;
pub mod percent;
pub mod pkce;
pub mod quote;
pub mod secret;
pub mod time;
pub mod version;

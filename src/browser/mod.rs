//! Thin, panic-free wrappers over the browser: fetch, storage, address bar, formats. No Leptos, no Glia state.
//!
//! Invariant: a browser that refuses something (storage, clipboard, no window) gives `None` or nothing, never a panic.

pub(crate) mod ahead;
pub mod clipboard;
pub mod clock;
pub mod dom;
pub mod ed25519;
pub mod file;
pub mod grid;
pub mod host;
pub mod intl;
pub mod keys;
pub mod language;
pub mod location;
pub mod locks;
pub mod media;
pub mod panic;
pub mod pick;
pub mod picture;
pub mod pictures;
pub mod random;
pub mod rows;
pub mod save;
pub mod storage;
pub mod wire;
pub mod worker;

//! What the running app knows, as named context values: session, address, settings, notices; and the two ways to ask
//! the server, [`query`] (reads that a page shows) and [`act`] (things that a dialog does).
//!
//! Invariant: this is the only place where endpoints and signals meet. Components know none of it but [`query`],
//! [`act`], [`notices`], [`boxed`], [`online`], and for lists [`columns`] and [`room`].

pub mod act;
pub mod api;
pub mod boxed;
pub mod columns;
pub mod departures;
pub mod export;
pub mod harvest;
pub mod icon;
pub mod language;
pub mod lasting;
pub mod link;
pub mod logs;
pub mod nav;
pub mod notices;
pub mod online;
pub mod pictures;
pub mod query;
pub mod room;
pub mod sessions;
pub mod settings;

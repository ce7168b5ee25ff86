//! Work that takes minutes or hours: many requests to one server, through limits, lost connections, expired tokens,
//! pauses and reloads. The export and bulk actions are built on it.
//!
//! | To | There is |
//! | --- | --- |
//! | ask patiently | [`patient`]: waits out 429 and silence, renews tokens; [`tries`] counts, [`pace`] bounds |
//! | ask ahead of need | [`ahead`] |
//! | pause | [`gate`] |
//! | get tokens from a page | [`token_desk`] |
//! | outlive a reload | [`checkpoint`] (one value), [`items`] (a journal) |
//! | do one thing to many | [`items`] |
//!
//! Everything here is pure: the platform comes in as a [`world::World`]. Sentences are made in `text`.

pub mod ahead;
pub mod checkpoint;
pub mod gate;
pub mod items;
pub mod pace;
pub mod patient;
pub mod speed;
pub mod stopped;
pub mod token_desk;
pub mod tries;
mod wakers;
pub mod world;

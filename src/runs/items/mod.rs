//! One thing done to many: each item ends in exactly one way, nothing is done twice, and nothing is forgotten by a reload.
//!
//! A run is a [`plan::Plan`], kept once, and a journal, to which [`run`] adds before and after each item. Both together
//! are a [`ledger::Ledger`]. An item that was begun and not ended is one whose answer was lost: the server is asked what
//! is true before anything is done again.

pub mod ledger;
pub mod plan;
pub mod run;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_world;

//! The log explorer's engine: reads whole log files of Synapse piece by piece, keeps an index of them (not their text),
//! and answers questions about it. It runs in a Web Worker as a wasm of its own, and natively in tests and benchmarks.
//!
//! [`protocol`] is what the page and the worker tell each other.

mod answer;
mod desk;
mod endpoint;
mod files;
mod index;
pub mod mask;
mod messages;
mod moment;
mod names;
mod open;
mod order;
mod pattern;
mod processes;
pub mod protocol;
mod recorded;
mod requests;
mod sorter;
mod split;
mod tags;
mod tests;
mod texts;

pub use answer::{answer, save};
pub use desk::Desk;
pub use files::{Beginning, Bytes, Files, FutureBytes};
pub use index::Index;
pub use order::{Head, reading_order};
pub use texts::Texts;

//! An export from its beginning, or from a checkpoint, to its end.
//!
//! Everything that must outlive a reload is the [`Job`]; it is kept together with the lengths of the files, at moments
//! when nothing is half done: behind a page of events, a file, a list. Whatever was written after that is cut off and
//! done again. So an export that was interrupted is equal to one that was not, apart from what changed on the server.
//!
//! Files lie in the ZIP one behind the other, so rooms and media are written one after the other, in the order of the
//! lists; but the next few are fetched meanwhile (`ahead`), as many as the server stands (`pace`).

mod course;
mod finish;
mod job;
mod lists;
mod media;
mod medium;
mod page;
mod pages;
mod room;
mod room_at;
mod start;
mod state;
mod user_data;
mod whole;

pub use course::PARALLEL;
pub use job::{Job, read_job};
pub use whole::export;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_world;

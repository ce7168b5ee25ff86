//! Lines of Synapse's log: what surrounds a message ([`Entry`]), and what a `Processed request` says ([`Processed`]).
//!
//! Everything is a slice of the line; only JSON with escapes is copied. Nothing here can fail but by saying `None`, and
//! nothing looks at more than one line, so that a whole file can be read line by line.
//!
//! Source: <https://element-hq.github.io/synapse/latest/usage/administration/request_log.html>, Synapse's
//! `http/site.py` and `logging/_terse_json.py`, and the logs of Synapse 1.98.0 and 1.163.2.

mod course;
mod cut;
mod entry;
pub mod health;
mod json;
mod oddity;
mod processed;
mod tagged;
mod tests;
mod time;

pub use course::Course;
pub use entry::{Entry, Form};
pub use oddity::Oddity;
pub use processed::{Generation, Processed};
pub use tagged::{Tagged, fenced, tagged};
pub use time::Time;

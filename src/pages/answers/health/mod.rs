//! What the answers about load share: findings with a verdict, the largest rooms, forward extremities, pasted metrics.

mod database;
mod extremities;
mod metrics_field;
mod rooms;
mod source;

pub(super) use database::{Database, read_database};
pub(super) use extremities::Extremities;
pub(super) use metrics_field::MetricsField;
pub(super) use rooms::{NamedRoom, named, room_cell};
pub(super) use source::pasted_now;

//! How much room a window has.

/// How much room a window has, in the steps at which lists look different. The widths stand in `state/room.rs`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Room {
    /// Rows are cards.
    #[default]
    Phone,
    /// The narrowest table.
    Narrow,
    /// A tablet, a small window.
    Roomy,
    /// A large window.
    Wide,
    /// A very large window.
    Widest,
}

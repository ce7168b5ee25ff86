//! A column in one place: its name, what it sorts by, what its cells hold, and how much room it needs.

use super::cell::Cell;
use super::room::Room;

/// How the server sorts by a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// Synapse's own name of it (`order_by`).
    pub order: &'static str,
    /// `dir=f` means largest first, which Synapse does for some keys.
    pub falling: bool,
    /// The first click asks for `dir=b`: of times one looks for the latest.
    pub begins_backwards: bool,
}

/// How the cells of a column look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// As it is.
    #[default]
    Plain,
    /// A number: right-aligned.
    Number,
    /// What a person chose: cut where it is too long.
    Name,
    /// An identifier.
    Id,
}

impl Look {
    /// The class of its cells.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Number => "num",
            Self::Name => "name",
            Self::Id => "id",
        }
    }
}

/// What is known of a column without its rows.
#[derive(Clone, Copy)]
pub struct Head {
    /// Synapse's own name of what it holds: the key in files and in the choice of columns.
    pub key: &'static str,
    /// Its name.
    pub name: fn() -> &'static str,
    /// What it sorts by; `None`: it cannot be sorted by.
    pub sort: Option<Sort>,
    /// How its cells look.
    pub look: Look,
    /// From how much room on it is shown, as long as nobody chooses.
    pub room: Room,
    /// Holds something to do and no data: no choice, and not in files.
    pub acts: bool,
}

/// A column of rows of one kind.
pub struct Column<R: 'static> {
    /// What is known without rows.
    pub head: Head,
    /// Its cell in a row.
    pub cell: fn(&R) -> Cell,
}

impl<R> Column<R> {
    /// A column that is always shown, and that Synapse sorts by under the same name, smallest first.
    #[must_use]
    pub const fn new(key: &'static str, name: fn() -> &'static str, cell: fn(&R) -> Cell) -> Self {
        let sort = Some(Sort { order: key, falling: false, begins_backwards: false });
        Self { head: Head { key, name, sort, look: Look::Plain, room: Room::Phone, acts: false }, cell }
    }

    /// A column of buttons.
    #[must_use]
    pub const fn of_acts(name: fn() -> &'static str, cell: fn(&R) -> Cell) -> Self {
        let head = Head { key: "", name, sort: None, look: Look::Plain, room: Room::Phone, acts: true };
        Self { head, cell }
    }

    /// With `dir=f` Synapse sends the largest first.
    #[must_use]
    pub const fn falling(self) -> Self {
        self.sorting(true, false)
    }

    /// The first click brings the largest or latest to the top.
    #[must_use]
    pub const fn latest_first(self) -> Self {
        self.sorting(false, true)
    }

    const fn sorting(mut self, falling: bool, begins_backwards: bool) -> Self {
        self.head.sort = Some(Sort { order: self.head.key, falling, begins_backwards });
        self
    }

    /// Cells look like this.
    #[must_use]
    pub const fn look(mut self, look: Look) -> Self {
        self.head.look = look;
        self
    }

    /// Narrower windows leave it out.
    #[must_use]
    pub const fn needs(mut self, room: Room) -> Self {
        self.head.room = room;
        self
    }
}

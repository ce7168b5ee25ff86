//! What has to be filled in before an action can run, as data.

/// One thing to fill in.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name: unique in the action, also the column's in a CSV file and the element's id in the dialog.
    pub name: &'static str,
    /// Its label.
    pub label: fn() -> &'static str,
    /// Explains it; empty for nothing.
    pub hint: fn() -> &'static str,
    /// What can be filled in.
    pub kind: Kind,
}

/// What can be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of text; blanks around it do not count.
    Text,
    /// A password that is chosen or generated here, to the letter.
    NewPassword {
        /// Matrix Authentication Service takes it, and judges it.
        judged: bool,
    },
    /// Yes or no; no unless filled in.
    Check,
}

impl Field {
    /// Whether nothing that counts is filled in where something must be.
    #[must_use]
    pub fn lacks(&self, value: &str) -> bool {
        match self.kind {
            Kind::Text => value.trim().is_empty(),
            Kind::NewPassword { .. } => value.is_empty(),
            Kind::Check => false,
        }
    }
}

/// What was filled in, by the names of the fields. Has no `Debug`: it may hold a password.
#[derive(Clone, Default)]
pub struct Filled(Vec<(&'static str, String)>);

impl Filled {
    /// Values by the names of their fields. `yes` ticks a [`Kind::Check`].
    #[must_use]
    pub fn new(values: Vec<(&'static str, String)>) -> Self {
        Self(values)
    }

    /// What was filled in there; empty for nothing.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        self.0.iter().find(|(name, _)| *name == field).map_or("", |(_, value)| value)
    }

    /// Whether that is ticked.
    #[must_use]
    pub fn is(&self, field: &str) -> bool {
        self.text(field) == Self::YES
    }

    /// What a ticked field holds.
    pub const YES: &'static str = "yes";
}

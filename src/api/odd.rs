//! What is odd about an answer, as values: `text::errors` makes sentences of them.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Why an answer, or a part of it, could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Odd {
    /// A field, or the whole (no name), is something else than it should be.
    Field {
        /// Its name, empty for the whole.
        field: String,
        /// What it should be.
        wanted: Kind,
        /// What it is; nothing where it is missing.
        got: Option<Kind>,
    },
    /// A text that should be a web address.
    NotAddress(String),
    /// A body without a byte.
    Empty,
    /// JSON without its end.
    CutOff,
    /// Anything but JSON.
    NotJson,
    /// More than [`MAX_BODY`](super::wire::MAX_BODY).
    TooLong,
    /// A file that broke off each time.
    BrokeOff,
    /// A token that was made just now and is refused.
    TokenRefused,
}

/// Kinds of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`.
    Flag,
    /// Any number.
    Number,
    /// A whole number, not negative.
    Count,
    /// A string.
    Text,
    /// An array.
    List,
    /// An object.
    Object,
    /// One of the few words that a field may have.
    Known,
}

impl Kind {
    /// What a value is.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Flag,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::Text,
            Value::Array(_) => Self::List,
            Value::Object(_) => Self::Object,
        }
    }
}

impl Odd {
    /// A field that is not what it should be, or missing.
    #[must_use]
    pub fn field(name: &str, wanted: Kind, got: Option<&Value>) -> Self {
        Self::Field { field: name.to_owned(), wanted, got: got.map(Kind::of) }
    }
}

/// As evidence, for manifests: `name: Text, not Number`.
impl fmt::Display for Odd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field { field, wanted, got: Some(got) } => write!(f, "{field}: {wanted:?}, not {got:?}"),
            Self::Field { field, wanted, got: None } => write!(f, "{field}: {wanted:?}, missing"),
            other => write!(f, "{other:?}"),
        }
    }
}

//! What stands in a cell, as data. How it is drawn, the components know; what of it goes into a file, this.

use serde_json::Value;

use crate::api::Number;
use crate::model::avatar::Face;
use crate::route::Page;

/// A cell. What is odd in place of a number is drawn as that, and saved as it came.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// What a row is called, as a link to its page.
    Name {
        /// What it is recognised by.
        face: Face,
        /// Its name, or words in place of one.
        words: String,
        /// It has no name of its own.
        unnamed: bool,
        /// Its id, for the tooltip and the clipboard.
        id: String,
        /// Its page.
        page: Page,
    },
    /// An identifier with a page of its own.
    Link {
        /// What it is recognised by, where that helps.
        face: Option<Face>,
        /// The whole id.
        id: String,
        /// Its page.
        page: Page,
    },
    /// An identifier, cut in the middle where it is long; `None` for none.
    Id(Option<String>),
    /// A text of the server's.
    Text(Option<String>),
    /// Words in place of a value that only a few want to read.
    Said {
        /// The words; none without a value.
        words: &'static str,
        /// The value.
        value: Option<String>,
    },
    /// A number; missing when the server does not tell.
    Count(Number),
    /// A number, and words where there is none.
    CountOr(Number, &'static str),
    /// A size in bytes.
    Bytes(Number),
    /// A point in time in ms since 1970; missing for never.
    Time(Number),
    /// A point in time in ms since 1970; nothing for never.
    TimeOrNothing(Number),
    /// A length of time in ms.
    Span(Number),
    /// A state that only shows when it holds.
    Flag {
        /// Whether it holds.
        on: bool,
        /// Its words.
        words: &'static str,
        /// `good`, `warn`, `bad` or empty.
        tone: &'static str,
    },
    /// "Yes" or "No".
    YesNo(bool),
    /// Something to do with the row.
    Button {
        /// The words on it; nothing is drawn without.
        words: Option<&'static str>,
        /// Its whole name, for assistive technology.
        label: String,
    },
}

impl Cell {
    /// Its number, if it is a cell for one.
    fn number(&self) -> Option<&Number> {
        match self {
            Self::Count(number)
            | Self::CountOr(number, _)
            | Self::Bytes(number)
            | Self::Time(number)
            | Self::TimeOrNothing(number)
            | Self::Span(number) => Some(number),
            _ => None,
        }
    }

    /// What stands in place of its number.
    #[must_use]
    pub fn odd(&self) -> Option<&str> {
        self.number().and_then(Number::odd)
    }

    /// What it holds, for JSON: times in ms as Synapse sends them, `null` for nothing.
    #[must_use]
    pub fn value(&self) -> Value {
        match self {
            Self::Name { unnamed: true, .. } | Self::Button { .. } => Value::Null,
            Self::Name { words, .. } => words.as_str().into(),
            Self::Link { id, .. } => id.as_str().into(),
            Self::Id(text) | Self::Text(text) | Self::Said { value: text, .. } => text.as_deref().into(),
            Self::Count(number)
            | Self::CountOr(number, _)
            | Self::Bytes(number)
            | Self::Time(number)
            | Self::TimeOrNothing(number)
            | Self::Span(number) => number.value(),
            Self::Flag { on, .. } | Self::YesNo(on) => (*on).into(),
        }
    }

    /// The same for CSV: nothing is empty.
    #[must_use]
    pub fn plain(&self) -> String {
        match self.value() {
            Value::Null => String::new(),
            Value::String(text) => text,
            other => other.to_string(),
        }
    }

    /// Whether another cell is drawn by the same elements, so that one can be patched into the other.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        if self.odd().is_some() != other.odd().is_some() {
            return false;
        }
        match (self, other) {
            (Self::Flag { on, .. }, Self::Flag { on: other, .. }) => on == other,
            (Self::Button { words, .. }, Self::Button { words: other, .. }) => words.is_some() == other.is_some(),
            (Self::Link { face, .. }, Self::Link { face: other, .. }) => face.is_some() == other.is_some(),
            (Self::TimeOrNothing(time), Self::TimeOrNothing(other)) => {
                time.known().is_some() == other.known().is_some()
            }
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cell;
    use crate::api::Number;
    use crate::model::avatar::Face;
    use crate::route::Page;

    fn odd() -> Number {
        Number::Odd("-1".into())
    }

    #[test]
    fn what_is_saved_is_what_the_server_said() {
        let named = |unnamed| Cell::Name {
            face: Face::new("", "!a", None),
            words: "Unnamed, empty".to_owned(),
            unnamed,
            id: "!a".to_owned(),
            page: Page::Room("!a".to_owned()),
        };
        assert_eq!((named(true).plain(), named(false).plain()), (String::new(), "Unnamed, empty".to_owned()));
        let said = Cell::Said { words: "Encrypted", value: Some("m.megolm.v1.aes-sha2".to_owned()) };
        assert_eq!(said.plain(), "m.megolm.v1.aes-sha2");
        assert_eq!(Cell::Time(1_795_405_513_000.into()).plain(), "1795405513000");
        assert_eq!((Cell::Time(odd()).plain(), Cell::Count(odd()).value()), ("-1".to_owned(), (-1).into()));
        assert_eq!(
            (Cell::Count(Number::Missing).plain(), Cell::Count(0.into()).plain()),
            (String::new(), "0".to_owned())
        );
        assert_eq!(Cell::Flag { on: false, words: "Admin", tone: "good" }.plain(), "false");
        assert!(Cell::Id(None).value().is_null());
    }

    #[test]
    fn only_what_looks_alike_is_patched() {
        let flag = |on| Cell::Flag { on, words: "Admin", tone: "good" };
        assert!(flag(true).is_like(&flag(true)) && !flag(true).is_like(&flag(false)));
        let none = || Cell::Count(Number::Missing);
        assert!(none().is_like(&Cell::Count(3.into())));
        assert!(!none().is_like(&Cell::Text(None)));
        assert!(!none().is_like(&Cell::Count(odd())) && Cell::Count(odd()).is_like(&Cell::Count(odd())));
    }
}

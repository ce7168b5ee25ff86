//! Reading JSON objects leniently: null and missing are the same, SQLite's 0/1 are booleans.
//!
//! Written by hand instead of derived: Synapse's answers differ by version and database, a derived decoder would
//! refuse a whole row for one odd field that nobody needs, and this reader costs a fraction of the wasm.

use serde_json::{Map, Value};

use super::number::Number;
use super::odd::{Kind, Odd};

/// An answer that says only that something was done: an empty object. Whatever else came, came from somebody else.
pub(crate) fn nothing(body: &Value) -> Result<(), Odd> {
    match body.as_object().map(|object| object.iter().next()) {
        Some(None) => Ok(()),
        Some(Some((name, value))) => Err(Odd::field(name, Kind::Null, Some(value))),
        None => Err(Odd::field("", Kind::Object, Some(body))),
    }
}

/// How many characters are shown of what is no text.
const SHOWN_CHARS: usize = 60;

/// An object whose fields can be asked for by kind.
pub(crate) struct Fields<'a>(&'a Map<String, Value>);

impl<'a> Fields<'a> {
    /// The object, or what stood there instead.
    pub(crate) fn of(value: &'a Value) -> Result<Self, Odd> {
        match value {
            Value::Object(map) => Ok(Self(map)),
            other => Err(Odd::field("", Kind::Object, Some(other))),
        }
    }

    /// A text that must be there.
    pub(crate) fn text(&self, name: &str) -> Result<String, Odd> {
        self.maybe_text(name)?.ok_or_else(|| Odd::field(name, Kind::Text, self.0.get(name)))
    }

    /// A text that may be missing or null.
    pub(crate) fn maybe_text(&self, name: &str) -> Result<Option<String>, Odd> {
        match self.0.get(name) {
            Some(Value::String(text)) => Ok(Some(text.clone())),
            None | Some(Value::Null) => Ok(None),
            other => Err(Odd::field(name, Kind::Text, other)),
        }
    }

    /// A text for people that may be missing or null. What is no text spoils nothing beside it, and shows as it came.
    pub(crate) fn shown(&self, name: &str) -> Option<String> {
        match self.0.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Null => None,
            odd => {
                let text = odd.to_string();
                let cut = text.char_indices().nth(SHOWN_CHARS).and_then(|(end, _)| text.get(..end));
                Some(cut.map(|start| format!("{start}…")).unwrap_or(text))
            }
        }
    }

    /// A number of things. An odd one spoils nothing beside it.
    pub(crate) fn number(&self, name: &str) -> Number {
        Number::of(self.0.get(name))
    }

    /// A number that is all that is asked for, so that an answer without it is none.
    pub(crate) fn only_number(&self, name: &str) -> Result<Number, Odd> {
        match self.number(name) {
            Number::Missing => Err(Odd::field(name, Kind::Count, self.0.get(name))),
            number => Ok(number),
        }
    }

    /// A point or length of time in ms.
    pub(crate) fn ms(&self, name: &str) -> Number {
        Number::time(1, self.0.get(name))
    }

    /// The same, sent in seconds.
    pub(crate) fn seconds(&self, name: &str) -> Number {
        Number::time(1000, self.0.get(name))
    }

    /// A truth value; null and missing are `false`, numbers are `true` unless 0.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, Odd> {
        Ok(self.maybe_flag(name)?.unwrap_or(false))
    }

    /// A truth value that may be missing, for fields that older versions do not have.
    pub(crate) fn maybe_flag(&self, name: &str) -> Result<Option<bool>, Odd> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(Value::Number(number)) => Ok(Some(number.as_f64() != Some(0.0))),
            other => Err(Odd::field(name, Kind::Flag, other)),
        }
    }

    /// A list that must be there.
    pub(crate) fn list(&self, name: &str) -> Result<&'a [Value], Odd> {
        match self.0.get(name) {
            Some(Value::Array(list)) => Ok(list.as_slice()),
            other => Err(Odd::field(name, Kind::List, other)),
        }
    }

    /// A list that may be missing: then it is empty.
    pub(crate) fn maybe_list(&self, name: &str) -> Result<&'a [Value], Odd> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(&[]),
            Some(_) => self.list(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::odd::{Kind, Odd};
    use super::Fields;
    use serde_json::json;

    #[test]
    fn reads_sqlite_and_postgres_alike() {
        let value = json!({"a": 1, "b": 0, "c": true, "d": null});
        let fields = Fields::of(&value).unwrap();
        assert_eq!(["a", "b", "c", "d", "e"].map(|name| fields.flag(name).unwrap()), [true, false, true, false, false]);
    }

    #[test]
    fn names_what_is_wrong() {
        let value = json!({"name": 3, "n": -1, "list": {}, "long": ["ä".repeat(99)]});
        let fields = Fields::of(&value).unwrap();
        assert_eq!(fields.shown("long"), Some(format!("[\"{}…", "ä".repeat(58))));
        let odd = |field: &str, wanted, got| Odd::Field { field: field.to_owned(), wanted, got };
        assert_eq!(fields.text("name").unwrap_err(), odd("name", Kind::Text, Some(Kind::Number)));
        assert_eq!(fields.text("gone").unwrap_err(), odd("gone", Kind::Text, None));
        assert_eq!(
            (fields.shown("name"), fields.shown("list"), fields.shown("gone")),
            (Some("3".to_owned()), Some("{}".to_owned()), None)
        );
        assert_eq!(fields.only_number("gone").unwrap_err(), odd("gone", Kind::Count, None));
        assert_eq!(fields.only_number("n").unwrap().odd(), Some("-1"));
        assert_eq!(fields.list("list").unwrap_err(), odd("list", Kind::List, Some(Kind::Object)));
        assert_eq!(Fields::of(&json!([])).err().unwrap(), odd("", Kind::Object, Some(Kind::List)));
    }
}

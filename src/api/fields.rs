//! Reading JSON objects leniently: null and missing are the same, SQLite's 0/1 are booleans.
//!
//! Written by hand instead of derived: Synapse's answers differ by version and database, a derived decoder would
//! refuse a whole row for one odd field that nobody needs, and this reader costs a fraction of the wasm.

use serde_json::{Map, Value};

/// An object whose fields can be asked for by kind.
pub(crate) struct Fields<'a>(&'a Map<String, Value>);

impl<'a> Fields<'a> {
    /// The object, or a sentence saying what stood there instead.
    pub(crate) fn of(value: &'a Value) -> Result<Self, String> {
        match value {
            Value::Object(map) => Ok(Self(map)),
            other => Err(format!("expected an object, got {}", kind(other))),
        }
    }

    /// A text that must be there.
    pub(crate) fn text(&self, name: &str) -> Result<String, String> {
        self.maybe_text(name)?.ok_or_else(|| wrong(name, "text", self.0.get(name)))
    }

    /// A text that may be missing or null.
    pub(crate) fn maybe_text(&self, name: &str) -> Result<Option<String>, String> {
        match self.0.get(name) {
            Some(Value::String(text)) => Ok(Some(text.clone())),
            None | Some(Value::Null) => Ok(None),
            other => Err(wrong(name, "text", other)),
        }
    }

    /// A whole number that must be there.
    pub(crate) fn count(&self, name: &str) -> Result<u64, String> {
        self.maybe_count(name)?.ok_or_else(|| wrong(name, "a whole number", None))
    }

    /// A whole number that may be missing or null.
    pub(crate) fn maybe_count(&self, name: &str) -> Result<Option<u64>, String> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => value.as_u64().map(Some).ok_or_else(|| wrong(name, "a whole number", Some(value))),
        }
    }

    /// A truth value; null and missing are `false`, numbers are `true` unless 0.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, String> {
        Ok(self.maybe_flag(name)?.unwrap_or(false))
    }

    /// A truth value that may be missing, for fields that older versions do not have.
    pub(crate) fn maybe_flag(&self, name: &str) -> Result<Option<bool>, String> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(Value::Number(number)) => Ok(Some(number.as_f64() != Some(0.0))),
            other => Err(wrong(name, "true or false", other)),
        }
    }

    /// A list that must be there.
    pub(crate) fn list(&self, name: &str) -> Result<&'a [Value], String> {
        match self.0.get(name) {
            Some(Value::Array(list)) => Ok(list.as_slice()),
            other => Err(wrong(name, "a list", other)),
        }
    }

    /// A list that may be missing: then it is empty.
    pub(crate) fn maybe_list(&self, name: &str) -> Result<&'a [Value], String> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(&[]),
            Some(_) => self.list(name),
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn wrong(name: &str, wanted: &str, got: Option<&Value>) -> String {
    match got {
        None => format!("\"{name}\" is missing"),
        Some(value) => format!("\"{name}\" should be {wanted} but is {}", kind(value)),
    }
}

#[cfg(test)]
mod tests {
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
        let value = json!({"name": 3, "n": -1, "list": {}});
        let fields = Fields::of(&value).unwrap();
        assert_eq!(fields.text("name").unwrap_err(), "\"name\" should be text but is a number");
        assert_eq!(fields.text("gone").unwrap_err(), "\"gone\" is missing");
        assert_eq!(fields.count("n").unwrap_err(), "\"n\" should be a whole number but is a number");
        assert_eq!(fields.list("list").unwrap_err(), "\"list\" should be a list but is an object");
        assert_eq!(Fields::of(&json!([])).err().unwrap(), "expected an object, got a list");
    }
}

//! Numbers that servers send. Some send odd ones: a count below zero, a time before 1970 or after the last one a browser
//! can tell, a fraction, a text. Such a number is kept as it came, so that what it belongs to can be shown all the same,
//! and nobody takes it for a number that counts something.

use serde_json::Value;

use crate::model::decimal::is_number;

/// The largest number that JavaScript, and JSON on its way through other programs, keeps exactly.
const MOST: u64 = 9_007_199_254_740_991;

/// The last millisecond that a browser's `Date` can tell.
const LAST_MS: u64 = 8_640_000_000_000_000;

/// How many characters of an odd value are kept.
const RAW_CHARS: usize = 60;

/// A whole number that a server sent, or did not, or something else in its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Number {
    /// Missing or null.
    #[default]
    Missing,
    /// A number that can be believed.
    Whole(u64),
    /// What no count or time can be, as it came.
    Odd(Box<str>),
}

impl Number {
    /// Reads a count.
    pub(crate) fn of(value: Option<&Value>) -> Self {
        Self::up_to(MOST, value)
    }

    /// Reads a time, in units of this many ms.
    pub(crate) fn time(unit_ms: u64, value: Option<&Value>) -> Self {
        match Self::up_to(LAST_MS / unit_ms.max(1), value) {
            Self::Whole(units) => Self::Whole(units.saturating_mul(unit_ms)),
            other => other,
        }
    }

    fn up_to(most: u64, value: Option<&Value>) -> Self {
        let Some(value) = value.filter(|value| !value.is_null()) else { return Self::Missing };
        match value.as_u64().or_else(|| whole(value.as_f64()?)).filter(|number| *number <= most) {
            Some(number) => Self::Whole(number),
            None => Self::Odd(raw(value)),
        }
    }

    /// The number, if there is one that can be believed.
    #[must_use]
    pub fn known(&self) -> Option<u64> {
        if let Self::Whole(number) = self { Some(*number) } else { None }
    }

    /// What stands in place of a number.
    #[must_use]
    pub fn odd(&self) -> Option<&str> {
        if let Self::Odd(raw) = self { Some(raw) } else { None }
    }

    /// The same, where 0 means that there is nothing.
    #[must_use]
    pub fn unless_zero(&self) -> Self {
        if *self == 0 { Self::Missing } else { self.clone() }
    }

    /// For files: the number, `null` where there is none, and an odd one as it came.
    #[must_use]
    pub fn value(&self) -> Value {
        match self {
            Self::Missing => Value::Null,
            Self::Whole(number) => (*number).into(),
            Self::Odd(raw) => {
                // A number stays one: -1 and 2.5. What is none (1e400, a text) is a text.
                serde_json::from_slice(raw.as_bytes()).ok().filter(Value::is_number).unwrap_or_else(|| (&**raw).into())
            }
        }
    }

    /// The same for CSV: nothing is empty.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::Missing => String::new(),
            Self::Whole(number) => number.to_string(),
            Self::Odd(raw) => raw.to_string(),
        }
    }
}

impl PartialEq<u64> for Number {
    fn eq(&self, other: &u64) -> bool {
        self.known() == Some(*other)
    }
}

impl From<u64> for Number {
    fn from(number: u64) -> Self {
        Self::Whole(number)
    }
}

/// Some programs between here and Synapse write every number as a fraction: `3.0` is 3.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
fn whole(number: f64) -> Option<u64> {
    (number.fract() == 0.0 && (0.0..=MOST as f64).contains(&number)).then_some(number as u64)
}

fn raw(value: &Value) -> Box<str> {
    let text = if let Value::String(text) = value { text.clone() } else { value.to_string() };
    text.chars().take(RAW_CHARS).collect::<String>().into()
}

/// Numbers beyond what an `f64` can hold, such as `1e400`, become texts, so that the rest of a body can be read. `None`
/// when there is none.
pub(crate) fn without_huge(json: &str) -> Option<String> {
    let mut out = String::with_capacity(json.len() + 2);
    let (mut rest, mut found, mut in_text) = (json, false, false);
    while let Some(first) = rest.chars().next() {
        let mut length = first.len_utf8();
        if in_text {
            match first {
                '"' => in_text = false,
                '\\' => length += rest.chars().nth(1).map_or(0, char::len_utf8),
                _ => {}
            }
        } else if first == '"' {
            in_text = true;
        } else if first == '-' || first.is_ascii_digit() {
            let inner = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E');
            length = rest.find(|c| !inner(c)).unwrap_or(rest.len());
            let token = rest.get(..length).unwrap_or_default();
            // What is no number at all is the parser's to refuse.
            if is_number(token) && serde_json::from_slice::<Value>(token.as_bytes()).is_err() {
                found = true;
                out.extend(["\"", token, "\""]);
                rest = rest.get(length..).unwrap_or_default();
                continue;
            }
        }
        out.push_str(rest.get(..length).unwrap_or_default());
        rest = rest.get(length..).unwrap_or_default();
    }
    found.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::{LAST_MS, MOST, Number, without_huge};
    use serde_json::{Value, json};

    fn read(value: &Value) -> Number {
        Number::of(Some(value))
    }

    #[test]
    fn believes_what_can_be() {
        assert_eq!((read(&json!(0)), read(&json!(MOST))), (Number::Whole(0), Number::Whole(MOST)));
        assert_eq!((read(&json!(3.0)), read(&json!(-0.0))), (Number::Whole(3), Number::Whole(0)));
        assert_eq!((Number::of(None), read(&Value::Null)), (Number::Missing, Number::Missing));
        assert_eq!(Number::time(1000, Some(&json!(1_795_405_513))), Number::Whole(1_795_405_513_000));
    }

    #[test]
    fn keeps_what_is_odd_as_it_came() {
        let odd = |value: Value| read(&value).odd().map(str::to_owned);
        let raw = |text: &str| Some(text.to_owned());
        assert_eq!((odd(json!(-1)), odd(json!(2.5)), odd(json!("many"))), (raw("-1"), raw("2.5"), raw("many")));
        assert_eq!((odd(json!(1_u64 << 62)), odd(json!({"a": 1}))), (raw("4611686018427387904"), raw("{\"a\":1}")));
        assert_eq!(odd(json!("x".repeat(500))).map(|text| text.len()), Some(60));
        assert_eq!(Number::time(1, Some(&json!(LAST_MS + 1))).odd(), Some("8640000000000001"));
        assert_eq!(Number::time(1000, Some(&json!(LAST_MS))).odd(), Some("8640000000000000"));
    }

    #[test]
    fn files_hold_what_came() {
        assert_eq!((read(&json!(-1)).value(), read(&json!(2.5)).value()), (json!(-1), json!(2.5)));
        assert_eq!((read(&json!("1e400")).value(), read(&json!("=x")).value()), (json!("1e400"), json!("=x")));
        assert_eq!((Number::Missing.value(), Number::Whole(7).value()), (Value::Null, json!(7)));
        assert_eq!((read(&json!(-1)).plain(), Number::Missing.plain()), ("-1".to_owned(), String::new()));
    }

    #[test]
    fn huge_numbers_become_texts() {
        let text = r#"{"a":1e400,"b":"1e400 \" 1e400\\","c":[-1E+999,1e3,2],"é":-3}"#;
        let told = r#"{"a":"1e400","b":"1e400 \" 1e400\\","c":["-1E+999",1e3,2],"é":-3}"#;
        assert_eq!(without_huge(text).as_deref(), Some(told));
        assert_eq!(without_huge(r#"{"a":1,"b":"1e400"}"#), None);
        assert_eq!(without_huge("\"\\"), None);
        let long = format!("[{}]", "9".repeat(400));
        assert!(serde_json::from_str::<Value>(&without_huge(&long).unwrap()).is_ok());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "\\PC*|[0-9eE.+\"\\\\ -]{0,30}") {
            if let Some(told) = without_huge(&text) {
                proptest::prop_assert!(told.len() > text.len());
            }
        }
    }
}

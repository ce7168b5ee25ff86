//! Lists decoded row by row: one odd row shows as an odd row, never as a lost page.

use serde_json::Value;

use super::fields::Fields;
use super::odd::{Kind, Odd};

/// One row of a list.
#[derive(Clone, Debug, PartialEq)]
pub enum Row<T> {
    /// Decoded.
    Good(T),
    /// Not understood: shown as it came.
    Odd(OddRow),
}

/// The evidence of a row that could not be decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OddRow {
    /// What was wrong with it.
    pub why: Odd,
    /// The row's JSON, shortened.
    pub json: String,
}

/// How many characters of an odd row are kept.
const ODD_ROW_CHARS: usize = 500;

/// The rows that were asked for: of a server that sends more, no more is drawn. No limit is 0.
pub(crate) fn first(list: &[Value], limit: u64) -> &[Value] {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    list.get(..limit).filter(|_| limit > 0).unwrap_or(list)
}

/// Decodes each row on its own.
pub(crate) fn rows<T>(list: &[Value], decode: fn(&Fields) -> Result<T, Odd>) -> Vec<Row<T>> {
    list.iter().map(|value| row(value, Fields::of(value).and_then(|fields| decode(&fields)))).collect()
}

/// The same for a list of nothing but texts.
pub(crate) fn texts<T: From<String>>(list: &[Value]) -> Vec<Row<T>> {
    let decode = |value: &Value| match value {
        Value::String(text) => Ok(T::from(text.clone())),
        odd => Err(Odd::field("", Kind::Text, Some(odd))),
    };
    list.iter().map(|value| row(value, decode(value))).collect()
}

fn row<T>(value: &Value, decoded: Result<T, Odd>) -> Row<T> {
    match decoded {
        Ok(row) => Row::Good(row),
        Err(why) => Row::Odd(OddRow { why, json: value.to_string().chars().take(ODD_ROW_CHARS).collect() }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::odd::{Kind, Odd};
    use super::{Row, first, rows, texts};
    use serde_json::json;

    #[test]
    fn a_list_is_cut_at_what_was_asked_for() {
        let list: Vec<_> = (0..5_000).map(|place| json!({ "id": place })).collect();
        assert_eq!(first(&list, 50), &list[..50]);
        assert_eq!((first(&list, 5_001).len(), first(&list[..3], 50).len(), first(&list, 0).len()), (5_000, 3, 5_000));
    }

    #[test]
    fn one_odd_text_spoils_nothing() {
        let rows = texts::<String>(&[json!("a"), json!(["!b"]), json!(null), json!("")]);
        assert_eq!((&rows[0], &rows[3]), (&Row::Good("a".to_owned()), &Row::Good(String::new())));
        let Row::Odd(odd) = &rows[1] else { panic!("{rows:?}") };
        assert_eq!((&odd.why, &*odd.json), (&Odd::field("", Kind::Text, Some(&json!([]))), "[\"!b\"]"));
        assert!(matches!(&rows[2], Row::Odd(_)));
    }

    #[test]
    fn one_odd_row_spoils_nothing() {
        let list = [json!({"id": "a"}), json!({"id": 7}), json!("what"), json!({"id": "b"})];
        let rows = rows(&list, |fields| fields.text("id"));
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[0], Row::Good("a".to_owned()));
        assert_eq!(rows[3], Row::Good("b".to_owned()));
        let Row::Odd(odd) = &rows[1] else { panic!("{rows:?}") };
        assert_eq!(odd.why, Odd::field("id", Kind::Text, Some(&json!(7))));
        assert_eq!(odd.json, "{\"id\":7}");
        assert!(matches!(&rows[2], Row::Odd(odd) if odd.json == "\"what\""));
    }
}

//! Canonical JSON: the one form of an object that is signed.
//!
//! Source: <https://spec.matrix.org/latest/appendices/#canonical-json>

use serde_json::Value;

/// The text that is signed: sorted keys, no white space, and neither `signatures` nor `unsigned`.
/// `None` for what is no object.
pub(super) fn signed_text(object: &Value) -> Option<String> {
    let mut object = object.as_object()?.clone();
    object.remove("signatures");
    object.remove("unsigned");
    let mut out = String::new();
    write(&Value::Object(object), &mut out);
    Some(out)
}

/// Sorts by itself, so that nothing depends on how the JSON library keeps its maps.
fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<_> = map.iter().collect();
            // By code points, which for UTF-8 is by bytes.
            keys.sort_unstable_by_key(|(key, _)| key.as_str());
            out.push('{');
            for (index, (key, value)) in keys.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        // Strings are escaped as little as possible here, too: quotes, backslashes and control characters.
        simple => out.push_str(&simple.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::signed_text;
    use serde_json::Value;

    /// The examples of the specification.
    #[test]
    fn is_as_the_specification_shows() {
        for (json, canonical) in [
            ("{}", "{}"),
            (r#"{"one": 1, "two": "Two"}"#, r#"{"one":1,"two":"Two"}"#),
            (r#"{"b": "2", "a": "1"}"#, r#"{"a":"1","b":"2"}"#),
            (
                r#"{"auth": {"success": true, "mxid": "@john.doe:example.com", "profile": {"display_name": "John Doe",
                    "three_pids": [{"medium": "email", "address": "john.doe@example.org"},
                                   {"medium": "msisdn", "address": "123456789"}]}}}"#,
                r#"{"auth":{"mxid":"@john.doe:example.com","profile":{"display_name":"John Doe","three_pids":[{"address":"john.doe@example.org","medium":"email"},{"address":"123456789","medium":"msisdn"}]},"success":true}}"#,
            ),
            (r#"{"a": "日本語"}"#, r#"{"a":"日本語"}"#),
            (r#"{"本": 2, "日": 1}"#, r#"{"日":1,"本":2}"#),
            (r#"{"a": "\u65E5"}"#, r#"{"a":"日"}"#),
            (r#"{"a": null}"#, r#"{"a":null}"#),
            (r#"{"a": -0, "b": 10}"#, r#"{"a":0,"b":10}"#),
        ] {
            let object: Value = serde_json::from_str(&json.replace("-0", "0")).unwrap();
            assert_eq!(signed_text(&object).unwrap(), canonical);
        }
    }

    #[test]
    fn leaves_out_what_is_not_signed() {
        let object =
            serde_json::json!({"signatures": {"a": 1}, "unsigned": {}, "z": {"signatures": 1}, "a": "\u{1f}\"\\\n"});
        assert_eq!(signed_text(&object).unwrap(), "{\"a\":\"\\u001f\\\"\\\\\\n\",\"z\":{\"signatures\":1}}");
        assert_eq!(signed_text(&serde_json::json!([1])), None);
    }
}

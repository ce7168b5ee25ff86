#![cfg(test)]

use std::io::Write as _;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use serde_json::Value;

use super::{Json, Object, write_text};

fn python(text: &str) -> String {
    Json::parse(text).unwrap().python()
}

/// What Python itself makes of lines of JSON, or that it takes none of one.
fn real_python(lines: &str) -> String {
    let program = "import json, sys\n\
        for line in sys.stdin.buffer:\n    \
            try: print(json.dumps(json.loads(line)))\n    \
            except ValueError: print('!')";
    let mut child =
        Command::new("python3").args(["-c", program]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let lines = lines.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn writes_as_python_does() {
    for (from, to) in [
        (r#"{"a":1,"b":[1,2,{}],"c":{}}"#, r#"{"a": 1, "b": [1, 2, {}], "c": {}}"#),
        ("[ ]", "[]"),
        (" { \"b\" :\ttrue , \"a\":null } ", r#"{"b": true, "a": null}"#),
        (r#""é🦊\u00e9\ud83e\udd8a\/\u0041""#, r#""\u00e9\ud83e\udd8a\u00e9\ud83e\udd8a/A""#),
        (r#""\u007f\u0000\u001F\b\f\n\r\t\"\\""#, r#""\u007f\u0000\u001f\b\f\n\r\t\"\\""#),
        (r#""\ud800x\udc00\ud83e\u0041\ud83e""#, r#""\ud800x\udc00\ud83eA\ud83e""#),
        (r#"{"a, b: c":"x:y,z"}"#, r#"{"a, b: c": "x:y,z"}"#),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
    ] {
        assert_eq!(python(from), to);
    }
    // Python would read these as numbers and write them anew. Synapse has done so before, and they stay as they came.
    assert_eq!(python("[1.0,1e+100,-0,1E5]"), "[1.0, 1e+100, -0, 1E5]");
}

#[test]
fn what_is_no_json_is_refused() {
    for text in [
        "",
        "{",
        "[1,]",
        "{\"a\"}",
        "{\"a\":1,}",
        "01",
        "1.",
        ".5",
        "1e",
        "-",
        "\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\n\"",
        "tru",
        "1 2",
        "[1 2]",
        "{a:1}",
        "NaN",
        "\u{a0}1",
    ] {
        assert!(Json::parse(text).is_err(), "{text}");
    }
    assert_eq!(Json::parse(r#"{"a": x}"#).unwrap_err().column(), 7);
    let open = "[".repeat(100_000);
    assert!(Json::parse(&open).is_err());
    let deep = open + &"]".repeat(100_000);
    assert_eq!(python(&deep), deep);
}

#[test]
fn is_looked_into() {
    let json = Json::parse(r#"{"a":[1,"x, ]",{"b":2}],"k\u0065y":"v\n","n":-5,"a":[] ,"o":{"}":"{"}}"#).unwrap();
    assert_eq!(json.members().map(|(key, _)| key.text().into_owned()).collect::<Vec<_>>(), ["a", "key", "n", "a", "o"]);
    assert_eq!(json.get("key").unwrap().text().unwrap(), "v\n");
    assert_eq!(json.get("n").unwrap().integer(), Some(-5));
    assert_eq!(json.get("a").unwrap().raw(), "[]");
    assert_eq!(json.get("o").unwrap().text_of("}").unwrap(), "{");
    let (_, list) = json.members().next().unwrap();
    assert_eq!(list.items().map(Json::raw).collect::<Vec<_>>(), ["1", "\"x, ]\"", "{\"b\":2}"]);
    assert!(list.get("a").is_none() && json.items().next().is_none());
}

#[test]
fn an_object_is_put_together() {
    let json = Json::parse(r#"{"é":[1,2]}"#).unwrap();
    let mut out = String::new();
    let mut object = Object::open(&mut out);
    json.members().for_each(|(key, value)| object.member(key, value));
    object.with("x\"", |out| write_text("\u{1}ü", out));
    object.close();
    assert_eq!(out, r#"{"\u00e9": [1, 2], "x\"": "\u0001\u00fc"}"#);
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[\"\\\\/{}\\[\\],: \n🦊é]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn nothing_is_lost(value in values()) {
        let text = value.to_string();
        let json = Json::parse(&text).unwrap();
        prop_assert!(json.python().is_ascii());
        prop_assert_eq!(&serde_json::from_str::<Value>(&json.python()).unwrap(), &value);
        let pretty = serde_json::to_string_pretty(&value).unwrap();
        prop_assert_eq!(python(&pretty), json.python());
        if let Value::Object(map) = &value {
            for (name, member) in map {
                prop_assert_eq!(&serde_json::from_str::<Value>(json.get(name).unwrap().raw()).unwrap(), member);
            }
        }
        if let Value::Array(list) = &value {
            let items: Vec<Value> = json.items().map(|item| serde_json::from_str(item.raw()).unwrap()).collect();
            prop_assert_eq!(&items, list);
        }
    }

    /// Both readers take the same texts, whatever they look like.
    #[test]
    fn takes_what_serde_takes(text in "[\\[\\]{}\",:\\\\u0-9dDcC8aefE.+tn \\-]{0,12}") {
        let serde = serde_json::from_str::<Box<Value>>(&text);
        // Halves of surrogate pairs are JSON, but serde_json cannot hold them, nor numbers beyond f64.
        let is_beyond = |error: &serde_json::Error| {
            let words = error.to_string();
            words.contains("surrogate") || words.contains("hex escape") || words.contains("out of range")
        };
        match serde {
            Ok(_) => prop_assert!(Json::parse(&text).is_ok()),
            Err(error) if !is_beyond(&error) => prop_assert!(Json::parse(&text).is_err(), "{}", text),
            Err(_) => {}
        }
    }

    #[test]
    fn no_text_makes_it_stumble(text in any::<String>()) {
        if let Ok(json) = Json::parse(&text) {
            let _ = json.python();
        }
        let mut out = String::new();
        write_text(&text, &mut out);
        prop_assert_eq!(serde_json::from_str::<String>(&out).unwrap(), text);
    }
}

/// The real thing says the same: thousands of values at once, as starting Python is slow.
#[test]
fn python_agrees() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let strategy = values();
    let mut lines: Vec<String> =
        (0..2_000).map(|_| strategy.new_tree(&mut runner).unwrap().current().to_string()).collect();
    lines.push(r#""\ud800 \udc00 \ud83e\udd8a \/ \u0041 \u007F""#.to_owned());
    lines.push("[1.5, 1e+100, 123456789012345678901234567890]".to_owned());
    let ours: String = lines.iter().map(|line| python(line) + "\n").collect();
    assert_eq!(real_python(&(lines.join("\n") + "\n")), ours);
}

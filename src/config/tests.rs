use super::{Allowed, Config, Mistake, Wanted, read_connections, write_connections};
use crate::model::connection::{Connection, Connections};

fn parse(text: &str) -> Config {
    Config::parse(text, str::to_owned)
}

#[test]
fn reads() {
    let text =
        r#"{"default_homeserver": "hs.example", "homeservers": ["hs.example", "https://m.x.example"], "title": "T"}"#;
    let config = parse(text);
    assert_eq!((config.first(), config.mistakes.as_slice()), (Some("hs.example"), &[][..]));
    assert!(config.allows("https://hs.example/") && config.allows("https://M.x.example"));
    assert!(!config.allows("evil.example") && !config.allows(""));
    assert_eq!(parse("{}"), Config::default());
    assert!(Config::default().allows("any.example"));
    assert_eq!(parse(r#"{"homeservers": ["only.example"]}"#).first(), Some("only.example"));
}

#[test]
fn names_the_mistake_and_keeps_the_rest() {
    let config = parse(r#"{"defaultHomeserver": "x", "title": 1, "homeservers": ["a.example"]}"#);
    let wrong = |key: &str, wanted| Mistake::Wrong { key: key.to_owned(), wanted };
    let unknown = Mistake::Unknown("defaultHomeserver".to_owned());
    assert_eq!(config.mistakes, [unknown, wrong("title", Wanted::Text)]);
    assert!(config.allows("a.example") && !config.allows("b.example"));
    let config = parse(r#"{"default_homeserver": "a.example", "homeservers": ["b.example"]}"#);
    assert_eq!(config.mistakes, [Mistake::DefaultNotAllowed("a.example".to_owned())]);
    assert_eq!(config.first(), Some("b.example"));
}

#[test]
fn client_ids_belong_to_a_server() {
    let config = parse(r#"{"oauth_client_ids": {"hs.example": "01A", "https://m.x.example/": "01B"}}"#);
    assert_eq!(config.mistakes, []);
    assert_eq!(config.oauth_client_id(&["https://m.x.example", "x.example"]), Some("01B"));
    assert_eq!(config.oauth_client_id(&["https://10.0.0.1", "@a:hs.example"]), Some("01A"));
    assert_eq!(config.oauth_client_id(&["evil.example"]), None);
    let wrong = |key: &str, wanted| Mistake::Wrong { key: key.to_owned(), wanted };
    for text in [r#"["01A"]"#, r#"{"hs.example": 1}"#, r#"{"hs.example": ""}"#] {
        let config = parse(&format!("{{\"oauth_client_ids\": {text}}}"));
        assert_eq!(config.mistakes, [wrong("oauth_client_ids", Wanted::NamedTexts)], "{text}");
    }
    let config = parse(r#"{"oauth_client_ids": {"a b": "01A"}}"#);
    assert_eq!(config.mistakes, [Mistake::NoServer { key: "oauth_client_ids".to_owned(), text: "a b".to_owned() }]);
}

#[test]
fn connections_are_of_base_urls() {
    let config = parse(
        r#"{"connections": {"https://HS.example/": {"admin_base_url": "https://admin.example/", "credentials": "include"},
            "http://10.0.0.1:8008": {"credentials": "omit"}}}"#,
    );
    assert_eq!(config.mistakes, []);
    assert_eq!(read_connections(&write_connections(&config.connections).to_string()), config.connections);
    assert_eq!(read_connections("what"), Connections::default());
    let connection = |base_url: &str, admin: Option<&str>, cookies| Connection {
        base_url: base_url.to_owned(),
        admin_base_url: admin.map(str::to_owned),
        cookies,
    };
    let known = [
        connection("http://10.0.0.1:8008", None, false),
        connection("https://hs.example", Some("https://admin.example"), true),
    ];
    assert!(known.iter().all(|one| config.connections.0.contains(one)), "{:?}", config.connections);
    let mistakes = |text: &str| parse(&format!("{{\"connections\": {text}}}")).mistakes;
    let key = || "connections".to_owned();
    for text in [
        "[]",
        r#"{"https://a.example": "x"}"#,
        r#"{"https://a.example": {"credentials": true}}"#,
        r#"{"https://a.example": {"credentials": "same-origin"}}"#,
        r#"{"https://a.example": {"admin": "x"}}"#,
    ] {
        assert_eq!(mistakes(text), [Mistake::Wrong { key: key(), wanted: Wanted::Connections }], "{text}");
    }
    // Which base URL a name leads to is known only after asking it.
    let no_url = |text: &str| [Mistake::NoBaseUrl { key: key(), text: text.to_owned() }];
    assert_eq!(mistakes(r#"{"hs.example": {}}"#), no_url("hs.example"));
    assert_eq!(mistakes(r#"{"https://a.example": {"admin_base_url": "/admin"}}"#), no_url("/admin"));
}

#[test]
fn a_sample_lies_beside_the_app() {
    assert_eq!(parse(r#"{"sample_log": "homeserver.log.gz"}"#).sample_log.as_deref(), Some("homeserver.log.gz"));
    for name in [
        "",
        ".",
        "..",
        ".htaccess",
        "a/b",
        "../a",
        "/a",
        "//evil.example/a",
        "https://evil.example",
        "a\\\\b",
        "a b",
        "a?b",
        "a%2fb",
    ] {
        let config = parse(&format!("{{\"sample_log\": \"{name}\"}}"));
        assert_eq!(config.sample_log, None, "{name}");
        assert!(matches!(config.mistakes.as_slice(), [Mistake::NoFileName { .. }]), "{name}");
    }
    let config = parse(r#"{"sample_log": 1}"#);
    assert_eq!(config.mistakes, [Mistake::Wrong { key: "sample_log".to_owned(), wanted: Wanted::Text }]);
}

#[test]
fn a_misspelt_list_allows_nothing() {
    for key in ["homeserver", "Homeservers", "home_servers", "HOMESERVERS", "allowed", "homeservers "] {
        let config = parse(&format!("{{\"{key}\": [\"a.example\"], \"default_homeserver\": \"a.example\"}}"));
        assert_eq!((&config.allowed, config.first()), (&Allowed::Unknown, Some("a.example")), "{key}");
        assert_eq!(config.mistakes, [Mistake::Unknown(key.to_owned())]);
    }
    // An empty list restricts nothing, so the list that does may be the misspelt one.
    let both = parse(r#"{"homeserver": ["a.example"], "homeservers": []}"#);
    assert!(!both.allows("a.example") && !both.allows("b.example"));
    let valid = parse(r#"{"homeserver": ["b.example"], "homeservers": ["a.example"]}"#);
    assert!(valid.allows("a.example") && !valid.allows("b.example"));
}

#[test]
fn a_list_that_cannot_be_read_allows_nothing() {
    for text in ["[]", "{", r#"{"homeservers": "x"}"#, r#"{"homeservers": [1]}"#, r#"{"homeservers": ["a b"]}"#] {
        let config = parse(text);
        assert_eq!(config.allowed, Allowed::Unknown, "{text}");
        assert!(!config.mistakes.is_empty() && !config.allows("any.example"));
    }
    assert!(matches!(parse("{").mistakes.as_slice(), [Mistake::NotJson(_)]));
}

#[test]
fn a_list_that_stands_there_twice_allows_nothing() {
    let config = parse(r#"{"homeservers": ["a.example"], "title": "T", "homeservers": []}"#);
    assert_eq!((&config.allowed, config.mistakes.as_slice()), (&Allowed::Unknown, &[Mistake::Twice][..]));
}

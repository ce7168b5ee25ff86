//! Discovery against a wire that knows a handful of addresses.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, pending, ready};

use super::well_known::Broken;
use super::{Problem, Typed, discover, is_unfinished, leads_to, same_server, understand};
use crate::api::account::Flows;
use crate::api::wire::{Wire, WireRequest, WireResponse};

struct Net {
    known: Vec<(&'static str, u16, &'static str)>,
    asked: RefCell<Vec<String>>,
}

impl Wire for Net {
    fn send(&self, request: WireRequest) -> LocalBoxFuture<'static, Result<WireResponse, String>> {
        self.asked.borrow_mut().push(request.url.clone());
        let answer = self.known.iter().find(|(url, ..)| *url == request.url);
        ready(match answer {
            Some((_, status, body)) => Ok(WireResponse { status: *status, body: body.as_bytes().to_vec() }),
            None => Err("TypeError: Failed to fetch".to_owned()),
        })
        .boxed_local()
    }
    fn sleep(&self, _: u32) -> LocalBoxFuture<'static, ()> {
        pending().boxed_local()
    }
    fn now_ms(&self) -> f64 {
        0.0
    }
}

const VERSIONS: &str = r#"{"versions":["v1.15"]}"#;
const SYNAPSE: &str = r#"{"server_version":"1.163.2"}"#;
const FLOWS: &str = r#"{"flows":[{"type":"m.login.password"}]}"#;

fn look_up(
    text: &str,
    known: &[(&'static str, u16, &'static str)],
) -> (Result<super::Homeserver, Problem>, Vec<String>) {
    let net = Rc::new(Net { known: known.to_vec(), asked: RefCell::default() });
    let outcome = discover(net.clone(), text).now_or_never().expect("never waits");
    let asked = net.asked.borrow().clone();
    (outcome, asked)
}

#[test]
fn a_server_name_has_a_host() {
    for text in
        [":1", "[::1", "::1", "[]", "[]:8448", "-.-", "a:b", "a]", "[a].b", "@me::1", "https://:8448", "a:8448:1"]
    {
        assert_eq!(understand(text), None, "{text}");
    }
    for text in
        ["[::1]", "[::1]:8448", "[::ffff:1.2.3.4]", "1.2.3.4:8008", "-1e400", "@me:[::1]:1", "https://[::1]:8448/a"]
    {
        assert!(understand(text).is_some(), "{text}");
    }
}

#[test]
fn a_name_that_is_still_being_typed_is_not_asked() {
    for text in ["h", "https://h", "matrix.", "matrix.example.org:", "localhos", "@me:h"] {
        assert!(is_unfinished(text), "{text}");
    }
    for text in ["a.b", "h:8448", "https://h:1/", "localhost", "http://localhost", "[::1]", "@me:a.b", "", "no server"]
    {
        assert!(!is_unfinished(text), "{text}");
    }
}

#[test]
fn the_usual_port_makes_no_other_server() {
    for (a, b) in [
        ("hs.example:443", "https://hs.example:443"),
        ("hs.example:443", "https://hs.example"),
        ("hs.example", "https://hs.example:443/"),
        ("localhost:80", "http://localhost"),
    ] {
        assert!(same_server(a, b), "{a} {b}");
    }
    assert!(!same_server("hs.example:80", "https://hs.example") && !same_server("hs.example:8443", "hs.example"));
}

#[test]
fn understands_what_people_type() {
    let url = |url: &str| Some((Typed::BaseUrl(url.to_owned()), None));
    let name = |name: &str| Some((Typed::ServerName(name.to_owned()), None));
    for (typed, expected) in [
        ("hs.example", name("hs.example")),
        (" HS.Example/ ", name("hs.example")),
        ("hs.example:8448", name("hs.example:8448")),
        ("[::1]:8448", name("[::1]:8448")),
        ("https://Matrix.hs.example/", url("https://matrix.hs.example")),
        ("http://127.0.0.1:8008", url("http://127.0.0.1:8008")),
        ("https://hs.example:443/a/", url("https://hs.example/a")),
        ("http://hs.example:80", url("http://hs.example")),
        ("http://hs.example:443", url("http://hs.example:443")),
        ("https://hs.example/synapse/_matrix/client/versions", url("https://hs.example/synapse")),
        ("https://hs.example/_synapse/admin/v1/server_version", url("https://hs.example")),
        ("https://good.example@evil.example/", None),
        ("ftp://hs.example", None),
        ("127.0.0.1:8008/_matrix/client/versions", name("127.0.0.1:8008")),
        ("hs.example/elsewhere", None),
        ("\"hs.example\",", name("hs.example")),
        ("“https://matrix.hs.example/”", url("https://matrix.hs.example")),
        ("\u{200b}hs.example\u{feff}", name("hs.example")),
        ("<hs.example>", name("hs.example")),
        ("two words", None),
        ("@alice", None),
        ("", None),
    ] {
        assert_eq!(understand(typed), expected, "{typed}");
    }
    assert_eq!(
        understand("@alice:hs.example"),
        Some((Typed::ServerName("hs.example".to_owned()), Some("@alice:hs.example".to_owned())))
    );
    assert_eq!(understand("\"@alice:hs.example\","), understand("@alice:hs.example"));
}

#[test]
fn tells_whether_two_entries_mean_one_server() {
    assert!(same_server("hs.example", "https://hs.example/"));
    assert!(same_server("@a:hs.example", "HS.example"));
    assert!(!same_server("hs.example", "https://evil.example"));
    assert!(!same_server("", ""));
}

#[test]
fn follows_well_known() {
    let (found, _) = look_up(
        "hs.example",
        &[
            (
                "https://hs.example/.well-known/matrix/client",
                200,
                r#"{"m.homeserver":{"base_url":"https://m.hs.example/"}}"#,
            ),
            ("https://m.hs.example/_matrix/client/versions", 200, VERSIONS),
            ("https://m.hs.example/_synapse/admin/v1/server_version", 200, SYNAPSE),
            ("https://m.hs.example/_matrix/client/v3/login", 200, FLOWS),
        ],
    );
    let found = found.unwrap();
    assert_eq!(found.base_url, "https://m.hs.example");
    assert_eq!(found.version, Ok("1.163.2".to_owned()));
    assert_eq!(found.flows, Ok(Flows { password: true, ..Flows::default() }));
    assert_eq!((found.found_by.as_deref(), &found.untold), (Some("hs.example"), &None));
    assert!(found.is_of("hs.example") && found.is_of("@a:HS.example") && found.is_of("m.hs.example"));
    assert!(!found.is_of("bank.example"));
}

#[test]
fn a_name_counts_where_it_leads() {
    let leads = |name: &str, base_url: &str, well_known: (u16, &'static str)| {
        let known = vec![("https://bank.example/.well-known/matrix/client", well_known.0, well_known.1)];
        let net = Rc::new(Net { known, asked: RefCell::default() });
        leads_to(net, name, base_url).now_or_never().expect("never waits")
    };
    let there = (200, r#"{"m.homeserver":{"base_url":"https://m.bank.example/"}}"#);
    assert!(leads("bank.example", "https://m.bank.example", there));
    assert!(!leads("bank.example", "https://m.evil.example", there));
    assert!(!leads("bank.example", "https://m.evil.example", (404, "")));
    assert!(
        !leads("other.example", "https://m.evil.example", there) && !leads("no name", "https://m.evil.example", there)
    );
}

const METADATA: &str = r#"{"issuer":"https://auth.example/","authorization_endpoint":"https://auth.example/authorize",
    "token_endpoint":"https://auth.example/oauth2/token"}"#;
const ABSENT: &str = r#"{"errcode":"M_UNRECOGNIZED","error":"Unrecognized request"}"#;

#[test]
fn asks_for_oauth_where_the_flows_are_gone_or_for_old_apps() {
    let stable = "https://m.example/_matrix/client/v1/auth_metadata";
    let unstable = "https://m.example/_matrix/client/unstable/org.matrix.msc2965/auth_metadata";
    let old_apps = r#"{"flows":[{"type":"m.login.sso","oauth_aware_preferred":true},{"type":"m.login.password"}]}"#;
    let look_up = |flows: (u16, &'static str), more: &[(&'static str, u16, &'static str)]| {
        let mut known = vec![
            ("https://m.example/_matrix/client/versions", 200, VERSIONS),
            ("https://m.example/_matrix/client/v3/login", flows.0, flows.1),
        ];
        known.extend_from_slice(more);
        let (found, asked) = look_up("https://m.example", &known);
        let asked = asked.into_iter().filter(|url| url.ends_with("auth_metadata")).collect::<Vec<_>>();
        (found.unwrap().oauth.map(|metadata| metadata.issuer), asked)
    };
    let issuer = Some("https://auth.example/".to_owned());
    assert_eq!(look_up((404, ABSENT), &[(stable, 200, METADATA)]), (issuer.clone(), vec![stable.to_owned()]));
    assert_eq!(look_up((200, old_apps), &[(stable, 200, METADATA)]), (issuer.clone(), vec![stable.to_owned()]));
    let older = look_up((404, ABSENT), &[(stable, 404, ABSENT), (unstable, 200, METADATA)]);
    assert_eq!(older, (issuer, vec![stable.to_owned(), unstable.to_owned()]));
    assert_eq!(look_up((200, FLOWS), &[(stable, 200, METADATA)]), (None, vec![]));
    assert_eq!(look_up((502, "<html>"), &[(stable, 200, METADATA)]), (None, vec![]));
}

/// A sign-in service that is down, or names an address that cannot be trusted, is not one that is not there.
#[test]
fn ways_that_are_not_told_are_not_missing() {
    let stable = "https://m.example/_matrix/client/v1/auth_metadata";
    let untold = |flows: (u16, &'static str), metadata: (u16, &'static str)| {
        let known = [
            ("https://m.example/_matrix/client/versions", 200, VERSIONS),
            ("https://m.example/_matrix/client/v3/login", flows.0, flows.1),
            (stable, metadata.0, metadata.1),
        ];
        look_up("https://m.example", &known).0.unwrap().untold.map(|error| error.request)
    };
    let (login, metadata) =
        (Some("GET https://m.example/_matrix/client/v3/login".to_owned()), Some(format!("GET {stable}")));
    let down = r#"{"errcode":"M_UNKNOWN","error":"Internal server error"}"#;
    let spoofed = r#"{"issuer":"https://a.example/","token_endpoint":"https://a.example/t",
        "authorization_endpoint":"https://accounts.google.com@evil.example/"}"#;
    assert_eq!(untold((404, ABSENT), (500, down)), metadata);
    assert_eq!(untold((404, ABSENT), (502, "<html>")), metadata);
    assert_eq!(untold((404, ABSENT), (200, spoofed)), metadata);
    assert_eq!(untold((502, "<html>"), (200, METADATA)), login);
    assert_eq!(untold((404, ABSENT), (404, ABSENT)), None);
    assert_eq!(untold((200, FLOWS), (404, ABSENT)), None);
}

#[test]
fn a_base_url_that_answers_is_taken_as_it_is() {
    let (found, asked) =
        look_up("http://10.0.0.5:8008", &[("http://10.0.0.5:8008/_matrix/client/versions", 200, VERSIONS)]);
    let found = found.unwrap();
    assert_eq!(found.base_url, "http://10.0.0.5:8008");
    assert!(found.version.is_err(), "the admin API was not reachable");
    assert!(asked.iter().all(|url| !url.contains("well-known")));
}

#[test]
fn a_server_name_without_well_known_is_tried_itself() {
    let (found, _) = look_up(
        "localhost:8008",
        &[
            ("http://localhost:8008/.well-known/matrix/client", 404, ""),
            ("http://localhost:8008/_matrix/client/versions", 200, VERSIONS),
        ],
    );
    assert_eq!(found.unwrap().base_url, "http://localhost:8008");
}

#[test]
fn says_whether_nothing_or_something_else_is_there() {
    assert!(matches!(look_up("hs.example", &[]).0, Err(Problem::Unreachable(_))));
    let page = [("https://www.example/_matrix/client/versions", 404, "<html>Not Found</html>")];
    assert!(matches!(look_up("https://www.example", &page).0, Err(Problem::NotMatrix(_))));
    assert!(matches!(look_up("no server", &[]).0, Err(Problem::NotUnderstood)));
}

/// A file that is there and broken is named as that, and not as a proxy's fault; a homeserver at the name itself is used.
#[test]
fn a_broken_well_known_is_the_problem() {
    const URL: &str = "https://rookery.example/.well-known/matrix/client";
    const BRACKET: &str = r#"{"m.homeserver":{"base_url":"https://matrix.rookery.example"}]}"#;
    let problem = |body: &'static str, typed: &str| {
        let known = [(URL, 200, body), ("https://rookery.example/_matrix/client/versions", 404, "<!doctype html>")];
        look_up(typed, &known).0.unwrap_err()
    };
    for (body, expected) in [
        (BRACKET, Broken::NotJson { line: 1, column: 62, near: r#"matrix.rookery.example"}"#.to_owned() }),
        ("\u{feff}{}", Broken::ByteOrderMark),
        (r#"{"m.homeserver":{}}"#, Broken::NoHomeserver),
        (r#"{"m.homeserver":{"base_url":"rookery.example"}}"#, Broken::NoAddress("rookery.example".to_owned())),
    ] {
        for typed in ["rookery.example", "@alice:rookery.example", "rookery.example:8448", "https://rookery.example"] {
            let Problem::WellKnown { name, url, why } = problem(body, typed) else { panic!("{typed}: {body}") };
            assert_eq!((url.as_str(), &why), (URL, &expected), "{typed}");
            assert!(name.starts_with("rookery.example"), "{name}");
        }
    }
    let works = [(URL, 200, BRACKET), ("https://rookery.example/_matrix/client/versions", 200, VERSIONS)];
    assert_eq!(look_up("rookery.example", &works).0.unwrap().base_url, "https://rookery.example");
    // One page for everything is no file that somebody broke.
    let page = [(URL, 200, "<html>"), ("https://rookery.example/_matrix/client/versions", 200, "<html>")];
    for typed in ["rookery.example", "https://rookery.example"] {
        assert!(matches!(look_up(typed, &page).0, Err(Problem::NotMatrix(_))), "{typed}");
    }
}

#[test]
fn a_name_with_a_port_asks_the_names_own_well_known() {
    let known = [
        (
            "https://hs.example/.well-known/matrix/client",
            200,
            r#"{"m.homeserver":{"base_url":"https://m.hs.example"}}"#,
        ),
        ("https://m.hs.example/_matrix/client/versions", 200, VERSIONS),
    ];
    assert_eq!(look_up("hs.example:8448", &known).0.unwrap().base_url, "https://m.hs.example");
    // Without it, the address with the port is the homeserver's, as before.
    let (found, asked) =
        look_up("hs.example:8448", &[("https://hs.example:8448/_matrix/client/versions", 200, VERSIONS)]);
    assert_eq!(found.unwrap().base_url, "https://hs.example:8448");
    assert_eq!(
        asked[..2],
        ["https://hs.example/.well-known/matrix/client", "https://hs.example:8448/.well-known/matrix/client"]
    );
}

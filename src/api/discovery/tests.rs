//! Discovery against a wire that knows a handful of addresses.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, pending, ready};

use super::{Problem, Typed, discover, is_unfinished, same_server, understand};
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
        ("https://hs.example/synapse/_matrix/client/versions", url("https://hs.example/synapse")),
        ("https://hs.example/_synapse/admin/v1/server_version", url("https://hs.example")),
        ("https://good.example@evil.example/", None),
        ("ftp://hs.example", None),
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

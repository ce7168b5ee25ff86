//! Real answers: nginx 1.22, Apache 2.4.71, Caddy 2.6.2 and HAProxy 2.6 in front of Synapse 1.163.2 and 1.98.0.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, ready};

use super::{
    Change, Check, Courier, Echo, Fault, Habit, Identity, Judgement, Level, Outcome, Report, Signed, Target, Unknown,
    Verify, run,
};
use crate::api::wire::{Wire, WireRequest, WireResponse};

const KEYS: &str = r#"{"old_verify_keys":{},"server_name":"current.example","signatures":{"current.example":{"ed25519:a_SwyS":"kWW3NYn+ckJ60It8Ln8i92Lg7q7QE0nPd+vBspwboRa3t7c1hKv8R2JKpj365GNjaLQZMRM1xnuMpYzv4iYECQ"}},"valid_until_ts":1795704930644,"verify_keys":{"ed25519:a_SwyS":{"key":"lSttK9P69zRgUNoI8q6/HHNxb5Vrl7i4FvqEUL3QQx0"}}}"#;
const OTHER_KEYS: &str = r#"{"old_verify_keys":{},"server_name":"oldest.example","signatures":{"oldest.example":{"ed25519:a_LWeC":"pnDKrAqPtTP26eGad7cnTiv7vQgAshjwSFGyvC5RPR56JbLQLJJQkOg0afKl78S2ES7DxssZ/ednZfjCQ/jIBg"}},"valid_until_ts":1795704931176,"verify_keys":{"ed25519:a_LWeC":{"key":"t4X5Oo3CIP21oLbjkHsWH+ZxLIkwyzOKke6vlXQ73IE"}}}"#;
const MISSING: &str = r#"{"errcode":"M_UNAUTHORIZED","error":"Missing Authorization headers"}"#;
const INVALID: &str = r#"{"errcode":"M_UNAUTHORIZED","error":"Invalid signature for server current.example with key ed25519:a_SwyS: Unable to verify signature for current.example: <class 'nacl.exceptions.BadSignatureError'> Signature was forged or corrupt"}"#;
const MISMATCH: &str = r#"{"errcode":"M_UNAUTHORIZED","error":"Destination mismatch in auth header"}"#;
const UNRECOGNIZED: &str = r#"{"errcode":"M_UNRECOGNIZED","error":"Unrecognized request"}"#;
const APACHE: &str = "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\"><title>404 Not Found</title>";

/// What a wire answers for a check.
type Said = Result<(u16, String), String>;

fn said(status: u16, body: &str) -> Said {
    Ok((status, body.to_owned()))
}

fn silence() -> Said {
    Err("TypeError: Failed to fetch".to_owned())
}

fn echoed(segment: &str) -> Said {
    let path = format!("/_matrix/media/v3/download/current.example/{segment}");
    Ok((404, format!(r#"{{"errcode":"M_NOT_FOUND","error":"Not found '{path}'"}}"#)))
}

/// A server behind something; `None` answers as a bare Synapse does.
struct Proxy<F> {
    answer: F,
    heard: RefCell<Vec<WireRequest>>,
}

/// Which check a request was sent for.
fn check_of(request: &WireRequest) -> Check {
    let path = request.url.trim_start_matches("https://hs.example").trim_end_matches("?allow_remote=false");
    if let Some(segment) = path.strip_prefix("/_matrix/media/v3/download/current.example/") {
        return Check::Echo(Echo::ALL.into_iter().find(|echo| echo.sent() == segment).unwrap());
    }
    match path {
        "/_matrix/key/v2/server" => Check::Identity,
        "/_matrix/federation/v1/make_join/%21a%2Fb/%40c" => Check::Route,
        "/_matrix/federation/v1/make_join/a/c" if request.authorization.is_some() => Check::Authorization,
        "/_matrix/federation/v1/make_join/a/b" => Check::Federation,
        other => panic!("an unexpected request: {other}"),
    }
}

fn synapse(check: Check) -> Said {
    match check {
        Check::Identity | Check::SelfSignature => said(200, KEYS),
        Check::Echo(echo) => echoed(echo.sent()),
        Check::Federation | Check::Route => said(401, MISSING),
        Check::Authorization => said(401, INVALID),
    }
}

impl<F: Fn(Check) -> Option<Said>> Wire for Proxy<F> {
    fn send(&self, request: WireRequest) -> LocalBoxFuture<'static, Result<WireResponse, String>> {
        let check = check_of(&request);
        self.heard.borrow_mut().push(request);
        let said = (self.answer)(check).unwrap_or_else(|| synapse(check));
        ready(said.map(|(status, body)| WireResponse { status, body: body.into_bytes() })).boxed_local()
    }
    fn sleep(&self, _: u32) -> LocalBoxFuture<'static, ()> {
        ready(()).boxed_local()
    }
    fn now_ms(&self) -> f64 {
        0.0
    }
}

struct Verifier(Option<bool>);

impl Verify for Verifier {
    fn verify(&self, signed: Signed) -> LocalBoxFuture<'static, Option<bool>> {
        assert_eq!((signed.key.len(), signed.signature.len()), (32, 64));
        ready(self.0).boxed_local()
    }
}

fn target() -> Target {
    Target { base_url: "https://hs.example".to_owned(), server_name: "current.example".to_owned() }
}

fn probe_with(
    verifies: Option<bool>,
    known: Option<&Identity>,
    answer: impl Fn(Check) -> Option<Said> + 'static,
) -> Report {
    let wire: Rc<dyn Wire> = Rc::new(Proxy { answer, heard: RefCell::default() });
    run(&Courier::new(wire), &Verifier(verifies), &target(), known).now_or_never().unwrap()
}

fn probe(answer: impl Fn(Check) -> Option<Said> + 'static) -> Report {
    probe_with(Some(true), None, answer)
}

/// A proxy that changes echoed segments and answers for the encoded route.
fn changes(seen: &'static [(Echo, &'static str)], route: fn() -> Option<Said>) -> impl Fn(Check) -> Option<Said> {
    move |check| match check {
        Check::Echo(kind) => seen.iter().find(|(changed, _)| *changed == kind).map(|(_, segment)| echoed(segment)),
        Check::Route => route(),
        _ => None,
    }
}

fn judgement(report: &Report, check: Check) -> &Judgement {
    &report.findings.iter().find(|finding| finding.check == check).unwrap().judgement
}

fn level(report: &Report, check: Check) -> Level {
    judgement(report, check).level()
}

#[test]
fn a_bare_synapse_and_any_good_proxy_are_intact() {
    let report = probe(|_| None);
    assert_eq!((report.outcome, report.habit), (Outcome::Intact, None));
    assert_eq!(report.faults, []);
    assert!(report.findings.iter().all(|finding| finding.judgement == Judgement::Intact), "{:#?}", report.findings);
    assert_eq!(report.findings.len(), 12);
    assert_eq!(report.identity.unwrap().server_name, "current.example");
}

#[test]
fn asks_only_harmless_questions_and_names_no_stranger() {
    let proxy = Rc::new(Proxy { answer: |_: Check| None::<Said>, heard: RefCell::default() });
    run(&Courier::new(proxy.clone()), &Verifier(Some(true)), &target(), None).now_or_never().unwrap();
    let heard = proxy.heard.borrow();
    assert_eq!(heard.len(), 11);
    for request in heard.iter() {
        assert_eq!((request.method.name(), &request.body), ("GET", &None));
        assert_eq!(request.url.contains("/download/"), request.url.ends_with("?allow_remote=false"));
    }
    let headers: Vec<_> = heard.iter().filter_map(|request| request.authorization.as_ref()).collect();
    let signature = "A".repeat(86);
    let value = format!(
        r#"X-Matrix origin="current.example",destination="current.example",key="ed25519:a_SwyS",sig="{signature}""#
    );
    assert_eq!(headers.iter().map(|header| header.value()).collect::<Vec<_>>(), [value]);
}

/// `proxy_pass http://…:8008/;`, `proxy_pass …/_matrix;` and `rewrite ^(/.*)$ $1 break;` all show the same.
#[test]
fn nginx_with_a_path_behind_proxy_pass() {
    let seen = &[
        (Echo::Slash, "p/q"),
        (Echo::Sigils, "p!$@:"),
        (Echo::Unreserved, "~abc-"),
        (Echo::Dots, "p.."),
        (Echo::DoubleSlash, "p"),
    ];
    let report = probe(changes(seen, || Some(said(404, UNRECOGNIZED))));
    assert_eq!((report.outcome, report.habit), (Outcome::Broken, Some(Habit::DecodesAll)));
    assert_eq!(report.faults, [Fault::DecodesSlashes]);
    assert_eq!(judgement(&report, Check::Route), &Judgement::Lost);
    assert_eq!(
        judgement(&report, Check::Echo(Echo::Slash)),
        &Judgement::Changed {
            sent: "/_matrix/media/v3/download/current.example/p%2Fq".to_owned(),
            seen: "/_matrix/media/v3/download/current.example/p/q".to_owned(),
            change: Change::Decoded,
        }
    );
    assert_eq!(judgement(&report, Check::Echo(Echo::Reserved)), &Judgement::Intact);
    assert_eq!(level(&report, Check::Echo(Echo::DoubleSlash)), Level::Warn);
}

/// `proxy_pass http://…$uri`: Synapse cannot even read what arrives for `# % space ?`.
#[test]
fn nginx_with_the_uri_variable() {
    let seen = &[(Echo::Slash, "p/q"), (Echo::Sigils, "p!$@:"), (Echo::Unreserved, "~abc-"), (Echo::DoubleSlash, "p")];
    let changes = changes(seen, || Some(said(404, UNRECOGNIZED)));
    let report = probe(move |check| match check {
        Check::Echo(Echo::Reserved) => Some(silence()),
        _ => changes(check),
    });
    assert_eq!(report.faults, [Fault::DecodesSlashes]);
    assert_eq!(judgement(&report, Check::Echo(Echo::Reserved)), &Judgement::Refused);
}

#[test]
fn apache_without_nocanon() {
    let seen = &[(Echo::Sigils, "p!$@:"), (Echo::Unreserved, "~abc-"), (Echo::Dots, "p.."), (Echo::DoubleSlash, "p")];
    let changes = changes(seen, || None);
    let report = probe(move |check| match check {
        // Its own "400 Bad Request", without the header that lets a browser read it.
        Check::Echo(Echo::Reserved) => Some(silence()),
        _ => changes(check),
    });
    assert_eq!((report.outcome, report.habit), (Outcome::Broken, Some(Habit::ApacheCanon)));
    assert_eq!(report.faults, [Fault::DecodesEscapes]);
    assert_eq!(judgement(&report, Check::Route), &Judgement::Intact);
}

#[test]
fn apache_without_allow_encoded_slashes() {
    // Across origins its page cannot be read; from the same origin it can. Both are the same refusal.
    for own_page in [silence(), said(404, APACHE)] {
        let report = probe(move |check| match check {
            Check::Echo(Echo::Slash) | Check::Route => Some(own_page.clone()),
            _ => None,
        });
        assert_eq!((report.outcome, report.habit), (Outcome::Broken, Some(Habit::RefusesSlash)));
        assert_eq!(report.faults, [Fault::RefusesSlashes]);
    }
}

#[test]
fn apache_with_neither() {
    let seen = &[(Echo::Sigils, "p!$@:"), (Echo::Unreserved, "~abc-"), (Echo::Dots, "p.."), (Echo::DoubleSlash, "p")];
    let changes = changes(seen, || Some(silence()));
    let report = probe(move |check| match check {
        Check::Echo(Echo::Slash) => Some(silence()),
        _ => changes(check),
    });
    assert_eq!((report.outcome, report.habit), (Outcome::Broken, Some(Habit::ApacheBoth)));
    assert_eq!(report.faults, [Fault::RefusesSlashes, Fault::DecodesEscapes]);
}

#[test]
fn caddy_with_a_rewrite() {
    let report = probe(changes(&[(Echo::Reserved, "p%23%25%20")], || None));
    assert_eq!((report.outcome, report.habit), (Outcome::Broken, Some(Habit::CaddyRewrite)));
    assert_eq!(report.faults, [Fault::AltersPaths]);
}

#[test]
fn haproxy_that_normalizes() {
    let seen = &[(Echo::Unreserved, "~abc-"), (Echo::Dots, "p.."), (Echo::DoubleSlash, "p")];
    let report = probe(changes(seen, || None));
    assert_eq!((report.outcome, report.habit), (Outcome::Odd, Some(Habit::Normalizes)));
    assert_eq!(report.faults, [Fault::Normalizes]);
}

/// As Traefik comes, and as its releases come that refuse encoded characters.
#[test]
fn traefik() {
    let seen = &[(Echo::Unreserved, "~abc-"), (Echo::Dots, "p.."), (Echo::DoubleSlash, "p")];
    let report = probe(changes(seen, || None));
    assert_eq!((report.outcome, report.habit), (Outcome::Odd, Some(Habit::Normalizes)));
    let refuses =
        |check: Check| matches!(check, Check::Echo(Echo::Slash | Echo::Reserved) | Check::Route).then(silence);
    let changes = changes(seen, || None);
    let report = probe(move |check| refuses(check).or_else(|| changes(check)));
    assert_eq!((report.outcome, report.habit), (Outcome::Broken, Some(Habit::RefusesReserved)));
    assert_eq!(report.faults, [Fault::RefusesSlashes, Fault::RefusesEscapes, Fault::Normalizes]);
    // Where %2F is allowed and the others are not.
    let report = probe(|check| (check == Check::Echo(Echo::Reserved)).then(silence));
    assert_eq!((report.outcome, report.habit), (Outcome::Broken, Some(Habit::RefusesReserved)));
}

/// Caddy's `uri strip_prefix` does only this.
#[test]
fn merged_slashes_alone_are_odd_and_not_broken() {
    let report = probe(changes(&[(Echo::DoubleSlash, "p")], || None));
    assert_eq!((report.outcome, report.habit), (Outcome::Odd, None));
    assert_eq!(report.faults, [Fault::MergesSlashes]);
}

#[test]
fn a_stripped_header_is_named() {
    let report = probe(|check| (check == Check::Authorization).then(|| said(401, MISSING)));
    assert_eq!((report.outcome, &report.faults[..]), (Outcome::Broken, &[Fault::StripsAuthorization][..]));
    let malformed = r#"{"errcode":"M_UNAUTHORIZED","error":"Malformed Authorization header"}"#;
    let report = probe(move |check| (check == Check::Authorization).then(|| said(400, malformed)));
    assert_eq!(report.faults, [Fault::BreaksAuthorization]);
}

#[test]
fn another_homeserver_behind_the_port() {
    for mismatch in [MISMATCH, &MISMATCH.replace("header", "header, received: 'current.example'")] {
        let mismatch = mismatch.to_owned();
        let report = probe(move |check| match check {
            Check::Identity => Some(said(200, OTHER_KEYS)),
            Check::Authorization => Some(said(401, &mismatch)),
            _ => None,
        });
        let name = Some("oldest.example".to_owned());
        assert_eq!((report.outcome, report.faults), (Outcome::Broken, vec![Fault::OtherHomeserver { name }]));
    }
}

#[test]
fn the_same_name_with_other_keys_is_another_installation() {
    let known = probe(|_| None).identity.unwrap();
    assert_eq!(probe_with(Some(true), Some(&known), |_| None).outcome, Outcome::Intact);
    let new_key = KEYS.replace("a_SwyS", "a_new");
    let report =
        probe_with(Some(true), Some(&known), move |check| (check == Check::Identity).then(|| said(200, &new_key)));
    assert_eq!(report.faults, [Fault::OtherKeys]);
}

#[test]
fn keys_that_nobody_would_believe() {
    assert_eq!(probe_with(Some(false), None, |_| None).faults, [Fault::BadSelfSignature]);
    for broken in [KEYS.replace("kWW3", ""), KEYS.replace(r#""signatures":{"current"#, r#""signatures":{"other"#)] {
        let report = probe(move |check| (check == Check::Identity).then(|| said(200, &broken)));
        assert_eq!(report.faults, [Fault::BadSelfSignature]);
    }
}

#[test]
fn a_browser_without_ed25519_is_no_reason_to_doubt() {
    let report = probe_with(None, None, |_| None);
    assert_eq!(judgement(&report, Check::SelfSignature), &Judgement::Unknown(Unknown::NoCrypto));
    assert_eq!(report.outcome, Outcome::Intact);
}

/// A server that federates with a list of others alone, and is not on it: it has read the header.
#[test]
fn a_whitelist_is_no_fault() {
    let denied = r#"{"errcode":"M_FORBIDDEN","error":"Federation denied with current.example."}"#;
    let report = probe(move |check| (check == Check::Authorization).then(|| said(403, denied)));
    assert_eq!(report.outcome, Outcome::Intact);
}

/// Synapse up to 1.94 lists decoded segments; with the media repository off there is no such route; and others answer
/// in their own way. The route probe remains.
#[test]
fn without_an_echo_the_route_probe_decides() {
    for plain in [
        r#"{"errcode":"M_NOT_FOUND","error":"Not found [b'current.example', b'plain']"}"#,
        r#"{"errcode":"M_NOT_FOUND","error":"Media not found."}"#,
        UNRECOGNIZED,
        "<html>404</html>",
    ] {
        let no_echo = move |check| matches!(check, Check::Echo(_)).then(|| said(404, plain));
        let report = probe(no_echo);
        assert_eq!((report.outcome, report.faults), (Outcome::Unclear, vec![]), "{plain}");
        assert_eq!(report.findings.len(), 6, "one finding stands for all echoes");
        let report = probe(move |check| match check {
            Check::Route => Some(said(404, UNRECOGNIZED)),
            _ => no_echo(check),
        });
        assert_eq!((report.outcome, report.faults), (Outcome::Broken, vec![Fault::DecodesSlashes]), "{plain}");
    }
}

#[test]
fn what_a_browser_cannot_read_is_never_called_broken() {
    let report = probe(|_| Some(silence()));
    assert_eq!((report.outcome, report.faults), (Outcome::Unclear, vec![]));
    let page = || Some(said(502, "<html><h1>502 Bad Gateway</h1></html>"));
    let report = probe(move |_| page());
    assert_eq!((report.outcome, report.faults), (Outcome::Unclear, vec![]));
    // The preflight that an Authorization header needs is refused: an obstacle for browsers alone.
    let report = probe(|check| (check == Check::Authorization).then(silence));
    assert_eq!((report.outcome, report.faults), (Outcome::Unclear, vec![]));
    let limited = r#"{"errcode":"M_LIMIT_EXCEEDED","error":"Too Many Requests","retry_after_ms":100}"#;
    let report =
        probe(move |check| matches!(check, Check::Echo(Echo::Slash) | Check::Route).then(|| said(429, limited)));
    assert_eq!((report.outcome, report.faults), (Outcome::Unclear, vec![]));
}

/// A listener with the resource `client` alone.
#[test]
fn an_address_for_clients_alone_is_no_fault() {
    let report = probe(|check| match check {
        Check::Identity | Check::Federation | Check::Route => Some(said(404, UNRECOGNIZED)),
        _ => None,
    });
    assert_eq!((report.outcome, &report.faults[..]), (Outcome::Unclear, &[][..]));
    assert_eq!(judgement(&report, Check::Route), &Judgement::Unknown(Unknown::NotServed));
    assert_eq!(judgement(&report, Check::Authorization), &Judgement::Unknown(Unknown::NoKey));
}

#[test]
fn a_silence_by_chance_is_asked_again() {
    let once = RefCell::new(true);
    let report = probe(move |check| (check == Check::Echo(Echo::Slash) && once.replace(false)).then(silence));
    assert_eq!(report.outcome, Outcome::Intact);
}

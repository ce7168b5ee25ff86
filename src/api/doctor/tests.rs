//! The walk, over a wire that answers as real servers and proxies did. `tests/e2e/doctor` has the real ones.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt as _;

use super::simulated::{BASE, NOW, Net, Said, Verifier, alive, is_under, said, session, synapse, trials, unrecognized};
use super::{Case, Examined, Finding, Level, Says, Step, Sure, elsewhere, examine};
use crate::api::discovery::well_known::Broken;
use crate::api::probe::Fault;
use crate::api::wire::{Body, WireRequest};

fn case(typed: &str) -> Case {
    Case { typed: typed.to_owned(), page_is_https: false, session: None }
}

fn walk(
    case: &Case,
    dead: fn(&str) -> bool,
    change: impl Fn(&WireRequest) -> Option<Said> + 'static,
) -> (Vec<Finding>, Option<Examined>, Vec<WireRequest>) {
    let net = Rc::new(Net::new(move |request, _| change(request), dead));
    let findings = RefCell::<Vec<Finding>>::default();
    let tell = |finding| findings.borrow_mut().push(finding);
    let examined = examine(net.clone(), &Verifier, case, &tell).now_or_never().unwrap();
    (findings.into_inner(), examined, net.heard())
}

/// Walks, and checks what holds for every walk.
fn findings(
    typed: &str,
    dead: fn(&str) -> bool,
    change: impl Fn(&WireRequest) -> Option<Said> + 'static,
) -> Vec<Finding> {
    let (findings, ..) = walk(&case(typed), dead, change);
    holds(&findings);
    findings
}

/// What holds for every walk: each step is told once, and what is bad has evidence.
fn holds(findings: &[Finding]) {
    let mut told: Vec<Step> = findings.iter().map(|finding| finding.step).collect();
    for step in Step::HERE {
        let place = told.iter().position(|told| *told == step).unwrap_or_else(|| panic!("{step:?} is missing"));
        told.remove(place);
    }
    assert_eq!(told, [], "told twice");
    for fault in findings.iter().filter(|finding| finding.says.level() == Level::Bad) {
        // What a name is and who is an admin shows without it.
        if matches!(fault.step, Step::Name | Step::AdminRight) {
            continue;
        }
        assert!(!fault.seen.is_empty(), "{:?} has no evidence", fault.step);
    }
}

/// All that is bad or odd.
fn faults(findings: &[Finding]) -> Vec<(Step, Says)> {
    let wrong = |finding: &&Finding| matches!(finding.says.level(), Level::Bad | Level::Warn);
    findings.iter().filter(wrong).map(|finding| (finding.step, finding.says.clone())).collect()
}

fn says(findings: &[Finding], step: Step) -> &Says {
    &findings.iter().find(|finding| finding.step == step).unwrap().says
}

/// Every fault of the table gives the verdicts that stand there, and no others, whether somebody is signed in or not.
#[test]
fn every_fault_has_its_verdict() {
    let mut differ = Vec::new();
    for trial in trials() {
        for signed_in in [false, true] {
            let (findings, net) = trial.run(signed_in);
            holds(&findings);
            let wrong: Vec<Step> = faults(&findings).into_iter().map(|(step, _)| step).collect();
            let expected = if signed_in { trial.signed_in } else { trial.signed_out };
            if wrong != expected {
                differ.push(format!("{} (signed in: {signed_in}): {:?}", trial.fault, faults(&findings)));
            }
            assert!(net.heard().iter().all(|request| !request.url.contains("https://https")));
            assert!(net.heard().len() < 400, "{} asks {} times", trial.fault, net.heard().len());
            assert!(net.took_ms() < 240_000.0, "{} takes {} ms", trial.fault, net.took_ms());
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

#[test]
fn a_healthy_server_has_no_fault() {
    let all = findings(BASE, alive, |_| None);
    assert_eq!(faults(&all), []);
    assert_eq!(says(&all, Step::AdminApi), &Says::AdminAnswers("1.163.2".to_owned()));
    assert_eq!(says(&all, Step::Clock), &Says::ClockRoughly);
    assert_eq!(says(&all, Step::Authorization), &Says::Arrives);
    assert_eq!(says(&all, Step::Query), &Says::QueryArrives);
    assert_eq!(says(&all, Step::Caching), &Says::NotCached);
    assert_eq!(all.iter().filter(|finding| finding.says.level() == Level::Unknown).count(), 0);
    assert_eq!(all.iter().map(|finding| finding.step).collect::<Vec<_>>(), Step::HERE);
}

#[test]
fn a_session_tells_more_and_its_token_stays_out_of_the_evidence() {
    let (all, examined, heard) = walk(&Case { session: Some(session()), ..case(BASE) }, alive, |_| None);
    assert_eq!(faults(&all), []);
    assert_eq!(says(&all, Step::AdminRight), &Says::Admin);
    assert_eq!(says(&all, Step::Clock), &Says::ClockAgrees);
    let shown = format!("{all:?}");
    assert!(!shown.contains("syt_secret") && !shown.contains("192.0.2.1"), "{shown}");
    assert!(heard.iter().all(|request| !request.url.contains("syt_secret")));
    assert_eq!(examined.unwrap().server_name, "hs.example");
}

#[test]
fn writes_are_sent_with_no_token_at_all() {
    let (_, _, heard) = walk(&Case { session: Some(session()), ..case(BASE) }, alive, |_| None);
    for request in heard.iter().filter(|request| request.method.name() != "GET") {
        let value = request.authorization.as_ref().unwrap().value();
        assert_eq!(value, "Bearer glia-connection-doctor", "{}", request.url);
    }
}

/// Synapse counts attempts by their way to sign in: this names none.
#[test]
fn signing_in_is_tried_without_an_attempt() {
    let (_, _, heard) = walk(&case(BASE), alive, |_| None);
    let tries = heard.iter().filter(|request| request.method.name() == "POST" && request.url.ends_with("/v3/login"));
    let bodies: Vec<_> = tries.map(|request| request.body.clone()).collect();
    assert_eq!(bodies, [Some(Body::Json("{}".to_owned()))]);
}

#[test]
fn a_limit_of_sign_ins_is_no_refusal() {
    let is_try = |request: &WireRequest| request.method.name() == "POST" && request.url.ends_with("/v3/login");
    let all = findings(BASE, alive, move |request| is_try(request).then(|| said(429, "<html>")));
    assert_eq!(faults(&all), [(Step::Limits, Says::Limit)]);
    // A password that is wanted for this alone is one.
    let all = findings(BASE, alive, move |request| is_try(request).then(|| said(401, "<html>")));
    let path = "POST /_matrix/client/v3/login".to_owned();
    assert_eq!(faults(&all), [(Step::Login, Says::Intercepted { path, status: Some(401) })]);
}

/// With Matrix Authentication Service nobody signs in by `POST`, and registering still reads the body.
#[test]
fn a_body_is_missed_without_a_sign_in_of_synapses_own() {
    let all = findings(BASE, alive, |request| {
        let unknown = request.url.ends_with("/v3/login").then(unrecognized);
        unknown.or_else(|| Some(synapse(&WireRequest { body: None, ..request.clone() })))
    });
    assert_eq!(faults(&all), [(Step::Bodies, Says::BodyDropped)]);
    assert_eq!(says(&all, Step::Login), &Says::NoFlows);
}

/// Errors are hidden where good answers beside them can be read, also with Matrix Authentication Service.
#[test]
fn errors_that_are_hidden_are_no_part_that_is_missing() {
    let all = findings(BASE, alive, |request| {
        if request.url.ends_with("/v1/auth_metadata") {
            return Some(said(200, r#"{"issuer":"https://auth.example/"}"#));
        }
        let answer = if request.url.ends_with("/v3/login") { unrecognized() } else { synapse(request) };
        Some(answer.and_then(|(status, body)| if status < 400 { said(status, &body) } else { Err(()) }))
    });
    assert_eq!(faults(&all), [(Step::Errors, Says::ErrorsHidden { admin_only: false })]);
}

#[test]
fn names_that_lead_nowhere() {
    assert_eq!(faults(&findings("not a name", alive, |_| None)), [(Step::Name, Says::NotAName)]);
    let dead = |url: &str| url.contains("nowhere.example");
    assert_eq!(faults(&findings("nowhere.example", dead, |_| None)), [(Step::WellKnown, Says::NoHost)]);
    let broken = |request: &WireRequest| request.url.contains(".well-known").then(|| said(200, "<html>"));
    let why = Broken::NotJson { line: 1, column: 1, near: String::new() };
    assert_eq!(faults(&findings("hs.example", alive, broken)), [(Step::WellKnown, Says::WellKnownBroken(why))]);
    // A web server that lets nobody read its .well-known, on the homeserver's own host: nothing is wrong.
    let all = findings("hs.example", alive, |_| None);
    assert_eq!((faults(&all), says(&all, Step::WellKnown)), (vec![], &Says::WellKnownUnreadable));
}

#[test]
fn the_name_of_another_server_is_pointed_out() {
    let change = |request: &WireRequest| {
        let json = format!(r#"{{"m.homeserver":{{"base_url":"{BASE}"}}}}"#);
        request.url.contains(".well-known").then(|| said(200, &json))
    };
    let (name, typed) = ("hs.example".to_owned(), "www.hs.example".to_owned());
    assert_eq!(faults(&findings("www.hs.example", alive, change)), [(Step::Keys, Says::OtherName { name, typed })]);
    assert_eq!(faults(&findings("hs.example", alive, change)), []);
}

#[test]
fn nothing_answers() {
    let all = findings(BASE, |_| true, |_| None);
    assert_eq!(faults(&all), [(Step::Reach, Says::Nothing { https: true })]);
    assert_eq!(says(&all, Step::Reach).sure(), Some(Sure::Possible));
    let all = findings(BASE, |url| url.starts_with("https:"), |_| None);
    assert_eq!(faults(&all), [(Step::Encryption, Says::NoTrust)]);
    // From an https: page the port cannot be asked without TLS.
    let (all, ..) = walk(&Case { page_is_https: true, ..case(BASE) }, |url| url.starts_with("https:"), |_| None);
    assert_eq!(faults(&all), [(Step::Reach, Says::Nothing { https: true })]);
    let (all, ..) = walk(&Case { page_is_https: true, ..case("http://hs.example") }, alive, |_| None);
    assert_eq!(faults(&all), [(Step::Encryption, Says::Mixed)]);
}

#[test]
fn something_else_answers() {
    for (status, fault) in [
        (404, Says::NotMatrix { status: 404 }),
        (200, Says::NotMatrix { status: 200 }),
        (502, Says::BadGateway { status: 502 }),
    ] {
        let all = findings(BASE, alive, move |_| Some(said(status, "<html>")));
        assert_eq!(faults(&all), [(Step::Versions, fault)]);
    }
    assert_eq!(faults(&findings(BASE, alive, |_| Some(Err(())))), [(Step::Versions, Says::Unreadable)]);
}

#[test]
fn a_header_that_comes_twice() {
    let twice = [(Step::CorsOnce, Says::Twice { admin_only: false })];
    // nginx' `add_header`: on good answers alone.
    let add_header = |request: &WireRequest| match synapse(request) {
        Ok((200, _)) => Some(Err(())),
        _ if is_under(request, "/_matrix/static/") => Some(said(200, "<html>")),
        _ => None,
    };
    assert_eq!(faults(&findings(BASE, alive, add_header)), twice);
    // With `always`, what Synapse sends without the header is the only thing that can be read.
    let always =
        |request: &WireRequest| Some(if is_under(request, "/_matrix/static/") { said(200, "<html>") } else { Err(()) });
    assert_eq!(faults(&findings(BASE, alive, always)), twice);
    let admin = |request: &WireRequest| is_under(request, "/_synapse/admin/v1/server_version").then_some(Err(()));
    assert_eq!(faults(&findings(BASE, alive, admin)), [(Step::CorsOnce, Says::Twice { admin_only: true })]);
}

#[test]
fn preflights() {
    let all = findings(BASE, alive, |request| request.authorization.as_ref().map(|_| Err(())));
    assert_eq!(faults(&all), [(Step::Preflight, Says::PreflightRefused { admin_only: false })]);
    assert_eq!(says(&all, Step::Authorization), &Says::Blocked);
    let all = findings(BASE, alive, |request| {
        (request.authorization.is_some() && is_under(request, "/_synapse/")).then_some(Err(()))
    });
    assert_eq!(faults(&all), [(Step::Preflight, Says::PreflightRefused { admin_only: true })]);
    let all = findings(BASE, alive, |request| (request.method.name() == "DELETE").then_some(Err(())));
    assert_eq!(faults(&all), [(Step::Preflight, Says::MethodsRefused(vec!["DELETE"]))]);
}

#[test]
fn the_admin_api() {
    let hidden = |request: &WireRequest| is_under(request, "/_synapse/").then_some(Err(()));
    let all = findings(BASE, alive, hidden);
    assert_eq!(faults(&all), [(Step::AdminApi, Says::AdminHidden)]);
    let refused = |request: &WireRequest| is_under(request, "/_synapse/").then(|| said(403, "<html>"));
    assert_eq!(faults(&findings(BASE, alive, refused)), [(Step::AdminApi, Says::AdminRefused { status: 403 })]);
    let worker = |request: &WireRequest| is_under(request, "/_synapse/").then(unrecognized);
    assert_eq!(faults(&findings(BASE, alive, worker)), [(Step::AdminApi, Says::AdminElsewhere)]);
}

#[test]
fn a_stripped_header() {
    let stripped = |request: &WireRequest| {
        let missing = r#"{"errcode":"M_MISSING_TOKEN","error":"Missing access token"}"#;
        let federation = r#"{"errcode":"M_UNAUTHORIZED","error":"Missing Authorization headers"}"#;
        if request.url.contains("/devices/") {
            Some(said(401, missing))
        } else {
            is_under(request, "/_matrix/federation/v1/make").then(|| said(401, federation))
        }
    };
    let all = findings(BASE, alive, stripped);
    assert_eq!(faults(&all), [(Step::Authorization, Says::Stripped { admin_only: false })]);
}

#[test]
fn paths_that_are_changed() {
    let all = findings(BASE, alive, |request| {
        if request.url.contains("/download/") && request.url.contains("%2F") {
            return Some(synapse(&WireRequest { url: request.url.replace("%2F", "/"), ..request.clone() }));
        }
        request.url.contains("%21a%2Fb").then(unrecognized)
    });
    let wrong = faults(&all);
    let [(Step::Paths, Says::Paths(report))] = wrong.as_slice() else { panic!("{wrong:?}") };
    assert_eq!(report.faults, [Fault::DecodesSlashes]);
}

#[test]
fn another_homeserver() {
    let other = |request: &WireRequest| {
        is_under(request, "/_matrix/key/").then(|| {
            let (status, body) = synapse(request).unwrap();
            (status, body.replace("hs.example", "other.example"))
        })
    };
    let other = move |request: &WireRequest| other(request).map(Ok);
    let (all, ..) = walk(&Case { session: Some(session()), ..case(BASE) }, alive, other);
    let fault = Says::OtherServer { name: "other.example".to_owned(), expected: "hs.example".to_owned() };
    assert_eq!(faults(&all), [(Step::Keys, fault)]);
}

#[test]
fn clocks() {
    let hour = 3_600_000.0;
    for (offset, off) in [(hour, true), (-hour, true), (30_000.0, false), (-30_000.0, false)] {
        let (all, ..) = walk(&Case { session: Some(session()), ..case(BASE) }, alive, move |request| {
            request.url.contains("/whois/").then(|| {
                let (status, body) = synapse(request).unwrap();
                let seen = NOW - 60_000.0;
                Ok((status, body.replace(&seen.to_string(), &(seen + offset).to_string())))
            })
        });
        assert_eq!(!faults(&all).is_empty(), off, "{offset}");
    }
}

#[test]
fn other_hosts_are_asked_only_when_wanted() {
    let (_, examined, heard) = walk(&case(BASE), alive, |_| None);
    assert!(heard.iter().all(|request| request.url.starts_with(BASE)), "{heard:?}");
    let wire = Rc::new(Net::new(|_, _| None, alive));
    let findings = RefCell::<Vec<Finding>>::default();
    let tell = |finding| findings.borrow_mut().push(finding);
    elsewhere(wire, &Verifier, &examined.unwrap(), &tell).now_or_never().unwrap();
    // What a browser may not read is never called a fault.
    let findings = findings.into_inner();
    assert_eq!(faults(&findings), []);
    assert_eq!(says(&findings, Step::WellKnownServer), &Says::NotReadable);
    assert_eq!(says(&findings, Step::FederationAddress), &Says::NotReadable);
}

/// What `.well-known/matrix/server` says, and where other servers are then looked for.
#[test]
fn what_other_servers_are_told() {
    let json = |value: &str| format!(r#"{{"m.server":"{value}"}}"#);
    let port = "https://hs.example:8448";
    for (body, expected, address) in [
        (json("m.hs.example:443"), Says::Delegates("m.hs.example:443".to_owned()), "https://m.hs.example:443"),
        (json("https://m.hs.example"), Says::BadDelegate("https://m.hs.example".to_owned()), port),
        (json("hs.example:"), Says::BadDelegate("hs.example:".to_owned()), port),
        (json(""), Says::BadDelegate(String::new()), port),
        ("{}".to_owned(), Says::NoDelegate, port),
        ("{]".to_owned(), Says::ServerBroken(Broken::NotJson { line: 1, column: 2, near: "{".to_owned() }), port),
    ] {
        let (_, examined, _) = walk(&case(BASE), alive, |_| None);
        let net = Rc::new(Net::new(
            move |request, _| request.url.ends_with("/.well-known/matrix/server").then(|| said(200, &body)),
            alive,
        ));
        let findings = RefCell::<Vec<Finding>>::default();
        let tell = |finding| findings.borrow_mut().push(finding);
        elsewhere(net.clone(), &Verifier, &examined.unwrap(), &tell).now_or_never().unwrap();
        assert_eq!(says(&findings.borrow(), Step::WellKnownServer), &expected);
        let elsewhere = net.heard().into_iter().filter(|request| !request.url.contains(".well-known"));
        assert!(elsewhere.into_iter().all(|request| request.url.starts_with(&format!("{address}/"))), "{expected:?}");
    }
}

/// A limit is waited for: no verdict is lost or made up.
#[test]
fn patience_with_a_limit() {
    let trial = trials().into_iter().find(|trial| trial.fault.starts_with("10 requests a second")).unwrap();
    let (findings, net) = trial.run(true);
    assert_eq!(faults(&findings), [(Step::Limits, Says::Limit)]);
    assert_eq!(says(&findings, Step::Preflight), &Says::Passes);
    assert_eq!(says(&findings, Step::Limits).sure(), Some(Sure::Likely));
    assert!(net.took_ms() > 5_000.0);
    // Beside another fault, too.
    let limited = std::cell::Cell::new(0);
    let all = self::findings(BASE, alive, move |request| {
        limited.set(limited.get() + 1);
        let refused = request.method.name() == "DELETE" || (40..46).contains(&limited.get());
        refused.then_some(Err(()))
    });
    let steps: Vec<Step> = faults(&all).into_iter().map(|(step, _)| step).collect();
    assert_eq!(steps, [Step::Preflight, Step::Limits]);
}

//! Faults of what comes through: methods, bodies, queries, caches, limits, addresses.

#![cfg(test)]

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use super::{BASE, Change, Model, PAGE, Said, Trial, alive, error, is_under, said, synapse, unrecognized};
use crate::api::doctor::Step;
use crate::api::wire::{Body, WireRequest};

/// A fault with a memory.
fn stateful(
    fault: &'static str,
    change: fn() -> Change,
    signed_out: &'static [Step],
    signed_in: &'static [Step],
) -> Trial {
    Trial { fault, typed: BASE, change, dead: alive, signed_out, signed_in }
}

/// All of them.
pub(super) fn trials() -> Vec<Trial> {
    [methods(), super::forwarded::trials(), between(), limits(), paths()].into_iter().flatten().collect()
}

fn length(request: &WireRequest) -> usize {
    match &request.body {
        Some(Body::Json(text) | Body::Form(text)) => text.len(),
        None => 0,
    }
}

fn methods() -> Vec<Trial> {
    vec![
        trial!("Preflights are refused", |request| request.authorization.as_ref().map(|_| Err(())), [Preflight]),
        trial!(
            "Preflights are refused below `/_synapse/admin`",
            |request| (request.authorization.is_some() && is_under(request, "/_synapse/")).then_some(Err(())),
            [Preflight]
        ),
        trial!("`POST` is refused", |request| (request.method.name() == "POST").then_some(Err(())), [Preflight]),
        trial!(
            "`DELETE` is answered 405 with a page that can be read",
            |request| (request.method.name() == "DELETE").then(|| said(405, PAGE)),
            [Preflight]
        ),
        trial!(
            "`PUT` and `DELETE` are refused below `/_synapse/admin`",
            |request| (["PUT", "DELETE"].contains(&request.method.name()) && is_under(request, "/_synapse/"))
                .then_some(Err(())),
            [Preflight]
        ),
        trial!("Bodies are limited to 256 bytes", |request| (length(request) > 256).then_some(Err(())), [Bodies]),
        trial!(
            "Bodies are limited to 32 KiB, with a page that can be read",
            |request| (length(request) > 32 * 1024).then(|| said(413, PAGE)),
            [Bodies]
        ),
        trial!(
            "Bodies are limited below `/_synapse/admin`",
            |request| (length(request) > 256 && is_under(request, "/_synapse/")).then_some(Err(())),
            [Bodies]
        ),
        trial!(
            "The body of `POST` and `PUT` is dropped",
            |request| Some(synapse(&WireRequest { body: None, ..request.clone() })),
            [Bodies]
        ),
        trial!(
            "`Authorization` is stripped",
            |request| Some(synapse(&WireRequest { authorization: None, ..request.clone() })),
            [Authorization]
        ),
        trial!(
            "`Authorization` is stripped below `/_synapse/admin`",
            |request| is_under(request, "/_synapse/")
                .then(|| synapse(&WireRequest { authorization: None, ..request.clone() })),
            [Authorization]
        ),
        trial!(
            "The signatures of other servers are stripped",
            |request| is_under(request, "/_matrix/federation/")
                .then(|| synapse(&WireRequest { authorization: None, ..request.clone() })),
            [Federation]
        ),
        trial!(
            "Basic auth for requests with a token",
            |request| request.authorization.as_ref().map(|_| said(401, PAGE)),
            [Authorization]
        ),
    ]
}

/// A cache that knows addresses alone, by this part of theirs.
fn cache(key: fn(&str) -> &str, keeps: fn(&(u16, String)) -> bool) -> Change {
    let kept = RefCell::<HashMap<String, Said>>::default();
    Box::new(move |request, _| {
        if request.method.name() != "GET" {
            return None;
        }
        let mut kept = kept.borrow_mut();
        if let Some(answer) = kept.get(key(&request.url)) {
            return Some(answer.clone());
        }
        let answer = synapse(request);
        if answer.as_ref().is_ok_and(keeps) {
            kept.insert(key(&request.url).to_owned(), answer.clone());
        }
        Some(answer)
    })
}

fn between() -> Vec<Trial> {
    vec![
        stateful(
            "A cache that ignores `Authorization`",
            || cache(|url| url, |(status, _)| *status == 200),
            &[Step::Caching],
            &[Step::Caching],
        ),
        stateful(
            "A cache that ignores `Authorization` and keeps errors, too",
            || cache(|url| url, |_| true),
            &[Step::Caching],
            &[Step::Caching],
        ),
        stateful(
            "A cache that ignores `Authorization` and the query (seen only with a session)",
            || cache(|url| url.split('?').next().unwrap_or(url), |(status, _)| *status == 200),
            &[],
            &[Step::Caching],
        ),
        trial!(
            "The query is dropped, where only `client` is listened to",
            |request| {
                let federation = is_under(request, "/_matrix/federation/") || is_under(request, "/_matrix/key/");
                let url = request.url.split('?').next().unwrap_or_default().to_owned();
                Some(if federation { unrecognized() } else { synapse(&WireRequest { url, ..request.clone() }) })
            },
            [Query]
        ),
        trial!(
            "The query is dropped below `/_matrix/client`",
            |request| is_under(request, "/_matrix/client/").then(|| {
                synapse(&WireRequest {
                    url: request.url.split('?').next().unwrap_or_default().to_owned(),
                    ..request.clone()
                })
            }),
            [Query]
        ),
        Trial {
            signed_out: &[],
            ..trial!(
                "The query is dropped below `/_synapse/admin` (seen only by an admin)",
                |request| is_under(request, "/_synapse/").then(|| {
                    synapse(&WireRequest {
                        url: request.url.split('?').next().unwrap_or_default().to_owned(),
                        ..request.clone()
                    })
                }),
                [Query]
            )
        },
    ]
}

/// So many requests a second, and some at once; who is above that gets this answer.
fn limit(per_second: f64, burst: f64, with: fn() -> Said) -> Change {
    let (left, last) = (Cell::new(burst), Cell::new(f64::NAN));
    Box::new(move |_, now| {
        let since = if last.get().is_nan() { 0.0 } else { now - last.get() };
        last.set(now);
        left.set((left.get() + since / 1000.0 * per_second).min(burst));
        if left.get() >= 1.0 {
            left.set(left.get() - 1.0);
            return None;
        }
        Some(with())
    })
}

fn limits() -> Vec<Trial> {
    vec![
        stateful(
            "10 requests a second, with a page that cannot be read",
            || limit(10.0, 5.0, || Err(())),
            &[Step::Limits],
            &[Step::Limits],
        ),
        stateful(
            "One request a second, with a page that cannot be read",
            || limit(1.0, 3.0, || Err(())),
            &[Step::Limits],
            &[Step::Limits],
        ),
        stateful(
            "One request a second, with a page that can be read",
            || limit(1.0, 3.0, || said(429, PAGE)),
            &[Step::Limits],
            &[Step::Limits],
        ),
        stateful(
            "One request a second, in Synapse's words",
            || limit(1.0, 3.0, || error(429, "M_LIMIT_EXCEEDED", "Too Many Requests")),
            &[Step::Limits],
            &[Step::Limits],
        ),
        stateful("Nothing more after 12 requests", || limit(0.0, 12.0, || Err(())), &[Step::Limits], &[Step::Limits]),
    ]
}

/// What Synapse sees of an address, for the probes alone.
fn seen(request: &WireRequest, changes: &[(&str, &str)]) -> Option<Said> {
    let probe = request.url.contains("/media/v3/download/") || request.url.contains("/make_join/%21");
    let mut url = request.url.clone();
    for (from, to) in changes {
        url = url.replace(from, to);
    }
    (probe && url != request.url).then(|| synapse(&WireRequest { url, ..request.clone() }))
}

/// What is refused before Synapse sees it.
fn refuses(request: &WireRequest, letters: &[&str]) -> Option<Said> {
    letters.iter().any(|letter| request.url.contains(letter)).then_some(Err(()))
}

fn paths() -> Vec<Trial> {
    vec![
        trial!(
            "Traefik as it comes (or HAProxy with `normalize-uri`)",
            |request| seen(request, &[("%7Eabc%2D", "~abc-"), ("%2e%2E", ".."), ("example//p", "example/p")]),
            [Paths]
        ),
        trial!(
            "Traefik that refuses encoded characters",
            |request| refuses(request, &["%2F", "%23", "%25", "%3F", "%5C", "%3B"]),
            [Paths]
        ),
        trial!("Traefik that allows `%2F` alone", |request| refuses(request, &["%23", "%25", "%3F"]), [Paths]),
        trial!("Apache without `AllowEncodedSlashes NoDecode`", |request| refuses(request, &["%2F"]), [Paths]),
        trial!(
            "Apache without `nocanon`",
            |request| refuses(request, &["p%23"]).or_else(|| seen(
                request,
                &[("%21%24%40%3A", "!$@:"), ("%7Eabc%2D", "~abc-"), ("%2e%2E", ".."), ("example//p", "example/p"),]
            )),
            [Paths]
        ),
        trial!(
            "nginx with a path behind `proxy_pass`",
            |request| if request.url.contains("/make_join/%21") {
                Some(unrecognized())
            } else {
                seen(
                    request,
                    &[
                        ("p%2Fq", "p/q"),
                        ("%21%24%40%3A", "!$@:"),
                        ("%7Eabc%2D", "~abc-"),
                        ("%2e%2E", ".."),
                        ("example//p", "example/p"),
                    ],
                )
            },
            [Paths]
        ),
        trial!("Slashes are merged", |request| seen(request, &[("example//p", "example/p")]), [Paths]),
    ]
}

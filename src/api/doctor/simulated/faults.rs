//! The faults of `docs/doctor.md`, as models of what is in front of Synapse.

#![cfg(test)]

use super::{BASE, Model, PAGE, Said, Trial, alive, is_under, said, synapse, unrecognized};
use crate::api::doctor::Step;
use crate::api::wire::WireRequest;

/// All of them.
pub(crate) fn trials() -> Vec<Trial> {
    let mut all = vec![trial!("Nothing", |_| None, [])];
    all.extend(names());
    all.extend(connections());
    all.extend(errors());
    all.extend(super::passage::trials());
    all
}

/// What the web server of a name publishes; the name's own host is no homeserver.
fn published(request: &WireRequest, body: &str) -> Option<Said> {
    let own = request.url.starts_with("https://rookery.example/");
    own.then(|| if request.url.contains("/.well-known/matrix/client") { said(200, body) } else { said(404, PAGE) })
}

fn names() -> Vec<Trial> {
    const NAME: &str = "rookery.example";
    vec![
        trial!("The name is no name", "not a name", alive, |_| None, [Name]),
        trial!(
            "The name does not exist, or its site hides all answers (Cross-Origin-Resource-Policy: same-origin)",
            NAME,
            |url| url.contains("rookery"),
            |_| None,
            [WellKnown]
        ),
        trial!(
            "`.well-known` without `Access-Control-Allow-Origin`, with two, or redirected to a place without it",
            NAME,
            alive,
            |_| Some(Err(())),
            [WellKnown]
        ),
        trial!(
            "`.well-known` without `Access-Control-Allow-Origin`, on a website that lets pages read the rest",
            NAME,
            alive,
            |request| published(request, "").map(|page| if request.url.contains("well-known") {
                Err(())
            } else {
                page
            }),
            [WellKnown]
        ),
        trial!(
            "`.well-known` that is not JSON",
            NAME,
            alive,
            |request| published(request, r#"{"m.homeserver":{"base_url":"https://hs.example"}]}"#),
            [WellKnown]
        ),
        trial!(
            "`.well-known` that begins with a byte order mark",
            NAME,
            alive,
            |request| published(request, "\u{feff}{\"m.homeserver\":{\"base_url\":\"https://hs.example\"}}"),
            [WellKnown]
        ),
        trial!("`.well-known` without `m.homeserver`", NAME, alive, |request| published(request, "{}"), [WellKnown]),
        trial!(
            "`.well-known` with an address without `https://`",
            NAME,
            alive,
            |request| published(request, r#"{"m.homeserver":{"base_url":"hs.example"}}"#),
            [WellKnown]
        ),
        trial!(
            "`.well-known` that answers 500",
            "hs.example",
            alive,
            |request| request.url.contains(".well-known").then(|| said(500, PAGE)),
            [WellKnown]
        ),
        trial!(
            "An address that is another website's, which leads on",
            "https://rookery.example",
            alive,
            |request| published(request, r#"{"m.homeserver":{"base_url":"https://hs.example"}}"#),
            [WellKnown]
        ),
        trial!(
            "An address that is another website's, whose `.well-known` is not JSON",
            "https://rookery.example",
            alive,
            |request| published(request, r#"{"m.homeserver":{"base_url":"https://hs.example"}]}"#),
            [WellKnown]
        ),
    ]
}

fn connections() -> Vec<Trial> {
    vec![
        trial!(
            "Nothing answers: down, a wrong port, a firewall, a closed connection",
            BASE,
            |_| true,
            |_| None,
            [Reach]
        ),
        trial!(
            "A certificate that browsers do not trust",
            BASE,
            |url| url.starts_with("https:"),
            |_| None,
            [Encryption]
        ),
        trial!(
            "`/_matrix` is closed without an answer (`return 444`)",
            BASE,
            |url| url.contains("/_matrix"),
            |_| None,
            [Versions]
        ),
        trial!("502 with a page that can be read", |_| Some(said(502, PAGE)), [Versions]),
        trial!("503 with a page that can be read", |_| Some(said(503, PAGE)), [Versions]),
        trial!("504 with a page that can be read", |_| Some(said(504, PAGE)), [Versions]),
        trial!(
            "A page that cannot be read: 502, Basic auth, a redirect, another website",
            |_| Some(Err(())),
            [Versions]
        ),
        trial!("The CORS header is removed from all answers, or set to another origin", |_| Some(Err(())), [Versions]),
        trial!(
            "The CORS header twice below `/_matrix/client`",
            |request| is_under(request, "/_matrix/client").then_some(Err(())),
            [Versions]
        ),
        trial!(
            "The CORS header is removed below `/_matrix`, or set to another origin",
            |request| is_under(request, "/_matrix").then_some(Err(())),
            [Versions]
        ),
        trial!("Basic auth, with a page that can be read", |_| Some(said(401, PAGE)), [Versions]),
        trial!("Another website, which lets pages read it", |_| Some(said(200, PAGE)), [Versions]),
        trial!(
            "Only `/versions` is answered by something else",
            |request| request.url.ends_with("/versions").then_some(Err(())),
            [Versions]
        ),
        trial!(
            "A listener without the client API",
            |request| is_under(request, "/_matrix/client").then(unrecognized),
            [Versions]
        ),
    ]
}

/// What Synapse's answer becomes when errors are replaced.
fn replaced(request: &WireRequest, which: fn(u16) -> bool, with: Said) -> Option<Said> {
    match synapse(request) {
        Ok((status, _)) if which(status) => Some(with),
        _ => None,
    }
}

fn errors() -> Vec<Trial> {
    vec![
        trial!(
            "Errors are replaced by pages that cannot be read (`proxy_intercept_errors`, `ProxyErrorOverride`)",
            |request| replaced(request, |status| status >= 400, Err(())),
            [Errors]
        ),
        trial!("Only 400 is replaced", |request| replaced(request, |status| status == 400, Err(())), [Errors]),
        trial!(
            "Only 400 is replaced, by a page that can be read",
            |request| replaced(request, |status| status == 400, said(500, PAGE)),
            [Errors]
        ),
        trial!("Only 401 is replaced", |request| replaced(request, |status| status == 401, Err(())), [Errors]),
        trial!("Only 404 is replaced", |request| replaced(request, |status| status == 404, Err(())), [Errors]),
        trial!("Only 403 is replaced (not seen)", |request| replaced(request, |status| status == 403, Err(())), []),
        trial!(
            "Errors are replaced by pages that can be read",
            |request| replaced(request, |status| status >= 400, said(500, PAGE)),
            [Errors]
        ),
        trial!(
            "Errors are replaced below `/_synapse/admin`",
            |request| is_under(request, "/_synapse/")
                .then(|| replaced(request, |status| status >= 400, Err(())))
                .flatten(),
            [Errors]
        ),
        trial!(
            "The CORS header twice with errors alone",
            |request| {
                let page = is_under(request, "/_matrix/static/").then(|| said(404, PAGE));
                page.or_else(|| replaced(request, |status| status >= 400, Err(())))
            },
            [CorsOnce]
        ),
        trial!(
            "The CORS header twice with good answers alone (`add_header`)",
            |request| {
                let page = is_under(request, "/_matrix/static/").then(|| said(200, PAGE));
                page.or_else(|| replaced(request, |status| status < 400, Err(())))
            },
            [CorsOnce]
        ),
        trial!(
            "The CORS header twice with all answers (`add_header … always`)",
            |request| Some(if is_under(request, "/_matrix/static/") { said(200, PAGE) } else { Err(()) }),
            [CorsOnce]
        ),
        trial!(
            "The CORS header twice below `/_synapse/admin`",
            |request| is_under(request, "/_synapse/")
                .then(|| replaced(request, |status| status < 400, Err(())))
                .flatten(),
            [CorsOnce]
        ),
        trial!(
            "Errors are replaced, and preflights refused",
            |request| if request.authorization.is_some() {
                Some(Err(()))
            } else {
                replaced(request, |status| status >= 400, Err(()))
            },
            [Errors, Preflight]
        ),
    ]
}

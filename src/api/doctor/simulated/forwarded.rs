//! Faults of what is forwarded: parts of the API.

#![cfg(test)]

use super::{BASE, Model, PAGE, Said, Trial, alive, is_under, said, unrecognized};
use crate::api::doctor::Step;
use crate::api::wire::WireRequest;

/// `/_matrix/client` as old rules forward it.
fn only(request: &WireRequest, forwarded: &[&str], with: Said) -> Option<Said> {
    let through = forwarded.iter().any(|part| is_under(request, &format!("/_matrix/client/{part}")));
    (is_under(request, "/_matrix/client/") && !through).then_some(with)
}

/// Users or rooms below any generation of the admin API.
fn is_about(request: &WireRequest, what: &[&str]) -> bool {
    let mut parts = request.url.split(['/', '?']).skip(6);
    is_under(request, "/_synapse/admin/") && parts.next().is_some_and(|part| what.contains(&part))
}

/// All of them.
pub(super) fn trials() -> Vec<Trial> {
    vec![
        trial!(
            "Below `/_matrix/client` only `r0` and `versions` are forwarded",
            |request| only(request, &["r0", "versions"], Err(())),
            [Versions]
        ),
        trial!(
            "Below `/_matrix/client` only `r0` and `versions` are forwarded, else there is a page that can be read",
            |request| only(request, &["r0", "versions"], said(404, PAGE)),
            [Versions]
        ),
        trial!(
            "Below `/_matrix/client` only `versions` is forwarded",
            |request| only(request, &["versions"], Err(())),
            [Versions]
        ),
        trial!(
            "`/_synapse/admin/v*/users` is forbidden",
            |request| is_about(request, &["users"]).then_some(Err(())),
            [AdminApi]
        ),
        trial!(
            "`/_synapse/admin/v*/rooms` is forbidden",
            |request| is_about(request, &["rooms"]).then_some(Err(())),
            [AdminApi]
        ),
        trial!(
            "`/_synapse/admin/v*/users` and `rooms` are forbidden, with a page that can be read",
            |request| is_about(request, &["users", "rooms"]).then(|| said(403, PAGE)),
            [AdminApi]
        ),
        trial!(
            "`/_synapse/admin` is not forwarded, only for other addresses, or asks for a password",
            |request| is_under(request, "/_synapse/").then_some(Err(())),
            [AdminApi]
        ),
        trial!(
            "`/_synapse/admin` is closed without an answer",
            BASE,
            |url| url.contains("/_synapse/"),
            |_| None,
            [AdminApi]
        ),
        trial!(
            "`/_synapse/admin` answers 403 with a page that can be read",
            |request| is_under(request, "/_synapse/").then(|| said(403, PAGE)),
            [AdminApi]
        ),
        trial!(
            "`/_synapse/admin` asks for a password, with a page that can be read",
            |request| is_under(request, "/_synapse/").then(|| said(401, PAGE)),
            [AdminApi]
        ),
        trial!(
            "Only `/_synapse/admin/v1` is forwarded",
            |request| (is_under(request, "/_synapse/") && !is_under(request, "/_synapse/admin/v1/")).then_some(Err(())),
            [AdminApi]
        ),
        trial!(
            "Only `/_synapse/admin/v2` is forwarded",
            |request| (is_under(request, "/_synapse/") && !is_under(request, "/_synapse/admin/v2/")).then_some(Err(())),
            [AdminApi]
        ),
        trial!(
            "A listener or worker without the admin API",
            |request| is_under(request, "/_synapse/").then(unrecognized),
            [AdminApi]
        ),
        trial!("`/login` answers 403", |request| request.url.ends_with("/v3/login").then_some(Err(())), [Login]),
        trial!(
            "`/login` answers 403 with a page that can be read",
            |request| request.url.ends_with("/v3/login").then(|| said(403, PAGE)),
            [Login]
        ),
        trial!(
            "`POST` of `/login` is refused",
            |request| (request.method.name() == "POST" && request.url.ends_with("/v3/login")).then_some(Err(())),
            [Login]
        ),
        trial!(
            "`POST` of `/login` is refused, with a page that can be read",
            |request| (request.method.name() == "POST" && request.url.ends_with("/v3/login")).then(|| said(403, PAGE)),
            [Login]
        ),
        trial!(
            "`/_matrix/client/v1` is not forwarded",
            |request| is_under(request, "/_matrix/client/v1/").then_some(Err(())),
            [Delegated]
        ),
        trial!(
            "`/_matrix/media` is not forwarded",
            |request| is_under(request, "/_matrix/media/").then_some(Err(())),
            [Paths]
        ),
        trial!(
            "`/_matrix/media` and `/_matrix/federation` are not forwarded",
            |request| (is_under(request, "/_matrix/media/") || is_under(request, "/_matrix/federation/"))
                .then_some(Err(())),
            [Paths, Federation]
        ),
        trial!(
            "`/_matrix/key` is not forwarded",
            |request| is_under(request, "/_matrix/key/").then_some(Err(())),
            [Keys]
        ),
        trial!(
            "`/_matrix/federation` is not forwarded",
            |request| is_under(request, "/_matrix/federation/").then_some(Err(())),
            [Federation]
        ),
    ]
}

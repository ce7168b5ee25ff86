//! The parts of the API, as requests without a token see them: what is forwarded, and whether errors can be read.
//!
//! These are the controls for everything that needs a token: an unreadable error says something about a preflight only
//! where the same error can be read without one.

use super::ask::Asker;
use super::server::login_url;
use super::{Says, Seen};
use crate::api::probe::{Answer, TIMEOUT_MS};

/// The generation of the client API that Glia uses.
const CLIENT: &str = "/_matrix/client/v3";
/// What belongs to no user and no device.
pub(super) const DEVICE: &str = "/_matrix/client/v3/devices/glia-connection-doctor";
/// The same of the admin API.
pub(super) const ADMIN_DEVICE: &str = "/_synapse/admin/v2/users/%40glia-connection-doctor%3Aglia.invalid/devices/none";
/// Synapse's own page about a file that is not there: without CORS headers.
const NO_PAGE: &str = "/_matrix/static/glia-connection-doctor";
/// The generations of the admin API that Glia uses.
const GENERATIONS: [&str; 3] = ["v1", "v2", "v3"];

/// Places of it that may be forbidden by themselves, beside users. Without a token all answer alike.
const PLACES: [&str; 2] = ["v1/rooms", "v1/federation/destinations"];

/// A part of the API.
pub(super) struct Part {
    /// Whether it answers as it should.
    pub answers: bool,
    /// What of it is forwarded.
    pub says: Says,
    /// Whether its errors can be read.
    pub errors: Says,
    /// Whether they come with the CORS header once.
    pub once: Says,
    /// Whether the error that a request without a token gets can be read: with a token it must be, too.
    pub control: bool,
    /// What was asked.
    pub seen: Vec<Seen>,
}

/// The client API, whose `/versions` can be read.
pub(super) async fn client(asker: &mut Asker, base_url: &str) -> Part {
    let nowhere = asker.get(&format!("{base_url}{CLIENT}/glia-connection-doctor")).await;
    let no_token = asker.get(&format!("{base_url}{DEVICE}")).await;
    let mut part = Part {
        answers: true,
        says: Says::Matrix,
        errors: Says::Blocked,
        once: Says::Once,
        control: no_token.is_matrix(),
        seen: Vec::new(),
    };
    if is_lost(&nowhere) && is_lost(&no_token) && !is_forwarded(asker, base_url).await {
        part.says = Says::Intercepted { path: CLIENT.to_owned(), status: nowhere.status() };
        part.seen = asker.take();
        return part;
    }
    let malformed = malformed(asker, base_url).await;
    part.errors = errors(&[&nowhere, &no_token, &malformed], false);
    if let Says::ErrorsHidden { .. } = part.errors
        && asker.get(&format!("{base_url}{NO_PAGE}")).await.is_said()
    {
        // It has no header of its own, so something adds one to errors, also to those that have it.
        (part.errors, part.once) = (Says::Blocked, Says::TwiceOnErrors);
    }
    part.seen = asker.take();
    part
}

/// Whether unreadable errors are those of a client API that is forwarded: no error below another generation of it can be
/// read, and good answers can.
async fn is_forwarded(asker: &mut Asker, base_url: &str) -> bool {
    if asker.get(&format!("{base_url}/_matrix/client/r0/glia-connection-doctor")).await.is_matrix() {
        return false;
    }
    // With Matrix Authentication Service the ways to sign in are an error, too.
    for url in [login_url(base_url), format!("{base_url}/_matrix/client/v1/auth_metadata")] {
        if asker.get(&url).await.good().is_some() {
            return true;
        }
    }
    false
}

/// An error 400. What cannot be read of one path may be about that path, so two are asked.
async fn malformed(asker: &mut Asker, base_url: &str) -> Answer {
    let answer = asker.get(&format!("{base_url}/_matrix/client/v3/directory/room/glia-connection-doctor")).await;
    if !is_lost(&answer) {
        return answer;
    }
    let media = asker.get(&thumbnail(base_url)).await;
    if media.error().is_some_and(|error| error.status == 400) { media } else { answer }
}

/// No thumbnail: its width is no number.
pub(super) fn thumbnail(base_url: &str) -> String {
    format!("{base_url}/_matrix/media/v3/thumbnail/glia.invalid/none?width=glia&height=1&allow_remote=false")
}

/// Whether something else answered, or nothing that may be read.
pub(super) fn is_lost(answer: &Answer) -> bool {
    answer.is_silence() || (answer.is_said() && !answer.is_matrix())
}

/// What errors say that Synapse answers in words of its own.
fn errors(answers: &[&Answer], admin_only: bool) -> Says {
    if answers.iter().any(|answer| answer.is_silence()) {
        return Says::ErrorsHidden { admin_only };
    }
    match answers.iter().find(|answer| is_lost(answer)).and_then(|answer| answer.status()) {
        Some(status) => Says::ErrorsReplaced { status, admin_only },
        None if answers.contains(&&Answer::Limited) => Says::Limited,
        None => Says::ErrorsReadable,
    }
}

/// The admin API. `client` is whether errors of the client API can be read.
pub(super) async fn admin(asker: &mut Asker, base_url: &str, client_errors: bool) -> Part {
    let url = version(base_url);
    let answer = asker.get(&url).await;
    let mut part = Part {
        answers: false,
        says: Says::Blocked,
        errors: Says::ErrorsReadable,
        once: Says::Once,
        control: false,
        seen: Vec::new(),
    };
    let version = answer.good().and_then(|body| Some(body.get("server_version")?.as_str()?.to_owned()));
    part.says = match (&answer, &version) {
        (_, Some(version)) => Says::AdminAnswers(version.clone()),
        (Answer::Silence { .. }, _) => Says::AdminHidden,
        (Answer::Late { .. }, _) => Says::Late { after_ms: TIMEOUT_MS },
        (Answer::Limited, _) => Says::Limited,
        (answer, _) if answer.has_code("M_UNRECOGNIZED") => Says::AdminElsewhere,
        (Answer::Said { status, .. }, _) => match status {
            502..=504 => Says::BadGateway { status: *status },
            401 | 407 if answer.error().is_none() => Says::WantsPassword,
            _ => Says::AdminRefused { status: *status },
        },
    };
    if version.is_some() || part.says == Says::AdminHidden {
        if version.is_some() {
            asker.can_read(&url);
        }
        forwarded(asker, base_url, client_errors, &mut part).await;
    }
    part.answers = matches!(part.says, Says::AdminAnswers(_));
    part.seen = asker.take();
    part
}

/// Which generations and places of the admin API come through, beside what its version said.
async fn forwarded(asker: &mut Asker, base_url: &str, client_errors: bool, part: &mut Part) {
    let mut nowhere = Vec::new();
    for generation in GENERATIONS {
        let answer = asker.get(&format!("{base_url}/_synapse/admin/{generation}/glia-connection-doctor")).await;
        nowhere.push((generation, answer));
    }
    let through: Vec<_> = nowhere.iter().filter(|(_, answer)| answer.is_matrix()).map(|(name, _)| *name).collect();
    let missing: Vec<_> = nowhere.iter().filter(|(_, answer)| is_lost(answer)).map(|(name, _)| *name).collect();
    let hidden = part.says == Says::AdminHidden;
    if hidden && through.contains(&"v1") {
        // Its errors can be read and its good answers cannot.
        part.once = Says::Twice { admin_only: true };
        part.says = Says::Blocked;
    } else if !missing.is_empty() && !through.is_empty() {
        part.says = Says::AdminPartly(missing);
    } else if hidden && !asker.reach(&version(base_url)).await {
        part.says = Says::AdminAborted;
    } else if !hidden {
        let no_token = asker.get(&format!("{base_url}{ADMIN_DEVICE}")).await;
        let mut places = vec![("v2/users", no_token.clone())];
        for place in PLACES {
            let url = format!("{base_url}/_synapse/admin/{place}/glia-connection-doctor");
            places.push((place, asker.get(&url).await));
        }
        // The same error can be read at another place, so it is about this one.
        let missing: Vec<_> = places.iter().filter(|(_, answer)| is_lost(answer)).map(|(name, _)| *name).collect();
        if !missing.is_empty() && places.iter().any(|(_, answer)| answer.is_matrix()) {
            part.says = Says::AdminPartly(missing);
            return;
        }
        let answers: Vec<_> = nowhere.iter().chain(&places).map(|(_, answer)| answer).collect();
        // Where no error can be read at all, this part is no case of its own.
        part.errors = if client_errors { errors(&answers, true) } else { Says::Blocked };
        part.control = no_token.is_matrix();
    }
}

/// Where the admin API says its version.
pub(super) fn version(base_url: &str) -> String {
    format!("{base_url}/_synapse/admin/v1/server_version")
}

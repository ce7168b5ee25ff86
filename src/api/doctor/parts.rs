//! The parts of the API, as requests without a token see them: what is forwarded, and whether errors can be read.
//!
//! These are the controls for everything that needs a token: an unreadable error says something about a preflight only
//! where the same error can be read without one.

use super::ask::Asker;
use super::{Says, Seen};
use crate::api::probe::{Answer, TIMEOUT_MS};

/// What belongs to no user and no device.
pub(super) const DEVICE: &str = "/_matrix/client/v3/devices/glia-connection-doctor";
/// The same of the admin API.
pub(super) const ADMIN_DEVICE: &str = "/_synapse/admin/v2/users/%40glia-connection-doctor%3Aglia.invalid/devices/none";
/// Synapse's own page about a file that is not there: without CORS headers.
const NO_PAGE: &str = "/_matrix/static/glia-connection-doctor";
/// The generations of the admin API that Glia uses.
const GENERATIONS: [&str; 3] = ["v1", "v2", "v3"];

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
    let nowhere = asker.get(&format!("{base_url}/_matrix/client/v3/glia-connection-doctor")).await;
    let no_token = asker.get(&format!("{base_url}{DEVICE}")).await;
    let (mut errors, mut once) = (errors(&[&nowhere, &no_token], false), Says::Once);
    if let Says::ErrorsHidden { .. } = errors
        && asker.get(&format!("{base_url}{NO_PAGE}")).await.is_said()
    {
        // It has no header of its own, so something adds one to errors, also to those that have it.
        (errors, once) = (Says::Blocked, Says::TwiceOnErrors);
    }
    Part { answers: true, says: Says::Matrix, errors, once, control: no_token.is_matrix(), seen: asker.take() }
}

/// What errors say that Synapse answers in words of its own.
fn errors(answers: &[&Answer], admin_only: bool) -> Says {
    if answers.iter().any(|answer| answer.is_silence()) {
        return Says::ErrorsHidden { admin_only };
    }
    let foreign = |answer: &&&Answer| answer.is_said() && !answer.is_matrix();
    match answers.iter().find(foreign).and_then(|answer| answer.status()) {
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

/// Which generations of the admin API come through, beside what its version said.
async fn forwarded(asker: &mut Asker, base_url: &str, client_errors: bool, part: &mut Part) {
    let mut nowhere = Vec::new();
    for generation in GENERATIONS {
        let answer = asker.get(&format!("{base_url}/_synapse/admin/{generation}/glia-connection-doctor")).await;
        nowhere.push((generation, answer));
    }
    let through: Vec<_> = nowhere.iter().filter(|(_, answer)| answer.is_matrix()).map(|(name, _)| *name).collect();
    let lost = |answer: &Answer| answer.is_silence() || (answer.is_said() && !answer.is_matrix());
    let missing: Vec<_> = nowhere.iter().filter(|(_, answer)| lost(answer)).map(|(name, _)| *name).collect();
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
        let answers: Vec<_> = nowhere.iter().map(|(_, answer)| answer).chain([&no_token]).collect();
        // Where no error can be read at all, this part is no case of its own.
        part.errors = if client_errors { errors(&answers, true) } else { Says::Blocked };
        part.control = no_token.is_matrix();
    }
}

/// Where the admin API says its version.
pub(super) fn version(base_url: &str) -> String {
    format!("{base_url}/_synapse/admin/v1/server_version")
}

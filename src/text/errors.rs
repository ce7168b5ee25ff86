//! The one place where errors become sentences.

use crate::api::discovery::Problem;
use crate::api::{ApiError, ErrorKind};
use crate::model::link::host;
use crate::route::{Address, Page};

/// An error for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// What happened, in one sentence.
    pub title: String,
    /// What it may mean and what to do.
    pub hint: Option<&'static str>,
    /// What the server itself said.
    pub words: Option<String>,
    /// Evidence for whoever looks into it: request, status, body.
    pub evidence: String,
    /// Where the doctor looks into it, for what may be a fault of the connection.
    pub doctor: Option<String>,
}

impl Explained {
    /// A sentence and what to do, without evidence.
    #[must_use]
    pub fn plain(title: &str, hint: Option<&'static str>) -> Self {
        Self { title: title.to_owned(), hint, words: None, evidence: String::new(), doctor: None }
    }
}

/// Explains any error.
#[must_use]
pub fn explain(error: &ApiError) -> Explained {
    let request = &error.request;
    match &error.kind {
        ErrorKind::Network { cause } => Explained {
            title: format!("No answer from {}.", host(request)),
            hint: Some(
                "The browser could not reach it, or is not allowed to read its answer. The server may be down, the address \
                 wrong, or a reverse proxy may not forward this path or not send the CORS headers.",
            ),
            words: None,
            evidence: format!("{request}\n{cause}"),
            doctor: doctor(request),
        },
        ErrorKind::Timeout { after_ms } => Explained {
            title: format!("{} did not answer within {} seconds.", host(request), after_ms / 1000),
            // A write may have been done all the same.
            hint: request.starts_with("GET ").then_some("It may be busy. Trying again later is safe."),
            words: None,
            evidence: request.clone(),
            doctor: doctor(request),
        },
        ErrorKind::Matrix(matrix) => Explained {
            title: matrix_title(error),
            hint: matrix_hint(error),
            words: Some(if matrix.error.is_empty() { matrix.errcode.clone() } else { matrix.error.clone() }),
            evidence: format!("{request}\n{} {}: {}", matrix.status, matrix.errcode, matrix.error),
            doctor: if error.is_unrecognized() { doctor(request) } else { None },
        },
        ErrorKind::NotMatrix { status, snippet } => Explained {
            title: format!("{} answered {status}, but not as a Matrix server does.", host(request)),
            hint: Some(
                "Mostly this is a reverse proxy in front of Synapse: it cannot reach Synapse, or does not forward this path.",
            ),
            words: None,
            evidence: format!("{request}\n{status}\n{snippet}"),
            doctor: doctor(request),
        },
        ErrorKind::Unexpected { status, why, snippet } => Explained {
            title: format!("The answer of {} could not be read: {why}.", host(request)),
            hint: Some(
                "The connection may have been cut, or something between this browser and Synapse changes the answers.",
            ),
            words: None,
            evidence: format!("{request}\n{status}\n{snippet}"),
            doctor: doctor(request),
        },
        ErrorKind::NoSession => {
            let title = "You are not signed in.".to_owned();
            Explained { title, hint: None, words: None, evidence: request.clone(), doctor: None }
        }
    }
}

/// What happened and the server's own words, for a notice.
#[must_use]
pub fn in_one_line(error: &ApiError) -> String {
    let Explained { title, words, .. } = explain(error);
    words.map_or_else(|| title.clone(), |words| format!("{title} {words}"))
}

fn matrix_title(error: &ApiError) -> String {
    let Some(matrix) = error.matrix() else { return String::new() };
    match matrix.errcode.as_str() {
        _ if error.limited_for_ms().is_some() => "The server has had too many requests for now.".to_owned(),
        _ if error.is_not_admin() => "This account is no server admin.".to_owned(),
        _ if error.is_unknown_token() => "The server no longer accepts this session.".to_owned(),
        _ if error.is_unrecognized() => "This server does not offer that.".to_owned(),
        _ if error.is_not_found() => "The server does not know that.".to_owned(),
        _ if error.is_locked() => "This account is locked.".to_owned(),
        "M_USER_DEACTIVATED" => "This account is deactivated.".to_owned(),
        "M_EXCLUSIVE" => "That belongs to an application service, which alone may change it.".to_owned(),
        _ if error.is_forbidden() => "The server does not allow that.".to_owned(),
        _ if matrix.status >= 500 => format!("Something failed inside the server (status {}).", matrix.status),
        _ => format!("The server refused that (status {}).", matrix.status),
    }
}

fn matrix_hint(error: &ApiError) -> Option<&'static str> {
    if error.is_unrecognized() {
        return Some(
            "Synapse may be too old for it, may use Matrix Authentication Service, or the reverse proxy sends this path to a \
             worker that does not serve it.",
        );
    }
    error.limited_for_ms().map(|_| "It asks to wait a moment before the next try.")
}

/// Why a homeserver could not be used.
#[must_use]
pub fn problem(problem: &Problem) -> Explained {
    match problem {
        Problem::NotUnderstood => Explained {
            title: "This is no server name, address or user ID.".to_owned(),
            hint: Some("Examples: example.org, https://matrix.example.org, @alice:example.org"),
            words: None,
            evidence: String::new(),
            doctor: None,
        },
        Problem::NotMatrix(error) => Explained {
            title: format!("{} answers, but it is not a Matrix server.", host(&error.request)),
            ..explain(error)
        },
        Problem::Unreachable(error) => {
            Explained { title: format!("{} is unreachable.", host(&error.request)), ..explain(error) }
        }
    }
}

/// The doctor's address for the server that a request went to.
fn doctor(request: &str) -> Option<String> {
    let (_, url) = request.split_once(' ')?;
    let base = ["/_matrix/", "/_synapse/", "/.well-known/"].into_iter().find_map(|api| url.split_once(api))?.0;
    Some(Address { page: Page::Doctor, server: Some(base.to_owned()) }.href())
}

/// The user stopped waiting.
#[must_use]
pub fn cancelled() -> Explained {
    let title = super::app::cancelled().to_owned();
    Explained { title, hint: None, words: None, evidence: String::new(), doctor: None }
}

/// A part of the app itself could not be loaded.
#[must_use]
pub fn part_missing() -> Explained {
    Explained {
        title: "This part of Glia could not be loaded.".to_owned(),
        hint: Some("Check the connection and try again. If Glia was updated on its host meanwhile, reload the page."),
        words: None,
        evidence: String::new(),
        doctor: None,
    }
}

/// The transport waits before it repeats.
#[must_use]
pub fn limited_waiting(ms: u64) -> String {
    format!("The server asks to wait {} s; Glia tries again by itself.", ms.div_ceil(1000))
}

/// How long a sign-in must wait.
#[must_use]
pub fn limited_sign_in(seconds: u64) -> String {
    match seconds {
        1 => "Too many tries. The server asks to wait 1 second.".to_owned(),
        _ => format!("Too many tries. The server asks to wait {seconds} seconds."),
    }
}

#[cfg(test)]
mod tests {
    use super::{explain, problem};
    use crate::api::discovery::Problem;
    use crate::api::error::MatrixError;
    use crate::api::{ApiError, ErrorKind};

    fn error(kind: ErrorKind) -> ApiError {
        ApiError { request: "GET https://hs.example:8448/_synapse/admin/v1/rooms".to_owned(), kind }
    }

    fn matrix(status: u16, errcode: &str, words: &str) -> ApiError {
        error(ErrorKind::Matrix(MatrixError {
            status,
            errcode: errcode.to_owned(),
            error: words.to_owned(),
            retry_after_ms: None,
            soft_logout: false,
        }))
    }

    #[test]
    fn every_kind_has_a_sentence_with_its_host_or_the_servers_words() {
        let title = |kind| explain(&error(kind)).title;
        assert_eq!(title(ErrorKind::Network { cause: "x".to_owned() }), "No answer from hs.example:8448.");
        assert_eq!(title(ErrorKind::Timeout { after_ms: 60_000 }), "hs.example:8448 did not answer within 60 seconds.");
        let html = ErrorKind::NotMatrix { status: 502, snippet: "<html>".to_owned() };
        assert_eq!(title(html), "hs.example:8448 answered 502, but not as a Matrix server does.");
        assert_eq!(
            explain(&error(ErrorKind::Timeout { after_ms: 1 })).doctor.as_deref(),
            Some("#/doctor?server=https%3A%2F%2Fhs.example%3A8448")
        );
        let refused = explain(&matrix(400, "M_UNKNOWN", "You may not demote yourself."));
        assert_eq!(refused.title, "The server refused that (status 400).");
        assert_eq!(refused.words.as_deref(), Some("You may not demote yourself."));
        assert!(refused.evidence.contains("400 M_UNKNOWN"));
        assert_eq!(
            explain(&matrix(403, "M_FORBIDDEN", "You are not a server admin")).title,
            "This account is no server admin."
        );
    }

    #[test]
    fn says_what_is_wrong_with_a_homeserver() {
        let nothing = Problem::Unreachable(error(ErrorKind::Network { cause: "x".to_owned() }));
        assert_eq!(problem(&nothing).title, "hs.example:8448 is unreachable.");
        let page = Problem::NotMatrix(error(ErrorKind::NotMatrix { status: 404, snippet: String::new() }));
        assert_eq!(problem(&page).title, "hs.example:8448 answers, but it is not a Matrix server.");
    }
}

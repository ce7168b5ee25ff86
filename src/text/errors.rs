//! The one place where errors become sentences.

use crate::api::discovery::well_known::Broken;
use crate::api::discovery::{Problem, Typed, understand};
use crate::api::odd::{Kind, Odd};
use crate::api::{ApiError, ErrorKind};
use crate::model::link::host;
use crate::route::{Address, Page};

sentences! {
    network(host: &str) = "No answer from {host}.";
    network_hint = "The browser could not reach it, or may not read its answer. The server may be down, the address may be wrong, or a reverse proxy may not forward this path or may not send the CORS headers.";
    timeout(host: &str, n: u32) = { by n: one "{host} did not answer within {n} second.", other "{host} did not answer within {n} seconds." };
    timeout_hint = "It may be busy. Trying again later is safe.";
    not_matrix(host: &str, status: u16) = "{host} answered {status}, but not like a Matrix server.";
    not_matrix_hint = "Usually this is a reverse proxy in front of Synapse that cannot reach it or does not forward this path.";
    unexpected(host: &str, why: &str) = "The answer from {host} could not be read: {why}.";
    unexpected_hint = "The connection may have been cut, or something between this browser and Synapse changes the answers.";
    no_user(user_id: &str) = "There is no user {user_id} on this server.";
    no_session = "You are not signed in.";
    limited = "The server has had too many requests.";
    not_admin = "This account is not a server admin.";
    unknown_token = "The server no longer accepts this session.";
    unrecognized = "This server does not support that.";
    not_found = "The server does not know that.";
    locked = "This account is locked.";
    deactivated = "This account is deactivated.";
    exclusive = "That belongs to an application service; nobody else can change it.";
    forbidden = "The server does not allow that.";
    not_understood = "This is not a server name, address or user ID.";
    understood_hint = "Examples: example.org, https://matrix.example.org, @alice:example.org";
    limited_hint = "It asks you to wait a moment before trying again.";
    part_missing_title = "This part of Glia could not be loaded.";
    part_missing_hint = "Check the connection and try again. If Glia was updated on its host meanwhile, reload the page.";
    failed_inside(status: u16) = "Something failed inside the server (status {status}).";
    refused(status: u16) = "The server refused that (status {status}).";
    unrecognized_hint = "Synapse may be too old or use Matrix Authentication Service, or the reverse proxy may send this path to a worker that does not serve it.";
    other_program(host: &str) = "{host} answers, but it is not a Matrix server.";
    well_known_bom(name: &str) = "The .well-known of {name} begins with a byte order mark (BOM), so it is not valid JSON.";
    well_known_not_json(name: &str, line: usize, column: usize) = "The .well-known of {name} is not valid JSON: the mistake is in line {line}, column {column}.";
    well_known_not_json_after(name: &str, line: usize, column: usize, near: &str) = "The .well-known of {name} is not valid JSON: the mistake is in line {line}, column {column}, after {near}";
    well_known_no_homeserver(name: &str) = "The .well-known of {name} names no homeserver: \"base_url\" in \"m.homeserver\" is missing.";
    well_known_no_address(name: &str, text: &str) = "The .well-known of {name} names “{text}”, which is not a web address: it must begin with https://.";
    well_known_hint = "Until the file is corrected, type the homeserver's own address.";
    find_out = "Find out why";
    unreachable(host: &str) = "{host} is unreachable.";
    odd_missing(field: &str) = "\"{field}\" is missing";
    odd_field(field: &str, wanted: &str, got: &str) = "\"{field}\" should be {wanted} but is {got}";
    odd_whole(wanted: &str, got: &str) = "expected {wanted}, got {got}";
    odd_no_address(text: &str) = "\"{text}\" is not a web address";
    odd_empty = "the body is empty";
    odd_cut_off = "the JSON is cut off";
    odd_not_json = "the body is not JSON";
    odd_too_long = "it is longer than 64 MiB, more than any answer that Glia asks for";
    odd_broke_off = "the file broke off each time";
    odd_token_refused = "a new token is refused";
    kind(kind: Kind) = {
        null: Kind::Null => "null",
        flag: Kind::Flag => "true or false",
        number: Kind::Number => "a number",
        count: Kind::Count => "a whole number",
        text: Kind::Text => "text",
        list: Kind::List => "a list",
        object: Kind::Object => "an object",
        known: Kind::Known => "one of the known words",
    };
    limited_for(seconds: u64) = "The server asks to wait {seconds} s; Glia will try again.";
    limited_sign_in(n: u64) = { by n: one "Too many tries. The server asks to wait {n} second.", other "Too many tries. The server asks to wait {n} seconds." };
}

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
            title: network(host(request)),
            hint: Some(network_hint()),
            words: None,
            evidence: format!("{request}\n{cause}"),
            doctor: doctor(request),
        },
        ErrorKind::Timeout { after_ms } => Explained {
            title: timeout(host(request), after_ms / 1000),
            // A write may have been done all the same.
            hint: request.starts_with("GET ").then_some(timeout_hint()),
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
            title: if *status == 429 { limited().to_owned() } else { not_matrix(host(request), *status) },
            hint: Some(if *status == 429 { limited_hint() } else { not_matrix_hint() }),
            words: None,
            evidence: format!("{request}\n{status}\n{snippet}"),
            doctor: doctor(request),
        },
        ErrorKind::Unexpected { status, why, snippet } => Explained {
            title: unexpected(host(request), &odd(why)),
            hint: Some(unexpected_hint()),
            words: None,
            evidence: format!("{request}\n{status}\n{snippet}"),
            doctor: doctor(request),
        },
        ErrorKind::NoUser(user_id) => {
            let title = no_user(user_id);
            Explained { title, hint: None, words: None, evidence: request.clone(), doctor: None }
        }
        ErrorKind::NoSession => {
            let title = no_session().to_owned();
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
        _ if error.limited_for_ms().is_some() => limited().to_owned(),
        _ if error.is_not_admin() => not_admin().to_owned(),
        _ if error.is_unknown_token() => unknown_token().to_owned(),
        _ if error.is_unrecognized() => unrecognized().to_owned(),
        _ if error.is_not_found() => not_found().to_owned(),
        _ if error.is_locked() => locked().to_owned(),
        "M_USER_DEACTIVATED" => deactivated().to_owned(),
        "M_EXCLUSIVE" => exclusive().to_owned(),
        _ if error.is_forbidden() => forbidden().to_owned(),
        _ if matrix.status >= 500 => failed_inside(matrix.status),
        _ => refused(matrix.status),
    }
}

fn matrix_hint(error: &ApiError) -> Option<&'static str> {
    if error.is_unrecognized() {
        return Some(unrecognized_hint());
    }
    error.limited_for_ms().map(|_| limited_hint())
}

/// What is odd about an answer, as a part of a sentence.
#[must_use]
pub fn odd(odd: &Odd) -> String {
    match odd {
        Odd::Field { field, got: None, .. } => odd_missing(field),
        Odd::Field { field, wanted, got: Some(got) } if field.is_empty() => odd_whole(kind(*wanted), kind(*got)),
        Odd::Field { field, wanted, got: Some(got) } => odd_field(field, kind(*wanted), kind(*got)),
        Odd::NotAddress(text) => odd_no_address(text),
        Odd::Empty => odd_empty().to_owned(),
        Odd::CutOff => odd_cut_off().to_owned(),
        Odd::NotJson => odd_not_json().to_owned(),
        Odd::TooLong => odd_too_long().to_owned(),
        Odd::BrokeOff => odd_broke_off().to_owned(),
        Odd::TokenRefused => odd_token_refused().to_owned(),
    }
}

/// Why a homeserver could not be used.
#[must_use]
pub fn problem(problem: &Problem) -> Explained {
    match problem {
        Problem::NotUnderstood => Explained {
            title: not_understood().to_owned(),
            hint: Some(understood_hint()),
            words: None,
            evidence: String::new(),
            doctor: None,
        },
        Problem::NotMatrix(error) => Explained { title: other_program(host(&error.request)), ..explain(error) },
        Problem::Unreachable(error) => Explained { title: unreachable(host(&error.request)), ..explain(error) },
        Problem::WellKnown { name, url, why } => Explained {
            title: well_known(name, why),
            hint: Some(well_known_hint()),
            words: None,
            evidence: format!("GET {url}"),
            doctor: Some(doctor_for(name)),
        },
    }
}

/// The same, for what somebody typed: the doctor is to look at that, and not at an address that was made of it.
#[must_use]
pub fn problem_of(found: &Problem, typed: &str) -> Explained {
    let explained = problem(found);
    match (&explained.doctor, understand(typed)) {
        (Some(_), Some((Typed::ServerName(name), _))) => Explained { doctor: Some(doctor_for(&name)), ..explained },
        _ => explained,
    }
}

/// What is wrong with the `.well-known` of a name.
#[must_use]
pub fn well_known(name: &str, why: &Broken) -> String {
    match why {
        Broken::ByteOrderMark => well_known_bom(name),
        Broken::NotJson { line, column, near } if near.is_empty() => well_known_not_json(name, *line, *column),
        Broken::NotJson { line, column, near } => well_known_not_json_after(name, *line, *column, near),
        Broken::NoHomeserver => well_known_no_homeserver(name),
        Broken::NoAddress(text) => well_known_no_address(name, text),
    }
}

fn doctor_for(server: &str) -> String {
    Address { page: Page::Doctor, server: Some(server.to_owned()) }.href()
}

/// The doctor's address for the server that a request went to.
fn doctor(request: &str) -> Option<String> {
    let (_, url) = request.split_once(' ')?;
    let base = ["/_matrix/", "/_synapse/", "/.well-known/"].into_iter().find_map(|api| url.split_once(api))?.0;
    Some(doctor_for(base))
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
        title: part_missing_title().to_owned(),
        hint: Some(part_missing_hint()),
        words: None,
        evidence: String::new(),
        doctor: None,
    }
}

/// The transport waits before it repeats.
#[must_use]
pub fn limited_waiting(ms: u64) -> String {
    limited_for(ms.div_ceil(1000))
}

#[cfg(test)]
mod tests {
    use super::{explain, problem, problem_of};
    use crate::api::discovery::Problem;
    use crate::api::discovery::well_known::Broken;
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
        assert_eq!(title(html), "hs.example:8448 answered 502, but not like a Matrix server.");
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
            "This account is not a server admin."
        );
    }

    #[test]
    fn says_what_is_wrong_with_a_homeserver() {
        let nothing = Problem::Unreachable(error(ErrorKind::Network { cause: "x".to_owned() }));
        assert_eq!(problem(&nothing).title, "hs.example:8448 is unreachable.");
        let page = Problem::NotMatrix(error(ErrorKind::NotMatrix { status: 404, snippet: String::new() }));
        assert_eq!(problem(&page).title, "hs.example:8448 answers, but it is not a Matrix server.");
    }

    #[test]
    fn the_doctor_looks_at_what_was_typed() {
        let doctor = |typed: &str| {
            let page = ErrorKind::NotMatrix { status: 404, snippet: String::new() };
            problem_of(&Problem::NotMatrix(error(page)), typed).doctor.unwrap()
        };
        assert_eq!(doctor("hs.example:8448"), "#/doctor?server=hs.example%3A8448");
        assert_eq!(doctor("@alice:rookery.example"), "#/doctor?server=rookery.example");
        assert_eq!(doctor("https://hs.example:8448"), "#/doctor?server=https%3A%2F%2Fhs.example%3A8448");
        assert_eq!(problem_of(&Problem::NotUnderstood, "hs.example").doctor, None);
    }

    #[test]
    fn a_broken_well_known_is_named_as_that() {
        let url = "https://rookery.example/.well-known/matrix/client".to_owned();
        let told = |why| problem(&Problem::WellKnown { name: "rookery.example".to_owned(), url: url.clone(), why });
        let near = "rookery.example\"}".to_owned();
        let bracket = told(Broken::NotJson { line: 1, column: 62, near });
        let title = "The .well-known of rookery.example is not valid JSON: the mistake is in line 1, column 62, after rookery.example\"}";
        assert_eq!(bracket.title, title);
        assert_eq!(bracket.doctor.as_deref(), Some("#/doctor?server=rookery.example"));
        assert!(told(Broken::ByteOrderMark).title.contains("byte order mark"));
        assert!(told(Broken::NoHomeserver).title.contains("m.homeserver"));
        assert!(told(Broken::NoAddress("matrix.rookery.example".to_owned())).title.contains("https://"));
    }
}

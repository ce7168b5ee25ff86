//! One error type that keeps its evidence. It becomes sentences in `text::errors`, and nowhere else; that of a worker
//! travels to its page as it is.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::odd::Odd;

/// A request that did not give what was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ApiError {
    /// `GET https://…`: method and URL as sent (tokens are never in URLs).
    pub request: String,
    /// What went wrong.
    pub kind: ErrorKind,
}

/// What went wrong, with all that is known about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ErrorKind {
    /// No answer that the browser lets us read: connection, DNS, TLS, CORS, mixed content, content blocker.
    Network {
        /// The browser's own words, e.g. `TypeError: Failed to fetch`.
        cause: String,
    },
    /// No answer in time.
    Timeout {
        /// How long we waited, in ms.
        after_ms: u32,
    },
    /// A Matrix error: `{"errcode", "error"}`.
    Matrix(MatrixError),
    /// An answer that no Matrix server gives, so mostly a reverse proxy's: HTML, empty, cut off.
    NotMatrix {
        /// HTTP status.
        status: u16,
        /// The first characters of the body.
        snippet: String,
    },
    /// JSON with a good status, but not what the endpoint answers.
    Unexpected {
        /// HTTP status.
        status: u16,
        /// What is wrong with it.
        why: Odd,
        /// The first characters of the body.
        snippet: String,
    },
    /// There is no session (any more) that could send this.
    NoSession,
    /// It is about a user whom the server does not know, which its own answer did not say.
    NoUser(String),
}

/// The standard error of the Matrix APIs. Source: <https://spec.matrix.org/latest/client-server-api/#standard-error-response>.
/// OAuth servers say the same under other names (`error`, `error_description`; <https://www.rfc-editor.org/rfc/rfc6749#section-5.2>),
/// and the admin API of Matrix Authentication Service has words without a code (`{"errors": [{"title"}]}`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MatrixError {
    /// HTTP status.
    pub status: u16,
    /// E.g. `M_FORBIDDEN`, `invalid_grant`; empty from the admin API of Matrix Authentication Service.
    pub errcode: String,
    /// The server's words.
    pub error: String,
    /// With 429: how long to wait, in ms. Only the body's value: the `Retry-After` header is not readable across origins.
    pub retry_after_ms: Option<u64>,
    /// With 401: whether signing in again (or refreshing) revives the same device.
    pub soft_logout: bool,
}

impl MatrixError {
    /// Reads an error body; `None` when it is none.
    #[must_use]
    pub fn read(status: u16, body: &Value) -> Option<Self> {
        let text = |name: &str| body.get(name).and_then(Value::as_str);
        let (errcode, error) = if let Some(errcode) = text("errcode") {
            (errcode.to_owned(), text("error").unwrap_or_default().to_owned())
        } else if let Some(code) = text("error").filter(|code| is_oauth_code(code)) {
            (code.to_owned(), text("error_description").unwrap_or_default().to_owned())
        } else {
            let titles = body.get("errors")?.as_array()?.iter().map(|error| error.get("title")?.as_str());
            (String::new(), titles.collect::<Option<Vec<_>>>().filter(|titles| !titles.is_empty())?.join("; "))
        };
        Some(Self {
            status,
            errcode,
            error,
            retry_after_ms: body.get("retry_after_ms").and_then(Value::as_u64),
            soft_logout: body.get("soft_logout").and_then(Value::as_bool).unwrap_or(false),
        })
    }
}

/// `invalid_grant`, and not the "Not Found" of some web server.
fn is_oauth_code(text: &str) -> bool {
    text.contains('_') && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// How long to wait after a 429 that does not tell, in ms: Synapse's own, and a proxy's.
const WAIT_MS: u64 = 1_000;
const PROXY_WAIT_MS: u64 = 5_000;

impl ApiError {
    /// The Matrix error, when it is one.
    #[must_use]
    pub fn matrix(&self) -> Option<&MatrixError> {
        match &self.kind {
            ErrorKind::Matrix(error) => Some(error),
            _ => None,
        }
    }

    fn is(&self, status: u16, errcode: &str) -> bool {
        self.matrix().is_some_and(|error| error.status == status && error.errcode == errcode)
    }

    fn has_code(&self, errcode: &str) -> bool {
        self.matrix().is_some_and(|error| error.errcode == errcode)
    }

    /// The endpoint does not exist here: old Synapse, MAS mode, a misrouted worker. (405 is a wrong method.)
    #[must_use]
    pub fn is_unrecognized(&self) -> bool {
        self.has_code("M_UNRECOGNIZED")
    }

    /// Whether a write that ended like this was not done, for certain: the server itself refused it, or nothing was
    /// sent. Every other ending (no answer, a proxy's page, an answer cut off) may hide that it was done.
    #[must_use]
    pub fn proves_refusal(&self) -> bool {
        match &self.kind {
            ErrorKind::Matrix(matrix) => (400..500).contains(&matrix.status),
            ErrorKind::NoSession | ErrorKind::NoUser(_) => true,
            _ => false,
        }
    }

    /// The object does not exist. Synapse also says `M_UNKNOWN` with 404 ("No row found (users)").
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.has_code("M_NOT_FOUND") || self.is(404, "M_UNKNOWN") || self.is(404, "")
    }

    /// Synapse answers, but another server, which it asked, did not: 502 and 504 with an errcode of its own. (A proxy's have
    /// none.)
    #[must_use]
    pub fn is_about_another_server(&self) -> bool {
        self.matrix().is_some_and(|error| matches!(error.status, 502 | 504))
    }

    /// It exists already (409; Synapse has no errcode for it), or is in use.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        self.matrix().is_some_and(|error| error.status == 409)
    }

    /// Not allowed.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.has_code("M_FORBIDDEN")
    }

    /// The account is no server admin. Synapse has no errcode for it, so its words decide.
    #[must_use]
    pub fn is_not_admin(&self) -> bool {
        self.is_forbidden() && self.matrix().is_some_and(|error| error.error.contains("not a server admin"))
    }

    /// The access token is not (or no longer) valid.
    #[must_use]
    pub fn is_unknown_token(&self) -> bool {
        self.has_code("M_UNKNOWN_TOKEN") || self.has_code("M_MISSING_TOKEN")
    }

    /// The authorization server will not renew this sign-in: it was ended, or it no longer knows this app.
    #[must_use]
    pub fn is_grant_over(&self) -> bool {
        ["invalid_grant", "invalid_client", "unauthorized_client"].iter().any(|code| self.has_code(code))
    }

    /// Synapse refuses what it no longer does since Matrix Authentication Service does it. Its words decide.
    #[must_use]
    pub fn is_delegated(&self) -> bool {
        self.matrix().is_some_and(|error| error.status == 400 && error.error.contains("delegating to MAS"))
    }

    /// The account is locked. Before it was part of the specification, Synapse used a name of its own for it.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.has_code("M_USER_LOCKED") || self.has_code("ORG_MATRIX_MSC3939_USER_LOCKED")
    }

    /// With 429, whoever answered it: how long the server asks to wait, in ms. A proxy's page does not tell.
    #[must_use]
    pub fn limited_for_ms(&self) -> Option<u64> {
        match &self.kind {
            ErrorKind::Matrix(error) if error.status == 429 => Some(error.retry_after_ms.unwrap_or(WAIT_MS)),
            ErrorKind::NotMatrix { status: 429, .. } => Some(PROXY_WAIT_MS),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ApiError, ErrorKind, MatrixError, Odd};
    use serde_json::json;

    fn error(status: u16, body: &serde_json::Value) -> ApiError {
        let kind = ErrorKind::Matrix(MatrixError::read(status, body).unwrap());
        ApiError { request: "GET https://hs.example/x".to_owned(), kind }
    }

    /// Bodies as Synapse 1.163.2 sends them.
    #[test]
    fn tells_apart_what_synapse_says() {
        let e = error(403, &json!({"errcode": "M_FORBIDDEN", "error": "You are not a server admin"}));
        assert!(e.is_forbidden() && e.is_not_admin());
        let e = error(403, &json!({"errcode": "M_FORBIDDEN", "error": "Password change disabled"}));
        assert!(e.is_forbidden() && !e.is_not_admin());
        assert!(error(404, &json!({"errcode": "M_UNRECOGNIZED", "error": "Unrecognized request"})).is_unrecognized());
        assert!(error(404, &json!({"errcode": "M_UNKNOWN", "error": "No row found (users)"})).is_not_found());
        assert!(!error(404, &json!({"errcode": "M_UNRECOGNIZED", "error": "Unrecognized request"})).is_not_found());
        let e = error(
            401,
            &json!({"errcode": "M_UNKNOWN_TOKEN", "error": "Access token has expired", "soft_logout": true}),
        );
        assert!(e.is_unknown_token() && e.matrix().unwrap().soft_logout);
        let e =
            error(429, &json!({"errcode": "M_LIMIT_EXCEEDED", "error": "Too Many Requests", "retry_after_ms": 5846}));
        assert_eq!(e.limited_for_ms(), Some(5846));
        let page = |status| {
            let kind = ErrorKind::NotMatrix { status, snippet: "<html>".to_owned() };
            ApiError { request: String::new(), kind }.limited_for_ms()
        };
        assert_eq!((page(429), page(503)), (Some(5_000), None));
    }

    #[test]
    fn only_a_refusal_proves_that_nothing_was_done() {
        let of = |kind| ApiError { request: String::new(), kind }.proves_refusal();
        assert!(error(403, &json!({"errcode": "M_FORBIDDEN"})).proves_refusal() && of(ErrorKind::NoSession));
        assert!(!error(500, &json!({"errcode": "M_UNKNOWN"})).proves_refusal());
        assert!(!of(ErrorKind::Network { cause: String::new() }) && !of(ErrorKind::Timeout { after_ms: 1 }));
        assert!(!of(ErrorKind::NotMatrix { status: 404, snippet: String::new() }));
        assert!(!of(ErrorKind::Unexpected { status: 200, why: Odd::Empty, snippet: String::new() }));
    }

    /// matrix-org/synapse#3640.
    #[test]
    fn remote_alias() {
        assert!(
            error(502, &json!({"errcode": "M_UNKNOWN", "error": "Failed to fetch alias"})).is_about_another_server()
        );
        assert!(!error(500, &json!({"errcode": "M_UNKNOWN", "error": "Internal"})).is_about_another_server());
        let proxy = ErrorKind::NotMatrix { status: 502, snippet: "<html>".to_owned() };
        assert!(!ApiError { request: String::new(), kind: proxy }.is_about_another_server());
    }

    #[test]
    fn a_proxy_page_is_no_matrix_error() {
        assert_eq!(MatrixError::read(502, &json!("Bad Gateway")), None);
        assert_eq!(MatrixError::read(500, &json!({"message": "x"})), None);
        assert_eq!(MatrixError::read(404, &json!({"status": 404, "error": "Not Found"})), None);
        assert_eq!(MatrixError::read(500, &json!({"errors": []})), None);
    }

    /// As Synapse 1.163.2 answers `users?guests=true` in that mode.
    #[test]
    fn a_server_that_delegates_gives_itself_away() {
        let words = "The guests parameter is not supported when delegating to MAS.";
        assert!(error(400, &json!({"errcode": "M_INVALID_PARAM", "error": words})).is_delegated());
        assert!(!error(400, &json!({"errcode": "M_INVALID_PARAM", "error": "limit"})).is_delegated());
    }

    /// A token endpoint, and MAS' admin API.
    #[test]
    fn other_servers_of_a_homeserver_have_other_errors() {
        let e = error(400, &json!({"error": "invalid_grant", "error_description": "grant request is invalid"}));
        assert!(e.is_grant_over());
        assert_eq!(e.matrix().unwrap().error, "grant request is invalid");
        let e = error(404, &json!({"errors": [{"title": "User with username \"x\" not found"}]}));
        assert!(e.is_not_found() && !e.is_grant_over());
    }
}

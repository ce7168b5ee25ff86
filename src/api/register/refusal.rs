//! Why a registration with the secret was refused.

use crate::api::{ApiError, ErrorKind};

/// What a person can do something about. Synapse has no errcodes for most of these, so its words decide: they are the
/// same in 1.98 and 1.163.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The server has no `registration_shared_secret`.
    NoSecret,
    /// It has another one.
    WrongSecret,
    /// The account exists.
    NameTaken,
    /// No account may be called that.
    BadName,
    /// The name belongs to an application service.
    Reserved,
    /// The one-time value was not known to the process that got it, or too old.
    UnknownNonce,
    /// There is no such endpoint: Matrix Authentication Service.
    NotOffered,
    /// Something before Synapse answered, or nothing that a browser may read: mostly the proxy.
    Hidden,
}

impl Refusal {
    /// Reads an error; `None` for errors that have nothing special here.
    #[must_use]
    pub fn of(error: &ApiError) -> Option<Self> {
        let matrix = match &error.kind {
            ErrorKind::Matrix(matrix) => matrix,
            ErrorKind::Network { .. } | ErrorKind::NotMatrix { .. } | ErrorKind::Unexpected { .. } => {
                return Some(Self::Hidden);
            }
            ErrorKind::Timeout { .. } | ErrorKind::NoSession | ErrorKind::NoUser(_) => return None,
        };
        match (matrix.errcode.as_str(), matrix.error.as_str()) {
            ("M_UNRECOGNIZED", _) => Some(Self::NotOffered),
            ("M_USER_IN_USE", _) => Some(Self::NameTaken),
            ("M_INVALID_USERNAME", _) | (_, "Invalid username") => Some(Self::BadName),
            ("M_EXCLUSIVE", _) => Some(Self::Reserved),
            (_, "Shared secret registration is not enabled") => Some(Self::NoSecret),
            (_, "HMAC incorrect") => Some(Self::WrongSecret),
            (_, "unrecognised nonce") => Some(Self::UnknownNonce),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Refusal;
    use crate::api::{ApiError, ErrorKind, MatrixError};
    use serde_json::json;

    /// Bodies as Synapse 1.163.2 sends them.
    #[test]
    fn reads_what_synapse_says() {
        for (status, errcode, words, refusal) in [
            (400, "M_UNKNOWN", "Shared secret registration is not enabled", Some(Refusal::NoSecret)),
            (403, "M_UNKNOWN", "HMAC incorrect", Some(Refusal::WrongSecret)),
            (400, "M_UNKNOWN", "unrecognised nonce", Some(Refusal::UnknownNonce)),
            (400, "M_USER_IN_USE", "User ID already taken.", Some(Refusal::NameTaken)),
            (
                400,
                "M_INVALID_USERNAME",
                "User ID can only contain characters a-z, 0-9, or '=_-./+'",
                Some(Refusal::BadName),
            ),
            (400, "M_UNKNOWN", "Invalid username", Some(Refusal::BadName)),
            (400, "M_EXCLUSIVE", "This user ID is reserved by an application service.", Some(Refusal::Reserved)),
            (404, "M_UNRECOGNIZED", "Unrecognized request", Some(Refusal::NotOffered)),
            (400, "M_UNKNOWN", "Invalid password", None),
        ] {
            let body = json!({"errcode": errcode, "error": words});
            let kind = ErrorKind::Matrix(MatrixError::read(status, &body).unwrap());
            assert_eq!(Refusal::of(&ApiError { request: String::new(), kind }), refusal, "{words}");
        }
        let page = ErrorKind::NotMatrix { status: 404, snippet: "<h1>404</h1>".to_owned() };
        assert_eq!(Refusal::of(&ApiError { request: String::new(), kind: page }), Some(Refusal::Hidden));
    }
}

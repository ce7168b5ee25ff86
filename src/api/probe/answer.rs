//! What came back: perhaps no Matrix answer, perhaps nothing.

use serde_json::Value;

use crate::api::MatrixError;

/// What came of a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// An answer that could be read, whoever gave it.
    Said {
        /// HTTP status.
        status: u16,
        /// The body as text.
        body: String,
    },
    /// Nothing that the browser lets us read: no connection, or an answer without the headers that allow it.
    Silence {
        /// The browser's own words.
        cause: String,
    },
    /// No answer in time.
    Late {
        /// How long we waited, in ms.
        after_ms: u32,
    },
    /// Refused by a limit for as long as we waited, which says nothing about the question.
    Limited,
}

impl Answer {
    /// Whether it could be read.
    #[must_use]
    pub fn is_said(&self) -> bool {
        matches!(self, Self::Said { .. })
    }

    /// Whether something answered, or nothing, that a page may not read. A limit and a late answer are neither.
    #[must_use]
    pub fn is_silence(&self) -> bool {
        matches!(self, Self::Silence { .. })
    }

    /// The status, when it could be read.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Said { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// The body, when it is JSON.
    pub(super) fn json(&self) -> Option<(u16, Value)> {
        match self {
            // A body that is no JSON is judged as what it is: not Synapse's. Its text is kept as evidence.
            Self::Said { status, body } => Some((*status, serde_json::from_slice(body.as_bytes()).ok()?)),
            _ => None,
        }
    }

    /// The JSON of a good answer.
    #[must_use]
    pub fn good(&self) -> Option<Value> {
        self.json().filter(|(status, _)| (200..300).contains(status)).map(|(_, body)| body)
    }

    /// The Matrix error, when it is one.
    #[must_use]
    pub fn error(&self) -> Option<MatrixError> {
        let (status, body) = self.json()?;
        MatrixError::read(status, &body)
    }

    /// Whether it is the Matrix error of this code.
    #[must_use]
    pub fn has_code(&self, errcode: &str) -> bool {
        self.error().is_some_and(|error| error.errcode == errcode)
    }

    /// Whether Synapse itself said it: good JSON, or a Matrix error.
    #[must_use]
    pub fn is_matrix(&self) -> bool {
        self.good().is_some() || self.error().is_some()
    }

    /// The path that Synapse says it saw: `Not found '/_matrix/media/…'`. Before 1.95 it listed decoded segments, and a
    /// media repository of another make says something else: `None`.
    pub(super) fn echoed(&self) -> Option<String> {
        let error = self.error().filter(|error| error.errcode == "M_NOT_FOUND")?.error;
        let path = error.strip_prefix("Not found '")?.strip_suffix('\'')?;
        path.starts_with('/').then(|| path.to_owned())
    }
}

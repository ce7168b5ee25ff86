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
}

impl Answer {
    /// The body, when it is JSON.
    pub(super) fn json(&self) -> Option<(u16, Value)> {
        match self {
            // A body that is no JSON is judged as what it is: not Synapse's. Its text is kept as evidence.
            Self::Said { status, body } => Some((*status, serde_json::from_str(body).ok()?)),
            Self::Silence { .. } | Self::Late { .. } => None,
        }
    }

    /// The Matrix error, when it is one.
    pub(super) fn error(&self) -> Option<MatrixError> {
        let (status, body) = self.json()?;
        MatrixError::read(status, &body)
    }

    /// The path that Synapse says it saw: `Not found '/_matrix/media/…'`. Before 1.95 it listed decoded segments, and a
    /// media repository of another make says something else: `None`.
    pub(super) fn echoed(&self) -> Option<String> {
        let error = self.error().filter(|error| error.errcode == "M_NOT_FOUND")?.error;
        let path = error.strip_prefix("Not found '")?.strip_suffix('\'')?;
        path.starts_with('/').then(|| path.to_owned())
    }
}

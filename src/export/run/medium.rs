//! A file that the user has uploaded.

use serde::{Deserialize, Serialize};

/// What the server's list says of it, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Medium {
    /// Media id.
    pub media_id: String,
    /// Where it lies in the ZIP.
    pub path: Option<String>,
    /// The name that it was uploaded with.
    pub name: String,
    /// Media type.
    pub kind: String,
    /// In bytes, as the server's list says.
    pub length: u64,
    /// Uploaded at, in ms.
    pub created_ms: i64,
    /// Hidden from everybody.
    pub is_quarantined: bool,
    /// Its bytes are in the export.
    pub is_in: bool,
}

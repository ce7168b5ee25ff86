//! What an export needs of the platform beyond what every run needs: files to write, somewhere to keep a checkpoint.

use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, ready};
use sha2::{Digest as _, Sha256};

use super::progress::ExportProgress;
use crate::api::wire::WireRequest;
use crate::model::secret::Secret;
use crate::runs::world::World as Runs;

/// The world around one export. Errors are the platform's own words.
pub trait World: Runs {
    /// Sends a request whose answer comes piece by piece.
    fn open(&self, request: WireRequest) -> LocalBoxFuture<'static, Result<Download, String>>;

    /// These tokens of the user must be revoked, should the export end without doing so itself.
    fn puppets(&self, tokens: &[Secret]);

    /// The SHA-256 of a file. Platforms have a quicker one than ours, which works beside everything else.
    fn sha256<'a>(&self, bytes: &'a [u8]) -> LocalBoxFuture<'a, [u8; 32]> {
        ready(Sha256::digest(bytes).into()).boxed_local()
    }

    /// Appends to one of the export's files.
    fn append(&self, file: Place, bytes: Vec<u8>) -> LocalBoxFuture<'static, Result<(), String>>;

    /// Writes over a part of the ZIP.
    fn patch(&self, at: u64, bytes: Vec<u8>) -> LocalBoxFuture<'static, Result<(), String>>;

    /// Cuts a file off.
    fn truncate(&self, file: Place, length: u64) -> LocalBoxFuture<'static, Result<(), String>>;

    /// Reads what was written to the side.
    fn read(&self, at: u64, length: usize) -> LocalBoxFuture<'static, Result<Vec<u8>, String>>;

    /// Keeps a checkpoint, when everything written before lies on the disk.
    fn keep(&self, checkpoint: Vec<u8>) -> LocalBoxFuture<'static, Result<(), String>>;

    /// How far it is.
    fn report(&self, progress: &ExportProgress);
}

/// The files of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// What it is all about.
    Zip,
    /// Pages for people are made while events go by, and have no place in the ZIP until those are through.
    Aside,
}

/// An answer that comes piece by piece.
pub struct Download {
    /// HTTP status.
    pub status: u16,
    /// The body.
    pub body: Box<dyn Body>,
}

/// The pieces of a body. Dropping it ends the request.
pub trait Body {
    /// The next piece; `None` at the end.
    fn next(&mut self) -> LocalBoxFuture<'_, Result<Option<Vec<u8>>, String>>;
}

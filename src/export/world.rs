//! What an export needs of the world: a server to ask, files to write, somewhere to keep a checkpoint.

use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, ready};
use sha2::{Digest as _, Sha256};

use super::progress::{Progress, Waiting};
use crate::api::wire::{Wire, WireRequest};
use crate::model::secret::Secret;

/// The world around one export. Errors are the platform's own words.
pub trait World {
    /// Sends requests whose answers fit into memory.
    fn wire(&self) -> Rc<dyn Wire>;

    /// Sends a request whose answer comes piece by piece.
    fn open(&self, request: WireRequest) -> LocalBoxFuture<'static, Result<Download, String>>;

    /// The admin's token. `refused` is one that the server no longer takes; `None` when there is no other.
    fn admin_token(&self, refused: Option<Secret>) -> LocalBoxFuture<'_, Option<Secret>>;

    /// These tokens of the user must be revoked, should the export end without doing so itself.
    fn puppets(&self, tokens: &[Secret]);

    /// The SHA-256 of a file. Platforms have a quicker one than ours, which works beside everything else.
    fn sha256<'a>(&self, bytes: &'a [u8]) -> LocalBoxFuture<'a, [u8; 32]> {
        ready(Sha256::digest(bytes).into()).boxed_local()
    }

    /// Runs something beside everything else.
    fn drive(&self, work: LocalBoxFuture<'static, ()>);

    /// Resolves when the export may go on: at once, unless it is paused.
    fn proceed(&self) -> LocalBoxFuture<'_, ()>;

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

    /// It waits for the server, or (`None`) no more.
    fn waits(&self, why: Option<Waiting>);

    /// How far it is.
    fn report(&self, progress: &Progress);
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

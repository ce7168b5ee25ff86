//! What the page asks the export's worker, and what the worker tells. Values only: the page makes sentences of them.
//!
//! Tokens travel in these messages, between two parts of one app, and nowhere else.

use serde::{Deserialize, Serialize};

use super::options::Options;
use super::preview::Preview;
use super::progress::{ExportProgress, Kept, Outcome};
use crate::model::connection::Connections;
use crate::model::talk::Talk;
use crate::runs::stopped::Stopped;
use crate::runs::world::Waiting;
use crate::text::catalogue::Spoken;

/// The export's worker.
#[derive(Clone, Copy, Debug)]
pub struct ExportTalk;

impl Talk for ExportTalk {
    const WORKER: &'static str = "export";
    type Ask = Ask;
    type Told = Told;
}

/// From the page to the worker.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Write what people read in this language; not sent for English.
    Speak(Spoken),
    /// Reach these homeservers in another way than usual; not sent for none.
    Connect(Connections),
    /// Whether an export of this user from this server is kept, begun or done.
    Look(Options),
    /// All that are kept, of whatever user and server.
    List,
    /// What there is to export.
    Preview(Options),
    /// Make an export; one that is kept is thrown away. The file that somebody chose for it travels beside this.
    Begin(Options),
    /// Go on with the one that is kept; its file beside this, as above.
    GoOn(Options),
    /// Stop for a while.
    Pause,
    /// Go on.
    Resume,
    /// End it. What is there is kept.
    Stop,
    /// The admin's token; `None` when there is none any more.
    Token(Option<String>),
    /// Hand over the file that is done.
    Fetch(Options),
    /// Throw away what is kept.
    Delete(Options),
}

/// From the worker to the page.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Told {
    /// What is kept of an export. The file that somebody chose for it travels beside this.
    Kept(Option<Kept>),
    /// All that are kept.
    List(Vec<Kept>),
    /// What there is to export.
    Preview(Box<Preview>),
    /// How far it is.
    Progress(Box<ExportProgress>),
    /// It waits for the server, or no more.
    Waits(Option<Waiting>),
    /// The admin's token is needed; a new one, if the last was refused.
    NeedToken(bool),
    /// These tokens of the user must be revoked, should the page be left.
    Puppets(Vec<String>),
    /// It is done, and lies in the file of this name, or else in the browser's storage.
    Done(Outcome, Option<String>),
    /// It ended before its end.
    Stopped(Stopped),
    /// The finished ZIP of this export travels beside this.
    File(Options),
}

//! The log explorer's worker: [`crate::logs`] fed with the files that the page hands over.
//!
//! One task does everything in turn: it takes up what the page asks, and reads on when nothing is asked.

mod disk;
mod inbox;
mod opened;

use std::pin::pin;
use std::rc::Rc;

use futures_util::future::{Either, select};
use js_sys::{Array, Uint8Array};
use web_sys::{Blob, BlobPropertyBag};

use self::disk::{OnDisk, unreadable};
use self::inbox::Inbox;
use self::opened::Opened;
use super::link;
use super::pause::{Pause, now};
use crate::logs::protocol::{Answer, Ask, Filter, LogTalk, SaveForm, Told, Trouble, View};
use crate::logs::{Files, Index, answer, save};

/// How long it reads before it looks whether something has been asked, in ms.
const TURN: f64 = 25.0;

/// How often progress is told while it reads, in ms.
const PROGRESS_EVERY: f64 = 250.0;

/// Takes up the page's questions.
pub fn start() {
    let inbox = Rc::new(Inbox::default());
    let receiving = Rc::clone(&inbox);
    link::listen::<LogTalk>(move |ask, beside| receiving.put(ask, beside.files));
    wasm_bindgen_futures::spawn_local(run(inbox));
}

async fn run(inbox: Rc<Inbox>) {
    let pause = Pause::new();
    let (mut opened, mut told_at) = (Opened::default(), 0.0);
    loop {
        while let Some((ask, files)) = inbox.take() {
            match ask {
                Ask::Open(names) => opened = Opened::new(names, files),
                Ask::Stop => opened.stop(),
                Ask::View { id, view } => {
                    let reply = pin!(reply(&mut opened, &view));
                    let outdated = pin!(inbox.outdated(&view));
                    if let Either::Left(((answer, blob), _)) = select(reply, outdated).await {
                        tell(&Told::View { id, answer }, blob.as_ref());
                    }
                    continue;
                }
            }
            told_at = now();
            tell_progress(&opened);
        }
        if opened.is_done() {
            inbox.filled().await;
            continue;
        }
        let began = now();
        while !opened.is_done() && inbox.is_empty() && now() - began < TURN {
            // What is under way when something is asked goes on afterwards.
            select(pin!(opened.read_on()), pin!(inbox.filled())).await;
        }
        if opened.is_done() || now() - told_at > PROGRESS_EVERY {
            told_at = now();
            tell_progress(&opened);
        }
        pause.take().await;
    }
}

fn tell_progress(opened: &Opened) {
    tell(&Told::Progress(opened.progress()), None);
}

fn tell(told: &Told, blob: Option<&Blob>) {
    link::tell::<LogTalk>(told, blob.map(AsRef::as_ref));
}

/// The answer, and what travels beside it.
async fn reply(opened: &mut Opened, view: &View) -> (Result<Answer, Trouble>, Option<Blob>) {
    let Some((index, files)) = opened.parts() else { return (Err(Trouble::Nothing), None) };
    let View::Save { filter, form } = view else { return (answer(index, files, view).await, None) };
    match save_as_blob(index, files, filter, *form).await {
        Ok((requests, blob)) => (Ok(Answer::Saved { requests }), Some(blob)),
        Err(trouble) => (Err(trouble), None),
    }
}

/// Each piece becomes a blob at once, which the browser keeps where it likes.
async fn save_as_blob(
    index: &Index,
    files: &mut Files<OnDisk>,
    filter: &Filter,
    form: SaveForm,
) -> Result<(u64, Blob), Trouble> {
    let (pieces, mut trouble) = (Array::new(), None);
    let requests = save(index, files, filter, form, |piece| {
        match Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(piece.as_slice()))) {
            Ok(blob) => drop(pieces.push(&blob)),
            Err(error) => trouble = Some(unreadable(error)),
        }
    });
    let requests = requests.await?;
    if let Some(trouble) = trouble {
        return Err(trouble);
    }
    let options = BlobPropertyBag::new();
    options.set_type(match form {
        SaveForm::Csv => "text/csv",
        SaveForm::Json => "application/json",
        SaveForm::Lines => "text/plain",
    });
    let whole = Blob::new_with_blob_sequence_and_options(&pieces, &options).map_err(unreadable)?;
    Ok((requests, whole))
}

//! The world of an export in a worker.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, ready};

use super::disk::Disk;
use super::fetch::{self, Fetch};
use super::picked::Picked;
use super::{sum, tell};
use crate::api::wire::{Wire, WireRequest};
use crate::export::progress::{ExportProgress, ExportStage};
use crate::export::protocol::Told;
use crate::export::world::{Download, Place, World};
use crate::model::secret::Secret;
use crate::runs::gate::Gate;
use crate::runs::token_desk::TokenDesk;
use crate::runs::world::{Waiting, World as Runs};

/// How often progress is told, in ms.
const PROGRESS_EVERY: f64 = 200.0;

/// What an export has to do with.
#[derive(Default)]
pub(super) struct Browser {
    disk: RefCell<Option<Rc<Disk>>>,
    /// Where the ZIP goes, if not to the disk above.
    picked: RefCell<Option<Rc<Picked>>>,
    /// Shut while the export is paused.
    pub(super) gate: Gate,
    /// The admin's token, which the page has.
    pub(super) tokens: TokenDesk,
    told_ms: Cell<f64>,
    stage: Cell<ExportStage>,
    /// What will be told as soon as it is time.
    untold: Rc<RefCell<Option<ExportProgress>>>,
}

impl Browser {
    pub(super) fn opens(&self, disk: Disk, picked: Option<Picked>) {
        self.close();
        *self.disk.borrow_mut() = Some(Rc::new(disk));
        *self.picked.borrow_mut() = picked.map(Rc::new);
    }

    /// The file that somebody chose, to be closed.
    pub(super) fn take_picked(&self) -> Option<Rc<Picked>> {
        self.picked.borrow_mut().take()
    }

    /// Lets other tabs, and the page itself, have the files.
    pub(super) fn close(&self) {
        if let Some(disk) = self.disk.borrow_mut().take() {
            disk.close();
        }
        if let Some(picked) = self.take_picked() {
            picked.abandon();
        }
    }

    fn with<T>(&self, work: impl FnOnce(&Disk) -> Result<T, String>) -> LocalBoxFuture<'static, Result<T, String>>
    where
        T: 'static,
    {
        let disk = self.disk.borrow();
        ready(disk.as_ref().map_or_else(|| Err("closed".to_owned()), |disk| work(disk))).boxed_local()
    }

    /// Where the ZIP goes, if not to the browser's storage.
    fn picked(&self, file: Place) -> Option<Rc<Picked>> {
        self.picked.borrow().clone().filter(|_| file == Place::Zip)
    }
}

impl Runs for Browser {
    fn wire(&self) -> Rc<dyn Wire> {
        Rc::new(Fetch)
    }

    fn admin_token(&self, refused: Option<Secret>) -> LocalBoxFuture<'_, Option<Secret>> {
        let is_refused = refused.is_some();
        self.tokens.token(refused, move || tell(&Told::NeedToken(is_refused), None)).boxed_local()
    }

    fn drive(&self, work: LocalBoxFuture<'static, ()>) {
        wasm_bindgen_futures::spawn_local(work);
    }

    fn proceed(&self) -> LocalBoxFuture<'_, ()> {
        self.gate.pass().boxed_local()
    }

    fn waits(&self, why: Option<Waiting>) {
        tell(&Told::Waits(why), None);
    }
}

impl World for Browser {
    fn open(&self, request: WireRequest) -> LocalBoxFuture<'static, Result<Download, String>> {
        fetch::open(request).boxed_local()
    }

    fn puppets(&self, tokens: &[Secret]) {
        tell(&Told::Puppets(tokens.iter().map(|token| token.reveal().to_owned()).collect()), None);
    }

    fn sha256<'a>(&self, bytes: &'a [u8]) -> LocalBoxFuture<'a, [u8; 32]> {
        sum::sha256(bytes)
    }

    fn append(&self, file: Place, mut bytes: Vec<u8>) -> LocalBoxFuture<'static, Result<(), String>> {
        match self.picked(file) {
            Some(picked) => async move { picked.append(&bytes).await }.boxed_local(),
            None => self.with(|disk| disk.append(file, &mut bytes)),
        }
    }

    fn patch(&self, at: u64, mut bytes: Vec<u8>) -> LocalBoxFuture<'static, Result<(), String>> {
        match self.picked(Place::Zip) {
            Some(picked) => async move { picked.write(at as f64, &bytes).await }.boxed_local(),
            None => self.with(|disk| disk.patch(at, &mut bytes)),
        }
    }

    fn truncate(&self, file: Place, length: u64) -> LocalBoxFuture<'static, Result<(), String>> {
        match self.picked(file) {
            Some(picked) => async move { picked.truncate(length as f64).await }.boxed_local(),
            None => self.with(|disk| disk.truncate(file, length)),
        }
    }

    fn read(&self, at: u64, length: usize) -> LocalBoxFuture<'static, Result<Vec<u8>, String>> {
        self.with(|disk| disk.read(at, length))
    }

    fn keep(&self, checkpoint: Vec<u8>) -> LocalBoxFuture<'static, Result<(), String>> {
        let Some((picked, disk)) = self.picked(Place::Zip).zip(self.disk.borrow().clone()) else {
            return self.with(|disk| disk.keep(&checkpoint));
        };
        // What comes after the last time that the file was made sure of, is done again.
        async move {
            if picked.is_time() {
                picked.commit().await?;
                disk.keep(&checkpoint)?;
            }
            Ok(())
        }
        .boxed_local()
    }

    fn report(&self, progress: &ExportProgress) {
        let now_ms = js_sys::Date::now();
        let early_ms = PROGRESS_EVERY - (now_ms - self.told_ms.get());
        if self.stage.replace(progress.stage) == progress.stage && early_ms > 0.0 {
            // Nothing may follow for long: the last word must be told as well.
            if self.untold.replace(Some(progress.clone())).is_none() {
                let untold = self.untold.clone();
                wasm_bindgen_futures::spawn_local(async move {
                    Fetch.sleep(early_ms as u32).await;
                    if let Some(progress) = untold.take() {
                        tell(&Told::Progress(Box::new(progress)), None);
                    }
                });
            }
            return;
        }
        self.told_ms.set(now_ms);
        self.untold.take();
        tell(&Told::Progress(Box::new(progress.clone())), None);
    }
}

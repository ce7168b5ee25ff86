//! The export's worker: [`crate::export`] over `fetch` and the browser's own storage (OPFS).
//!
//! What survives a reload: the ZIP as far as it is, what lies aside of it, and the checkpoint are files in OPFS, in a
//! folder for each user and server. They are written synchronously and flushed, the checkpoint last and in two places in
//! turn, so that at every moment one whole checkpoint fits to what lies on the disk. What does not survive: the user's
//! token, which is never kept; the page revokes it when it is left, and it ends by itself within minutes.

mod disk;
mod fetch;
mod sum;
mod world;

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::future::{AbortHandle, abortable};
use web_sys::Blob;

use self::disk::{Disk, Refusal};
use self::world::Browser;
use super::panic;
use super::port;
use crate::export::manifest::evidence;
use crate::export::options::Options;
use crate::export::pace::Pace;
use crate::export::preview::{Preview, preview};
use crate::export::protocol::{Ask, Stopped, Told};
use crate::export::run::{self, PARALLEL, Stop, read_job};
use crate::export::server::{Failure, Server};
use crate::export::world::World as _;

/// What the worker is at.
#[derive(Default)]
struct Desk {
    browser: Rc<Browser>,
    under_way: RefCell<Option<AbortHandle>>,
}

/// Takes up what the page asks.
pub fn start() {
    panic::install();
    let desk = Rc::new(Desk::default());
    port::listen(move |message| {
        // What no page of Glia sends is no question.
        if let Ok(ask) = postcard::from_bytes(&message.bytes) {
            take(&desk, ask);
        }
    });
}

fn take(desk: &Rc<Desk>, ask: Ask) {
    match ask {
        Ask::Pause => desk.browser.pause(true),
        Ask::Resume => desk.browser.pause(false),
        Ask::Token(token) => desk.browser.token_came(token),
        Ask::Stop => stop(desk),
        Ask::Look(options) => wasm_bindgen_futures::spawn_local(look(options)),
        Ask::Fetch(options) => wasm_bindgen_futures::spawn_local(fetch_file(options)),
        Ask::Delete(options) => wasm_bindgen_futures::spawn_local(delete(options)),
        Ask::Preview(options) => wasm_bindgen_futures::spawn_local(show(desk.clone(), options)),
        Ask::Begin(options) => begin(desk, options, false),
        Ask::GoOn(options) => begin(desk, options, true),
    }
}

fn begin(desk: &Rc<Desk>, options: Options, goes_on: bool) {
    desk.browser.pause(false);
    desk.browser.forget_token();
    let (work, handle) = abortable(export(desk.browser.clone(), options, goes_on));
    *desk.under_way.borrow_mut() = Some(handle);
    wasm_bindgen_futures::spawn_local(async move {
        // Ended by the page, or told already.
        let _ = work.await;
    });
}

/// Ends an export. Its tokens are revoked by the page, which knows them.
fn stop(desk: &Desk) {
    if let Some(handle) = desk.under_way.borrow_mut().take() {
        handle.abort();
    }
    desk.browser.close();
}

async fn export(browser: Rc<Browser>, options: Options, goes_on: bool) {
    let told = match run_export(&browser, options, goes_on).await {
        Ok(outcome) => Told::Done(outcome),
        Err(stopped) => Told::Stopped(stopped),
    };
    browser.close();
    tell(&told, None);
}

async fn run_export(browser: &Rc<Browser>, options: Options, goes_on: bool) -> Result<run::Outcome, Stopped> {
    let disk = Disk::open(&options).await.map_err(refused)?;
    let kept = if goes_on { disk.kept().map_err(Stopped::Disk)? } else { None };
    browser.opens(disk);
    run::export(browser.clone(), options, kept.as_deref()).await.map_err(|stop| match stop {
        Stop::Server(error) => Stopped::Server { request: error.request.clone(), evidence: evidence(&error) },
        Stop::Disk(words) => Stopped::Disk(words),
        Stop::Checkpoint => Stopped::Checkpoint,
    })
}

async fn show(desk: Rc<Desk>, options: Options) {
    desk.browser.forget_token();
    let pace = Pace::new(PARALLEL);
    let (base_url, user_id, admin_id) = (&options.base_url, &options.user_id, &options.admin_id);
    let server = Rc::new(Server::new(desk.browser.clone(), base_url, user_id, admin_id, pace));
    let told = match preview(server.clone(), &options).await {
        Ok(preview) => Told::Preview(Box::new(Preview { room_left: disk::room_left().await, ..preview })),
        Err(Failure::Refused(error) | Failure::Stopped(error)) => {
            Told::Stopped(Stopped::Server { request: error.request.clone(), evidence: evidence(&error) })
        }
    };
    server.revoke().await;
    desk.browser.waits(None);
    tell(&told, None);
}

async fn look(options: Options) {
    let kept = match Disk::open_if_there(&options).await {
        Ok(Some(disk)) => {
            let job = disk.kept().ok().flatten().and_then(|kept| read_job(&kept));
            let bytes = disk.length();
            disk.close();
            job.map(|job| job.kept(bytes))
        }
        Ok(None) => None,
        Err(refusal) => return tell(&Told::Stopped(refused(refusal)), None),
    };
    tell(&Told::Kept(kept), None);
}

async fn fetch_file(options: Options) {
    match disk::zip_file(&options).await {
        Ok(file) => tell(&Told::File, Some(&file)),
        Err(refusal) => tell(&Told::Stopped(refused(refusal)), None),
    }
}

async fn delete(options: Options) {
    match disk::delete(&options).await {
        Ok(()) => tell(&Told::Kept(None), None),
        Err(refusal) => tell(&Told::Stopped(refused(refusal)), None),
    }
}

fn refused(refusal: Refusal) -> Stopped {
    match refusal {
        Refusal::Busy => Stopped::Busy,
        Refusal::NoStorage => Stopped::NoStorage,
        Refusal::Words(words) => Stopped::Disk(words),
    }
}

fn tell(told: &Told, blob: Option<&Blob>) {
    // Plain values can always be written.
    port::post(&postcard::to_allocvec(told).unwrap_or_default(), blob);
}

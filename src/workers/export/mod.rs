//! The export's worker: [`crate::export`] over `fetch` and the browser's own storage (OPFS).
//!
//! What survives a reload: the ZIP as far as it is, what lies aside of it, and the checkpoint are files in OPFS, in a
//! folder for each user and server. They are written synchronously and flushed, the checkpoint last and in two places in
//! turn, so that at every moment one whole checkpoint fits to what lies on the disk. What does not survive: the user's
//! token, which is never kept; the page revokes it when it is left, and it ends by itself within minutes.
//!
//! Where the browser lets people choose a file to write to, the ZIP goes there instead ([`picked`]); the rest stays.

mod disk;
mod fetch;
mod handles;
mod picked;
mod sum;
mod world;

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::future::{AbortHandle, abortable};
use wasm_bindgen::JsValue;
use web_sys::FileSystemFileHandle;

use self::disk::{Disk, Refusal};
use self::picked::Picked;
use self::world::Browser;
use super::link;
use crate::export::options::Options;
use crate::export::preview::{Preview, preview};
use crate::export::progress::Outcome;
use crate::export::protocol::{Ask, ExportTalk, Told};
use crate::export::run::{self, Job, PARALLEL, read_job};
use crate::export::server::Server;
use crate::model::secret::Secret;
use crate::runs::pace::Pace;
use crate::runs::patient::Failure;
use crate::runs::stopped::Stopped;
use crate::runs::world::World as _;

/// What the worker is at.
#[derive(Default)]
struct Desk {
    browser: Rc<Browser>,
    under_way: RefCell<Option<AbortHandle>>,
}

/// Takes up what the page asks.
pub fn start() {
    let desk = Rc::new(Desk::default());
    link::listen::<ExportTalk>(move |ask, beside| take(&desk, ask, beside.handle));
}

fn take(desk: &Rc<Desk>, ask: Ask, chosen: Option<FileSystemFileHandle>) {
    match ask {
        Ask::Speak(language) => language.speak(),
        Ask::Connect(connections) => fetch::connect(connections),
        Ask::Pause => desk.browser.gate.shut(true),
        Ask::Resume => desk.browser.gate.shut(false),
        Ask::Token(token) => desk.browser.tokens.came(token.as_deref().map(Secret::new)),
        Ask::Stop => stop(desk),
        Ask::Look(options) => wasm_bindgen_futures::spawn_local(look(options)),
        Ask::List => wasm_bindgen_futures::spawn_local(list()),
        Ask::Fetch(options) => wasm_bindgen_futures::spawn_local(fetch_file(options)),
        Ask::Delete(options) => wasm_bindgen_futures::spawn_local(delete(options)),
        Ask::Preview(options) => wasm_bindgen_futures::spawn_local(show(desk.clone(), options)),
        Ask::Begin(options) => begin(desk, options, chosen, false),
        Ask::GoOn(options) => begin(desk, options, chosen, true),
    }
}

fn begin(desk: &Rc<Desk>, options: Options, chosen: Option<FileSystemFileHandle>, goes_on: bool) {
    desk.browser.gate.shut(false);
    desk.browser.tokens.forget();
    let (work, handle) = abortable(export(desk.browser.clone(), options, chosen, goes_on));
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

async fn export(browser: Rc<Browser>, options: Options, chosen: Option<FileSystemFileHandle>, goes_on: bool) {
    let told = match run_export(&browser, &options, chosen, goes_on).await {
        Ok((outcome, file)) => Told::Done(outcome, file),
        Err(stopped) => Told::Stopped(stopped),
    };
    browser.close();
    tell(&told, None);
}

/// What came of it, and the name of the file if somebody chose one.
async fn run_export(
    browser: &Rc<Browser>,
    options: &Options,
    chosen: Option<FileSystemFileHandle>,
    goes_on: bool,
) -> Result<(Outcome, Option<String>), Stopped> {
    let disk = Disk::open(options).await.map_err(refused)?;
    let kept = if goes_on { disk.kept().map_err(Stopped::Disk)? } else { None };
    if !goes_on {
        disk.clear().map_err(Stopped::Disk)?;
        remember(options, chosen.as_ref()).await.map_err(Stopped::Disk)?;
    }
    let picked = match chosen {
        Some(handle) => Some(Picked::open(handle).await.map_err(Stopped::Disk)?),
        None => None,
    };
    browser.opens(disk, picked);
    let outcome = run::export(browser.clone(), options.clone(), kept.as_deref()).await?;
    let Some(picked) = browser.take_picked() else {
        return Ok((outcome, None));
    };
    picked.close().await.map_err(Stopped::Disk)?;
    browser.close();
    // The file is where it belongs; what is left here is of no use.
    clean(options).await.map_err(refused)?;
    Ok((outcome, Some(picked.name())))
}

/// Keeps which file was chosen, or that none was.
async fn remember(options: &Options, chosen: Option<&FileSystemFileHandle>) -> Result<(), String> {
    match chosen {
        Some(handle) => handles::keep(&disk::name(options), handle).await,
        None => handles::forget(&disk::name(options)).await,
    }
}

async fn clean(options: &Options) -> Result<(), Refusal> {
    disk::delete(options).await?;
    handles::forget(&disk::name(options)).await.map_err(Refusal::Words)
}

async fn show(desk: Rc<Desk>, options: Options) {
    desk.browser.tokens.forget();
    let pace = Pace::new(PARALLEL);
    let (base_url, user_id, admin_id) = (&options.base_url, &options.user_id, &options.admin_id);
    let server = Rc::new(Server::new(desk.browser.clone(), base_url, user_id, admin_id, pace));
    let told = match preview(server.clone(), &options).await {
        Ok(preview) => Told::Preview(Box::new(Preview { room_left: disk::room_left().await, ..preview })),
        Err(Failure::Refused(error) | Failure::Stopped(error)) => Told::Stopped(Stopped::Server(error)),
    };
    server.revoke().await;
    desk.browser.waits(None);
    tell(&told, None);
}

/// What an export has kept. The files are free again.
fn job(disk: &Disk) -> Option<Job> {
    let job = disk.kept().ok().flatten().and_then(|kept| read_job(&kept));
    disk.close();
    job
}

async fn list() {
    match Disk::open_all().await {
        // Which file was chosen for one is of no interest in a list.
        Ok(disks) => tell(&Told::List(disks.iter().filter_map(job).map(|job| job.kept(None)).collect()), None),
        // Without such storage nothing is kept.
        Err(_) => tell(&Told::List(Vec::new()), None),
    }
}

async fn look(options: Options) {
    let job = match Disk::open_if_there(&options).await {
        Ok(disk) => disk.as_ref().and_then(job),
        Err(refusal) => return tell(&Told::Stopped(refused(refusal)), None),
    };
    let Some(job) = job else {
        return tell(&Told::Kept(None), None);
    };
    match handles::kept(&disk::name(&options)).await {
        Ok(handle) => {
            let name = handle.as_ref().map(|handle| handle.name());
            tell(&Told::Kept(Some(job.kept(name))), handle.as_ref().map(AsRef::as_ref));
        }
        Err(words) => tell(&Told::Stopped(Stopped::Disk(words)), None),
    }
}

async fn fetch_file(options: Options) {
    match disk::zip_file(&options).await {
        Ok(file) => tell(&Told::File(options), Some(&file)),
        Err(refusal) => tell(&Told::Stopped(refused(refusal)), None),
    }
}

async fn delete(options: Options) {
    match clean(&options).await {
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

fn tell(told: &Told, beside: Option<&JsValue>) {
    link::tell::<ExportTalk>(told, beside);
}

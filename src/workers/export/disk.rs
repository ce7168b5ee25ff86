//! An export's files in the browser's own storage.
//!
//! Source: <https://developer.mozilla.org/en-US/docs/Web/API/File_System_API/Origin_private_file_system>.

use js_sys::{IteratorNext, Reflect};
use sha2::{Digest as _, Sha256};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetDirectoryOptions, FileSystemGetFileOptions,
    FileSystemReadWriteOptions, FileSystemRemoveOptions, FileSystemSyncAccessHandle as Handle, StorageManager,
    WorkerGlobalScope,
};

use crate::export::options::Options;
use crate::export::world::Place;

/// The folder of all exports.
const ROOT: &str = "glia-export";
const ZIP: &str = "export.zip";
const ASIDE: &str = "aside";
const CHECKPOINTS: [&str; 2] = ["checkpoint-a", "checkpoint-b"];

/// Why there is no file.
pub(super) enum Refusal {
    /// Another tab has it open.
    Busy,
    /// This browser has no such storage, or not here (private windows, plain http).
    NoStorage,
    /// The browser's words.
    Words(String),
}

/// An export's files, open. No other tab can open them meanwhile.
pub(super) struct Disk {
    zip: Handle,
    aside: Handle,
    checkpoints: [Handle; 2],
}

impl Disk {
    /// Opens the files of a user's export; makes them where there are none.
    pub(super) async fn open(options: &Options) -> Result<Self, Refusal> {
        Self::open_in(&folder(options, true).await?).await
    }

    /// The same, only where there are some.
    pub(super) async fn open_if_there(options: &Options) -> Result<Option<Self>, Refusal> {
        match folder(options, false).await {
            Ok(folder) => Self::open_in(&folder).await.map(Some),
            Err(Refusal::NoStorage) => Err(Refusal::NoStorage),
            Err(_) => Ok(None),
        }
    }

    /// Those of all exports that nobody has open.
    pub(super) async fn open_all() -> Result<Vec<Self>, Refusal> {
        let folders = root(true).await?.values();
        let mut disks = Vec::new();
        loop {
            let next = folders.next().map_err(|error| refusal(&error))?;
            let next: IteratorNext = resolve(next).await?;
            if next.done() {
                return Ok(disks);
            }
            if let Ok(folder) = next.value().dyn_into::<FileSystemDirectoryHandle>()
                && let Ok(disk) = Self::open_in(&folder).await
            {
                disks.push(disk);
            }
        }
    }

    async fn open_in(folder: &FileSystemDirectoryHandle) -> Result<Self, Refusal> {
        let zip = open_file(folder, ZIP).await?;
        let mut opened = vec![zip.clone()];
        for name in [ASIDE, CHECKPOINTS[0], CHECKPOINTS[1]] {
            match open_file(folder, name).await {
                Ok(handle) => opened.push(handle),
                Err(refusal) => {
                    opened.iter().for_each(Handle::close);
                    return Err(refusal);
                }
            }
        }
        let [_, aside, a, b] = <[Handle; 4]>::try_from(opened).map_err(|_| Refusal::NoStorage)?;
        Ok(Self { zip, aside, checkpoints: [a, b] })
    }

    fn file(&self, place: Place) -> &Handle {
        match place {
            Place::Zip => &self.zip,
            Place::Aside => &self.aside,
        }
    }

    pub(super) fn append(&self, place: Place, bytes: &mut [u8]) -> Result<(), String> {
        let file = self.file(place);
        let end = file.get_size().map_err(words)?;
        write(file, end, bytes)
    }

    pub(super) fn patch(&self, at: u64, bytes: &mut [u8]) -> Result<(), String> {
        write(&self.zip, at as f64, bytes)
    }

    pub(super) fn truncate(&self, place: Place, length: u64) -> Result<(), String> {
        let file = self.file(place);
        let there = file.get_size().map_err(words)?;
        if there < length as f64 {
            // What was kept is not there: the browser has thrown it away.
            return Err(format!("{there} < {length}"));
        }
        file.truncate_with_f64(length as f64).map_err(words)
    }

    pub(super) fn read(&self, at: u64, length: usize) -> Result<Vec<u8>, String> {
        read(&self.aside, at as f64, length)
    }

    /// Throws away what is in the files.
    pub(super) fn clear(&self) -> Result<(), String> {
        // A checkpoint without what it is about is of no use: it goes first.
        let [a, b] = &self.checkpoints;
        [a, b, &self.zip, &self.aside].into_iter().try_for_each(|file| file.truncate_with_f64(0.0).map_err(words))
    }

    /// Keeps a checkpoint behind everything that was written: in the place of the older one, so that one is whole
    /// whatever happens.
    pub(super) fn keep(&self, checkpoint: &[u8]) -> Result<(), String> {
        self.zip.flush().map_err(words)?;
        self.aside.flush().map_err(words)?;
        let [a, b] = self.checkpoints.each_ref().map(number);
        let (older, number) = if a <= b { (&self.checkpoints[0], b + 1) } else { (&self.checkpoints[1], a + 1) };
        let mut bytes = number.to_le_bytes().to_vec();
        bytes.extend(Sha256::digest(checkpoint));
        bytes.extend(checkpoint);
        older.truncate_with_f64(0.0).map_err(words)?;
        write(older, 0.0, &mut bytes)?;
        older.flush().map_err(words)
    }

    /// The newest whole checkpoint.
    pub(super) fn kept(&self) -> Result<Option<Vec<u8>>, String> {
        let mut newest = None;
        for file in &self.checkpoints {
            let length = file.get_size().map_err(words)? as usize;
            let bytes = read(file, 0.0, length)?;
            let Some((head, checkpoint)) = bytes.split_at_checked(HEAD) else {
                continue;
            };
            let number = number(file);
            let is_whole = head.get(8..) == Some(Sha256::digest(checkpoint).as_slice());
            if is_whole && newest.as_ref().is_none_or(|(other, _)| *other < number) {
                newest = Some((number, checkpoint.to_vec()));
            }
        }
        Ok(newest.map(|(_, checkpoint)| checkpoint))
    }

    pub(super) fn close(&self) {
        [&self.zip, &self.aside, &self.checkpoints[0], &self.checkpoints[1]].into_iter().for_each(Handle::close);
    }
}

/// Before a checkpoint: its number and its sum.
const HEAD: usize = 8 + 32;

/// A checkpoint's number; 0 without any.
fn number(file: &Handle) -> u64 {
    let head = read(file, 0.0, 8).ok().and_then(|bytes| <[u8; 8]>::try_from(bytes).ok());
    head.map_or(0, u64::from_le_bytes)
}

fn write(file: &Handle, at: f64, bytes: &mut [u8]) -> Result<(), String> {
    let options = FileSystemReadWriteOptions::new();
    options.set_at(at);
    let written = file.write_with_u8_array_and_options(bytes, &options).map_err(words)?;
    // A full disk writes less.
    if written as usize == bytes.len() { Ok(()) } else { Err(format!("{written} / {}", bytes.len())) }
}

fn read(file: &Handle, at: f64, length: usize) -> Result<Vec<u8>, String> {
    let options = FileSystemReadWriteOptions::new();
    options.set_at(at);
    let mut bytes = vec![0; length];
    let read = file.read_with_u8_array_and_options(&mut bytes, &options).map_err(words)?;
    bytes.truncate(read as usize);
    Ok(bytes)
}

/// The finished ZIP, to be saved.
pub(super) async fn zip_file(options: &Options) -> Result<Blob, Refusal> {
    let handle = file_handle(&folder(options, false).await?, ZIP).await?;
    resolve(handle.get_file()).await
}

/// Throws away all files of an export.
pub(super) async fn delete(options: &Options) -> Result<(), Refusal> {
    let root = root(true).await?;
    let recursive = FileSystemRemoveOptions::new();
    recursive.set_recursive(true);
    match JsFuture::from(root.remove_entry_with_options(&name(options), &recursive)).await {
        Ok(_) => Ok(()),
        Err(error) if is(&error, "NotFoundError") => Ok(()),
        Err(error) => Err(refusal(&error)),
    }
}

/// How much more the browser takes, in bytes; `None` where it does not tell.
pub(super) async fn room_left() -> Option<u64> {
    let scope = js_sys::global().dyn_into::<WorkerGlobalScope>().ok()?;
    let storage = Reflect::get(&scope.navigator(), &"storage".into()).ok()?;
    let estimate = JsFuture::from(storage.dyn_into::<StorageManager>().ok()?.estimate().ok()?).await.ok()?;
    let number = |name: &str| Reflect::get(&estimate, &name.into()).ok()?.as_f64();
    Some((number("quota")? - number("usage")?).max(0.0) as u64)
}

async fn root(create: bool) -> Result<FileSystemDirectoryHandle, Refusal> {
    let scope = js_sys::global().dyn_into::<WorkerGlobalScope>().map_err(|_| Refusal::NoStorage)?;
    // A property that is missing where a page is not secure.
    let storage = Reflect::get(&scope.navigator(), &"storage".into()).map_err(|_| Refusal::NoStorage)?;
    if storage.is_undefined() {
        return Err(Refusal::NoStorage);
    }
    let top = JsFuture::from(scope.navigator().storage().get_directory()).await.map_err(|_| Refusal::NoStorage)?;
    directory(&top.unchecked_into(), ROOT, create).await
}

async fn folder(options: &Options, create: bool) -> Result<FileSystemDirectoryHandle, Refusal> {
    directory(&root(create).await?, &name(options), create).await
}

/// The folder's name: MXIDs and addresses hold what no name may.
pub(super) fn name(options: &Options) -> String {
    let sum = Sha256::digest(format!("{}\n{}", options.base_url, options.user_id));
    sum.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

async fn directory(
    parent: &FileSystemDirectoryHandle,
    name: &str,
    create: bool,
) -> Result<FileSystemDirectoryHandle, Refusal> {
    let options = FileSystemGetDirectoryOptions::new();
    options.set_create(create);
    resolve(parent.get_directory_handle_with_options(name, &options)).await
}

async fn file_handle(folder: &FileSystemDirectoryHandle, name: &str) -> Result<FileSystemFileHandle, Refusal> {
    let options = FileSystemGetFileOptions::new();
    options.set_create(true);
    resolve(folder.get_file_handle_with_options(name, &options)).await
}

async fn open_file(folder: &FileSystemDirectoryHandle, name: &str) -> Result<Handle, Refusal> {
    resolve(file_handle(folder, name).await?.create_sync_access_handle()).await
}

async fn resolve<T: wasm_bindgen::JsCast>(promise: js_sys::Promise) -> Result<T, Refusal> {
    JsFuture::from(promise).await.map(|value| value.unchecked_into()).map_err(|error| refusal(&error))
}

fn refusal(error: &JsValue) -> Refusal {
    if is(error, "NoModificationAllowedError") { Refusal::Busy } else { Refusal::Words(words(error.clone())) }
}

fn is(error: &JsValue, name: &str) -> bool {
    error.dyn_ref::<js_sys::Error>().is_some_and(|error| error.name() == name)
        || Reflect::get(error, &"name".into()).is_ok_and(|found| found.as_string().as_deref() == Some(name))
}

pub(super) fn words(error: JsValue) -> String {
    let text = Reflect::get(&error, &"message".into()).ok().and_then(|message| message.as_string());
    text.unwrap_or_else(|| format!("{error:?}"))
}

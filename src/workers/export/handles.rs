//! Which file was chosen for an export: only IndexedDB can keep a file's handle over a reload.
//!
//! Source: <https://developer.mozilla.org/en-US/docs/Web/API/IndexedDB_API>.

use js_sys::Promise;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    FileSystemFileHandle, IdbDatabase, IdbObjectStore, IdbRequest, IdbTransactionMode as Mode, WorkerGlobalScope,
};

use super::disk::words;

const DATABASE: &str = "glia-export";
const STORE: &str = "files";

/// Keeps the file of an export, by the name of the export's folder.
pub(super) async fn keep(name: &str, handle: &FileSystemFileHandle) -> Result<(), String> {
    let put = store(Mode::Readwrite).await?.put_with_key(handle, &name.into()).map_err(words)?;
    outcome(&put).await.map(|_| ())
}

/// The file of an export; `None` for one that is made in the browser's storage.
pub(super) async fn kept(name: &str) -> Result<Option<FileSystemFileHandle>, String> {
    let get = store(Mode::Readonly).await?.get(&name.into()).map_err(words)?;
    Ok(outcome(&get).await?.dyn_into().ok())
}

/// Forgets it.
pub(super) async fn forget(name: &str) -> Result<(), String> {
    let delete = store(Mode::Readwrite).await?.delete(&name.into()).map_err(words)?;
    outcome(&delete).await.map(|_| ())
}

async fn store(mode: Mode) -> Result<IdbObjectStore, String> {
    let scope = js_sys::global().dyn_into::<WorkerGlobalScope>().map_err(words_of)?;
    let factory = scope.indexed_db().map_err(words)?.ok_or("IndexedDB")?;
    let open = factory.open(DATABASE).map_err(words)?;
    let request = open.clone();
    let upgrade = wasm_bindgen::closure::Closure::once_into_js(move || {
        // It is there already when another tab was faster; what is missing shows when it is used.
        let database = request.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok());
        let _ = database.map(|database| database.create_object_store(STORE));
    });
    open.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let database: IdbDatabase = outcome(&open).await?.unchecked_into();
    let transaction = database.transaction_with_str_and_mode(STORE, mode).map_err(words)?;
    // It closes when the transaction is through.
    database.close();
    transaction.object_store(STORE).map_err(words)
}

async fn outcome(request: &IdbRequest) -> Result<JsValue, String> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(promise).await {
        Ok(_) => request.result().map_err(words),
        Err(_) => Err(request.error().ok().flatten().map(|error| error.message()).unwrap_or_default()),
    }
}

fn words_of(value: js_sys::Object) -> String {
    words(value.into())
}

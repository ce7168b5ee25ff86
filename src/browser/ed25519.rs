//! Ed25519 by the browser's own cryptography: Chromium 137, Firefox 130, Safari 17 and newer, at secure addresses.

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use js_sys::{Array, Object, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use crate::api::probe::{Signed, Verify};

/// Verifies with the browser's cryptography.
#[derive(Clone, Copy, Debug)]
pub struct Ed25519;

impl Verify for Ed25519 {
    fn verify(&self, signed: Signed) -> LocalBoxFuture<'static, Option<bool>> {
        verify(signed).boxed_local()
    }
}

/// `None` when this browser cannot say. Why it cannot is its own matter: nothing depends on it.
async fn verify(signed: Signed) -> Option<bool> {
    let subtle = subtle()?;
    let raw = Uint8Array::from(signed.key.as_slice());
    let uses = Array::of1(&JsValue::from_str("verify"));
    let import = subtle.import_key_with_str("raw", raw.unchecked_ref::<Object>(), "Ed25519", false, &uses).ok()?;
    let key = JsFuture::from(import).await.ok()?.dyn_into::<CryptoKey>().ok()?;
    let result = subtle.verify_with_str_and_u8_array_and_u8_array("Ed25519", &key, &signed.signature, &signed.message);
    JsFuture::from(result.ok()?).await.ok()?.as_bool()
}

/// At plain `http:` addresses (but this machine's own) there is none.
fn subtle() -> Option<SubtleCrypto> {
    let subtle = web_sys::window()?.crypto().ok()?.subtle();
    (!subtle.is_undefined()).then_some(subtle)
}

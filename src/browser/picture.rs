//! Bytes as something that an `<img>` can show.

use js_sys::{Array, Uint8Array};
use web_sys::{Blob, Url};

/// The address of a picture in memory; to be given back with [`free`].
#[must_use]
pub fn address(bytes: &[u8]) -> Option<String> {
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes))).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

/// The picture is needed no more.
pub fn free(address: &str) {
    // Freeing what is freed already does nothing.
    let _ = Url::revoke_object_url(address);
}

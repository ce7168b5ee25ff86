//! One line: whatever it is, reading it neither panics nor changes what it says.

#![no_main]

use glia::model::log::{Entry, Processed};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    if let Some(entry) = Entry::read_processed(&text)
        && let Some(line) = entry.processed()
    {
        // What is written is read as the same again.
        let written = line.to_string();
        assert_eq!(Processed::read(&written).map(|again| again.to_string()), Some(written));
        let _ = line.oddities();
    }
    if let Some(entry) = Entry::read(&text) {
        assert!(text.contains(entry.prefix));
    }
});

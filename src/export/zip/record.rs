//! The bytes around an entry's contents: its header, its line in the directory, and the end of the file.

use serde::{Deserialize, Serialize};

use super::Method;
use crate::model::moment;

/// What the directory knows of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) name: String,
    pub(super) method: Method,
    /// Where its header begins.
    pub(super) offset: u64,
    /// How long its contents are.
    pub(super) length: u64,
    /// The same as they lie in the file.
    pub(super) packed: u64,
    pub(super) crc32: u32,
}

/// What begins a line of the directory.
pub(super) const DIRECTORY: [u8; 4] = *b"PK\x01\x02";

/// From here on a number of 32 bits says that the true one stands elsewhere.
const FULL: u64 = 0xffff_ffff;
const FULL_COUNT: u64 = 0xffff;

/// Names are UTF-8.
const UTF8: u16 = 1 << 11;
/// Written on Unix (so that the rights count), after version 4.5 of the specification.
const MADE_BY: u16 = 3 << 8 | 45;
/// `-rw-r--r--`
const RIGHTS: u32 = 0o100_644 << 16;

impl Record {
    pub(super) fn new(name: &str, method: Method, offset: u64) -> Self {
        // A name has at most 65,535 bytes; ours are far shorter (see `layout`).
        let name = name.chars().take(16_000).collect();
        Self { name, method, offset, length: 0, packed: 0, crc32: 0 }
    }

    fn is_large(&self) -> bool {
        self.length >= FULL || self.packed >= FULL
    }

    fn write_common(&self, version: u16, time: u32, out: &mut Vec<u8>) {
        let method: u16 = if self.method == Method::Stored { 0 } else { 8 };
        [version, UTF8, method].iter().for_each(|number| out.extend(number.to_le_bytes()));
        out.extend(time.to_le_bytes());
        out.extend(self.crc32.to_le_bytes());
    }

    fn version(&self, is_large: bool) -> u16 {
        match (is_large, self.method) {
            (true, _) => 45,
            (false, Method::Deflated) => 20,
            (false, Method::Stored) => 10,
        }
    }

    fn name_length(&self) -> u16 {
        u16::try_from(self.name.len()).unwrap_or(u16::MAX)
    }

    /// The header before the contents. It is always equally long: before the entry is finished and after.
    pub(super) fn header(&self, time: u32) -> Vec<u8> {
        let mut out = b"PK\x03\x04".to_vec();
        self.write_common(self.version(self.is_large()), time, &mut out);
        let sizes = if self.is_large() { [FULL, FULL] } else { [self.packed, self.length] };
        sizes.iter().for_each(|size| out.extend(short(*size).to_le_bytes()));
        out.extend(self.name_length().to_le_bytes());
        out.extend(20_u16.to_le_bytes());
        out.extend(self.name.as_bytes());
        if self.is_large() {
            out.extend([1, 0, 16, 0]);
            [self.length, self.packed].iter().for_each(|size| out.extend(size.to_le_bytes()));
        } else {
            // The growth hint: its id, how long it is, its signature, and space.
            out.extend([0x20, 0xa2, 16, 0, 0x28, 0xa0]);
            out.extend([0; 14]);
        }
        out
    }

    /// Its line in the directory.
    pub(super) fn write_entry(&self, time: u32, out: &mut Vec<u8>) {
        let numbers = [self.length, self.packed, self.offset];
        let large: Vec<u64> = numbers.into_iter().filter(|number| *number >= FULL).collect();
        out.extend(DIRECTORY);
        out.extend(MADE_BY.to_le_bytes());
        self.write_common(self.version(!large.is_empty()), time, out);
        [self.packed, self.length].iter().for_each(|size| out.extend(short(*size).to_le_bytes()));
        out.extend(self.name_length().to_le_bytes());
        let extra = large.len() * 8;
        out.extend(if extra == 0 { [0, 0] } else { [extra as u8 + 4, 0] });
        // No comment, on the first disk, no internal attributes.
        out.extend([0; 6]);
        out.extend(RIGHTS.to_le_bytes());
        out.extend(short(self.offset).to_le_bytes());
        out.extend(self.name.as_bytes());
        if extra > 0 {
            out.extend([1, 0, extra as u8, 0]);
            large.iter().for_each(|number| out.extend(number.to_le_bytes()));
        }
    }
}

fn short(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// What ends the file: where the directory is, with and (if needed) without the limits of 32 bits.
pub(super) fn write_end(count: u64, start: u64, length: u64, out: &mut Vec<u8>) {
    if count >= FULL_COUNT || start >= FULL || length >= FULL {
        out.extend(b"PK\x06\x06");
        out.extend(44_u64.to_le_bytes());
        out.extend(MADE_BY.to_le_bytes());
        out.extend(45_u16.to_le_bytes());
        out.extend([0; 8]);
        [count, count, length, start].iter().for_each(|number| out.extend(number.to_le_bytes()));
        out.extend(b"PK\x06\x07");
        out.extend([0; 4]);
        out.extend((start + length).to_le_bytes());
        out.extend(1_u32.to_le_bytes());
    }
    out.extend(b"PK\x05\x06");
    out.extend([0; 4]);
    let count = u16::try_from(count).unwrap_or(u16::MAX);
    [count, count].iter().for_each(|number| out.extend(number.to_le_bytes()));
    [length, start].iter().for_each(|number| out.extend(short(*number).to_le_bytes()));
    out.extend([0; 2]);
}

/// The time (UTC) as DOS keeps it, from ms since 1970. It begins in 1980 and counts in steps of two seconds.
pub(super) fn dos_time(now_ms: f64) -> u32 {
    let seconds = (now_ms / 1000.0) as i64;
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = moment::date(days);
    let year = (year - 1980).clamp(0, 127);
    let date = year << 9 | month << 5 | day;
    let time = (rest / 3600) << 11 | (rest / 60 % 60) << 5 | (rest % 60 / 2);
    u32::try_from(date << 16 | time).unwrap_or_default()
}

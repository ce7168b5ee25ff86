//! What a file is, by its first bytes: names lie.

use crate::logs::protocol::{Packing, Trouble};

/// How much of a file is looked at, in bytes.
pub(super) const LOOKED_AT: usize = 64 * 1024;

/// Text has fewer bytes in a hundred than this that no text has. Random bytes have about 50, UTF-16 has 50, and a log
/// that was cut off by a power failure may have a few thousand NULs.
const STRANGE_PERCENT: usize = 30;

/// Forms of compression that are known by sight alone.
const UNKNOWN: [(&[u8], &str); 8] = [
    (b"\xfd7zXZ\0", "xz"),
    (b"PK\x03\x04", "zip"),
    (b"\x04\x22\x4d\x18", "lz4"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x9d", "compress"),
    (b"LZIP\x01", "lzip"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x89LZO\0", "lzop"),
];

/// The packing that a file begins with.
pub(super) fn packing(head: &[u8]) -> Result<Packing, Trouble> {
    let unknown = |name: &str| Err(Trouble::UnknownCompression(name.to_owned()));
    match head {
        [] => Err(Trouble::Empty),
        [0x1f, 0x8b, ..] => Ok(Packing::Gzip),
        // A frame, or one that is to be skipped.
        [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Ok(Packing::Zstd),
        // The level and π; of an empty file √π.
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, ..] | [b'B', b'Z', b'h', b'1'..=b'9', 0x17, 0x72, ..] => {
            unknown("bzip2")
        }
        _ => match UNKNOWN.iter().find(|(magic, _)| head.starts_with(magic)) {
            Some((_, name)) => unknown(name),
            None => Ok(Packing::Plain),
        },
    }
}

/// Refuses what is no text.
pub(super) fn text(head: &[u8]) -> Result<(), Trouble> {
    if head.is_empty() {
        return Err(Trouble::Empty);
    }
    let strange: usize = head
        .utf8_chunks()
        .map(|chunk| chunk.invalid().len() + chunk.valid().bytes().filter(|byte| is_strange(*byte)).count())
        .sum();
    if strange * 100 >= head.len() * STRANGE_PERCENT { Err(Trouble::Binary) } else { Ok(()) }
}

/// Control characters but those that layout text or colour it.
fn is_strange(byte: u8) -> bool {
    matches!(byte, 0..=7 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_is_stands_in_its_first_bytes() {
        assert_eq!(packing(b"\x1f\x8b\x08\0"), Ok(Packing::Gzip));
        assert_eq!(packing(b"\x28\xb5\x2f\xfd\x24"), Ok(Packing::Zstd));
        assert_eq!(packing(b"\x5e\x2a\x4d\x18\0"), Ok(Packing::Zstd));
        for text in [&b"2026-11-25"[..], b"{", b"BZh is no archive", b"P", b"\x1f"] {
            assert_eq!(packing(text), Ok(Packing::Plain));
        }
        let unknown = |head: &[u8]| packing(head).unwrap_err();
        assert_eq!(unknown(b"BZh91AY&SY"), Trouble::UnknownCompression("bzip2".to_owned()));
        assert_eq!(unknown(b"\xfd7zXZ\0\0"), Trouble::UnknownCompression("xz".to_owned()));
        assert_eq!(unknown(b"PK\x03\x04"), Trouble::UnknownCompression("zip".to_owned()));
        assert_eq!(packing(b""), Err(Trouble::Empty));
    }

    #[test]
    fn logs_with_oddities_are_still_text() {
        let line = "2026-11-25 15:08:27,996 - synapse.x - 1 - INFO - GET-1 - \u{1f469}\u{200d}\u{1f680} said\r\n";
        let with = |odd: &[u8], count: usize| [line.repeat(20).as_bytes(), &odd.repeat(count)].concat();
        assert_eq!(text(&with(b"", 0)), Ok(()));
        assert_eq!(text(&with(b"\0", 300)), Ok(()));
        assert_eq!(text(&with(b"\x1b[31mred\x1b[0m", 300)), Ok(()));
        assert_eq!(text(&with(b"caf\xe9 ", 300)), Ok(()));
        assert_eq!(text("Привет\n".as_bytes()), Ok(()));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(text(b""), Err(Trouble::Empty));
        assert_eq!(text(&[0; 1000]), Err(Trouble::Binary));
        let utf16: Vec<u8> = "2026-11-25 15:08".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&utf16), Err(Trouble::Binary));
        // As in a picture or an archive.
        let mut state = 1_u32;
        let random = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        });
        assert_eq!(text(&random.take(LOOKED_AT).collect::<Vec<u8>>()), Err(Trouble::Binary));
    }
}

//! Files in memory, packed in every way, read in pieces of every size.

#![cfg(test)]

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use futures_executor::block_on;
use futures_util::FutureExt as _;
use proptest::prelude::*;

use super::*;

/// A file in memory. Reads give at most `most` bytes, as a browser may.
#[derive(Clone, Debug)]
struct Memory {
    content: std::rc::Rc<Vec<u8>>,
    most: u64,
    /// From here on it cannot be read.
    hole: u64,
    /// Bytes that were read.
    read: std::rc::Rc<std::cell::Cell<u64>>,
}

impl Memory {
    fn new(content: Vec<u8>) -> Self {
        Self { content: content.into(), most: u64::MAX, hole: u64::MAX, read: std::rc::Rc::default() }
    }
}

impl Bytes for Memory {
    fn read(&self, from: u64, to: u64) -> FutureBytes {
        self.read.set(self.read.get() + to - from);
        let to = to.min(from.saturating_add(self.most)).min(self.content.len() as u64);
        let result = if to > self.hole {
            Err(Trouble::Unreadable("gone".to_owned()))
        } else {
            Ok(self.content.get(from as usize..to as usize).unwrap_or_default().to_vec())
        };
        std::future::ready(result).boxed_local()
    }

    fn size(&self) -> u64 {
        self.content.len() as u64
    }
}

fn files(contents: &[Vec<u8>], most: u64) -> Files<Memory> {
    let memory = |content: &Vec<u8>| Memory { most, ..Memory::new(content.clone()) };
    Files::new(contents.iter().map(memory).collect())
}

/// The first pass over a file: its text, and what ended it.
fn pass(files: &mut Files<Memory>, file: u32) -> (Vec<u8>, Option<Trouble>) {
    if let Err(trouble) = block_on(files.look(file)) {
        return (Vec::new(), Some(trouble));
    }
    let mut text = Vec::new();
    files.begin(file);
    loop {
        match block_on(files.next()) {
            Ok(Some(piece)) => text.extend_from_slice(piece),
            Ok(None) => return (text, None),
            Err(trouble) => return (text, Some(trouble)),
        }
    }
}

fn read(files: &mut Files<Memory>, from: u64, to: u64) -> Result<Vec<u8>, Trouble> {
    block_on(Texts::read(files, 0, from, to))
}

/// Lines that compress about as well as a log.
fn log(lines: u64) -> Vec<u8> {
    let line = |number: u64| {
        let scattered = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 52;
        format!("2026-11-25 15:08:27,{:03} - synapse.access - INFO - GET-{number} - {scattered:x}\n", number % 1000)
    };
    (0..lines).map(line).collect::<String>().into_bytes()
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn zstd(text: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest)
}

fn pack(packing: Packing, text: &[u8]) -> Vec<u8> {
    match packing {
        Packing::Plain => text.to_vec(),
        Packing::Gzip => gzip(text),
        Packing::Zstd => zstd(text),
    }
}

fn packing() -> impl Strategy<Value = Packing> {
    prop_oneof![Just(Packing::Plain), Just(Packing::Gzip), Just(Packing::Zstd)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever the packing, the number of members, and the slices: the text comes out, and any range of it again.
    #[test]
    fn the_text_comes_out_and_comes_again(
        packing in packing(),
        parts in prop::collection::vec(0_u64..12_000, 1..4),
        most in prop_oneof![700_u64..5_000, Just(u64::MAX)],
        ranges in prop::collection::vec((0.0..1.1_f64, 0_u64..300_000), 1..6),
    ) {
        let texts: Vec<Vec<u8>> = parts.iter().map(|lines| log(*lines)).collect();
        let text = texts.concat();
        prop_assume!(!text.is_empty());
        let packed: Vec<u8> = texts.iter().flat_map(|text| pack(packing, text)).collect();
        let mut files = files(&[packed], most);
        prop_assert_eq!(block_on(files.look(0)).unwrap().packing, packing);
        let (read_text, trouble) = pass(&mut files, 0);
        prop_assert!(read_text == text);
        prop_assert_eq!(trouble, None);
        if packing != Packing::Plain || most == u64::MAX {
            let wanted = |from: u64, length: u64| {
                text.get(from as usize..((from + length) as usize).min(text.len())).unwrap_or_default()
            };
            let mut places = Vec::new();
            for (share, length) in ranges {
                let from = (text.len() as f64 * share) as u64;
                prop_assert!(read(&mut files, from, from + length).unwrap() == wanted(from, length));
                // The next range often overlaps.
                prop_assert!(read(&mut files, from + length / 3, from + length).unwrap() == wanted(from + length / 3, length - length / 3));
                places.extend([Place { file: 0, offset: from + 100 }, Place { file: 0, offset: from }]);
            }
            for (place, text) in places.iter().zip(block_on(files.read_each(&places, 150)).unwrap()) {
                prop_assert!(text == wanted(place.offset, 150));
            }
        }
    }

    /// Whatever is wrong with a packed file: no panic, and what comes out is the beginning of the text.
    #[test]
    fn a_broken_file_is_read_up_to_where_it_breaks(
        packing in prop_oneof![Just(Packing::Gzip), Just(Packing::Zstd)],
        share in 0.0..1.0_f64,
        flip in 1_u8..,
        is_cut in any::<bool>(),
    ) {
        let text = log(3_000);
        let mut packed = pack(packing, &text);
        let at = (packed.len() as f64 * share) as usize;
        if is_cut {
            packed.truncate(at);
        } else {
            packed[at] ^= flip;
        }
        let (read, trouble) = pass(&mut files(&[packed], 1_000), 0);
        if is_cut {
            prop_assert!(text.starts_with(&read));
            prop_assert!(trouble.is_some());
        } else {
            // A flipped bit may be one of a name or a time, or change the text, which the check at the end tells.
            prop_assert!(trouble.is_some() || read == text);
        }
    }
}

#[test]
fn a_file_that_real_zstd_wrote_is_read() {
    // `zstd -19 --check`, `zstd -1 --no-check`, an empty frame, and one that is to be skipped, in one file.
    let packed = include_bytes!("../../../tests/data/log-4000.zst").to_vec();
    let text = [log(4_000), log(4_000)].concat();
    let mut files = files(&[packed], 50_000);
    assert_eq!(pass(&mut files, 0), (text.clone(), None));
    assert!(read(&mut files, 300_000, 300_100).unwrap() == text[300_000..300_100]);
    assert!(read(&mut files, 100, 200).unwrap() == text[100..200]);
}

#[test]
fn of_a_file_that_is_cut_off_all_whole_blocks_are_read() {
    let packed = include_bytes!("../../../tests/data/log-4000.zst");
    // Within the last block of the second frame: behind it is only one that is to be skipped.
    let (text, trouble) = pass(&mut files(&[packed[..packed.len() - 20].to_vec()], u64::MAX), 0);
    let whole = [log(4_000), log(4_000)].concat();
    assert!(whole.starts_with(&text) && text.len() >= log(4_000).len() + 128 * 1024, "{}", text.len());
    assert_eq!(trouble, Some(Trouble::Broken("it ends in the middle".to_owned())));
}

#[test]
fn reading_again_begins_at_a_checkpoint() {
    for packing in [Packing::Gzip, Packing::Zstd] {
        let text = log(100_000);
        let packed: Vec<u8> = text.chunks(1 << 20).flat_map(|part| pack(packing, part)).collect();
        let mut files = files(&[packed], u64::MAX);
        assert_eq!(pass(&mut files, 0).1, None);
        let from = text.len() as u64 - 100_000;
        assert_eq!(read(&mut files, from, from + 5).unwrap(), text[text.len() - 100_000..][..5]);
        let unpacking = &files.again.as_ref().unwrap().unpacking;
        assert!(files.checkpoints.before(0, from).is_some_and(|(at, _)| from - at <= 2 << 20), "{packing:?}");
        // Right behind it goes on, just before it begins anew.
        let position = unpacking.position();
        assert!(read(&mut files, from + 5, from + 9).unwrap() == text[text.len() - 99_995..][..4]);
        assert_eq!(files.again.as_ref().unwrap().unpacking.position(), position);
        assert!(read(&mut files, from - 900_000, from - 899_990).unwrap() == text[text.len() - 1_000_000..][..10]);
        assert!(files.again.as_ref().unwrap().unpacking.position() < position);
    }
}

#[test]
fn many_places_of_a_packed_file_take_unpacking_it_once() {
    let text = log(20_000);
    let memory = Memory::new(zstd(&text));
    let (size, read) = (memory.size(), std::rc::Rc::clone(&memory.read));
    let mut files = Files::new(vec![memory]);
    assert_eq!(pass(&mut files, 0).1, None);
    read.set(0);
    let places: Vec<Place> = (0..1_000).map(|n| Place { file: 0, offset: n * 7_919_777 % text.len() as u64 }).collect();
    let found = block_on(files.read_each(&places, 4_096)).unwrap();
    for (place, found) in places.iter().zip(found) {
        let from = place.offset as usize;
        assert!(found == text[from..(from + 4_096).min(text.len())]);
    }
    assert!(read.get() <= size, "{} of {size}", read.get());
}

#[test]
fn what_follows_the_last_member_is_told_unless_it_is_padding() {
    let text = log(10);
    let with = |rest: &[u8]| pass(&mut files(&[[gzip(&text), rest.to_vec()].concat()], 5_000), 0);
    assert_eq!(with(&[0; 9_000]), (text.clone(), None));
    let garbage = Some(Trouble::Broken("something else follows the compressed text".to_owned()));
    assert_eq!(with(b"garbage"), (text.clone(), garbage.clone()));
    assert_eq!(with(b"\0\0garbage"), (text.clone(), garbage));
    let ends = Some(Trouble::Broken("it ends in the middle".to_owned()));
    assert_eq!(with(&[0x1f]), (text.clone(), ends.clone()));
    assert_eq!(with(&[0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3, b'n']), (text, ends));
}

#[test]
fn checks_are_checked() {
    let text = log(10);
    let mut packed = gzip(&text);
    let length = packed.len();
    packed[length - 1] ^= 1;
    let told = |packed: &[u8]| pass(&mut files(&[packed.to_vec()], u64::MAX), 0);
    assert_eq!(told(&packed), (text.clone(), Some(Trouble::Broken("its length does not match".to_owned()))));
    packed[length - 5] ^= 1;
    assert_eq!(told(&packed), (text.clone(), Some(Trouble::Broken("its checksum does not match".to_owned()))));
    let mut packed = include_bytes!("../../../tests/data/log-4000.zst").to_vec();
    let end = packed.windows(4).position(|four| four == [0x50, 0x2a, 0x4d, 0x18]).unwrap();
    packed[end - 1] ^= 1;
    assert_eq!(told(&packed), (log(4_000), Some(Trouble::Broken("its checksum does not match".to_owned()))));
}

#[test]
fn a_header_with_everything_in_it_is_skipped() {
    let text = log(10);
    let plain = gzip(&text);
    let header = [&plain[..3], &[4 + 8 + 16 + 2], &plain[4..10], &[3, 0, 1, 2, 3], b"name\0", b"comment\0", &[7, 7]];
    let packed = [&header.concat(), &plain[10..]].concat();
    for most in [16, 37, u64::MAX] {
        assert_eq!(pass(&mut files(std::slice::from_ref(&packed), most), 0), (text.clone(), None));
    }
}

#[test]
fn what_is_no_log_is_told_before_it_is_read() {
    let told = |content: &[u8]| block_on(files(&[content.to_vec()], u64::MAX).look(0)).unwrap_err();
    assert_eq!(told(b""), Trouble::Empty);
    assert_eq!(told(&gzip(b"")), Trouble::Empty);
    assert_eq!(told(&zstd(b"")), Trouble::Empty);
    assert_eq!(told(&[0; 100_000]), Trouble::Binary);
    assert_eq!(told(&gzip(&[0; 100_000])), Trouble::Binary);
    assert_eq!(told(b"\xfd7zXZ\0"), Trouble::UnknownCompression("xz".to_owned()));
    assert!(matches!(told(&gzip(&log(9))[..30]), Trouble::Binary | Trouble::Broken(_)));
    assert_eq!(block_on(files(&[], 1).look(0)), Err(Trouble::Nothing));
}

#[test]
fn a_file_that_vanishes_is_told_and_what_was_read_stays() {
    let text = log(4_000);
    for packing in [Packing::Plain, Packing::Gzip, Packing::Zstd] {
        let content = pack(packing, &text);
        let (most, hole) = (content.len() as u64 / 2, content.len() as u64 - 1);
        let mut files = Files::new(vec![Memory { most, hole, ..Memory::new(content) }]);
        let (read, trouble) = pass(&mut files, 0);
        assert!(text.starts_with(&read) && !read.is_empty(), "{packing:?}");
        assert_eq!(trouble, Some(Trouble::Unreadable("gone".to_owned())));
        let last = text.len() as u64;
        assert_eq!(block_on(Texts::read(&mut files, 0, last - 1, last)), Err(Trouble::Unreadable("gone".to_owned())));
    }
}

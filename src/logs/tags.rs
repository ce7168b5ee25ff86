//! Which parts of a file hold a request's tag: a fingerprint of four bytes for each tag in each block of 64 KiB. A
//! look-up goes through all of them and reads again only the blocks that fit; a wrong fit costs one read.

use std::hash::{BuildHasher, Hash};
use std::ops::Range;

use rustc_hash::FxBuildHasher;

/// A block's lines begin within this many bytes.
const BLOCK: u64 = 64 * 1024;

/// Fingerprints in a page of memory; pages are never moved when more come.
const PAGE: usize = 1 << 16;

/// A block with its first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Block {
    file: u32,
    offset: u64,
    /// How many fingerprints come before its own.
    first: u64,
}

/// The fingerprints.
#[derive(Clone, Debug)]
pub struct Tags {
    blocks: Vec<Block>,
    pages: Vec<Vec<u32>>,
    count: u64,
    /// The fingerprints that this block has had lately: a request has several lines.
    lately: Vec<u32>,
    /// Where each file ends.
    ends: Vec<u64>,
}

impl Default for Tags {
    fn default() -> Self {
        Self { blocks: Vec::new(), pages: Vec::new(), count: 0, lately: vec![0; 1024], ends: Vec::new() }
    }
}

/// A part of a file to be read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The file.
    pub file: u32,
    /// From the beginning of a line to the beginning of another, or the end.
    pub bytes: Range<u64>,
}

impl Tags {
    /// A line with a tag. Offsets of one file grow.
    pub fn push(&mut self, file: u32, offset: u64, tag: &str) {
        let begins = |block: &Block| block.file != file || block.offset / BLOCK != offset / BLOCK;
        if self.blocks.last().is_none_or(begins) {
            self.blocks.push(Block { file, offset, first: self.count });
            self.lately.fill(0);
        }
        let print = fingerprint(tag);
        let Some(lately) = self.lately.get_mut(print as usize % 1024) else { return };
        if *lately == print {
            return;
        }
        *lately = print;
        match self.pages.last_mut() {
            Some(page) if page.len() < PAGE => page.push(print),
            _ => {
                let mut page = Vec::with_capacity(PAGE);
                page.push(print);
                self.pages.push(page);
            }
        }
        self.count += 1;
    }

    /// How far a file has been read.
    pub fn reached(&mut self, file: u32, end: u64) {
        let file = file as usize;
        if self.ends.len() <= file {
            self.ends.resize(file + 1, 0);
        }
        if let Some(known) = self.ends.get_mut(file) {
            *known = end;
        }
    }

    /// Where a tag may be, in order.
    #[must_use]
    pub fn find(&self, tag: &str) -> Vec<Part> {
        let print = fingerprint(tag);
        let mut parts: Vec<Part> = Vec::new();
        let mut last = None;
        for (number, page) in self.pages.iter().enumerate() {
            // Most pages hold none, and this is quick to see.
            if !page.contains(&print) {
                continue;
            }
            let hits = page.iter().enumerate().filter(|(_, known)| **known == print);
            for (at, _) in hits {
                let at = (number * PAGE + at) as u64;
                let block = self.blocks.partition_point(|block| block.first <= at).saturating_sub(1);
                if last != Some(block) {
                    parts.extend(self.part(block));
                    last = Some(block);
                }
            }
        }
        parts
    }

    fn part(&self, number: usize) -> Option<Part> {
        let block = self.blocks.get(number)?;
        let end = match self.blocks.get(number + 1) {
            Some(next) if next.file == block.file => next.offset,
            _ => self.ends.get(block.file as usize).copied().unwrap_or(u64::MAX),
        };
        Some(Part { file: block.file, bytes: block.offset..end })
    }

    /// About what it takes, in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.pages.len() as u64 * PAGE as u64 * 4 + self.blocks.capacity() as u64 * size_of::<Block>() as u64
    }
}

/// Never 0.
fn fingerprint(tag: &str) -> u32 {
    struct Bytes<'a>(&'a str);
    impl Hash for Bytes<'_> {
        fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
            state.write(self.0.as_bytes());
        }
    }
    let hash = FxBuildHasher.hash_one(Bytes(tag));
    ((hash ^ (hash >> 32)) as u32).max(1)
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Tags};

    #[test]
    fn a_tag_is_found_where_it_is_and_hardly_elsewhere() {
        let mut tags = Tags::default();
        for file in 0..2 {
            let mut offset = 0;
            for number in 0..200_000 {
                tags.push(file, offset, &format!("GET-{number}"));
                tags.push(file, offset + 100, &format!("GET-{number}"));
                offset += 200;
            }
            tags.reached(file, offset);
        }
        for number in [0, 37, 370, 199_999] {
            let parts = tags.find(&format!("GET-{number}"));
            for file in 0..2 {
                let fits = |part: &&super::Part| part.file == file && part.bytes.contains(&(number * 200));
                assert_eq!(parts.iter().filter(fits).count(), 1);
            }
            assert!(parts.len() <= 4, "{parts:?}");
            assert!(parts.iter().all(|part| part.bytes.end - part.bytes.start <= BLOCK + 200));
        }
        assert!(tags.find("PUT-1").len() <= 2);
        assert!(tags.bytes() < 3_000_000, "{}", tags.bytes());
    }
}

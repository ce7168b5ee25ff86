//! How the pieces that a split left are laid into files.
//!
//! The splitter makes a piece of wasm for each part, and one for each set of parts that share something: dozens, most of
//! them tiny. Merging modules is a linker's work; laying them behind each other in one file is not, and a loader
//! (`packs.js`) compiles each from its slice. The largest of what several parts share are files of their own, as
//! many as [`MOST_FILES`] allows; everything else lies in the file of each part that needs it. So a bookmark loads nothing
//! in vain, and who goes on to another part loads some small pieces a second time (which the loader does not compile
//! again).

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};

/// How many files a part needs at most, its own among them.
pub(super) const MOST_FILES: usize = 4;

/// Names of parts to names of pieces, as the splitter gives them.
pub(super) type Needs = BTreeMap<String, Vec<String>>;

/// A piece of wasm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// What the splitter calls it.
    pub stem: String,
    /// What the loader calls it: the same in every file that holds it.
    pub number: u32,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// Pieces that are one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pack {
    /// The parts that it is loaded for.
    pub parts: BTreeSet<String>,
    /// What lies in it, in order.
    pub pieces: Vec<Piece>,
}

impl Pack {
    /// What the file is called, without its hash: the part that it belongs to, or that several do.
    pub(super) fn name(&self) -> String {
        match self.parts.first() {
            Some(part) if self.parts.len() == 1 => format!("part_{part}"),
            _ => "shared".to_owned(),
        }
    }

    /// The file: how many pieces there are, the number and the size of each (32 bits, little-endian), and then the pieces.
    pub(super) fn content(&self) -> Result<Vec<u8>> {
        let number = |count: usize| u32::try_from(count).context("a file of parts is over 4 GiB");
        let mut content = number(self.pieces.len())?.to_le_bytes().to_vec();
        for piece in &self.pieces {
            content.extend(piece.number.to_le_bytes());
            content.extend(number(piece.content.len())?.to_le_bytes());
        }
        for piece in &self.pieces {
            content.extend(&piece.content);
        }
        Ok(content)
    }

    fn size(&self) -> usize {
        self.pieces.iter().map(|piece| piece.content.len()).sum()
    }

    /// How many bytes would lie in another file, too, if this were none.
    fn copies(&self) -> usize {
        self.size() * (self.parts.len() - 1)
    }
}

/// Lays pieces into files: first those of one part each, then those that several share.
pub(super) fn arrange(needs: &Needs, pieces: Vec<Piece>, most: usize) -> Vec<Pack> {
    let mut own: BTreeMap<&String, Pack> = needs.keys().map(|part| (part, Pack::default())).collect();
    let mut shared: Vec<Pack> = Vec::new();
    let mut groups = by_parts(needs, pieces);
    groups.sort_by_key(|group| Reverse(group.copies()));
    for group in groups {
        let files = |part: &String| 1 + shared.iter().filter(|pack| pack.parts.contains(part)).count();
        if group.parts.len() > 1 && group.parts.iter().all(|part| files(part) < most) {
            shared.push(group);
            continue;
        }
        for part in &group.parts {
            if let Some(pack) = own.get_mut(part) {
                pack.parts.insert(part.clone());
                pack.pieces.extend_from_slice(&group.pieces);
            }
        }
    }
    own.into_values().filter(|pack| !pack.pieces.is_empty()).chain(shared).collect()
}

/// Pieces that the same parts need.
fn by_parts(needs: &Needs, pieces: Vec<Piece>) -> Vec<Pack> {
    let mut groups: BTreeMap<BTreeSet<String>, Vec<Piece>> = BTreeMap::new();
    for piece in pieces {
        let parts = needs.iter().filter(|(_, stems)| stems.contains(&piece.stem)).map(|(part, _)| part.clone());
        let parts: BTreeSet<String> = parts.collect();
        if !parts.is_empty() {
            groups.entry(parts).or_default().push(piece);
        }
    }
    groups.into_iter().map(|(parts, pieces)| Pack { parts, pieces }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(parts: &[(&str, &[&str])]) -> Needs {
        let owned = |stems: &[&str]| stems.iter().map(|stem| (*stem).to_owned()).collect();
        parts.iter().map(|(part, stems)| ((*part).to_owned(), owned(stems))).collect()
    }

    fn piece(stem: &str, size: usize) -> Piece {
        Piece { stem: stem.to_owned(), number: 7, content: vec![0; size] }
    }

    fn files(packs: &[Pack]) -> Vec<(String, Vec<&str>)> {
        packs.iter().map(|pack| (pack.name(), pack.pieces.iter().map(|piece| piece.stem.as_str()).collect())).collect()
    }

    #[test]
    fn a_file_begins_with_what_is_in_it() -> Result<()> {
        let pack = Pack { pieces: vec![piece("x", 2), piece("y", 1)], ..Pack::default() };
        assert_eq!(pack.content()?, [2, 0, 0, 0, 7, 0, 0, 0, 2, 0, 0, 0, 7, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
        Ok(())
    }

    #[test]
    fn what_the_same_parts_need_is_one_file() {
        let needs = needs(&[("a", &["x", "y", "a"]), ("b", &["x", "y"])]);
        let packs = arrange(&needs, vec![piece("x", 1), piece("a", 2), piece("y", 3)], 9);
        assert_eq!(files(&packs), [("part_a".to_owned(), vec!["a"]), ("shared".to_owned(), vec!["x", "y"])]);
    }

    #[test]
    fn small_things_lie_in_the_file_of_each_part_that_needs_them() {
        let needs = needs(&[("a", &["a", "ab", "ac"]), ("b", &["b", "ab"]), ("c", &["c", "ac"])]);
        let pieces = [("a", 1000), ("b", 1000), ("c", 1000), ("ab", 20), ("ac", 10)];
        let packs = arrange(&needs, pieces.map(|(stem, size)| piece(stem, size)).to_vec(), 2);
        let expected =
            [("part_a", vec!["a", "ac"]), ("part_b", vec!["b"]), ("part_c", vec!["c", "ac"]), ("shared", vec!["ab"])];
        let mut found = files(&packs);
        for (_, stems) in &mut found {
            stems.sort_by_key(|stem| stem.len());
        }
        assert_eq!(found, expected.map(|(name, stems)| (name.to_owned(), stems)));
        for (part, stems) in &needs {
            let loaded: Vec<&Pack> = packs.iter().filter(|pack| pack.parts.contains(part)).collect();
            assert!(loaded.len() <= 2, "{part}");
            let there = |stem: &String| loaded.iter().flat_map(|pack| &pack.pieces).any(|piece| piece.stem == *stem);
            assert!(stems.iter().all(there), "{part} lacks something");
            assert_eq!(loaded.iter().flat_map(|pack| &pack.pieces).count(), stems.len(), "{part} loads in vain");
        }
    }
}

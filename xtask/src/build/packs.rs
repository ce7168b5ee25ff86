//! How the pieces that a split left are laid into files.
//!
//! The splitter makes a piece of wasm for each part, and one for each set of parts that share something: hundreds, most of
//! them tiny. Merging modules is a linker's work; laying them behind each other in one file is not, and a loader
//! (`packs.js`) compiles each from its slice. Each part is one file of all that it needs, so a bookmark loads one file, and
//! nothing in vain. Who goes on to another part loads what both need a second time; the loader does not compile it again.
//! Files for what several parts share were tried: three of them a part made each bookmark 3 to 5 KiB larger, as less is
//! compressed together, and saved the next part a third.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};

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

/// The file of a part: how many pieces there are, the number and the size of each (32 bits, little-endian), and then the
/// pieces, the largest first, which compresses best.
pub(super) fn file(needed: &[String], pieces: &[Piece]) -> Result<Vec<u8>> {
    let mut own: Vec<&Piece> = pieces.iter().filter(|piece| needed.contains(&piece.stem)).collect();
    if own.len() != needed.len() {
        bail!("Of the pieces {needed:?} only {} are there", own.len());
    }
    own.sort_by_key(|piece| Reverse(piece.content.len()));
    let number = |count: usize| u32::try_from(count).context("a file of parts is over 4 GiB");
    let mut content = number(own.len())?.to_le_bytes().to_vec();
    for piece in &own {
        content.extend(piece.number.to_le_bytes());
        content.extend(number(piece.content.len())?.to_le_bytes());
    }
    for piece in own {
        content.extend(&piece.content);
    }
    Ok(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_begins_with_what_is_in_it() -> Result<()> {
        let piece = |stem: &str, number, content: &[u8]| Piece { stem: stem.into(), number, content: content.to_vec() };
        let pieces = [piece("x", 7, &[1]), piece("y", 8, &[2]), piece("z", 9, &[3, 4])];
        let file = file(&["x".into(), "z".into()], &pieces)?;
        assert!(super::file(&["missing".into()], &pieces).is_err());
        let directory = [2, 0, 0, 0, 9, 0, 0, 0, 2, 0, 0, 0, 7, 0, 0, 0, 1, 0, 0, 0];
        assert_eq!(file, [&directory[..], &[3, 4, 1]].concat());
        Ok(())
    }
}

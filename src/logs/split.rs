//! Cuts a stream of pieces into lines, wherever the pieces end.

use memchr::memchr;

/// Of a longer line only the beginning is kept, in bytes.
pub const LONGEST: usize = 1 << 20;

/// The state between two pieces.
#[derive(Clone, Debug, Default)]
pub struct Splitter {
    /// The beginning of a line whose end has not come yet.
    begun: Vec<u8>,
    /// Where the line begins that is being read, in bytes from the beginning of the text.
    offset: u64,
    /// Bytes of it that have come, also those that are not kept.
    length: u64,
}

/// A line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawLine<'a> {
    /// Where it begins.
    pub offset: u64,
    /// Without its end; [`LONGEST`] bytes at most.
    pub bytes: &'a [u8],
    /// Whether it was longer.
    pub is_cut: bool,
}

impl Splitter {
    /// Takes the next piece, and gives each line that ends in it.
    pub fn feed(&mut self, mut piece: &[u8], mut line: impl FnMut(RawLine<'_>)) {
        while let Some(at) = memchr(b'\n', piece) {
            let (head, rest) = piece.split_at_checked(at + 1).unwrap_or((piece, &[]));
            let head = head.strip_suffix(b"\n").unwrap_or(head);
            if self.length == 0 && head.len() <= LONGEST {
                line(RawLine { offset: self.offset, bytes: trim(head), is_cut: false });
            } else {
                self.keep(head);
                self.emit(&mut line);
            }
            self.offset += self.length + head.len() as u64 * u64::from(self.length == 0) + 1;
            (self.length, piece) = (0, rest);
        }
        self.keep(piece);
    }

    /// The text has ended: gives the last line if nothing ended it. The next text begins at 0.
    pub fn finish(&mut self, mut line: impl FnMut(RawLine<'_>)) {
        if self.length > 0 {
            self.emit(&mut line);
        }
        *self = Self::default();
    }

    /// Where the next line begins.
    #[must_use]
    pub fn offset(&self) -> u64 {
        self.offset
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = LONGEST.saturating_sub(self.begun.len()).min(bytes.len());
        self.begun.extend_from_slice(bytes.get(..room).unwrap_or_default());
        self.length += bytes.len() as u64;
    }

    fn emit(&mut self, line: &mut impl FnMut(RawLine<'_>)) {
        let is_cut = self.length > self.begun.len() as u64;
        line(RawLine { offset: self.offset, bytes: trim(&self.begun), is_cut });
        self.begun.clear();
        // One endless line must not keep its room for ever.
        self.begun.shrink_to(1 << 16);
    }
}

/// Lines of Windows end in CR LF.
fn trim(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{LONGEST, Splitter};

    fn split(pieces: &[&[u8]]) -> Vec<(u64, Vec<u8>, bool)> {
        let (mut splitter, mut lines) = (Splitter::default(), Vec::new());
        for piece in pieces {
            splitter.feed(piece, |line| lines.push((line.offset, line.bytes.to_vec(), line.is_cut)));
        }
        splitter.finish(|line| lines.push((line.offset, line.bytes.to_vec(), line.is_cut)));
        lines
    }

    #[test]
    fn the_last_line_needs_no_end() {
        let lines = split(&[b"a\r\n\nb", b"c\nd"]);
        let expected = [(0, "a"), (3, ""), (4, "bc"), (7, "d")];
        assert_eq!(lines, expected.map(|(offset, text)| (offset, text.as_bytes().to_vec(), false)));
        assert_eq!(split(&[b""]), []);
    }

    #[test]
    fn an_endless_line_takes_no_more_than_its_share() {
        let long = vec![b'x'; LONGEST + 5];
        let (mut splitter, mut lines) = (Splitter::default(), Vec::new());
        for piece in [&long[..], &long[..], b"\nshort\n", &long[..], b"\n"] {
            splitter.feed(piece, |line| lines.push((line.offset, line.bytes.len(), line.is_cut)));
        }
        let size = long.len() as u64;
        assert_eq!(lines, [(0, LONGEST, true), (2 * size + 1, 5, false), (2 * size + 7, LONGEST, true)]);
        assert_eq!(splitter.offset(), 3 * size + 8);
    }

    proptest! {
        #[test]
        fn pieces_do_not_matter(text in proptest::collection::vec(prop_oneof![Just(b'\n'), Just(b'a'), Just(b'\r')], 0..60),
                                cuts in proptest::collection::vec(0..60_usize, 0..6)) {
            let whole = split(&[&text]);
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(text.len())).chain([0, text.len()]).collect();
            cuts.sort_unstable();
            let pieces: Vec<&[u8]> = cuts.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect();
            prop_assert_eq!(split(&pieces), whole);
        }
    }
}

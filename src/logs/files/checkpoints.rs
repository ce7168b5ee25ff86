//! Places in packed files from which reading can begin again, so that a line near the end does not take unpacking all
//! before it.

use std::collections::BTreeMap;

use miniz_oxide::inflate::stream::InflateState;

use super::decoder::Decoder;

/// As many are kept, over all files: about 22 MiB of them.
const MOST: usize = 512;

/// How far they are apart at first, in bytes of text.
const FIRST_SPACING: u64 = 1 << 20;

/// Where reading can begin.
pub(super) struct Checkpoint {
    /// The place in the packed file.
    pub packed: u64,
    /// The decoder, as it was there.
    pub decoder: Decoder,
}

/// All of them. They stand wider apart the more text there is.
pub(super) struct Checkpoints {
    spacing: u64,
    /// By file, and place in the text.
    kept: BTreeMap<(u32, u64), Checkpoint>,
}

impl Default for Checkpoints {
    fn default() -> Self {
        Self { spacing: FIRST_SPACING, kept: BTreeMap::new() }
    }
}

impl Checkpoints {
    /// The last one of a file up to a place in its text, with its own place.
    pub fn before(&self, file: u32, offset: u64) -> Option<(u64, &Checkpoint)> {
        let ((_, at), checkpoint) = self.kept.range((file, 0)..=(file, offset)).next_back()?;
        Some((*at, checkpoint))
    }

    /// Keeps one, unless the last one is near.
    pub fn offer(&mut self, file: u32, offset: u64, checkpoint: impl FnOnce() -> Option<Checkpoint>) {
        let last = self.before(file, offset).map_or(0, |(last, _)| last);
        if offset - last < self.spacing {
            return;
        }
        let Some(checkpoint) = checkpoint() else { return };
        self.kept.insert((file, offset), checkpoint);
        if self.kept.len() > MOST {
            self.spacing *= 2;
            let (spacing, mut last) = (self.spacing, (u32::MAX, 0));
            self.kept.retain(|(file, offset), _| {
                let from = if last.0 == *file { last.1 } else { 0 };
                let stays = offset - from >= spacing;
                if stays {
                    last = (*file, *offset);
                }
                stays
            });
        }
    }

    /// About what they take, in bytes.
    pub fn bytes(&self) -> u64 {
        let size = |checkpoint: &Checkpoint| match checkpoint.decoder {
            Decoder::Gzip(_) => size_of::<InflateState>(),
            Decoder::Zstd(_) => 0,
        };
        self.kept.values().map(|checkpoint| size_of::<Checkpoint>() + size(checkpoint)).sum::<usize>() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logs::protocol::Packing;

    fn gzip(packed: u64) -> Option<Checkpoint> {
        Some(Checkpoint { packed, decoder: Decoder::new(Packing::Gzip)? })
    }

    #[test]
    fn they_are_few_however_long_the_text_is() {
        let mut checkpoints = Checkpoints::default();
        for piece in 0..8 * 1024 {
            for file in 0..2 {
                checkpoints.offer(file, piece << 18, || gzip(piece));
            }
        }
        // 2 GiB each, in steps of 256 KiB.
        assert!((MOST / 2..=MOST).contains(&checkpoints.kept.len()), "{}", checkpoints.kept.len());
        assert!(checkpoints.bytes() < 32 << 20, "{}", checkpoints.bytes());
        for file in 0..2 {
            for offset in [1 << 24, 777_777_777, (2 << 30) - 1] {
                let (at, checkpoint) = checkpoints.before(file, offset).unwrap();
                assert!(at <= offset && offset - at <= 2 * checkpoints.spacing, "{at} for {offset}");
                assert_eq!(at, checkpoint.packed << 18);
            }
            assert!(checkpoints.before(file, 0).is_none());
        }
        assert!(checkpoints.before(2, u64::MAX).is_none_or(|(_, checkpoint)| checkpoint.packed == u64::MAX));
    }
}

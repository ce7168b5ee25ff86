//! The texts of the files that were opened, unpacked: from front to back for the index, and any range of them again for
//! answers.

mod bytes;
mod checkpoints;
mod decoder;
mod detect;
mod gzip;
mod tests;
mod unpack;
mod zstd;

use self::bytes::Pace;
use self::checkpoints::{Checkpoint, Checkpoints};
use self::decoder::Decoder;
use self::detect::LOOKED_AT;
use self::unpack::Unpacking;
use super::Texts;
use super::protocol::{Packing, Trouble};

pub use self::bytes::{Bytes, Reading};

/// For the first pass. Measured in Chromium: larger slices are not read faster, smaller ones are read more slowly.
const FIRST_PASS: Pace = Pace { slice: 16 << 20, is_ahead: true };

/// For a look at a file's beginning.
const LOOK: Pace = Pace { slice: LOOKED_AT as u64, is_ahead: false };

/// For reading again: a megabyte or two of text.
const AGAIN: Pace = Pace { slice: 256 << 10, is_ahead: false };

/// Files and what is known of them.
pub struct Files<B> {
    files: Vec<(B, Packing)>,
    checkpoints: Checkpoints,
    pass: Option<(u32, Unpacking<B>)>,
    /// Where reading again has come to: the next range is often right behind.
    again: Option<(u32, Unpacking<B>)>,
}

/// How a file begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// How it is packed.
    pub packing: Packing,
    /// The first 64 KiB of its text.
    pub text: Vec<u8>,
}

impl<B: Bytes> Files<B> {
    /// Nothing has been read yet.
    #[must_use]
    pub fn new(files: Vec<B>) -> Self {
        let files = files.into_iter().map(|bytes| (bytes, Packing::Plain)).collect();
        Self { files, checkpoints: Checkpoints::default(), pass: None, again: None }
    }

    /// Looks at a file's beginning, before it is read.
    ///
    /// # Errors
    /// When it cannot be read, is empty, or holds something else than text.
    pub async fn look(&mut self, file: u32) -> Result<Beginning, Trouble> {
        let Some((bytes, known)) = self.files.get_mut(file as usize) else { return Err(Trouble::Nothing) };
        let head = bytes.read(0, bytes.size().min(LOOKED_AT as u64)).await?;
        let packing = detect::packing(&head)?;
        *known = packing;
        let mut text = Vec::new();
        let mut unpacking = Unpacking::new(bytes.clone(), Decoder::new(packing), 0, 0, LOOK);
        while text.len() < LOOKED_AT {
            match unpacking.next().await {
                Ok(true) => text.extend_from_slice(unpacking.piece()),
                Ok(false) => break,
                // What can be read of it counts; reading will come to this again.
                Err(trouble) if text.is_empty() => return Err(trouble),
                Err(_) => break,
            }
        }
        text.truncate(LOOKED_AT);
        detect::text(&text)?;
        Ok(Beginning { packing, text })
    }

    /// A file's text is read from its beginning, by [`Self::next`].
    pub fn begin(&mut self, file: u32) {
        self.pass = self
            .files
            .get(file as usize)
            .map(|(bytes, packing)| (file, Unpacking::new(bytes.clone(), Decoder::new(*packing), 0, 0, FIRST_PASS)));
    }

    /// The next piece of the text; `None` at its end. Whoever stops waiting for it loses nothing.
    ///
    /// # Errors
    /// When the file cannot be read any further; what came before it counts.
    pub async fn next(&mut self) -> Result<Option<&[u8]>, Trouble> {
        let Some((file, pass)) = &mut self.pass else { return Ok(None) };
        if !pass.next().await? {
            return Ok(None);
        }
        let (packed, end) = (pass.position(), pass.end());
        self.checkpoints.offer(*file, end, || pass.checkpoint().map(|decoder| Checkpoint { packed, decoder }));
        Ok(Some(pass.piece()))
    }

    /// How far the file itself has been read, in bytes.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.pass.as_ref().map_or(0, |(_, pass)| pass.position())
    }

    /// The file that was begun is read no further.
    pub fn end(&mut self) {
        self.pass = None;
    }

    /// About what is kept for reading again, in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.checkpoints.bytes()
    }

    /// A file from the best place to read a range from: where reading has come to, a checkpoint, or the beginning.
    fn reach(&mut self, file: u32, from: u64) -> Option<&mut Unpacking<B>> {
        let (bytes, packing) = self.files.get(file as usize)?;
        let checkpoint = self.checkpoints.before(file, from);
        let nearest = checkpoint.map_or(0, |(at, _)| at);
        let goes_on = self
            .again
            .as_ref()
            .is_some_and(|(open, unpacking)| *open == file && unpacking.start() <= from && unpacking.end() >= nearest);
        if !goes_on {
            let (packed, decoder) = match checkpoint {
                Some((_, checkpoint)) => (checkpoint.packed, checkpoint.decoder.checkpoint()),
                None => (0, Decoder::new(*packing)),
            };
            self.again = Some((file, Unpacking::new(bytes.clone(), decoder, packed, nearest, AGAIN)));
        }
        self.again.as_mut().map(|(_, unpacking)| unpacking)
    }
}

impl<B: Bytes> Texts for Files<B> {
    async fn read(&mut self, file: u32, from: u64, to: u64) -> Result<Vec<u8>, Trouble> {
        let Some((bytes, packing)) = self.files.get(file as usize) else { return Err(Trouble::Nothing) };
        if *packing == Packing::Plain {
            let size = bytes.size();
            let (from, to) = (from.min(size), to.min(size));
            return if from < to { bytes.read(from, to).await } else { Ok(Vec::new()) };
        }
        let Some(unpacking) = self.reach(file, from) else { return Err(Trouble::Nothing) };
        let mut text = Vec::new();
        loop {
            let skip = usize::try_from(from.saturating_sub(unpacking.start())).unwrap_or(usize::MAX);
            let stop = usize::try_from(to.saturating_sub(unpacking.start())).unwrap_or(usize::MAX);
            let piece = unpacking.piece();
            text.extend_from_slice(piece.get(skip..stop.min(piece.len())).unwrap_or_default());
            if unpacking.end() >= to {
                return Ok(text);
            }
            match unpacking.next().await {
                Ok(true) => {}
                Ok(false) => return Ok(text),
                // The text ends where it breaks off.
                Err(Trouble::Broken(_)) => return Ok(text),
                Err(trouble) => {
                    // The next time it may be there again.
                    self.again = None;
                    return Err(trouble);
                }
            }
        }
    }
}

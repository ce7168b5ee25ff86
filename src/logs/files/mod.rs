//! The texts of the files that were opened, unpacked: from front to back for the index, and any range of them again for
//! answers.

mod bytes;
mod checkpoints;
mod decoded;
mod decoder;
mod detect;
mod gzip;
mod tests;
mod unpack;
mod zstd;

use futures_util::FutureExt as _;

use self::bytes::Slicing;
use self::checkpoints::{Checkpoint, Checkpoints};
use self::decoder::Decoder;
use self::detect::LOOKED_AT;
use self::unpack::Unpacking;
use super::Texts;
use super::protocol::{Packing, Place, Trouble};

pub use self::bytes::{Bytes, FutureBytes};

/// For the first pass. Measured in Chromium: larger slices are not read faster, and take more memory.
const FIRST_PASS: Slicing = Slicing { slice: 8 << 20, ahead: 3 };

/// For a look at a file's beginning.
const LOOK: Slicing = Slicing { slice: LOOKED_AT as u64, ahead: 0 };

/// For reading again: a megabyte or two of text.
const AGAIN: Slicing = Slicing { slice: 256 << 10, ahead: 0 };

/// Files and what is known of them.
pub struct Files<B> {
    files: Vec<(B, Packing)>,
    checkpoints: Checkpoints,
    pass: Option<(u32, Unpacking<B>)>,
    again: Option<Again<B>>,
}

/// Where reading a packed file again has come to: the next range is often right behind, or begins in the last one.
struct Again<B> {
    file: u32,
    unpacking: Unpacking<B>,
    /// The last range that was read, and where it begins.
    text: Vec<u8>,
    from: u64,
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

    /// Begins to read a range of a file that is not packed; `None` for others.
    fn read_plain(&self, file: u32, from: u64, to: u64) -> Option<FutureBytes> {
        let (bytes, packing) = self.files.get(file as usize)?;
        let size = bytes.size();
        let (from, to) = (from.min(size), to.min(size));
        (*packing == Packing::Plain)
            .then(|| if from < to { bytes.read(from, to) } else { std::future::ready(Ok(Vec::new())).boxed_local() })
    }

    /// A file from the best place to read a range from: where reading has come to, a checkpoint, or the beginning.
    fn reach(&mut self, file: u32, from: u64) -> Option<&mut Again<B>> {
        let (bytes, packing) = self.files.get(file as usize)?;
        let checkpoint = self.checkpoints.before(file, from);
        let nearest = checkpoint.map_or(0, |(at, _)| at);
        let goes_on = self
            .again
            .as_ref()
            .is_some_and(|again| again.file == file && again.start() <= from && again.unpacking.end() >= nearest);
        if !goes_on {
            let (packed, decoder) = match checkpoint {
                Some((_, checkpoint)) => (checkpoint.packed, checkpoint.decoder.checkpoint()),
                None => (0, Decoder::new(*packing)),
            };
            let unpacking = Unpacking::new(bytes.clone(), decoder, packed, nearest, AGAIN);
            self.again = Some(Again { file, unpacking, text: Vec::new(), from: nearest });
        }
        self.again.as_mut()
    }
}

impl<B: Bytes> Again<B> {
    /// From here on it can go on.
    fn start(&self) -> u64 {
        self.from.min(self.unpacking.start())
    }

    /// Reads a range that begins behind [`Self::start`].
    async fn read(&mut self, from: u64, to: u64) -> Result<Vec<u8>, Trouble> {
        // What the last range has of this one, and behind it: that is where the unpacking has come to.
        let skip = from.checked_sub(self.from).map_or(usize::MAX, |skip| usize::try_from(skip).unwrap_or(usize::MAX));
        self.text.drain(..skip.min(self.text.len()));
        self.from = from;
        let length = usize::try_from(to.saturating_sub(from)).unwrap_or(usize::MAX);
        loop {
            let (at, start) = (from + self.text.len() as u64, self.unpacking.start());
            let skip = usize::try_from(at.saturating_sub(start)).unwrap_or(usize::MAX);
            let stop = usize::try_from(to.saturating_sub(start)).unwrap_or(usize::MAX);
            let piece = self.unpacking.piece();
            self.text.extend_from_slice(piece.get(skip..stop.min(piece.len())).unwrap_or_default());
            let is_over = self.text.len() >= length
                || match self.unpacking.next().await {
                    Ok(is_there) => !is_there,
                    // The text ends where it breaks off.
                    Err(Trouble::Broken(_)) => true,
                    Err(trouble) => return Err(trouble),
                };
            if is_over {
                return Ok(self.text.get(..length.min(self.text.len())).unwrap_or_default().to_vec());
            }
        }
    }
}

impl<B: Bytes> Texts for Files<B> {
    async fn read(&mut self, file: u32, from: u64, to: u64) -> Result<Vec<u8>, Trouble> {
        if let Some(reading) = self.read_plain(file, from, to) {
            return reading.await;
        }
        let Some(again) = self.reach(file, from) else { return Err(Trouble::Nothing) };
        let text = again.read(from, to).await;
        if text.is_err() {
            // The next time it may be there again.
            self.again = None;
        }
        text
    }

    async fn read_each(&mut self, places: &[Place], length: u64) -> Result<Vec<Vec<u8>>, Trouble> {
        // What is not packed is read at the same time, what is packed from front to back.
        let end = |place: &Place| place.offset.saturating_add(length);
        let under_way =
            |(number, place): (usize, &Place)| (*place, number, self.read_plain(place.file, place.offset, end(place)));
        let mut readings: Vec<_> = places.iter().enumerate().map(under_way).collect();
        readings.sort_by_key(|(place, number, _)| (*place, *number));
        let mut texts = Vec::with_capacity(places.len());
        for (place, number, reading) in readings {
            let text = match reading {
                Some(reading) => reading.await?,
                None => self.read(place.file, place.offset, end(&place)).await?,
            };
            texts.push((number, text));
        }
        texts.sort_unstable_by_key(|(number, _)| *number);
        Ok(texts.into_iter().map(|(_, text)| text).collect())
    }
}

//! Where the text is: the index keeps none of it.

use super::protocol::{Place, Trouble};

/// The (unpacked) texts of the files that were opened.
#[allow(async_fn_in_trait, reason = "the worker has one thread, and so have the tests")]
pub trait Texts {
    /// The bytes from one offset to another, fewer when the text ends before.
    ///
    /// # Errors
    /// The file has changed, has vanished, or is broken.
    async fn read(&mut self, file: u32, from: u64, to: u64) -> Result<Vec<u8>, Trouble>;

    /// So many bytes at each of these places, in their order; fewer where the text ends before. It is quicker than one
    /// reading after the other.
    ///
    /// # Errors
    /// As for one.
    async fn read_each(&mut self, places: &[Place], length: u64) -> Result<Vec<Vec<u8>>, Trouble> {
        let mut texts = Vec::with_capacity(places.len());
        for place in places {
            texts.push(self.read(place.file, place.offset, place.offset.saturating_add(length)).await?);
        }
        Ok(texts)
    }
}

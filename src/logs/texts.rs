//! Where the text is: the index keeps none of it.

use super::protocol::Trouble;

/// The (unpacked) texts of the files that were opened.
#[allow(async_fn_in_trait, reason = "the worker has one thread, and so have the tests")]
pub trait Texts {
    /// The bytes from one offset to another, fewer when the text ends before.
    ///
    /// # Errors
    /// The file has changed, has vanished, or is broken.
    async fn read(&mut self, file: u32, from: u64, to: u64) -> Result<Vec<u8>, Trouble>;
}

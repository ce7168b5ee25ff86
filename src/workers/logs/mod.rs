//! The log explorer's worker: [`crate::logs`] fed with the files that the page hands over.

use super::{panic, port};
use crate::logs::protocol::{Ask, Progress, Told, Trouble};

/// Takes up the page's questions.
pub fn start() {
    panic::install();
    port::listen(|message| {
        let Ok(ask) = postcard::from_bytes::<Ask>(&message.bytes) else { return };
        let told = match ask {
            Ask::Open(_) | Ask::Stop => Told::Progress(Progress { is_done: true, ..Progress::default() }),
            Ask::View { id, .. } => Told::View { id, answer: Err(Trouble::Nothing) },
        };
        if let Ok(bytes) = postcard::to_allocvec(&told) {
            port::post(&bytes, None);
        }
    });
}

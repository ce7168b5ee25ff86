//! gzip (RFC 1952): members one after the other, each with its own check.

use miniz_oxide::inflate::stream::{InflateState, MinReset, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

use super::decoded::{Decoded, Then, broken};
use crate::logs::protocol::Trouble;

/// A header holds the file's name and a comment, which nobody writes this long (in bytes).
const LONGEST_HEADER: usize = 64 * 1024;

/// A header up to where optional fields begin, in bytes.
const FIXED_HEADER: usize = 10;

/// Check and length at a member's end, in bytes.
const FOOTER: usize = 8;

/// A decoder, with all that it takes to go on from here.
#[derive(Clone)]
pub(super) struct Gzip {
    at: At,
    inflate: Box<InflateState>,
    members: u64,
    /// Of this member's text.
    crc: crc32fast::Hasher,
    /// Of this member's text, in bytes, modulo 2³² as the format has it.
    length: u32,
}

#[derive(Clone)]
enum At {
    Header,
    Body,
    Footer,
    /// Zeros behind the last member, as tapes had them.
    Padding,
    Failed(Trouble),
}

impl Default for Gzip {
    fn default() -> Self {
        Self {
            at: At::Header,
            inflate: InflateState::new_boxed(DataFormat::Raw),
            members: 0,
            crc: crc32fast::Hasher::new(),
            length: 0,
        }
    }
}

impl Gzip {
    pub fn is_between_members(&self) -> bool {
        matches!(self.at, At::Header | At::Padding) && self.members > 0
    }

    pub fn decode(&mut self, input: &[u8], output: &mut [u8]) -> Result<Decoded, Trouble> {
        match &self.at {
            At::Header => Ok(self.header(input)),
            At::Body => Ok(self.body(input, output)),
            At::Footer => Ok(self.footer(input)),
            At::Padding => match input {
                [] => Ok(Decoded::MORE_INPUT),
                zeros if zeros.iter().all(|byte| *byte == 0) => Ok(Decoded::again(zeros.len(), 0)),
                _ => Ok(self.broken("something else follows the compressed text")),
            },
            At::Failed(trouble) => Err(trouble.clone()),
        }
    }

    pub fn fail(&mut self, trouble: Trouble) {
        self.at = At::Failed(trouble);
    }

    fn broken(&mut self, what: &str) -> Decoded {
        self.fail(broken(what));
        Decoded::again(0, 0)
    }

    fn header(&mut self, input: &[u8]) -> Decoded {
        match header(input) {
            Header::Whole(length) => {
                self.inflate.reset_as(MinReset);
                self.crc.reset();
                self.length = 0;
                self.at = At::Body;
                Decoded::again(length, 0)
            }
            Header::Begun if input.len() < LONGEST_HEADER => Decoded::MORE_INPUT,
            Header::Other if self.members > 0 && input.first() == Some(&0) => {
                self.at = At::Padding;
                Decoded::again(0, 0)
            }
            Header::Other if self.members > 0 => self.broken("something else follows the compressed text"),
            Header::Begun | Header::Other => self.broken("its header cannot be read"),
        }
    }

    fn body(&mut self, input: &[u8], output: &mut [u8]) -> Decoded {
        let result = inflate(&mut self.inflate, input, output, MZFlush::None);
        let written = output.get(..result.bytes_written).unwrap_or_default();
        self.crc.update(written);
        // Modulo 2³².
        self.length = self.length.wrapping_add(written.len() as u32);
        let is_stuck = result.bytes_consumed == 0 && result.bytes_written == 0;
        match result.status {
            Ok(MZStatus::StreamEnd) => self.at = At::Footer,
            Ok(_) | Err(MZError::Buf) if is_stuck => return Decoded::MORE_INPUT,
            Ok(_) | Err(MZError::Buf) => {}
            // What was written before it counts.
            Err(_) => self.fail(broken("its compressed data is invalid")),
        }
        Decoded::again(result.bytes_consumed, result.bytes_written)
    }

    fn footer(&mut self, input: &[u8]) -> Decoded {
        let Some((footer, _)) = input.split_first_chunk::<FOOTER>() else { return Decoded::MORE_INPUT };
        let [a, b, c, d, e, f, g, h] = *footer;
        if u32::from_le_bytes([a, b, c, d]) != self.crc.clone().finalize() {
            return self.broken("its checksum does not match");
        }
        if u32::from_le_bytes([e, f, g, h]) != self.length {
            return self.broken("its length does not match");
        }
        self.members += 1;
        self.at = At::Header;
        Decoded { used: FOOTER, written: 0, then: Then::Boundary }
    }
}

enum Header {
    /// So many bytes.
    Whole(usize),
    /// It goes on.
    Begun,
    /// It is none.
    Other,
}

fn header(input: &[u8]) -> Header {
    let magic = [0x1f, 0x8b, 8];
    let Some(fixed) = input.first_chunk::<FIXED_HEADER>() else {
        let begun = magic.iter().zip(input).all(|(expected, byte)| expected == byte);
        return if begun { Header::Begun } else { Header::Other };
    };
    let [.., flags, _, _, _, _, _, _] = *fixed;
    if !fixed.starts_with(&magic) || flags & 0xe0 != 0 {
        return Header::Other;
    }
    match optional_fields(input, flags) {
        Some(end) => Header::Whole(end),
        None => Header::Begun,
    }
}

/// Where the fields end that a header may have; `None` when that is not there yet.
fn optional_fields(input: &[u8], flags: u8) -> Option<usize> {
    let mut at = FIXED_HEADER;
    if flags & 4 != 0 {
        let length: [u8; 2] = *input.get(at..)?.first_chunk()?;
        at += 2 + usize::from(u16::from_le_bytes(length));
    }
    // A name and a comment, up to a NUL.
    for flag in [8, 16] {
        if flags & flag != 0 {
            at += 1 + memchr::memchr(0, input.get(at..)?)?;
        }
    }
    if flags & 2 != 0 {
        at += 2;
    }
    (at <= input.len()).then_some(at)
}

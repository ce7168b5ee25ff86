//! What stands for somebody, or for a room, without a picture: one or two letters, on a colour that stays.

use super::id::Mxc;

/// What somebody, or a room, is recognised by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// Letters that stand for the name.
    pub initials: String,
    /// One of the [`HUES`] colours.
    pub hue: u32,
    /// The picture, where there is one.
    pub picture: Option<Mxc>,
}

impl Face {
    /// Of the one that has this name and this id.
    #[must_use]
    pub fn new(name: &str, id: &str, picture: Option<&Mxc>) -> Self {
        let picture = picture.filter(|mxc| !mxc.as_str().is_empty()).cloned();
        Self { initials: initials(name), hue: hue(id), picture }
    }

    /// The classes of what shows it.
    #[must_use]
    pub fn classes(&self) -> String {
        format!("avatar h{}", self.hue)
    }
}

/// How many colours there are.
pub const HUES: u32 = 8;

/// One of the [`HUES`] colours, always the same for an id.
#[must_use]
pub fn hue(id: &str) -> u32 {
    // FNV-1a: short ids that differ in one letter are spread well.
    let hash = id.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 16)) % HUES
}

/// The first letters of the first two words of a name; of an id, those of what stands before its server. None where there
/// is nothing to show.
#[must_use]
pub fn initials(name: &str) -> String {
    let name = match name.strip_prefix(['@', '#', '!']) {
        Some(id) => id.split(':').next().unwrap_or_default(),
        None => name,
    };
    let words = name.split(|letter: char| letter.is_ascii_whitespace() || "._-=/+".contains(letter));
    words.filter_map(|word| word.chars().find(|letter| is_shown(*letter))).take(2).collect()
}

/// Whether a letter can be seen by itself.
fn is_shown(letter: char) -> bool {
    let marks = [
        '\u{300}'..='\u{36f}',
        '\u{200b}'..='\u{200f}',
        '\u{202a}'..='\u{202e}',
        '\u{2060}'..='\u{206f}',
        '\u{fe00}'..='\u{feff}',
    ];
    !letter.is_ascii_punctuation() && !letter.is_control() && !marks.iter().any(|range| range.contains(&letter))
}

#[cfg(test)]
mod tests {
    use super::{HUES, hue, initials};

    #[test]
    fn letters_stand_for_names() {
        for (name, letters) in [
            ("Amara Nwosu", "AN"),
            ("amara", "a"),
            ("@amara.nwosu:hs.example", "an"),
            ("@_bridge_42:hs.example", "b4"),
            ("#lobby:hs.example", "l"),
            ("\u{202e}Zoë\u{200d} (she)  Müller", "Zs"),
            ("🦊 fox", "🦊f"),
            ("اسم عربي", "اع"),
            ("", ""),
            ("@", ""),
            ("...", ""),
            ("<b>", "b"),
        ] {
            assert_eq!(initials(name), letters, "{name}");
        }
        assert_eq!(initials(&"a b ".repeat(100_000)), "ab");
    }

    #[test]
    fn colours_are_spread() {
        let mut counts = [0; HUES as usize];
        for number in 0..800 {
            counts[hue(&format!("@user{number}:hs.example")) as usize] += 1;
        }
        assert!(counts.iter().all(|count| *count > 60), "{counts:?}");
    }
}

//! Letters that cannot be seen, that turn the direction of writing, or that only look like others.
//!
//! Few ranges instead of Unicode's tables, which would cost the first load more than the rest of the model. What is marked
//! is a reason to look closely, not a proof of anything.

/// What makes an id look like another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// A character that takes no room.
    Invisible,
    /// A character that turns the direction of writing.
    Direction,
    /// Letters of another alphabet among Latin ones, or in place of them.
    LookAlike,
}

/// Whether a character takes no room: zero-width ones, fillers, variation selectors, tags, and control characters.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200d}' | '\u{2028}'..='\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}'
            | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character turns the direction of writing.
#[must_use]
pub fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// How a letter takes part in words that look like others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    /// Latin, with its accents.
    Latin,
    /// One that has letters of Latin's shapes, by a number of its own.
    Like(u8),
    /// Latin in disguise: full width, mathematical, circled; and accents that are characters of their own.
    Disguised,
    /// Another one. Nobody takes it for Latin.
    Other,
    /// No letter: words end here.
    None,
}

fn script(c: char) -> Script {
    match c {
        'a'..='z' | 'A'..='Z' => Script::Latin,
        '0'..='9' => Script::Other,
        '\0'..='\u{7f}' => Script::None,
        '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}' => {
            Script::Latin
        }
        '\u{250}'..='\u{2ff}'
        | '\u{300}'..='\u{36f}'
        | '\u{1d00}'..='\u{1dff}'
        | '\u{2070}'..='\u{209f}'
        | '\u{2100}'..='\u{218f}'
        | '\u{249c}'..='\u{24e9}'
        | '\u{fb00}'..='\u{fb06}'
        | '\u{ff01}'..='\u{ff5e}'
        | '\u{1d400}'..='\u{1d7ff}'
        | '\u{1f100}'..='\u{1f189}' => Script::Disguised,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Like(1),
        '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{2de0}'..='\u{2dff}' | '\u{a640}'..='\u{a69f}' => {
            Script::Like(2)
        }
        '\u{530}'..='\u{58f}' => Script::Like(3),
        '\u{590}'..='\u{7bf}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' => Script::Like(4),
        '\u{10a0}'..='\u{10ff}' | '\u{2d00}'..='\u{2d2f}' | '\u{1c90}'..='\u{1cbf}' => Script::Like(5),
        '\u{13a0}'..='\u{13ff}' | '\u{ab70}'..='\u{abbf}' => Script::Like(6),
        '\u{2c80}'..='\u{2cff}' => Script::Like(7),
        '\u{a4d0}'..='\u{a4ff}' => Script::Like(8),
        '\u{900}'..='\u{109f}' => Script::Like(9),
        '\u{1400}'..='\u{16ff}' => Script::Like(10),
        '\u{10280}'..='\u{118ff}' => Script::Like(11),
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => Script::Other,
        _ => Script::None,
    }
}

/// Cyrillic and Greek letters that are drawn like Latin ones: a word of nothing else can be taken for a Latin word.
const TWINS: &str = "аеорсухіјѕԁһӏԛԝьАВЕЅІЈКМНОРСТУХҮԌԚԜӀαιικνορτυωϲϳΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";

fn is_look_alike(word: &str) -> bool {
    let (mut latin, mut like, mut mixed) = (false, None, false);
    for c in word.chars() {
        match script(c) {
            Script::Disguised => return true,
            Script::Latin => latin = true,
            Script::Like(this) => mixed |= *like.get_or_insert(this) != this,
            Script::Other | Script::None => {}
        }
    }
    mixed || (like.is_some() && (latin || word.chars().all(|c| TWINS.contains(c) || c.is_ascii_digit())))
}

fn is_break(c: char) -> bool {
    script(c) == Script::None
}

/// What is odd about the letters of an id, the worst first.
#[must_use]
pub fn oddity(id: &str) -> Option<Oddity> {
    // Nearly every id ends here.
    if id.bytes().all(|byte| byte.is_ascii_graphic()) {
        None
    } else if id.chars().any(turns_direction) {
        Some(Oddity::Direction)
    } else if id.chars().any(is_invisible) {
        Some(Oddity::Invisible)
    } else {
        id.split(is_break).any(is_look_alike).then_some(Oddity::LookAlike)
    }
}

/// An id with its odd letters by number: `@‹U+0430›dmin:hs.example`.
#[must_use]
pub fn revealed(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for word in id.split_inclusive(is_break) {
        let alike = is_look_alike(word.trim_end_matches(is_break));
        for c in word.chars() {
            if turns_direction(c) || is_invisible(c) || (alike && !c.is_ascii()) {
                out.push_str(&format!("‹U+{:04X}›", u32::from(c)));
            } else {
                out.push(c);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Oddity, oddity, revealed};

    #[test]
    fn look_alike_ids_are_told() {
        for (id, expected, shown) in [
            ("@\u{430}dmin:hs.example", Oddity::LookAlike, "@‹U+0430›dmin:hs.example"),
            ("@admin:ex\u{430}mple.org", Oddity::LookAlike, "@admin:ex‹U+0430›mple.org"),
            ("#l\u{3bf}bby:hs.example", Oddity::LookAlike, "#l‹U+03BF›bby:hs.example"),
            ("@\u{ff41}dmin:hs.example", Oddity::LookAlike, "@‹U+FF41›dmin:hs.example"),
            ("@\u{1d41a}dmin:hs.example", Oddity::LookAlike, "@‹U+1D41A›dmin:hs.example"),
            ("#caf\u{65}\u{301}:hs.example", Oddity::LookAlike, "#cafe‹U+0301›:hs.example"),
            (
                "#\u{440}\u{430}\u{443}\u{440}\u{430}l:hs",
                Oddity::LookAlike,
                "#‹U+0440›‹U+0430›‹U+0443›‹U+0440›‹U+0430›l:hs",
            ),
            ("#\u{441}\u{43e}\u{441}\u{430}:hs", Oddity::LookAlike, "#‹U+0441›‹U+043E›‹U+0441›‹U+0430›:hs"),
            ("@adm\u{131}n\u{578}:hs", Oddity::LookAlike, "@adm‹U+0131›n‹U+0578›:hs"),
            ("@\u{13aa}dmin:hs", Oddity::LookAlike, "@‹U+13AA›dmin:hs"),
            ("@ad\u{200b}min:hs.example", Oddity::Invisible, "@ad‹U+200B›min:hs.example"),
            ("#lobby\u{ad}:hs.example", Oddity::Invisible, "#lobby‹U+00AD›:hs.example"),
            ("@admin\u{e0041}:hs", Oddity::Invisible, "@admin‹U+E0041›:hs"),
            ("@admin\u{7}:hs", Oddity::Invisible, "@admin‹U+0007›:hs"),
            ("@\u{202e}nimda:hs.example", Oddity::Direction, "@‹U+202E›nimda:hs.example"),
            ("#a\u{2066}b:hs.example", Oddity::Direction, "#a‹U+2066›b:hs.example"),
        ] {
            assert_eq!((oddity(id), revealed(id)), (Some(expected), shown.to_owned()), "{id:?}");
        }
    }

    #[test]
    fn honest_ids_of_any_language_are_not() {
        for id in [
            "@alice:hs.example:8448",
            "@user=with.odd/chars_+-:[::1]:8448",
            "#caf\u{e9}:hs.example",
            "#комната:hs.example",
            "#комната-room:hs.example",
            "#αθήνα2024:hs.example",
            "#東京tokyo部屋:hs.example",
            "#한국:hs.example",
            "#غرفة:hs.example",
            "#חדר:hs.example",
            "#मुंबई:hs.example",
            "#a/b#c%25\"'\\🦊:hs.example",
            "!hGJIdtiQlBCSHbp7OZknhIz",
            "",
        ] {
            assert_eq!((oddity(id), revealed(id).as_str()), (None, id), "{id:?}");
        }
    }
}

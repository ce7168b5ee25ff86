//! Where things lie in the ZIP: the tree of `admin_cmd export-data`, and what Glia adds.
//!
//! | Path | What |
//! | --- | --- |
//! | `rooms/<room id>/events` | PDUs, one JSON object after the other without anything between |
//! | `rooms/<room id>/state/<event id>` | the room's state after an event that follows on a gap, likewise |
//! | `rooms/<room id>/invite_state`, `knock_state` | what the server tells an invited or knocking user of the room, likewise |
//! | `user_data/profile` | one object |
//! | `user_data/devices`, `user_data/connections` | one object after the other; no file without any |
//! | `user_data/account_data/global`, `user_data/account_data/<room id>` | one object |
//! | `media_ids/<media id>` | one object |
//! | `media/<name>` | *(added)* the bytes, under the names that they were uploaded with |
//! | `index.html`, `html/…` | *(added)* the same for people |
//! | `manifest.json` | *(added)* what is in it and what is not |
//!
//! Synapse's command writes ids as they are. Some systems refuse such names: there they cannot hold `:` (which is in
//! nearly every id), or end with a dot, or differ in case alone. So names are made safe for all systems, and the manifest
//! tells what each one is called really. What remains: names that differ only in how an accent is composed collide on
//! Apple's file systems.
//!
//! Sources: Synapse's `app/admin_cmd.py`; <https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file>.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

/// The longest name of one file or folder, in UTF-16 units: Windows takes 260 for a whole path, and a part of that
/// belongs to the folder in which somebody unpacks the ZIP.
const LONGEST: usize = 100;
/// The same in bytes, for systems that count those (255).
const LONGEST_BYTES: usize = 200;
/// How many characters after the last dot are taken for an ending.
const ENDING: usize = 12;

/// Gives each thing a name of its own in its folder, on systems that ignore case, too.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Names(HashSet<String>);

impl Names {
    /// A path in this folder (with its slash, or empty) that is safe and not taken. It is like the wanted name, if it
    /// can be.
    pub fn claim(&mut self, folder: &str, wanted: &str) -> String {
        let safe = safe(wanted);
        let (stem, ending) = split(&safe);
        let mut path = format!("{folder}{safe}");
        let mut number = 2;
        while !self.0.insert(fold(&path)) {
            path = format!("{folder}{stem} ({number}){ending}");
            number += 1;
        }
        path
    }
}

/// What file systems that ignore case compare. They differ in the details; this takes more for equal than any.
fn fold(path: &str) -> String {
    path.to_uppercase().to_lowercase()
}

/// The name and its ending with the dot.
fn split(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(at) if at > 0 && name.len() - at <= ENDING => name.split_at(at),
        _ => (name, ""),
    }
}

/// The name with `_` for whatever some system refuses or somebody could be deceived by.
#[must_use]
pub fn safe(name: &str) -> String {
    let mut safe: String = name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    let kept = safe.trim_end_matches(['.', ' ']).len();
    let refused = safe.len() - kept;
    safe.truncate(kept);
    safe.extend(std::iter::repeat_n('_', refused));
    if safe.starts_with(' ') {
        safe.replace_range(..1, "_");
    }
    if safe.is_empty() || is_device(&safe) {
        safe.insert(0, '_');
    }
    shorten(&safe)
}

/// Shortens what stands before the ending.
fn shorten(name: &str) -> String {
    let fits = |text: &str, rest: usize, rest_bytes: usize| {
        text.encode_utf16().count() + rest <= LONGEST && text.len() + rest_bytes <= LONGEST_BYTES
    };
    if fits(name, 0, 0) {
        return name.to_owned();
    }
    let (stem, ending) = split(name);
    let (units, bytes) = (ending.encode_utf16().count(), ending.len());
    let mut stem = stem.to_owned();
    while !fits(&stem, units, bytes) && stem.pop().is_some() {}
    let stem = stem.trim_end_matches(['.', ' ']);
    format!("{stem}{ending}")
}

/// Whether a character may stand in a name: no separators, wildcards, control characters, or directions of writing,
/// which make `exe.gpj` out of `jpg.exe`.
fn is_plain(c: char) -> bool {
    let is_hidden = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{ffff}' | '\u{e000}'..='\u{f8ff}' | '\u{61c}' | '\u{ad}');
    !c.is_control() && !is_hidden && !"<>:\"/\\|?*".contains(c)
}

/// Whether Windows takes the name for a device: `CON`, `nul.txt`, `COM1 .x`.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device).is_some_and(|rest| {
            let mut digits = rest.chars();
            digits.next().is_some_and(|digit| "0123456789¹²³".contains(digit)) && digits.next().is_none()
        })
    };
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"].contains(&stem.as_str())
        || numbered("COM")
        || numbered("LPT")
}

/// The name of a medium: the one that it was uploaded with, else its id with an ending that fits its type.
#[must_use]
pub fn media_name(upload_name: Option<&str>, media_id: &str, media_type: Option<&str>) -> String {
    // Some clients send a path.
    let name = upload_name.map(|name| name.rsplit(['/', '\\']).next().unwrap_or(name)).unwrap_or_default();
    if !name.trim_matches(['.', ' ']).is_empty() {
        return name.to_owned();
    }
    format!("{media_id}{}", media_type.and_then(ending).unwrap_or_default())
}

fn ending(media_type: &str) -> Option<&'static str> {
    let known = [
        ("image/png", ".png"),
        ("image/jpeg", ".jpg"),
        ("image/gif", ".gif"),
        ("image/webp", ".webp"),
        ("image/svg+xml", ".svg"),
        ("video/mp4", ".mp4"),
        ("video/webm", ".webm"),
        ("audio/mpeg", ".mp3"),
        ("audio/ogg", ".ogg"),
        ("application/pdf", ".pdf"),
        ("text/plain", ".txt"),
    ];
    let plain = media_type.split(';').next().unwrap_or_default().trim();
    known.iter().find(|(kind, _)| kind.eq_ignore_ascii_case(plain)).map(|(_, ending)| *ending)
}

#[cfg(test)]
mod tests {
    use super::{Names, media_name, safe};
    use proptest::prelude::*;

    #[test]
    fn names_are_safe() {
        for (name, expected) in [
            ("!GtOf2Xc:hs.example", "!GtOf2Xc_hs.example"),
            ("$a+b/c", "$a+b_c"),
            ("a<b>:\"|?*.txt ", "a_b______.txt_"),
            ("..", "__"),
            (".bashrc", ".bashrc"),
            ("x. . .", "x_____"),
            (" x", "_x"),
            ("", "_"),
            ("con", "_con"),
            ("Nul .tar.gz", "_Nul .tar.gz"),
            ("COM¹.txt", "_COM¹.txt"),
            ("COM10", "COM10"),
            ("console.log", "console.log"),
            ("a\u{202e}gpj.exe\0", "a_gpj.exe_"),
            ("Fotos – Zürich 🦊.jpg", "Fotos – Zürich 🦊.jpg"),
        ] {
            assert_eq!(safe(name), expected, "{name:?}");
        }
        let long = safe(&format!("{}.tar.gz", "x".repeat(300)));
        assert!(long.len() == 100 && long.ends_with("x.gz"), "{long}");
        assert!(safe(&"🦊".repeat(300)).len() <= 200);
    }

    #[test]
    fn each_has_its_own() {
        let mut names = Names::default();
        let mut claim = |name: &str| names.claim("media/", name);
        assert_eq!(claim("cat.png"), "media/cat.png");
        assert_eq!(claim("CAT.PNG"), "media/CAT (2).PNG");
        assert_eq!(claim("cat.png"), "media/cat (3).png");
        assert_eq!(claim("cat (2).png"), "media/cat (2) (2).png");
        assert_eq!(claim("ﬀ"), "media/ﬀ");
        assert_eq!(claim("FF"), "media/FF (2)");
        assert_eq!(names.claim("other/", "cat.png"), "other/cat.png");
    }

    #[test]
    fn media_have_the_names_they_came_with() {
        assert_eq!(media_name(Some("../../etc/passwd"), "id", None), "passwd");
        assert_eq!(media_name(Some("C:\\x\\y.png"), "id", None), "y.png");
        assert_eq!(media_name(Some("..."), "AbC", Some("image/PNG; a=b")), "AbC.png");
        assert_eq!(media_name(None, "AbC", Some("odd")), "AbC");
    }

    proptest! {
        #[test]
        fn whatever_it_was_called(names in prop::collection::vec("[a-cA-C. :/\\\\\u{202e}é🦊]{0,6}|.{0,300}", 0..20)) {
            let mut claimed = Names::default();
            let paths: Vec<String> = names.iter().map(|name| claimed.claim("m/", name)).collect();
            let mut folded: Vec<String> = paths.iter().map(|path| path.to_lowercase()).collect();
            folded.sort();
            folded.dedup();
            prop_assert_eq!(folded.len(), paths.len());
            for path in paths {
                let name = path.strip_prefix("m/").unwrap();
                prop_assert!(!name.is_empty() && !name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']));
                prop_assert!(!name.ends_with(['.', ' ']) && !name.chars().any(char::is_control));
                prop_assert!(name.encode_utf16().count() <= 110 && name.len() <= 220);
            }
        }
    }
}

//! Looking sentences up: English is compiled in, and a language's own words, once loaded, come before it.
//!
//! A key is a number made of the sentence's module and name while compiling, so that no name reaches the wasm. A language
//! file has the names, from which the same numbers are made when it is read. What it lacks, or has with other slots, is
//! English.

use std::cell::Cell;
use std::fmt::{Display, Write as _};

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The key of a sentence or of one of its forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Id(u32);

impl Id {
    /// Of a whole path: `glia::text::users::title`.
    pub(crate) const fn of(path: &str) -> Self {
        Self(0x811c_9dc5).then(path)
    }

    /// Of a longer path (FNV-1a, which goes on where it stopped).
    const fn then(self, more: &str) -> Self {
        let (mut hash, mut bytes) = (self.0, more.as_bytes());
        while let Some((byte, rest)) = bytes.split_first() {
            hash = (hash ^ *byte as u32).wrapping_mul(0x0100_0193);
            bytes = rest;
        }
        Self(hash)
    }
}

/// The path above all modules of sentences.
const ROOT: Id = Id::of("glia::text::");

/// What a language does to numbers and lists.
#[derive(Clone, Copy)]
pub(crate) struct Grammar {
    /// The plural form that goes with a number, as `Intl.PluralRules` names it.
    pub(crate) plural: fn(u64) -> String,
    /// Several things as one text.
    pub(crate) list: fn(&[String]) -> String,
}

thread_local! {
    /// The loaded sentences, ordered by key.
    static LOADED: Cell<&'static [(Id, &'static str)]> = const { Cell::new(&[]) };
    static GRAMMAR: Cell<Option<Grammar>> = const { Cell::new(None) };
    static CODE: Cell<&'static str> = const { Cell::new(ENGLISH) };
}

/// The code of the language that is compiled in.
pub(crate) const ENGLISH: &str = "en";

/// The code of the language that is spoken.
pub(crate) fn code() -> &'static str {
    CODE.get()
}

/// From now on this language is spoken, which numbers and lists follow.
pub(crate) fn speak(code: &str, grammar: Grammar) {
    CODE.set(keep(code));
    GRAMMAR.set(Some(grammar));
}

/// A language as far as it is loaded: what a page gives to a worker that writes files in it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Spoken {
    code: String,
    words: Vec<(u32, String)>,
}

/// What is spoken, unless it is English.
pub(crate) fn spoken() -> Option<Spoken> {
    let words = LOADED.get().iter().map(|(id, text)| (id.0, (*text).to_owned()));
    (code() != ENGLISH).then(|| Spoken { code: code().to_owned(), words: words.collect() })
}

impl Spoken {
    /// From now on this language is spoken here too, in place of another. Several things stand with commas between them:
    /// what numbers and lists follow stays where it is.
    pub fn speak(self) {
        CODE.set(keep(&self.code));
        LOADED.set(self.words.into_iter().map(|(id, text)| (Id(id), keep(&text))).collect::<Vec<_>>().leak());
    }
}

/// Whether this is the code of a language, perhaps with a script and a country: `de`, `pt-BR`, `zh-Hant`. Such a code
/// names a folder and nothing else, and `Intl` takes it, even where it does not know it.
#[must_use]
pub fn is_code(code: &str) -> bool {
    let mut tags = code.split('-').peekable();
    let letters = |tag: &str, lengths: &[usize]| {
        lengths.contains(&tag.len()) && tag.chars().all(|letter| letter.is_ascii_alphabetic())
    };
    let is_language = tags.next().is_some_and(|tag| letters(tag, &[2, 3]));
    let _script = tags.next_if(|tag| letters(tag, &[4]));
    let _country = tags.next_if(|tag| letters(tag, &[2]));
    is_language && tags.next().is_none()
}

/// Takes a language file in: `{"users": {"title": "…", "total": {"one": "…", "other": "…"}}}`. It stays for good: pages
/// hold on to its texts.
///
/// # Errors
/// It is no JSON, or no object.
pub(crate) fn load(file: &str) -> Result<(), String> {
    let file: Value = serde_json::from_slice(file.as_bytes()).map_err(|error| error.to_string())?;
    let Value::Object(modules) = file else { return Err(String::new()) };
    let mut all = LOADED.get().to_vec();
    for (module, sentences) in modules {
        let module = ROOT.then(&module).then("::");
        for (name, sentence) in sentences.as_object().into_iter().flatten() {
            let id = module.then(name);
            match sentence {
                Value::String(text) => all.push((id, keep(text))),
                Value::Object(forms) => {
                    let texts = forms.iter().filter_map(|(form, text)| Some((form, text.as_str()?)));
                    all.extend(texts.map(|(form, text)| (id.then(".").then(form), keep(text))));
                }
                _ => {}
            }
        }
    }
    all.sort_unstable();
    LOADED.set(all.leak());
    Ok(())
}

fn keep(text: &str) -> &'static str {
    text.to_owned().leak()
}

fn find(id: Id) -> Option<&'static str> {
    let loaded = LOADED.get();
    let at = loaded.binary_search_by_key(&id, |(known, _)| *known).ok()?;
    loaded.get(at).map(|(_, text)| *text)
}

/// A sentence as it stands.
pub(crate) fn say(id: Id, english: &'static str) -> &'static str {
    find(id).unwrap_or(english)
}

/// What slots are filled with, by their names.
pub(crate) type Values<'a> = &'a [(&'static str, &'a dyn Display)];

/// A sentence with its slots filled.
pub(crate) fn fill(id: Id, english: &'static str, values: Values) -> String {
    find(id).and_then(|text| filled(text, values)).or_else(|| filled(english, values)).unwrap_or_default()
}

/// A sentence in the form that goes with a number.
pub(crate) fn fill_counted(id: Id, count: u64, (one, other): (&'static str, &'static str), values: Values) -> String {
    let own = GRAMMAR.get().filter(|_| !LOADED.get().is_empty()).and_then(|grammar| {
        let id = id.then(".");
        find(id.then(&(grammar.plural)(count))).or_else(|| find(id.then("other")))
    });
    let english = if count == 1 { one } else { other };
    own.and_then(|text| filled(text, values)).or_else(|| filled(english, values)).unwrap_or_default()
}

/// `None` when the text has a slot that nothing fills.
fn filled(text: &str, values: Values) -> Option<String> {
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}')?;
        let (_, value) = values.iter().find(|(known, _)| *known == name)?;
        out.push_str(before);
        write!(out, "{value}").ok()?;
        rest = behind;
    }
    out.push_str(rest);
    Some(out)
}

/// Several things as one text: "a, b, c".
#[must_use]
pub fn list(items: &[String]) -> String {
    GRAMMAR.get().map_or_else(|| items.join(", "), |grammar| (grammar.list)(items))
}

/// Numbers that choose a form.
pub(crate) trait Count {
    /// As all of them are counted.
    fn count(self) -> u64;
}

impl Count for u64 {
    fn count(self) -> u64 {
        self
    }
}

impl Count for u32 {
    fn count(self) -> u64 {
        self.into()
    }
}

impl Count for usize {
    fn count(self) -> u64 {
        u64::try_from(self).unwrap_or(u64::MAX)
    }
}

/// A sentence whose slots are elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rich(&'static str);

/// A piece of a rich sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(&'static str),
    /// An element, and the words inside of it, which are the language's (none, where it has a content of its own).
    Slot(&'static str, &'static str),
}

pub(crate) fn rich(id: Id, english: &'static str, slots: &[&str]) -> Rich {
    let fits = |text: &&'static str| {
        let all = Rich(text).pieces();
        slots.iter().all(|slot| all.iter().any(|piece| matches!(piece, Piece::Slot(name, _) if name == slot)))
    };
    Rich(find(id).filter(fits).unwrap_or(english))
}

impl Rich {
    /// The pieces in their order.
    #[must_use]
    pub fn pieces(self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut rest = self.0;
        while let Some((before, (slot, behind))) =
            rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
        {
            let (name, inside) = slot.split_once('|').unwrap_or((slot, ""));
            pieces.extend([Piece::Text(before), Piece::Slot(name, inside)]);
            rest = behind;
        }
        pieces.push(Piece::Text(rest));
        pieces.retain(|piece| *piece != Piece::Text(""));
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::{Grammar, Piece, Spoken, code, is_code, load, speak, spoken};
    use crate::model::talk::{pack, unpack};

    sentences! {
        plain = "Plain";
        half = "Half";
        named(user: &str, place: u16) = "{user} is at {place}.";
        counted(n: u64, count: &str) = { by n: one "{count} thing", other "{count} things" };
        chosen(yes: bool) = { yes: true => "Yes", no: false => "No" };
        filled(word: Option<&str>) = { some(word): Some(word) => "It is {word}.", none(): None => "It is nothing." };
        rich<user, link> = "{user} went {link|this way}.";
    }

    #[test]
    fn a_code_is_no_path() {
        assert!(["de", "pt-BR", "zh-Hant", "zh-Hant-TW", "en-XA", "gsw"].into_iter().all(is_code));
        assert!(
            !["", "d", "deutsch", "de-", "-de", "../config", "de/x", "de-DE-x", "dé", "12"].into_iter().any(is_code)
        );
    }

    #[test]
    fn english_is_compiled_in() {
        assert_eq!((plain(), chosen(true), chosen(false)), ("Plain", "Yes", "No"));
        assert_eq!(named("{place} {", 7), "{place} { is at 7.");
        assert_eq!((counted(1, "1"), counted(0, "0")), ("1 thing".to_owned(), "0 things".to_owned()));
        assert_eq!((filled(Some("x")), filled(None)), ("It is x.".to_owned(), "It is nothing.".to_owned()));
        let pieces =
            [Piece::Slot("user", ""), Piece::Text(" went "), Piece::Slot("link", "this way"), Piece::Text(".")];
        assert_eq!(rich().pieces(), pieces);
    }

    #[test]
    fn a_language_comes_before_english_as_far_as_it_goes() {
        let few = |n: u64| if n == 1 { "one" } else { "few" }.to_owned();
        speak("xx", Grammar { plural: few, list: |items| items.join("; ") });
        assert_eq!(
            (counted(2, "2"), super::list(&["a".to_owned(), "b".to_owned()])),
            ("2 things".into(), "a; b".into())
        );
        load(
            r#"{"catalogue::tests": {"plain": "Glatt", "named": "{place}: {wrong}", "chosen": {"yes": "Ja"},
                "counted": {"one": "{count} Ding", "few": "{count} Dinge"},
                "rich": "{link|Dort} ist {user}.", "unknown": "?", "half": 3}, "nothing": 1}"#,
        )
        .unwrap();
        assert_eq!((plain(), half(), chosen(true), chosen(false)), ("Glatt", "Half", "Ja", "No"));
        assert_eq!((counted(1, "1"), counted(5, "5")), ("1 Ding".to_owned(), "5 Dinge".to_owned()));
        assert_eq!(named("a", 7), "a is at 7.");
        assert_eq!(rich().pieces().first(), Some(&Piece::Slot("link", "Dort")));
        load(r#"{"catalogue::tests": {"half": "Halb", "rich": "Nur {link|dort}."}}"#).unwrap();
        assert_eq!((plain(), half()), ("Glatt", "Halb"));
        assert!(load("[]").is_err() && load("{").is_err());
    }

    #[test]
    fn a_worker_speaks_as_the_page_does() {
        assert!(spoken().is_none());
        speak("de", Grammar { plural: |_| "other".to_owned(), list: |items| items.join("; ") });
        load(r#"{"catalogue::tests": {"plain": "Glatt", "named": "{place}: {user}"}}"#).unwrap();
        let sent = pack(&spoken());
        let there = std::thread::spawn(move || {
            unpack::<Option<Spoken>>(&sent).flatten().unwrap().speak();
            (code(), plain(), half(), named("a", 7))
        });
        assert_eq!(there.join().unwrap(), ("de", "Glatt", "Half", "7: a".to_owned()));
    }
}

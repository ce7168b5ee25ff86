//! The catalogue as data, on the host alone: for translators, for the checks of languages, and for the pseudo-language.

use serde_json::{Map, Value, json};

/// What kind of sentence a key has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One text.
    Plain,
    /// A text for each plural form.
    Plural,
    /// A text for each case.
    Choice,
    /// One text whose slots are elements.
    Rich,
}

/// One text of a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// The plural form or the case; empty where there is one text.
    pub key: &'static str,
    /// The English text.
    pub english: &'static str,
    /// What can be filled in.
    pub slots: &'static [&'static str],
}

/// A sentence.
#[derive(Clone, Copy, Debug)]
pub struct Sentence {
    /// Its name in its module.
    pub name: &'static str,
    /// What kind it is.
    pub kind: Kind,
    /// Its texts.
    pub forms: &'static [Form],
}

/// The sentences of a module.
#[derive(Clone, Copy, Debug)]
pub struct Module {
    /// `glia::text::users`
    pub path: &'static str,
    /// In their order.
    pub sentences: &'static [Sentence],
}

impl Module {
    /// What language files call it: `answers::slow`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.path.strip_prefix("glia::text::").unwrap_or(self.path)
    }
}

/// The accented, longer, bracketed English in which everything shows that is not in the catalogue. The name is the one
/// that ICU has for it, so that `Intl` takes it as English.
pub const PSEUDO: &str = "en-XA";

/// The slots of a text, in order, each once.
#[must_use]
pub fn slots(text: &str) -> Vec<&str> {
    let inside = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    let mut names: Vec<&str> = inside.map(|slot| slot.split('|').next().unwrap_or(slot)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// All sentences: key, kind, slots and English, part by part.
#[must_use]
pub fn catalogue() -> Value {
    let parts = super::PARTS.iter().map(|(part, modules)| (*part, by_module(modules, described)));
    json!(parts.collect::<Vec<_>>().into_iter().map(|(part, value)| (part.to_owned(), value)).collect::<Map<_, _>>())
}

/// The file of the pseudo-language for a part.
#[must_use]
pub fn pseudo_file(modules: &[Module]) -> Value {
    by_module(modules, |sentence| said(sentence, pseudo))
}

fn by_module(modules: &[Module], one: fn(&Sentence) -> Value) -> Value {
    let module = |module: &Module| {
        let sentences = module.sentences.iter().map(|sentence| (sentence.name.to_owned(), one(sentence)));
        (module.name().to_owned(), Value::Object(sentences.collect()))
    };
    Value::Object(modules.iter().map(module).collect())
}

fn described(sentence: &Sentence) -> Value {
    let mut slots: Vec<&str> = sentence.forms.iter().flat_map(|form| form.slots.iter().copied()).collect();
    slots.sort_unstable();
    slots.dedup();
    let kind = match sentence.kind {
        Kind::Plain => "plain",
        Kind::Plural => "plural",
        Kind::Choice => "choice",
        Kind::Rich => "rich",
    };
    json!({"kind": kind, "slots": slots, "english": said(sentence, |form| form.english.to_owned())})
}

/// A sentence as language files have it.
fn said(sentence: &Sentence, text: impl Fn(&Form) -> String) -> Value {
    match sentence.forms {
        [form] if form.key.is_empty() => Value::String(text(form)),
        forms => Value::Object(forms.iter().map(|form| (form.key.to_owned(), Value::String(text(form)))).collect()),
    }
}

fn pseudo(form: &Form) -> String {
    let mut out = String::from("[");
    let mut letters = 0;
    let mut is_name = false;
    for letter in form.english.chars() {
        // A slot's name stays; the words in it do not.
        match letter {
            '{' if !form.slots.is_empty() => is_name = true,
            '|' | '}' if is_name => is_name = false,
            _ => letters += usize::from(!is_name),
        }
        out.push(if is_name { letter } else { accented(letter) });
    }
    // Somewhat more than two fifths, in words, so that it wraps as text does.
    for at in 0..(letters * 2).div_ceil(5) {
        out.push(if at % 6 == 0 { ' ' } else { '~' });
    }
    out.push(']');
    out
}

fn accented(letter: char) -> char {
    let plain = "aceghijklnorstuwyzACEGHIJKLNORSTUWYZ";
    let accents = "áçéğĥíĵķľñóřšţúŵýžÁÇÉĞĤÍĴĶĽÑÓŘŠŢÚŴÝŽ";
    plain.chars().zip(accents.chars()).find(|(known, _)| *known == letter).map_or(letter, |(_, accent)| accent)
}

/// What is wrong with a language's file for a part: keys that are missing or unknown, forms that are missing, slots that
/// differ from the English ones.
#[must_use]
pub fn faults(modules: &[Module], file: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let nothing = Map::new();
    let file = file.as_object().unwrap_or(&nothing);
    for name in file.keys().filter(|name| !modules.iter().any(|module| module.name() == *name)) {
        faults.push(format!("{name}: no such module"));
    }
    for module in modules {
        let own = file.get(module.name()).and_then(Value::as_object).unwrap_or(&nothing);
        for name in own.keys().filter(|name| !module.sentences.iter().any(|sentence| sentence.name == *name)) {
            faults.push(format!("{}::{name}: no such sentence", module.name()));
        }
        for sentence in module.sentences {
            let key = format!("{}::{}", module.name(), sentence.name);
            match own.get(sentence.name) {
                None => faults.push(format!("{key}: missing")),
                Some(value) => faults.extend(fault(sentence, value).map(|fault| format!("{key}: {fault}"))),
            }
        }
    }
    faults
}

fn fault(sentence: &Sentence, value: &Value) -> Option<String> {
    let texts: Vec<(&str, &str)> = match value {
        Value::String(text) => vec![("", text)],
        Value::Object(forms) => forms.iter().filter_map(|(form, text)| Some((form.as_str(), text.as_str()?))).collect(),
        _ => Vec::new(),
    };
    let known = |key: &str| sentence.forms.iter().find(|form| form.key == key);
    for form in sentence.forms.iter().filter(|form| sentence.kind != Kind::Plural || form.key == "other") {
        if !texts.iter().any(|(key, _)| *key == form.key) {
            return Some(format!("the form “{}” is missing", form.key));
        }
    }
    for (key, text) in texts {
        let other = sentence.forms.iter().find(|_| sentence.kind == Kind::Plural);
        let Some(form) = known(key).or(other) else { return Some(format!("no such form: “{key}”")) };
        let (has, wanted) = (slots(text), slots(form.english));
        let fits = match (form.slots.is_empty(), sentence.kind) {
            // Braces are braces where nothing is filled in.
            (true, _) => true,
            // A form may name its number in words.
            (false, Kind::Plural) => has.iter().all(|slot| form.slots.contains(slot)),
            (false, _) => has == wanted,
        };
        if !fits {
            return Some(format!("the slots are {has:?}, not {wanted:?}"));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::{Kind, Sentence, catalogue, faults, pseudo_file, slots};
    use crate::text::PARTS;
    use crate::text::catalogue::Id;

    fn sentences() -> impl Iterator<Item = (String, &'static Sentence)> {
        let modules = PARTS.iter().flat_map(|(_, modules)| modules.iter());
        modules.flat_map(|module| {
            module.sentences.iter().map(|sentence| (format!("{}::{}", module.path, sentence.name), sentence))
        })
    }

    #[test]
    fn no_two_keys_are_one_number() {
        let mut known = BTreeMap::new();
        for (path, sentence) in sentences() {
            for form in sentence.forms {
                let path = if form.key.is_empty() { path.clone() } else { format!("{path}.{}", form.key) };
                let other = known.insert(Id::of(&path), path.clone());
                assert!(other.is_none(), "Rename one of {other:?} and {path}");
            }
        }
        assert!(known.len() > 1000, "{}", known.len());
    }

    #[test]
    fn slots_are_what_is_filled_in() {
        for (path, sentence) in sentences() {
            for form in sentence.forms.iter().filter(|form| !form.slots.is_empty()) {
                for slot in slots(form.english) {
                    assert!(form.slots.contains(&slot), "{path}: nothing fills {{{slot}}}");
                }
            }
            let all: Vec<&str> = sentence.forms.iter().flat_map(|form| slots(form.english)).collect();
            let wanted = sentence.forms.iter().flat_map(|form| form.slots);
            let unused: Vec<_> = wanted.filter(|slot| !all.contains(slot)).collect();
            assert!(unused.is_empty() || sentence.kind == Kind::Plural, "{path}: nobody reads {unused:?}");
        }
    }

    #[test]
    fn every_module_is_of_one_part() {
        fn files(folder: &Path) -> Vec<PathBuf> {
            let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
        }
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/text");
        let declares = |path: &PathBuf| fs::read_to_string(path).unwrap().contains("\nsentences! {");
        let mut declared: Vec<String> = files(&src)
            .iter()
            .filter(|path| declares(path))
            .map(|path| {
                let path = path.strip_prefix(&src).unwrap().with_extension("");
                path.to_str().unwrap().trim_end_matches("/mod").replace('/', "::")
            })
            .collect();
        declared.sort();
        let mut listed: Vec<&str> =
            PARTS.iter().flat_map(|(_, modules)| modules.iter()).map(|module| module.name()).collect();
        listed.sort_unstable();
        assert_eq!(listed, declared);
    }

    #[test]
    fn languages_are_whole() {
        for (part, modules) in PARTS {
            assert_eq!(faults(modules, &pseudo_file(modules)), Vec::<String>::new(), "{part}");
        }
        let lang = Path::new(env!("CARGO_MANIFEST_DIR")).join("lang");
        for language in fs::read_dir(lang).into_iter().flatten() {
            let folder = language.unwrap().path();
            for (part, modules) in PARTS {
                let file = folder.join(part).with_extension("json");
                let file = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
                assert_eq!(faults(modules, &file), Vec::<String>::new(), "{}: {part}", folder.display());
            }
        }
    }

    #[test]
    fn faults_are_named() {
        let modules = PARTS[0].1;
        let file = serde_json::json!({"app": {"title": "no such", "window_title": "{app} {x}"}, "y": {}});
        let faults = faults(modules, &file);
        for fault in ["y: no such module", "app::title: no such sentence", "app::synapse: missing"] {
            assert!(faults.iter().any(|known| known == fault), "{fault}");
        }
        assert!(faults.iter().any(|fault| fault.starts_with("app::window_title: the slots are")));
        assert!(catalogue().pointer("/frame/app/synapse/english").is_some());
    }

    #[test]
    fn the_pseudo_language_keeps_slots() {
        let pseudo = pseudo_file(PARTS[0].1);
        assert_eq!(pseudo.pointer("/app/window_title").unwrap(), "[{page} · {app} ~~~]".replace("~~~]", "~]").as_str());
    }
}

//! Which language pages speak. English is compiled in. Another one is chosen by its code in the browser's storage, and
//! read from `lang/<code>/<file>.json`; what is missing there stays English.
//!
//! Nothing in Glia sets the code yet, for there is no language but English. The pseudo-language of the tests, `en-XA`,
//! comes through here as any language will: its files are made by `cargo xtask words` and are not part of a release.

use std::cell::RefCell;

use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, join};

use crate::browser::storage::{self, Keep, Key};
use crate::browser::{intl, language, panic, wire};
use crate::text;
use crate::text::catalogue::{self, Grammar};

thread_local! {
    /// The files of the language that have been read.
    static READ: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

/// Before anything is said: the words that every page says, in another language than English.
pub async fn begin() {
    let chosen = storage::get(Keep::Device, Key::Language).filter(|code| catalogue::is_code(code));
    if let Some(code) = chosen
        && read(&code, "frame").await
    {
        language::set(&code);
        catalogue::speak(&code, Grammar { plural: intl::plural, list: intl::list });
    }
    panic::install(text::app::crashed());
}

/// A part of the app is loaded together with the language files that it says words of.
pub fn with_words<E: 'static>(
    files: &'static [&'static str],
    load: LocalBoxFuture<'static, Result<(), E>>,
) -> LocalBoxFuture<'static, Result<(), E>> {
    match catalogue::code() {
        catalogue::ENGLISH => load,
        code => {
            files.iter().fold(load, |load, file| join(load, read(code, file)).map(|(loaded, _)| loaded).boxed_local())
        }
    }
}

/// Whether the words came, now or before.
async fn read(code: &str, file: &'static str) -> bool {
    if READ.with_borrow(|read| read.contains(&file)) {
        return true;
    }
    let name = format!("lang/{code}/{file}.json");
    let why = match wire::own_file(&name).await {
        Ok((200, words)) => match catalogue::load(&words) {
            Ok(()) => {
                READ.with_borrow_mut(|read| read.push(file));
                return true;
            }
            Err(why) => why,
        },
        Ok((status, _)) => status.to_string(),
        Err(why) => why,
    };
    language::complain(&format!("{name}: {why}"));
    false
}

//! How a cell is drawn.

use super::ListView;
use crate::api::Number;
use crate::browser::grid::Ink;
use crate::browser::intl;
use crate::lists::Cell;
use crate::model::id::shorten;
use crate::model::letters::{oddity, revealed};
use crate::text;

/// The most characters of an id that leads to its page, and of one that does not.
const LINK_CHARS: usize = 34;
const CELL_CHARS: usize = 30;

/// Draws a cell of the row with this key.
pub(super) fn ink(cell: &Cell, key: &str, view: ListView) -> Ink {
    let counted = |number: &Number| number.known().map(intl::number);
    if let Some(raw) = cell.odd() {
        return Ink::Odd(text::list::odd_number(raw), text::list::odd_number_hint());
    }
    let plain = |text: Option<String>| Ink::Text(text.unwrap_or_default(), None);
    match cell {
        Cell::Name { face, words, unnamed, id, page } => Ink::Link {
            face: Some(face.clone()),
            href: view.link(page),
            text: words.clone(),
            title: id.clone(),
            label: None,
            class: if *unnamed { "unnamed" } else { "" },
        },
        Cell::Link { face, id, page } => {
            let short = marked(id, LINK_CHARS);
            let label = (short != *id).then(|| whole(id));
            let (href, title) = (view.link(page), id.clone());
            Ink::Link { face: face.clone(), href, text: short, title, label, class: "id" }
        }
        Cell::Id(id) => {
            let short = id.as_ref().map(|id| marked(id, CELL_CHARS));
            let title = id.clone().filter(|id| short.as_ref() != Some(id));
            Ink::Text(short.unwrap_or_default(), title)
        }
        Cell::Text(words) => plain(words.clone()),
        Cell::Said { words, value } => {
            let shown = if value.is_some() { *words } else { "" };
            Ink::Text(shown.to_owned(), value.clone())
        }
        Cell::Count(number) => plain(counted(number)),
        Cell::CountOr(number, words) => plain(Some(counted(number).unwrap_or_else(|| (*words).to_owned()))),
        Cell::Bytes(number) => plain(number.known().map(intl::bytes)),
        Cell::Time(ms) => time(ms.known()),
        Cell::TimeOrNothing(ms) => ms.known().map_or(Ink::Nothing, |ms| time(Some(ms))),
        Cell::Span(ms) => {
            let ms = ms.known();
            Ink::Text(ms.map(intl::span).unwrap_or_default(), ms.map(|ms| text::list::milliseconds(&intl::number(ms))))
        }
        Cell::Flag { on: false, .. } | Cell::Button { words: None, .. } => Ink::Nothing,
        Cell::Flag { words, tone, .. } => Ink::Badge(words, tone),
        Cell::YesNo(yes) => plain(Some(if *yes { text::app::yes() } else { text::app::no() }.to_owned())),
        Cell::Button { words: Some(words), label } => Ink::Button(words, label.clone(), key.to_owned()),
    }
}

/// An id as it fits into a cell. One with odd letters has a mark, and shows them by number.
fn marked(id: &str, chars: usize) -> String {
    if oddity(id).is_some() { format!("⚠ {}", shorten(&revealed(id), chars)) } else { shorten(id, chars) }
}

/// The whole id for assistive technology, with what is odd about its letters.
fn whole(id: &str) -> String {
    match oddity(id) {
        Some(oddity) => format!("{id}. {} {}", text::app::odd_letters(oddity), revealed(id)),
        None => id.to_owned(),
    }
}

fn time(ms: Option<u64>) -> Ink {
    match ms {
        Some(ms) => Ink::Time(intl::iso(ms), intl::relative(ms)),
        None => Ink::Time(String::new(), text::app::never().to_owned()),
    }
}

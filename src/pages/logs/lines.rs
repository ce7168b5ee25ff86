//! Lines of a log as they are.

use leptos::prelude::*;

use super::Here;
use crate::browser::dom;
use crate::logs::protocol::{Answer, Line, Lines, Place, View};
use crate::model::log::Entry;
use crate::state::boxed::effect;
use crate::state::logs::Asked;
use crate::text::logs as page;
use crate::text::logs::find as words;

/// How many lines are drawn at first: a browser takes a while for ten thousand.
const FIRST_LINES: usize = 400;

/// The class of a line, by its level; what continues an entry looks like its beginning.
fn tones(lines: &[Line]) -> Vec<&'static str> {
    let mut tone = "";
    let of = |line: &Line| {
        if let Some(entry) = Entry::read(&line.text) {
            tone = match entry.level.as_deref() {
                Some("ERROR" | "CRITICAL") => "bad",
                Some("WARNING") => "warn",
                _ => "",
            };
        }
        tone
    };
    lines.iter().map(of).collect()
}

/// Lines, one below the other; `marked` is the one that it is about.
pub(super) fn log_lines(name: &'static str, lines: Vec<Line>, marked: Option<Place>) -> AnyView {
    let tones = tones(&lines);
    let count = lines.len();
    let lines = StoredValue::new(lines.into_iter().zip(tones).collect::<Vec<_>>());
    let all = RwSignal::new(false);
    let drawn = move || {
        let shown = if all.get() { usize::MAX } else { FIRST_LINES };
        let line = |(line, tone): &(Line, &'static str)| {
            let is_marked = marked == Some(line.place);
            view! {
                <span class=if is_marked { "marked" } else { tone } aria-current=is_marked.then_some("true")>
                    {line.text.clone()}
                    "\n"
                </span>
            }
            .into_any()
        };
        lines.with_value(|lines| lines.iter().take(shown).map(line).collect::<Vec<_>>())
    };
    let more = move || {
        (!all.get() && count > FIRST_LINES).then(|| {
            view! {
                <button type="button" on:click=move |_| all.set(true)>
                    {words::show_more()}
                </button>
            }
            .into_any()
        })
    };
    // Runs when the lines are there.
    effect(move || {
        if marked.is_some() {
            dom::scroll_box_to(".log-lines .marked");
        }
    });
    view! {
        <div class="log-lines">
            <pre tabindex="0" role="region" aria-label=name>
                {drawn}
            </pre>
            {more}
        </div>
    }
    .into_any()
}

/// Asks for the lines around a place.
pub(super) fn ask_lines(here: Here, place: Place, before: u32, after: u32) -> Asked<Lines> {
    here.logs.ask(
        move || Some(View::Lines { place, before, after }),
        |answer| match answer {
            Answer::Lines(lines) => Some(lines),
            _ => None,
        },
    )
}

/// In place of an answer: that one waits for it, or why there is none. Tracked.
pub(super) fn not_yet<T: Send + Sync + 'static>(asked: Asked<T>) -> AnyView {
    let Some(trouble) = asked.trouble() else {
        return view! { <p class="loading">{page::loading()}</p> }.into_any();
    };
    let (title, hint) = page::trouble(&trouble);
    let said = page::trouble_words(&trouble).map(str::to_owned);
    view! {
        <div class="panel warn" role="alert">
            <p>
                <strong>{title}</strong>
                ". "
                {hint}
            </p>
            {said.map(|said| view! { <p><q><bdi>{said}</bdi></q></p> }.into_any())}
        </div>
    }
    .into_any()
}

/// An entry of the log with all lines that belong to it, at most so many.
#[component]
pub(super) fn WholeEntry(
    /// Where it begins.
    place: Place,
    /// How many lines may follow the first.
    #[prop(optional)]
    after: u32,
) -> impl IntoView {
    let lines = ask_lines(Here::use_(), place, 0, after);
    move || match lines.with(|lines| lines.map(entry_of)) {
        None => not_yet(lines),
        Some(lines) => log_lines(words::lines(), lines, None),
    }
}

/// The line that was asked for, and those that continue it.
fn entry_of(lines: &Lines) -> Vec<Line> {
    let from = lines.lines.iter().skip(usize::try_from(lines.at).unwrap_or(usize::MAX));
    let own = from.enumerate().take_while(|(index, line)| *index == 0 || (line.at.is_none() && is_continuation(line)));
    own.map(|(_, line)| line.clone()).collect()
}

/// JSON without a time is an entry of its own, too.
fn is_continuation(line: &Line) -> bool {
    Entry::read(&line.text).is_none()
}

//! The entries, in groups.

use leptos::prelude::*;

use super::LIST;
use crate::components::avatar;
use crate::palette::{Entry, Group};
use crate::state::boxed::drawn;
use crate::text::palette as words;

/// The list. The pointer chooses what it points at, as the arrow keys do.
#[component]
pub(super) fn List(
    /// What fits.
    entries: Memo<Vec<Entry>>,
    /// The place of the one that Enter chooses.
    active: Memo<usize>,
    /// Points at one.
    point: Callback<usize>,
    /// Chooses one.
    choose: Callback<usize>,
) -> impl IntoView {
    let groups = move || {
        entries.with(|entries| {
            let group = |group: Group| {
                let of_it: Vec<AnyView> = entries
                    .iter()
                    .enumerate()
                    .filter(|(_, entry)| entry.group == group)
                    .map(|(place, entry)| option(place, entry, active, point, choose))
                    .collect();
                (!of_it.is_empty()).then(|| {
                    view! {
                        <div role="group" aria-label=group.words()>
                            <p aria-hidden="true">{group.words()}</p>
                            {of_it}
                        </div>
                    }
                    .into_any()
                })
            };
            Some(Group::ALL.into_iter().filter_map(group).collect_view().into_any())
        })
    };
    view! {
        <div id=LIST role="listbox" aria-label=words::title()>
            {drawn(groups)}
        </div>
    }
}

fn option(
    place: usize,
    entry: &Entry,
    active: Memo<usize>,
    point: Callback<usize>,
    choose: Callback<usize>,
) -> AnyView {
    let is_found = matches!(entry.group, Group::Users | Group::Rooms) && !entry.hint.is_empty();
    let face = is_found.then(|| avatar(&entry.words, &entry.hint));
    view! {
        <div
            id=format!("{LIST}-{place}")
            role="option"
            aria-selected=move || if active.get() == place { "true" } else { "false" }
            on:pointermove=move |_| point.run(place)
            on:click=move |_| choose.run(place)
        >
            {face}
            <bdi>{entry.words.clone()}</bdi>
            <bdi class="hint">{entry.hint.clone()}</bdi>
        </div>
    }
    .into_any()
}

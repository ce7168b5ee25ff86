//! How all destinations do.

use leptos::prelude::*;

use super::read::All;
use crate::api::federation::overview::{Totals, totals};
use crate::browser::{clock, intl};
use crate::components::{ago, fact, facts};
use crate::lists::destinations::Destinations;
use crate::state::nav::Nav;
use crate::text::answers::servers_we_talk_to as words;

/// The totals of what has come so far.
#[component]
pub(super) fn TotalsView(
    /// All destinations.
    all: All,
) -> impl IntoView {
    let nav = Nav::use_();
    let found = Memo::new(move |_| all.with_good(|good| totals(good.iter().copied(), clock::now())));
    view! {
        <h3>{words::totals()}</h3>
        {move || shown(found.get(), nav)}
    }
}

fn shown(totals: Totals, nav: Nav) -> AnyView {
    let Totals { all, healthy, failing, unknown, waiting, failing_for, longest, never_reached } = totals;
    let share = |part: u64| format!("{} ({})", intl::number(part), intl::percent(part, all));
    let mut list = vec![
        fact(words::all(), intl::number(all)),
        fact(words::healthy(), share(healthy)),
        fact(words::failing(), share(failing)),
    ];
    if unknown > 0 {
        list.push(fact(words::unclear(), share(unknown)));
    }
    if failing > 0 {
        let [day, week, month, longer, since_unknown] = failing_for;
        list.extend([
            fact(words::waiting(), intl::number(waiting)),
            fact(words::failing_day(), intl::number(day)),
            fact(words::failing_week(), intl::number(week)),
            fact(words::failing_month(), intl::number(month)),
            fact(words::failing_longer(), intl::number(longer)),
        ]);
        if since_unknown > 0 {
            list.push(fact(words::failing_unknown(), intl::number(since_unknown)));
        }
    }
    list.push(fact(words::never_reached(), intl::number(never_reached)));
    list.extend(longest.map(|(since, name)| {
        let value = view! {
            <a href=nav.href(Destinations::one(name.as_str()))>
                <bdi>{name.to_string()}</bdi>
            </a>
            ", "
            {ago(Some(since))}
        };
        fact(words::longest(), value)
    }));
    facts(list)
}

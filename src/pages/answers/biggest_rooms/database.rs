//! Rooms by their estimated size in the database, or why there is no estimate and what is next best.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::measure::{Line, table};
use crate::api::server::RoomSize;
use crate::api::{Number, Row};
use crate::browser::intl;
use crate::components::{OddTableRow, number_words, placed_snippet};
use crate::model::id::RoomId;
use crate::pages::answers::health::{Database, NamedRoom};
use crate::snippets;
use crate::text::answers::biggest_rooms as words;

/// What the server says about sizes.
pub(super) fn by_size(sizes: &Database, names: &BTreeMap<RoomId, String>) -> AnyView {
    match sizes {
        Database::Postgres(rows) if rows.is_empty() => {
            instead(words::no_sizes(), Some(placed_snippet(snippets::biggest_rooms::analyze())))
        }
        Database::Postgres(rows) => {
            let lines = rows.iter().map(|row| line(row, names)).collect();
            view! {
                {table(words::by_database(), words::column_size(), lines)}
                <p class="hint">{words::names_from_lists()}</p>
            }
            .into_any()
        }
        Database::Sqlite => view! {
            <p>{words::sqlite()}</p>
            <p>{words::sqlite_instead()}</p>
            {placed_snippet(snippets::biggest_rooms::sqlite_bytes())}
        }
        .into_any(),
        Database::NoStatistics => {
            instead(words::no_statistics(), Some(placed_snippet(snippets::biggest_rooms::analyze())))
        }
        Database::NotOffered => instead(words::no_endpoint(), None),
    }
}

fn instead(why: &'static str, snippet: Option<AnyView>) -> AnyView {
    view! {
        <p>{why}</p>
        {snippet}
        <p>{words::instead_below()}</p>
    }
    .into_any()
}

fn line(row: &Row<RoomSize>, names: &BTreeMap<RoomId, String>) -> Line {
    match row {
        Row::Good(RoomSize { room_id, estimated_size }) => {
            let room = NamedRoom { id: room_id.clone(), name: names.get(room_id).cloned() };
            let words = match estimated_size {
                Number::Whole(size) => intl::bytes(*size),
                other => number_words(other),
            };
            Line::Room(room, estimated_size.known().unwrap_or(0), words)
        }
        Row::Odd(odd) => Line::Odd(view! { <OddTableRow row=odd.clone() /> }.into_any()),
    }
}

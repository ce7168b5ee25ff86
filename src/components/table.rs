//! Tables of a list page: a real `<table>` with a name, honest sort arrows, and rows that arrow keys move through.

use std::sync::Arc;

use leptos::prelude::*;

use super::number_or;
use crate::api::{Number, OddRow};
use crate::browser::keys;
use crate::text;

/// A table. The name is its caption, for assistive technology.
#[component]
pub fn Table(
    /// Its name.
    name: &'static str,
    /// The header cells.
    head: AnyView,
    /// No row has a link or button: the table itself takes the focus then, so that the keyboard can scroll it.
    #[prop(optional)]
    inert: bool,
    /// The rows.
    children: Children,
) -> impl IntoView {
    view! {
        <div
            class="table"
            tabindex=if inert { "0" } else { "-1" }
            role=inert.then_some("region")
            aria-label=inert.then_some(name)
        >
            <table
                on:keydown=move |event| {
                    if keys::move_in_rows(&event) {
                        event.prevent_default();
                    }
                }
            >
                <caption class="visually-hidden">{name}</caption>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}

/// A column that can be sorted by: a link, because the order is part of the address.
#[component]
pub fn SortHeader(
    /// The column's name.
    label: &'static str,
    /// The address of the list sorted by it.
    href: Arc<dyn Fn() -> String + Send + Sync>,
    /// `Some(true)`: the rows go from large to small by it; `Some(false)`: from small to large; `None`: not by it.
    descending: Arc<dyn Fn() -> Option<bool> + Send + Sync>,
    /// Styles: `num` for numbers, `wide` for columns that only wide screens show.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        <th
            scope="col"
            class=class
            aria-sort=move || descending().map(|descending| if descending { "descending" } else { "ascending" })
        >
            <a href=move || href()>{label}</a>
        </th>
    }
}

/// A cell with a count, right-aligned; empty when the server does not tell.
#[must_use]
pub fn number_cell(value: &Number, class: &'static str) -> impl IntoView {
    view! { <td class=class>{number_or(value, "")}</td> }
}

/// A cell with a short text of the server's.
#[must_use]
pub fn text_cell(value: Option<String>, class: &'static str) -> impl IntoView {
    view! { <td class=class>{value.unwrap_or_default()}</td> }
}

/// A row that could not be decoded, shown as it came.
#[component]
pub fn OddTableRow(
    /// Its evidence.
    row: OddRow,
) -> impl IntoView {
    view! {
        <tr class="odd">
            <td colspan="99">
                {text::list::odd_row()} " " {text::errors::odd(&row.why)} " " <code>{row.json}</code>
            </td>
        </tr>
    }
}

/// In place of rows: the page lies behind the end of the list (with a `total`), nothing matches what was searched or
/// filtered for, or there is nothing.
#[must_use]
pub fn empty_list(total: u64, is_filtered: bool) -> AnyView {
    let (words, hint) = match total {
        0 if is_filtered => (text::list::nothing(), text::list::nothing_hint()),
        0 => (text::list::empty(), ""),
        _ => (text::list::past_the_end(), ""),
    };
    view! { <p class="empty">{words} " " {hint}</p> }.into_any()
}

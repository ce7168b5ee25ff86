//! Paging through a list: real links, so that each page has an address and opens in a new tab.

use std::sync::Arc;

use leptos::prelude::*;

use super::FilterSelect;
use crate::browser::intl;
use crate::route::PAGE_SIZES;
use crate::state::boxed::derived;
use crate::text;

/// Where the pager leads from a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageLinks {
    /// Offset of the first row.
    pub from: u64,
    /// Rows a page.
    pub limit: u64,
    /// All rows.
    pub total: u64,
    /// There may be more.
    pub open: bool,
    /// Address of the first page, when this is not it.
    pub first: Option<String>,
    /// Address of the page before.
    pub previous: Option<String>,
    /// Address of the page after.
    pub next: Option<String>,
}

impl PageLinks {
    /// Computes the links from an offset, with `href` making the address of another offset.
    #[must_use]
    pub fn new(from: u64, limit: u64, total: u64, href: impl Fn(u64) -> String) -> Self {
        Self {
            from,
            limit,
            total,
            open: false,
            first: (from > 0).then(|| href(0)),
            previous: (from > 0).then(|| href(from.saturating_sub(limit))),
            next: (from.saturating_add(limit) < total).then(|| href(from.saturating_add(limit))),
        }
    }
}

/// "1–50 of 1,234", links and the page size.
#[component]
pub fn Pager(
    /// Where it leads.
    links: Arc<dyn Fn() -> PageLinks + Send + Sync>,
    /// Hears of another page size.
    on_limit: Callback<u64>,
) -> impl IntoView {
    let limit = {
        let links = links.clone();
        derived(move || size_name(links().limit))
    };
    let ways = move || {
        let PageLinks { from, limit, total, open, first, previous, next } = links();
        let all = if open { "?".to_owned() } else { intl::number(total) };
        let last = from.saturating_add(limit).min(total);
        let range = if from < total {
            text::list::range(&intl::number(from + 1), &intl::number(last), &all)
        } else {
            text::list::none_of(&all)
        };
        view! {
            <span class="range">{range}</span>
            {way(text::list::first(), "«", first)}
            {way(text::list::previous(), "‹", previous)}
            {way(text::list::next(), "›", next)}
        }
    };
    let sizes = PAGE_SIZES.iter().map(|size| (size_name(*size), size_name(*size))).collect();
    view! {
        <nav class="pager" aria-label=text::list::pages()>
            {move || ways()}
            <FilterSelect
                label=text::list::rows_per_page()
                options=sizes
                value=limit
                on_change=Callback::new(move |size: String| {
                    if let Ok(size) = size.parse() {
                        on_limit.run(size);
                    }
                })
            />
        </nav>
    }
}

fn size_name(size: u64) -> &'static str {
    match size {
        25 => "25",
        100 => "100",
        500 => "500",
        _ => "50",
    }
}

/// A link, or the same greyed out when it leads nowhere.
fn way(label: &'static str, glyph: &'static str, href: Option<String>) -> AnyView {
    let nowhere = href.is_none();
    view! {
        <a
            class="button"
            aria-label=label
            title=label
            href=href
            role=nowhere.then_some("link")
            aria-disabled=nowhere.then_some("true")
        >
            {glyph}
        </a>
    }
    .into_any()
}

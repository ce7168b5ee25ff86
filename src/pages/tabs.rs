//! Tabs whose addresses are rows of the table of pages: they draw one page, which stays while one goes from tab to tab.

use leptos::prelude::*;

use crate::components::tabs;
use crate::route::{Kind, Page};
use crate::state::boxed::derived;
use crate::state::nav::Nav;

/// Which of the tabs is open. The address of another page, on the way to it, changes nothing.
pub fn opened(tabs: &'static [Kind]) -> Memo<Option<Kind>> {
    let nav = Nav::use_();
    Memo::new(move |last: Option<&Option<Kind>>| {
        let here = Some(nav.page().kind()).filter(|kind| tabs.contains(kind));
        here.or(last.copied().flatten())
    })
}

/// The links, by what they are called and where they lead.
pub fn links(name: &'static str, opened: Memo<Option<Kind>>, pages: Vec<(&'static str, Page)>) -> AnyView {
    let nav = Nav::use_();
    let link = |(label, page): (&'static str, Page)| {
        let kind = page.kind();
        (label, nav.href(page), derived(move || opened.get() == Some(kind)))
    };
    tabs(name, pages.into_iter().map(link).collect())
}

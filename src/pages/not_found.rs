//! An address that leads nowhere.

use leptos::prelude::*;

use crate::components::PageHead;
use crate::route::Page;
use crate::state::nav::Nav;
use crate::text;

/// Says so, and offers the way home.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let nav = Nav::use_();
    view! {
        <PageHead title=text::app::not_found_title() />
        <p>{text::app::not_found()}</p>
        <p>
            <a href=nav.href(Page::Overview)>{text::app::to_overview()}</a>
        </p>
    }
}

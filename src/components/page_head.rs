//! The heading of a page, which also names the window.

use leptos::html;
use leptos::prelude::*;

use crate::browser::{dom, location};
use crate::state::boxed::effect;
use crate::state::settings::Settings;
use crate::text;

/// A page's heading. It takes the focus when the page appears by navigation, so that a screen reader starts here.
#[component]
pub fn PageHead(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// Beside the heading: actions, links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let settings = Settings::use_();
    let heading = NodeRef::<html::H1>::new();
    effect(move || dom::set_title(&text::app::window_title(&title.get(), &settings.title())));
    effect(move || {
        let Some(heading) = heading.get() else { return };
        // On the first page nothing is focused yet and the browser starts at the top anyway; a field that asked for
        // the focus keeps it.
        if location::navigated() && !dom::is_in_field() {
            dom::focus_element(&heading);
        }
    });
    view! {
        <div class="page-head">
            <h1 node_ref=heading tabindex="-1">
                <bdi>{move || title.get()}</bdi>
            </h1>
            {children.map(|children| children())}
        </div>
    }
}

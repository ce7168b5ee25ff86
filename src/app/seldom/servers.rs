//! The servers that one is signed in to.

use leptos::prelude::*;

use crate::model::link::host;
use crate::route::{Address, Page};
use crate::state::boxed::drawn;
use crate::state::nav::Nav;
use crate::state::sessions::{Identity, Sessions};
use crate::text;

/// The servers that one is signed in to, where there are several, and the way to another.
#[component]
pub(super) fn Servers() -> impl IntoView {
    let (nav, sessions) = (Nav::use_(), Sessions::use_());
    let links = move || {
        let (all, here, page) = (sessions.all(), sessions.identity(), nav.page().elsewhere());
        let link = |(base_url, user_id): Identity| {
            let current = here.as_ref().is_some_and(|(here, _)| *here == base_url);
            let name = host(&base_url).to_owned();
            let href = Address { page: page.clone(), server: Some(base_url) }.href();
            view! {
                <li>
                    <a href=href aria-current=current.then_some("true")>
                        <bdi>{String::from(user_id)}</bdi>
                        <span class="hint">{name}</span>
                    </a>
                </li>
            }
            .into_any()
        };
        all.into_iter().map(link).collect_view().into_any()
    };
    let add = Address { page: Page::SignIn, server: None }.href();
    drawn(move || {
        let count = sessions.all().len();
        (count > 0).then(|| {
            view! {
                <nav class="servers" aria-label=text::app::servers()>
                    {(count > 1)
                        .then(|| view! { <h2>{text::app::servers()}</h2> <ul class="plain">{drawn(move || Some(links()))}</ul> }.into_any())}
                    <a href=add.clone()>{text::app::add_server()}</a>
                </nav>
            }
            .into_any()
        })
    })
}

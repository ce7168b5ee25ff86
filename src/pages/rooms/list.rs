//! The rooms list.

use leptos::prelude::*;

use crate::api::rooms::RoomOrder;
use crate::lists::ListAddress;
use crate::lists::rooms::Rooms;
use crate::pages::list::{Extras, Seat, list_page};
use crate::pages::no_rooms::no_rooms;
use crate::route::{Page, Pairs};
use crate::state::nav::Nav;
use crate::text;

fn pairs(page: Page) -> Option<Pairs> {
    if let Page::Rooms(pairs) = page { Some(pairs) } else { None }
}

/// The list page, with the shortest way to what the FAQ asks for.
#[component]
pub fn RoomsPage() -> impl IntoView {
    let nav = Nav::use_();
    let biggest = move || {
        // Rows a page stay as they are.
        let address = ListAddress::of::<Rooms>();
        let limit = pairs(nav.page()).map_or(address.start().limit, |pairs| address.read(&pairs).limit);
        let largest = pairs(Rooms::largest(RoomOrder::StateEvents, "")).unwrap_or_default();
        nav.href(Page::Rooms(address.write(&address.read(&largest).sized(limit))))
    };
    let head = view! {
        <a class="button" href=biggest title=text::rooms::biggest_hint()>
            {text::rooms::biggest()}
        </a>
    };
    let extras = Extras {
        head: Some(head.into_any()),
        empty: Some(no_rooms),
        while_searching: Some(text::rooms::no_filters_while_searching()),
    };
    list_page::<Rooms>(Seat { page: Page::Rooms, pairs }, extras)
}

//! The rooms that one user is in.

use std::sync::Arc;

use leptos::prelude::*;

use crate::api::Row;
use crate::api::users::UserRooms;
use crate::browser::intl;
use crate::components::{Load, id_text, portions};
use crate::model::id::{self, Kind, RoomId, UserId};
use crate::route::Page;
use crate::state::api::Api;
use crate::state::boxed::drawn;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::text;

/// The tab.
#[component]
pub(super) fn Rooms(
    /// MXID.
    user_id: UserId,
) -> impl IntoView {
    let (api, nav) = (Api::use_(), Nav::use_());
    let rooms = Query::new(move || api.call(UserRooms { user_id: user_id.clone() }));
    let shown = move || rooms.with(|rooms| rooms.as_ref().map(|rows| list(rows.clone(), nav)));
    view! { <Load status=rooms.status()>{drawn(shown)}</Load> }
}

fn list(rooms: Vec<Row<RoomId>>, nav: Nav) -> AnyView {
    if rooms.is_empty() {
        return view! { <p class="empty">{text::users::no_rooms()}</p> }.into_any();
    }
    let count = rooms.len();
    let total = u64::try_from(count).unwrap_or(u64::MAX);
    let draw = move |place: usize| {
        let shown = match rooms.get(place) {
            Some(Row::Good(room_id)) => {
                let is_id = id::is(room_id.as_str(), Kind::Room);
                id_text(room_id.to_string(), is_id.then(|| nav.href(Page::Room(room_id.to_string()))))
            }
            Some(Row::Odd(odd)) => view! {
                {text::list::odd_row()}
                " "
                {text::errors::odd(&odd.why)}
                " "
                <code>{odd.json.clone()}</code>
            }
            .into_any(),
            None => ().into_any(),
        };
        view! { <li>{shown}</li> }.into_any()
    };
    view! {
        <h2>{text::rooms::total(total, &intl::number(total))}</h2>
        <p class="hint">{text::users::rooms_hint()}</p>
        {portions("ids", count, Arc::new(draw))}
    }
    .into_any()
}

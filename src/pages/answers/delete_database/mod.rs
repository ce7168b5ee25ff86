//! Can I just delete my database and start again?

mod rooms;
mod traces;
mod verdict;

use leptos::prelude::*;

use super::frame::AnswerFrame;
use crate::api::rooms::{Federation, ListRooms, Never, RoomOrder};
use crate::api::{Row, curl};
use crate::components::{HarvestState, Load, Source, harvest_source};
use crate::pages::no_rooms::no_rooms;
use crate::snippets::delete_database::snippets;
use crate::state::api::Api;
use crate::state::boxed::effect;
use crate::state::harvest::{Batch, Harvest};
use crate::state::query::Query;
use crate::state::sessions::Sessions;
use crate::text::answers::delete_database as words;
use rooms::{Reading, broken, room_findings};
use traces::{look_for_traces, trace_findings, trace_sources};
use verdict::{first_exception, second_exception};

/// Rooms a request.
const PAGE: u64 = 1000;

fn page(from: u64) -> ListRooms {
    ListRooms { from, limit: PAGE, order_by: RoomOrder::JoinedMembers, ..ListRooms::default() }
}

/// The page.
#[component]
pub fn DeleteDatabasePage() -> impl IntoView {
    let (api, sessions) = (Api::use_(), Sessions::use_());
    let server = StoredValue::new(sessions.server_name());
    let traces = Query::new(move || look_for_traces(api, sessions));
    let rooms = Harvest::new(move |from| {
        let asking = api.call(page(from));
        async move {
            let page = asking.await?;
            Ok(Batch::by_offset(from, page.rooms, page.total.known()))
        }
    });
    let state = rooms.state();
    effect(move || state.go_on());
    let federation = Memo::new(move |_| rooms.with(|rooms: &[Row<_>]| Federation::of(rooms, &server.get_value())));
    let done = Memo::new(move |_| state.is_whole());
    let never = Memo::new(move |_| {
        let sent = traces.with(|traces| traces.as_ref().map(|traces| traces.sent.clone()));
        federation.with(|federation| federation.never(sent.as_ref(), done.get()))
    });
    // One proof settles it: what would break is in the first page, and whoever wants all of it goes on.
    let settled = Memo::new(move |_| never.get() == Never::Disproven && rooms.with(|rows| !rows.is_empty()));
    effect(move || {
        if settled.get() {
            state.stop();
        }
    });
    let reading = move || if done.get() { Reading::All } else { Reading::Part(state.progress().total) };
    let no_rooms = move || (done.get() && rooms.with(<[_]>::is_empty)).then(no_rooms);
    view! {
        <AnswerFrame words=words::words() snippets=snippets(&server.get_value())>
            <h3>{words::verdict()}</h3>
            <ul class="findings">{move || first_exception(never.get())} {second_exception(&server.get_value())}</ul>
            <h3>{words::evidence()}</h3>
            <Load status=traces.status()>
                {move || traces.with(|traces| traces.as_ref().map(trace_findings))}
            </Load>
            <Source status=traces.status() requests=trace_sources(sessions) />
            {move || federation.with(|federation| room_findings(federation, reading()))}
            {no_rooms}
            <HarvestState harvest=state />
            {harvest_source(state, vec![curl::source(&page(0))])}
            {move || federation.with(broken)}
        </AnswerFrame>
    }
}

//! What an admin wants to see first: go anywhere, how the server does, who is new, the answer to a question. Each part of
//! the page stands on one read of its own, and says itself when that fails.

mod biggest;
mod go_to;
mod look;
mod newest;
mod questions;
mod stats;

use leptos::prelude::*;

use crate::api::federation::DestinationsPage;
use crate::api::federation::sample::ask_sample;
use crate::api::rooms::{ListRooms, RoomOrder, RoomsPage};
use crate::api::server::{BackgroundUpdates, ServerVersion, UpdatesStatus};
use crate::api::users::{ListUsers, UserOrder, UsersPage};
use crate::components::PageHead;
use crate::pages::users::{everybody, fetch_users};
use crate::state::api::Api;
use crate::state::query::Query;
use crate::state::sessions::Sessions;
use crate::text;

use biggest::Biggest;
use go_to::GoTo;
use look::NeedsALook;
use newest::Newest;
use questions::Questions;
use stats::Stats;

/// How many rows the short lists have.
const ROWS: u64 = 5;

/// What the page reads: six requests, all at once.
#[derive(Clone, Copy)]
struct Reads {
    version: Query<String>,
    /// The newest accounts, and how many there are.
    users: Query<UsersPage>,
    /// The rooms with most members, and how many rooms there are.
    rooms: Query<RoomsPage>,
    /// The room with most state.
    state: Query<RoomsPage>,
    /// Servers that fail, if any does; `None` when this one does not tell.
    servers: Query<Option<DestinationsPage>>,
    /// What runs; `None` when the server does not tell.
    updates: Query<Option<UpdatesStatus>>,
}

fn biggest(order_by: RoomOrder, limit: u64) -> ListRooms {
    ListRooms { limit, order_by, ..ListRooms::default() }
}

impl Reads {
    /// Begins them all.
    fn begin() -> Self {
        let (api, sessions) = (Api::use_(), Sessions::use_());
        let newest =
            move || ListUsers { order_by: UserOrder::CreationTs, backwards: true, ..everybody(sessions, ROWS) };
        Self {
            version: Query::new(move || {
                let asked = api.call(ServerVersion);
                async move { asked.await.inspect(|version| sessions.saw_version(version)) }
            }),
            users: Query::new(move || {
                let request = newest();
                async move { fetch_users(api, request).await.map(|(page, _)| page) }
            }),
            rooms: Query::new(move || api.call(biggest(RoomOrder::JoinedMembers, ROWS))),
            state: Query::new(move || api.call(biggest(RoomOrder::StateEvents, 1))),
            servers: Query::new(move || api.offered(ask_sample())),
            updates: Query::new(move || api.offered(BackgroundUpdates)),
        }
    }
}

/// The first page.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let reads = Reads::begin();
    view! {
        <PageHead title=text::overview::title()>
            <bdi class="total">{Sessions::use_().server_name()}</bdi>
        </PageHead>
        <GoTo />
        <div class="overview">
            <Stats reads />
            <NeedsALook reads />
            <Newest users=reads.users />
            <Biggest rooms=reads.rooms />
            <Questions />
        </div>
    }
}

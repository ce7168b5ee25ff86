//! Why is Synapse slow or eating memory? One finding a cause, from the API and from pasted metrics.

mod checked;
mod latency;
mod presence;
mod process;
mod rooms;
mod server;

use leptos::prelude::*;

use super::frame::AnswerFrame;
use super::health::{MetricsField, read_database};
use crate::api::account::GetPresence;
use crate::api::federation::ListDestinations;
use crate::api::rooms::{ListRooms, RoomOrder};
use crate::api::server::{BackgroundUpdates, ServerVersion};
use crate::components::findings;
use crate::model::health::EXTREMITIES_LIMIT;
use crate::route::{AnswerQuery, LogsQuery, Question};
use crate::snippets;
use crate::state::api::Api;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::state::sessions::Sessions;
use crate::text;
use latency::LatencyFinding;
use presence::PresenceFinding;
use process::process_findings;
use rooms::{BiggestRoomFinding, DestinationsFinding, ExtremitiesFinding};
use server::{DatabaseFinding, UpdatesFinding, VersionFinding};

/// In how many rooms forward extremities are counted.
const ROOMS: u64 = 10;

/// How many destinations are looked at, in one request. Five thousand take Synapse some 15 ms.
const DESTINATIONS: u64 = 10_000;

fn biggest_rooms() -> ListRooms {
    ListRooms { limit: ROOMS, order_by: RoomOrder::StateEvents, ..ListRooms::default() }
}

fn destinations() -> ListDestinations {
    ListDestinations { limit: DESTINATIONS, ..ListDestinations::default() }
}

/// The page.
#[component]
pub fn SlowPage() -> impl IntoView {
    let (api, nav, sessions) = (Api::use_(), Nav::use_(), Sessions::use_());
    let version = Query::new(move || api.call(ServerVersion));
    let database = Query::new(move || read_database(api));
    let updates = Query::new(move || api.offered(BackgroundUpdates));
    let rooms = Query::new(move || api.call(biggest_rooms()));
    let servers = Query::new(move || api.call(destinations()));
    let presence = Query::new(move || api.offered(GetPresence { user_id: sessions.user_id() }));
    // What is measured must not wait for what this page itself asks.
    let others =
        [version.status(), database.status(), updates.status(), rooms.status(), servers.status(), presence.status()];
    let quiet =
        Memo::new(move |was: Option<&bool>| was == Some(&true) || others.iter().all(|status| !status.loading()));
    let process = RwSignal::new(None);
    let of_server = findings(vec![
        view! { <VersionFinding version /> }.into_any(),
        view! { <DatabaseFinding database /> }.into_any(),
        view! { <UpdatesFinding updates /> }.into_any(),
        view! { <BiggestRoomFinding rooms /> }.into_any(),
        view! { <ExtremitiesFinding rooms /> }.into_any(),
        view! { <DestinationsFinding servers /> }.into_any(),
        view! { <PresenceFinding presence /> }.into_any(),
        view! { <LatencyFinding quiet /> }.into_any(),
    ]);
    view! {
        <AnswerFrame words=text::answers::slow::words() snippets=snippets::slow::all(EXTREMITIES_LIMIT)>
            {of_server}
            <h3>{text::answers::slow::metrics()}</h3>
            <MetricsField process />
            {move || process.with(|read| read.as_ref().map(process_findings))}
            <p>
                <a href=nav.href(LogsQuery::default().page())>{text::answers::slow::explorer()}</a>
            </p>
            <p>
                <a href=nav.href(AnswerQuery::new(Question::FileHandles).page())>
                    {text::answers::slow::files_link()}
                </a>
            </p>
        </AnswerFrame>
    }
}

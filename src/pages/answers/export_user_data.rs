//! How can I export a user's data?

use futures_util::future::join4;
use leptos::prelude::*;

use super::frame::AnswerFrame;
use super::subject::{AskedUser, UserField, about, some_user, whole_user};
use crate::api::users::{CountJoinedRooms, CountMedia, CountMemberships, ListDevices, Memberships, UserDetails};
use crate::api::{ApiError, Number, curl};
use crate::browser::intl;
use crate::components::{Load, Source, fact, facts, number_or};
use crate::model::id::UserId;
use crate::pages::users::user_facts;
use crate::route::{Page, Question};
use crate::snippets::export_user_data::{Case, snippets};
use crate::state::api::Api;
use crate::state::boxed::derived;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::state::sessions::Sessions;
use crate::text;
use crate::text::answers::export_user_data as words;

/// What a server holds for one user. `None`: this server does not offer that.
#[derive(Clone, PartialEq)]
struct Holdings {
    devices: Option<Number>,
    rooms: Option<Number>,
    media: Option<Number>,
    pending: Option<Memberships>,
}

fn offered<T>(answer: Result<T, ApiError>) -> Result<Option<T>, ApiError> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.is_unrecognized() => Ok(None),
        Err(error) => Err(error),
    }
}

async fn look(api: Api, user_id: UserId) -> Result<Holdings, ApiError> {
    let (devices, rooms, media, pending) = join4(
        api.call(ListDevices { user_id: user_id.clone() }),
        api.call(CountJoinedRooms { user_id: user_id.clone() }),
        api.call(CountMedia { user_id: user_id.clone() }),
        api.call(CountMemberships { user_id }),
    )
    .await;
    Ok(Holdings {
        devices: offered(devices)?,
        rooms: offered(rooms)?,
        media: offered(media)?,
        pending: offered(pending)?,
    })
}

/// The page.
#[component]
pub fn ExportUserDataPage() -> impl IntoView {
    let sessions = Sessions::use_();
    let question = Question::ExportUserData;
    let user = about(question, whole_user);
    let snippets = derived(move || {
        let user_id = user.get().unwrap_or_else(|| some_user(sessions));
        let (base_url, server) = (sessions.base_url(), sessions.server_name());
        snippets(Case { base_url: &base_url, server: &server, user_id: &user_id })
    });
    view! {
        <AnswerFrame words=words::words() snippets>
            <h3>{words::whose()}</h3>
            <UserField question user />
            <AskedUser user show=shown />
        </AnswerFrame>
    }
}

fn shown(user: &UserDetails, _: Callback<()>) -> AnyView {
    let export = Nav::use_().href(Page::Export(vec![user.name.to_string()]));
    view! {
        <p class="actions">
            <a class="button primary" href=export>
                {words::export_here()}
            </a>
        </p>
        {facts(user_facts(user.clone()))}
        <Held user_id=user.name.clone() />
    }
    .into_any()
}

/// What the server holds beside the account itself.
#[component]
fn Held(
    /// MXID.
    user_id: UserId,
) -> impl IntoView {
    let api = Api::use_();
    let requests = vec![
        curl::source(&ListDevices { user_id: user_id.clone() }),
        curl::source(&CountJoinedRooms { user_id: user_id.clone() }),
        curl::source(&CountMedia { user_id: user_id.clone() }),
        curl::source(&CountMemberships { user_id: user_id.clone() }),
    ];
    let id = StoredValue::new(user_id);
    let held = Query::new(move || look(api, id.get_value()));
    view! {
        <h3>{words::holds()}</h3>
        <Load status=held.status()>{move || held.with(|held| held.clone().map(holdings))}</Load>
        <Source status=held.status() requests />
    }
}

fn holdings(held: Holdings) -> AnyView {
    let told = |value: Option<Number>, else_: &'static str| number_or(&value.unwrap_or_default(), else_);
    let count = |value: Option<u64>, else_: &'static str| value.map_or_else(|| else_.to_owned(), intl::number);
    let (invites, knocks) = (held.pending.map(|pending| pending.invites), held.pending.map(|pending| pending.knocks));
    let list = vec![
        fact(words::devices(), told(held.devices, text::app::unknown())),
        fact(words::rooms(), told(held.rooms, text::app::unknown())),
        fact(words::media(), told(held.media, words::no_media())),
        fact(words::invites(), count(invites, words::too_old())),
        fact(words::knocks(), count(knocks, words::too_old())),
    ];
    let (class, crash) = match held.pending {
        Some(pending) if pending != Memberships::default() => ("panel warn", words::will_crash()),
        Some(_) => ("hint", words::no_obstacle()),
        None => ("hint", words::may_crash()),
    };
    view! {
        {facts(list)}
        <p class=class>{crash}</p>
    }
    .into_any()
}

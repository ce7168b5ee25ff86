//! Home: go anywhere, see the server, find the answer to a question.

use futures_util::future::join3;
use leptos::prelude::*;

use super::open::page_of;
use crate::api::rooms::ListRooms;
use crate::api::server::ServerVersion;
use crate::api::{ApiError, Number};
use crate::browser::host;
use crate::components::{Load, PageHead, fact, facts, number_words};
use crate::model::link::understand;
use crate::pages::users::total_users;
use crate::route::{AnswerQuery, Question};
use crate::state::api::Api;
use crate::state::boxed::drawn;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::state::sessions::Sessions;
use crate::text;

/// The first page.
#[component]
pub fn HomePage() -> impl IntoView {
    view! {
        <PageHead title=text::home::title() />
        <GoTo />
        <div class="columns">
            <Questions />
            <ThisServer />
        </div>
    }
}

/// Takes any id, name or link and goes there.
#[component]
fn GoTo() -> impl IntoView {
    let (nav, sessions) = (Nav::use_(), Sessions::use_());
    let typed = RwSignal::new(String::new());
    let go = move || {
        if let Some(target) = understand(&host::ascii(&typed.get_untracked()), &sessions.server_name()) {
            nav.go(page_of(target));
        }
    };
    view! {
        <form
            role="search"
            class="go-to"
            on:submit=move |event| {
                event.prevent_default();
                go();
            }
        >
            <label for="go-to">{text::home::search_label()}</label>
            <input
                id="go-to"
                type="search"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                data-search
                placeholder=text::home::search_hint()
                prop:value=move || typed.get()
                on:input:target=move |event| typed.set(event.target().value())
            />
            <button type="submit" class="primary">
                {text::home::go()}
            </button>
        </form>
    }
}

#[component]
fn Questions() -> impl IntoView {
    let nav = Nav::use_();
    let items = Question::ALL
        .into_iter()
        .map(|question| {
            let href = nav.href(AnswerQuery::new(question).page());
            view! { <li><a href=href>{text::questions::question(question)}</a></li> }.into_any()
        })
        .collect_view();
    view! {
        <section class="questions">
            <h2>{text::home::questions()}</h2>
            <p class="hint">{text::home::questions_lead()}</p>
            <ol>{items}</ol>
        </section>
    }
}

/// What the box shows. Each count is missing when its request failed; the version is what matters most.
#[derive(PartialEq)]
struct Overview {
    version: String,
    users: Result<Number, ApiError>,
    rooms: Result<Number, ApiError>,
}

#[component]
fn ThisServer() -> impl IntoView {
    let (api, sessions) = (Api::use_(), Sessions::use_());
    let overview = Query::new(move || async move {
        let rooms = api.call(ListRooms { limit: 1, ..ListRooms::default() });
        let (version, users, rooms) = join3(api.call(ServerVersion), total_users(api, sessions), rooms).await;
        let version = version?;
        sessions.saw_version(&version);
        Ok(Overview { version, users, rooms: rooms.map(|page| page.total) })
    });
    let count = |count: &Result<Number, ApiError>| match count {
        Ok(count) => number_words(count),
        Err(error) => text::errors::explain(error).title,
    };
    let shown = move || {
        overview.with(|overview| {
            overview.as_ref().map(|overview| {
                let (version, users, rooms) =
                    (overview.version.clone(), count(&overview.users), count(&overview.rooms));
                facts(vec![
                    fact(text::home::fact_version(), version),
                    fact(text::home::fact_users(), users),
                    fact(
                        text::home::fact_rooms(),
                        if rooms == "0" { text::home::no_rooms().to_owned() } else { rooms },
                    ),
                ])
            })
        })
    };
    view! {
        <section class="panel">
            <h2>{text::home::this_server()}</h2>
            <p>
                <bdi>{sessions.server_name()}</bdi>
            </p>
            <Load status=overview.status()>{drawn(shown)}</Load>
        </section>
    }
}

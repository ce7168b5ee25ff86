//! The page of a list: all of its state comes from the address, and one request draws it. What is asked, and what comes,
//! is the list's own ([`Asked`]); everything else is compiled once for all lists.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::LocalBoxFuture;
use leptos::leptos_dom::helpers::set_timeout;
use leptos::prelude::*;

use crate::api::ApiError;
use crate::api::capabilities::Capabilities;
use crate::browser::intl;
use crate::components::{
    Files, ListFilters, ListFoot, ListSearch, ListSort, ListTable, ListView, Load, OfferedFilter, PageHead, Rows, Ways,
};
use crate::lists::{Asked, Choice, Filter, ListAddress, ListState, ListWords, Sheet};
use crate::route::{Page, Pairs};
use crate::state::api::Api;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::state::sessions::Sessions;
use crate::text;

/// How a list is reached: the page with these parameters, and the parameters of a page.
#[derive(Clone, Copy)]
pub struct Seat {
    /// The page with these parameters.
    pub page: fn(Pairs) -> Page,
    /// The parameters of the page, if it is this one.
    pub pairs: fn(Page) -> Option<Pairs>,
}

/// The parts of a page that only it has.
#[derive(Default)]
pub struct Extras {
    /// Beside the heading.
    pub head: Option<AnyView>,
    /// Where nothing hides rows and there are none.
    pub empty: Option<fn() -> AnyView>,
    /// In place of the filters while searching, where Synapse would ignore them.
    pub while_searching: Option<&'static str>,
}

/// The state of a list, from the address.
pub fn state_of(address: ListAddress, pairs: fn(Page) -> Option<Pairs>) -> Memo<ListState> {
    let nav = Nav::use_();
    Memo::new(move |last: Option<&ListState>| match (pairs(nav.page()), last) {
        (Some(pairs), _) => address.read(&pairs),
        // On the way to another page: keep the last state, ask for nothing.
        (None, Some(last)) => last.clone(),
        (None, None) => address.start(),
    })
}

/// How a list gets about in the address bar.
pub fn ways(address: ListAddress, page: impl Fn(Pairs) -> Page + Send + Sync + 'static) -> Ways {
    let nav = Nav::use_();
    Ways {
        link: Arc::new(move |page| nav.href(page)),
        page: Arc::new(move |state| page(address.write(state))),
        go: Arc::new(move |page, replace| if replace { nav.replace(page) } else { nav.go(page) }),
    }
}

/// The page of a list.
pub fn list_page<L: Asked>(seat: Seat, extras: Extras) -> AnyView {
    let (api, sessions) = (Api::use_(), Sessions::use_());
    let address = ListAddress::of::<L>();
    let view = ListView::new::<L>(state_of(address.clone(), seat.pairs), ways(address, seat.page));
    let can = sessions.capabilities_untracked();
    let offered = |filter: &Filter| {
        let offered = |choice: &&Choice| L::offers(filter.name, choice.0, can.as_ref());
        let choices: Vec<_> = filter.choices.iter().filter(offered).map(|(value, words)| (*value, words())).collect();
        (!choices.is_empty()).then(|| OfferedFilter { name: filter.name, label: (filter.label)(), choices })
    };
    let filters = L::FILTERS.iter().filter_map(offered).collect();
    let lack = L::lack(can.as_ref());
    let fetch = move |state: ListState| {
        let can = sessions.capabilities_untracked();
        let sheet: LocalBoxFuture<'static, _> = Box::pin(fetch::<L>(api, state, can));
        sheet
    };
    frame(view, L::WORDS, L::NAME, filters, lack, Box::new(fetch), extras)
}

/// One page of a list, asked for again in another way where the server does not know the first.
async fn fetch<L: Asked>(api: Api, state: ListState, can: Option<Capabilities>) -> Result<Sheet, ApiError> {
    let mut ask = L::ask(&state, can.as_ref());
    loop {
        match api.call(ask.clone()).await {
            Ok(answer) => {
                let (rows, total) = L::rows(answer);
                return Ok(Sheet::page::<L>(&rows, &total, state.from, state.limit));
            }
            Err(error) => ask = L::instead(&ask, &error).ok_or(error)?,
        }
    }
}

/// How many there are, or what the server says in place of that.
fn total_words(sheet: &Sheet, words: ListWords) -> String {
    match sheet.odd_total.as_deref() {
        None => (words.total)(sheet.total, &intl::number(sheet.total)),
        Some("") => text::list::no_total().to_owned(),
        Some(raw) => text::list::odd_total(raw),
    }
}

type Fetch = Box<dyn Fn(ListState) -> LocalBoxFuture<'static, Result<Sheet, ApiError>>>;

fn frame(
    view: ListView,
    words: ListWords,
    name: &'static str,
    filters: Vec<OfferedFilter>,
    lack: Option<&'static str>,
    fetch: Fetch,
    extras: Extras,
) -> AnyView {
    let list = Query::new(move || fetch(view.state.get()));
    // The first use of `Intl` costs some time, better spent while the server thinks.
    set_timeout(intl::warm, Duration::ZERO);
    let rows: Rows = Arc::new(move |look| list.with(|sheet| look(sheet.as_ref())));
    let total = move || list.with(|sheet| sheet.as_ref().map(|sheet| total_words(sheet, words)));
    let files = Files { name: vec![Sessions::use_().server_name(), name.to_owned()] };
    let Extras { head, empty, while_searching } = extras;
    let is_empty = Memo::new(move |_| {
        let nothing = |sheet: Option<&Sheet>| sheet.is_some_and(|sheet| sheet.lines.is_empty() && sheet.total == 0);
        list.with(|sheet| nothing(sheet.as_ref())) && !view.state.with(ListState::is_filtered)
    });
    let empty = move || empty.filter(|_| is_empty.get()).map(|draw| draw());
    let title = (words.title)();
    view! {
        <PageHead title>
            <p class="total">{move || total()}</p>
            {head}
        </PageHead>
        <div class="toolbar">
            <ListSearch view label=(words.search_label)() hint=(words.search_hint)() />
            <ListSort view />
            <ListFilters view filters while_searching />
            {lack.map(|lack| view! { <p class="hint">{lack}</p> }.into_any())}
        </div>
        <Load status=list.status()>
            <ListTable view name=title rows=rows.clone() />
            {empty}
            <ListFoot view rows=rows.clone() files=Some(files.clone()) />
        </Load>
    }
    .into_any()
}

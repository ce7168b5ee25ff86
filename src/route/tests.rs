#![cfg(test)]

use super::{Address, AnswerQuery, Kind, LogsQuery, Page, Pairs, Question};

const ODD_IDS: [&str; 6] = [
    "@alice:hs.example",
    "@user=with.odd/chars_+-:hs.example:8448",
    "!hGJIdtiQlBCSHbp7OZknhIzCKCQIcpCqmz41pRE9trE",
    "#a/b#c?d&e=f%25\"'\\🦊:hs.example",
    "../..",
    "100% \u{202e}",
];

#[test]
fn every_page_round_trips() {
    let mut pages = vec![
        Page::SignIn,
        Page::FirstAdmin,
        Page::Doctor,
        Page::Overview,
        Page::Users(Pairs::default()),
        Page::Users(Pairs::parse("name=a%20b%26c%3Dd%23%25&order_by=last_seen_ts&dir=b&from=100&admins=false")),
        Page::Rooms(Pairs::default()),
        Page::Rooms(Pairs::parse("search_term=%C3%A9%2F%22&order_by=state_events&limit=25")),
        Page::Aliases,
        Page::Answers("é/?&".to_owned()),
        AnswerQuery {
            list: Pairs::parse("destination=a%3A8448&order_by=failure_ts&dir=b&rooms_of=%5B%3A%3A1%5D%3A8448"),
            ..AnswerQuery::new(Question::ServersWeTalkTo)
        }
        .page(),
        LogsQuery::default().page(),
        LogsQuery::default().of_request("GET-é/?&", None).page(),
        Page::Export(Vec::new()),
        Page::Export(ODD_IDS.iter().map(|id| (*id).to_owned()).collect()),
        Page::Open("https://matrix.to/#/%23a%3Ab?via=c&d".to_owned()),
        Page::NotFound("/nowhere/at/all?x=1".to_owned()),
    ];
    for id in ODD_IDS {
        pages.extend([Page::User(id.to_owned()), Page::Room(id.to_owned()), Page::Alias(id.to_owned())]);
        let tabs = [Page::UserDevices, Page::UserRooms, Page::RoomAliases];
        pages.extend(tabs.map(|tab| tab(id.to_owned())));
        for question in [Question::ServersInRoom, Question::FreeAlias, Question::ResetPassword] {
            pages.push(AnswerQuery::about(question, id).page());
        }
    }
    for question in Question::ALL {
        pages.push(AnswerQuery::new(question).page());
    }
    for page in pages {
        for server in [None, Some("https://hs.example/a b?#&".to_owned())] {
            if matches!(page, Page::NotFound(_)) && server.is_some() {
                continue;
            }
            let address = Address { page: page.clone(), server };
            assert_eq!(Address::parse(&address.href()), address, "{}", address.href());
        }
    }
}

/// The written contract, letter by letter.
#[test]
fn the_contract() {
    let check = |href: &str, page: Page| {
        assert_eq!(Address::parse(href).page, page);
        assert_eq!(Address { page, server: None }.href(), href);
    };
    check("#/", Page::Overview);
    check("#/first-admin", Page::FirstAdmin);
    check("#/doctor", Page::Doctor);
    check("#/logs", LogsQuery::default().page());
    check("#/logs?tab=find&tag=GET-37", LogsQuery::default().of_request("GET-37", None).page());
    check("#/users", Page::Users(Pairs::default()));
    check("#/users/%40alice%3Ahs.example", Page::User("@alice:hs.example".to_owned()));
    check("#/users/%40alice%3Ahs.example/devices", Page::UserDevices("@alice:hs.example".to_owned()));
    check("#/users/%40alice%3Ahs.example/rooms", Page::UserRooms("@alice:hs.example".to_owned()));
    check("#/rooms/!a%3Ahs.example/aliases", Page::RoomAliases("!a:hs.example".to_owned()));
    let by_state = Pairs::parse("order_by=state_events");
    check("#/rooms?order_by=state_events", Page::Rooms(by_state.clone()));
    check("#/aliases/%23lobby%3Ahs.example", Page::Alias("#lobby:hs.example".to_owned()));
    check("#/export?user=%40alice%3Ahs.example", Page::Export(vec!["@alice:hs.example".to_owned()]));
    check("#/answers", Page::Answers(String::new()));
    for question in Question::ALL {
        let page = AnswerQuery::new(question).page();
        assert_eq!(page.kind().row().answers, Some(question));
        assert_eq!(AnswerQuery::of(question, &page), Some(AnswerQuery::new(question)));
    }
    check("#/answers/become-admin", AnswerQuery::new(Question::BecomeAdmin).page());
    check("#/answers/invite-invalid-signature", AnswerQuery::new(Question::InviteInvalidSignature).page());
    check(
        "#/answers/servers-in-room?room=%23lobby%3Ahs.example",
        AnswerQuery::about(Question::ServersInRoom, "#lobby:hs.example").page(),
    );
    let long =
        "#/rooms?search_term=&order_by=state_events&dir=&from=&limit=&public_rooms=&empty_rooms=&server=hs.example";
    assert_eq!(Address::parse(long), Address { page: Page::Rooms(by_state), server: Some("hs.example".to_owned()) });
    let long = "#/users?name=&order_by=&dir=&from=&limit=&deactivated=&locked=&admins=&guests=";
    assert_eq!(Address::parse(long).page, Page::Users(Pairs::default()));
}

#[test]
fn another_server_has_other_things_on_the_same_kinds_of_pages() {
    let list = Page::Rooms(Pairs::parse("order_by=state_events&from=100"));
    let elsewhere = Page::Rooms(Pairs::parse("order_by=state_events"));
    assert_eq!(list.elsewhere(), elsewhere, "filters and order stay");
    assert_eq!(Page::User("@a:hs.example".to_owned()).elsewhere(), Page::Users(Pairs::default()));
    assert_eq!(Page::Alias("#a:hs.example".to_owned()).elsewhere(), Page::Aliases);
    let about = AnswerQuery::about(Question::ServersInRoom, "#a:hs.example").page();
    assert_eq!(about.elsewhere(), AnswerQuery::new(Question::ServersInRoom).page());
    assert_eq!(Page::Doctor.elsewhere(), Page::Doctor);
}

#[test]
fn hand_written_addresses_are_understood() {
    assert_eq!(Address::parse("").page, Page::Overview);
    assert_eq!(Address::parse("#").page, Page::Overview);
    assert_eq!(Address::parse("#users/@alice:hs.example").page, Page::User("@alice:hs.example".to_owned()));
    assert_eq!(Address::parse("#/users/").page, Page::Users(Pairs::default()));
}

/// A page of each kind, as one would come to it.
fn every_kind() -> Vec<Page> {
    let page = |kind: &Kind| match kind {
        Kind::User => Page::User("@a:hs.example".to_owned()),
        Kind::UserDevices => Page::UserDevices("@a:hs.example".to_owned()),
        Kind::UserRooms => Page::UserRooms("@a:hs.example".to_owned()),
        Kind::Room => Page::Room("!a:hs.example".to_owned()),
        Kind::RoomAliases => Page::RoomAliases("!a:hs.example".to_owned()),
        Kind::Alias => Page::Alias("#a:hs.example".to_owned()),
        Kind::NotFound => Page::NotFound("/nowhere".to_owned()),
        kind => kind.start(),
    };
    Kind::ALL.iter().map(page).collect()
}

/// A new row whose address is that of another, or whose values do not come back, fails here.
#[test]
fn every_row_has_an_address_of_its_own() {
    let pages = every_kind();
    for (kind, page) in Kind::ALL.iter().zip(&pages) {
        assert_eq!(page.kind(), *kind, "add an example of this page to `every_kind`");
        let address = Address { page: page.clone(), server: None };
        assert_eq!(Address::parse(&address.href()), address, "{kind:?}");
    }
    let mut patterns: Vec<&str> = Kind::ALL.iter().map(|kind| kind.row().pattern).collect();
    patterns.sort_unstable();
    patterns.dedup();
    assert_eq!(patterns.len(), Kind::ALL.len());
}

#[test]
fn navigation_leads_to_pages_that_need_no_choice() {
    for kind in Kind::ALL {
        let row = kind.row();
        if row.menu.is_some() || row.key.is_some() {
            assert_eq!(kind.start().kind(), *kind, "its address must do without names");
        }
        if let Some(heading) = row.under {
            assert!(
                row.menu.is_none() && heading.row().menu.is_some(),
                "{kind:?} is in the navigation, or under what is"
            );
        }
    }
    let mut keys: Vec<&str> = Kind::ALL.iter().filter_map(|kind| kind.row().key).collect();
    let count = keys.len();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), count, "a key leads to one page");
    assert!(!keys.contains(&"g"), "it begins every sequence");
}

#[test]
fn another_server_never_shows_ids_of_this_one() {
    for page in every_kind() {
        let there = Address { page: page.elsewhere(), server: None }.href();
        assert!(!there.contains("hs.example"), "{page:?} leads to {there}");
        assert_eq!(page.elsewhere().elsewhere(), page.elsewhere());
    }
}

/// As long as the drawing is the same, the page is not drawn anew.
#[test]
fn parameters_are_the_business_of_their_page() {
    let same = |a: &str, b: &str| Address::parse(a).page.drawing() == Address::parse(b).page.drawing();
    assert!(same("#/rooms", "#/rooms?from=50") && same("#/logs", "#/logs?tab=find"));
    assert!(same("#/aliases", "#/aliases/%23a") && same("#/answers", "#/answers?q=x"));
    assert!(same("#/nowhere", "#/nowhere/else"));
    assert!(same("#/users/a", "#/users/a/devices") && same("#/users/a/devices", "#/users/a/rooms"), "the header stays");
    assert!(same("#/rooms/a", "#/rooms/a/aliases") && !same("#/users/a/devices", "#/users/b/devices"));
    assert!(!same("#/rooms", "#/users") && !same("#/users/a", "#/users/b"));
    assert!(!same("#/answers/slow", "#/answers/free-alias") && !same("#/open?url=a", "#/open?url=b"));
}

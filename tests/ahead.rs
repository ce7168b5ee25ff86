//! What the table of pages says that a list asks first (`asks`, which `boot.js` fills in) is what the list then asks, to
//! the letter: otherwise it is asked twice.

use glia::api::Endpoint as _;
use glia::lists::rooms::Rooms;
use glia::lists::users::Users;
use glia::lists::{Asked, ListAddress};
use glia::model::percent;
use glia::route::{Address, Kind, Page, Pairs};

/// As `boot.js` does it.
fn ahead(kind: Kind, query: &str) -> String {
    let asks = kind.row().asks.split('#').next().unwrap();
    let (route, defaults) = asks.split_once('?').unwrap();
    let given: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
    let value = |name: &str, fallback: &str| {
        let given = given.iter().find(|(known, value)| *known == name && !value.is_empty());
        given.map_or(fallback.to_owned(), |(_, value)| percent::decode(value))
    };
    let pairs = defaults.split('&').map(|pair| pair.split_once('=').unwrap());
    let filled = pairs.map(|(name, fallback)| (name, value(name, fallback))).filter(|(_, value)| !value.is_empty());
    let filled: Vec<String> = filled.map(|(name, value)| format!("{name}={}", percent::encode(&value))).collect();
    format!("{route}?{}", filled.join("&"))
}

fn asked<L: Asked>(pairs: &Pairs) -> String {
    L::ask(&ListAddress::of::<L>().read(pairs), None).request().target
}

#[test]
fn a_list_asks_what_was_asked_ahead() {
    for query in [
        "",
        "name=a%20b%26%C3%A9",
        "order_by=last_seen_ts&dir=b&from=100&limit=500&server=hs.example",
        "deactivated=true&locked=false&admins=false&guests=false",
        "admins=&unknown=1",
    ] {
        let Page::Users(pairs) = Address::parse(&format!("#/users?{query}")).page else { panic!("{query}") };
        assert_eq!(ahead(Kind::Users, query), asked::<Users>(&pairs), "{query}");
    }
    for query in [
        "",
        "search_term=%23a%3Ab",
        "order_by=state_events&dir=b&from=50&limit=25",
        "public_rooms=true&empty_rooms=false",
    ] {
        let Page::Rooms(pairs) = Address::parse(&format!("#/rooms?{query}")).page else { panic!("{query}") };
        assert_eq!(ahead(Kind::Rooms, query), asked::<Rooms>(&pairs), "{query}");
    }
    assert_eq!(Kind::ALL.iter().filter(|kind| !kind.row().asks.is_empty()).count(), 2, "a list without a test");
}

#[test]
fn an_answer_is_as_long_as_the_app_takes_it() {
    assert!(include_str!("../src/boot.js").contains("const MAX_BODY = 64 << 20;"));
    assert_eq!(glia::api::wire::MAX_BODY, 64 << 20);
}

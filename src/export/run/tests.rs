//! The course of an export, over a small server in memory: what it does when requests fail, limits bite, tokens end and
//! the page is reloaded. Whether the export is right is shown against real Synapses, end to end.
#![cfg(test)]

use std::collections::{BTreeMap, VecDeque};

use super::tests_world::{Fault, LARGE, Memory, entries};
use crate::export::options::{Eyes, Options};
use crate::export::progress::Outcome;
use crate::runs::stopped::Stopped;
use proptest::prelude::*;

fn options() -> Options {
    Options {
        base_url: "https://hs.example".to_owned(),
        user_id: "@alice:hs.example".to_owned(),
        admin_id: "@admin:hs.example".to_owned(),
        media: true,
        since_ms: None,
        until_ms: None,
        leave_out: Vec::new(),
        view: Eyes::AsUser,
    }
}

fn undisturbed() -> (Outcome, BTreeMap<String, Vec<u8>>) {
    let memory = Memory::new(VecDeque::new());
    let outcome = memory.export(options()).unwrap();
    (outcome, entries(&memory.zip()))
}

fn text(entries: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(entries.get(path).unwrap_or_else(|| panic!("{path}: {:?}", entries.keys())).clone()).unwrap()
}

#[test]
fn everything_is_in_it() {
    let (outcome, entries) = undisturbed();
    assert_eq!((outcome.rooms, outcome.events, outcome.media, outcome.skipped), (3, 25, 4, 2));
    let events = text(&entries, "rooms/!one_hs.example/events");
    assert!(
        events.starts_with(r#"{"type": "m.room.message", "sender": "@bob:hs.example", "origin_server_ts": 1000, "#)
    );
    assert_eq!(events.matches("}{").count(), 24);
    assert!(!events.contains("event_id") && events.contains(r#""unsigned": {"age_ts": 1000}"#));
    assert_eq!(text(&entries, "user_data/account_data/global"), r#"{"m.x": {"a": 1.50}}"#);
    assert_eq!(text(&entries, "user_data/connections"), r#"{"ip": "::1"}{"ip": "::2"}"#);
    assert_eq!(text(&entries, "rooms/!inv_hs.example/invite_state"), r#"{"type": "m.room.name", "sender": "@b:c"}"#);
    assert_eq!(entries["media/a.bin"], [1; 100]);
    assert_eq!(entries["media/large.bin"].len(), LARGE);
    let manifest: serde_json::Value = serde_json::from_str(&text(&entries, "manifest.json")).unwrap();
    let skipped: Vec<&str> =
        manifest["skipped"].as_array().unwrap().iter().map(|skipped| skipped["id"].as_str().unwrap()).collect();
    assert_eq!(skipped, ["!inv:hs.example", "gone"]);
    assert!(text(&entries, "index.html").contains("html/room-0002.html"));
    assert!(text(&entries, "html/room-0002.html").contains("message 24"));
}

/// The order of rooms must not matter: the first may be left out, or the last.
#[test]
fn a_room_that_is_left_out_takes_no_other_along() {
    let rooms = ["!one:hs.example", "!two:hs.example", "!inv:hs.example"];
    for out in 1..8_usize {
        let is_out = |number: usize| out >> number & 1 == 1;
        let leave_out = (0..3).filter(|number| is_out(*number)).map(|number| rooms[number].to_owned()).collect();
        let memory = Memory::new(VecDeque::new());
        memory.export(Options { leave_out, ..options() }).unwrap();
        let entries = entries(&memory.zip());
        for (number, room) in rooms.iter().enumerate() {
            let folder = format!("rooms/{}/", room.replace(':', "_"));
            assert_eq!(entries.keys().any(|path| path.starts_with(&folder)), !is_out(number), "{out}: {room}");
        }
    }
}

#[test]
fn tokens_of_the_user_are_revoked_whatever_happens() {
    let memory = Memory::new(VecDeque::new());
    memory.export(options()).unwrap();
    assert_eq!((memory.made_tokens(), memory.live_tokens()), (1, 0));
    let memory = Memory::new(VecDeque::new());
    memory.fill_disk_at(3);
    assert_eq!(memory.sitting(&options(), None), Err(Stopped::Disk("full".to_owned())));
    assert_eq!((memory.made_tokens(), memory.live_tokens()), (1, 0));
}

#[test]
fn tokens_are_renewed() {
    let memory = Memory::new(VecDeque::new());
    // Every request takes six minutes: two thirds of what a token lives before it is renewed.
    memory.slow_down(6.0 * 60_000.0);
    memory.export(options()).unwrap();
    assert!(memory.made_tokens() > 3);
    assert_eq!((memory.refused_tokens(), memory.live_tokens()), (0, 0));
    assert_eq!(without_times(entries(&memory.zip())), without_times(undisturbed().1));
}

#[test]
fn a_clock_that_is_behind_is_noticed() {
    let memory = Memory::new(VecDeque::new());
    memory.put_clock_back(3_600_000.0);
    memory.export(options()).unwrap();
    assert_eq!((memory.made_tokens(), memory.live_tokens()), (2, 0));
}

/// The case export-nobody-old-synapse: until 1.130 Synapse gives a token for a user that does not exist, and refuses it.
#[test]
fn nobody_is_called_nobody() {
    for (delegates, view) in [(false, Eyes::AsUser), (true, Eyes::AsUser), (false, Eyes::AdminFiltered)] {
        let memory = Memory::new(VecDeque::new());
        memory.forget_the_user();
        if delegates {
            memory.delegate();
        }
        let Err(Stopped::Server(error)) = memory.export(Options { view, ..options() }) else { panic!() };
        let said = crate::text::errors::explain(&error);
        assert_eq!(said.title, "There is no user @alice:hs.example on this server.");
        assert_eq!((said.hint, said.doctor), (None, None));
    }
}

#[test]
fn a_server_without_such_tokens_is_read_as_an_admin() {
    let memory = Memory::new(VecDeque::new());
    memory.delegate();
    memory.export(options()).unwrap();
    let entries = entries(&memory.zip());
    assert!(text(&entries, "manifest.json").contains("\"admin_filtered\""));
    assert_eq!(text(&entries, "rooms/!one_hs.example/events"), text(&undisturbed().1, "rooms/!one_hs.example/events"));
}

#[test]
fn silence_for_half_an_hour_ends_it_and_it_goes_on_later() {
    let memory =
        Memory::new(std::iter::repeat_n(Fault::None, 12).chain(std::iter::repeat_n(Fault::Lost, 4_000)).collect());
    let stopped = memory.sitting(&options(), None);
    assert!(matches!(stopped, Err(Stopped::Server(_))), "{stopped:?}");
    assert!(memory.clock_ms() > 30.0 * 60_000.0);
    memory.clear_faults();
    let kept = memory.kept();
    memory.sitting(&options(), Some(&kept)).unwrap();
    assert_eq!(without_times(entries(&memory.zip())), without_times(undisturbed().1));
}

#[test]
fn rooms_and_times_can_be_left_out() {
    let memory = Memory::new(VecDeque::new());
    let wanted = Options {
        leave_out: vec!["!two:hs.example".to_owned()],
        since_ms: Some(1_005),
        until_ms: Some(1_007),
        media: false,
        ..options()
    };
    memory.export(wanted).unwrap();
    let entries = entries(&memory.zip());
    assert!(!entries.keys().any(|path| path.contains("!two") || path.starts_with("media")));
    let events = text(&entries, "rooms/!one_hs.example/events");
    assert!(events.contains("message 5") && events.contains("message 6") && events.matches("}{").count() == 1);
}

/// Moments of the export itself, which pass while requests are made again.
fn without_times(entries: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, String> {
    let lasting = entries.into_iter().filter(|(path, _)| path != "manifest.json" && path != "index.html");
    lasting.map(|(path, content)| (path, String::from_utf8_lossy(&content).chars().take(20_000).collect())).collect()
}

fn faults() -> impl Strategy<Value = VecDeque<Fault>> {
    let fault = prop_oneof![
        12 => Just(Fault::None),
        1 => Just(Fault::Lost),
        1 => Just(Fault::Limited),
        1 => Just(Fault::Broken),
        1 => Just(Fault::BadGateway),
        1 => Just(Fault::CutOff),
        1 => Just(Fault::Expired),
    ];
    prop::collection::vec(fault, 0..200).prop_map(VecDeque::from)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    /// However requests fail, and at whichever checkpoints the page is reloaded, it is the same in the end.
    #[test]
    fn nothing_disturbs_it(faults in faults(), reloads in prop::collection::vec(1_u32..6, 0..8)) {
        let memory = Memory::new(faults);
        let mut kept = None;
        for reload in reloads {
            memory.reload_at(reload);
            if memory.sitting(&options(), kept.as_deref()).is_ok() {
                break;
            }
            kept = Some(memory.kept()).filter(|kept| !kept.is_empty());
        }
        memory.reload_at(0);
        memory.sitting(&options(), kept.as_deref()).unwrap();
        prop_assert_eq!(memory.live_tokens(), 0);
        prop_assert_eq!(without_times(entries(&memory.zip())), without_times(undisturbed().1));
    }
}

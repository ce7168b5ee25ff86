//! A run over a server in memory that fails as it is told: however it is disturbed, each item ends as it would have, and
//! nothing is done twice.
#![cfg(test)]

use std::collections::VecDeque;
use std::rc::Rc;

use futures_executor::LocalPool;
use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, ready};
use proptest::prelude::*;

use super::ledger::{Entry, Ledger, Standing};
use super::plan::{Ending, Item, Plan, Tally};
use super::run::{ItemRun, Work};
use super::tests_world::{Fault, Flags, Sitting, State, a_while};
use crate::api::{ApiError, ErrorKind};
use crate::runs::pace::Pace;
use crate::runs::patient::{Failure, Patient};
use crate::runs::stopped::Stopped;
use crate::runs::world::Waiting;

const ITEMS: u32 = 12;

/// Half of the users have no flag yet; one is not there, and one is left out.
fn plan() -> Plan {
    let reason = |number: u32| (number == 5).then(|| "yourself".to_owned());
    let item = |number: u32| Item { id: format!("user{number}"), left_out: reason(number) };
    Plan { what: b"flag".to_vec(), items: (0..ITEMS).map(item).collect() }
}

fn state(faults: VecDeque<Fault>) -> Rc<State> {
    let state = State { faults: faults.into(), ..State::default() };
    let users = (0..ITEMS).filter(|number| *number != 7);
    state.flags.replace(users.map(|number| (format!("user{number}"), number == 2)).collect());
    Rc::new(state)
}

/// Until the page is reloaded, or to the end.
fn sitting(state: &Rc<State>, plan: Plan) -> (Result<Tally, Stopped>, Ledger) {
    state.notes.set(0);
    state.running.set(0);
    let mut pool = LocalPool::new();
    let world = Rc::new(Sitting(state.clone(), pool.spawner()));
    let pace = Pace::new(4);
    let work = Rc::new(Flags(Rc::new(Patient::new(world.clone(), "https://hs", pace.clone()))));
    let ledger = Ledger::new(plan, &state.journal.borrow());
    // What was not written to its end is cut off.
    state.journal.borrow_mut().truncate(ledger.whole());
    let run = ItemRun::new(world.clone(), world, work, pace, 4, ledger);
    let ended = pool.run_until(run.go());
    (ended, run.ledger())
}

fn kinds(ledger: &Ledger) -> Vec<&'static str> {
    let kind = |standing: &Standing| match standing {
        Standing::Waiting => "waiting",
        Standing::Begun => "begun",
        Standing::LeftOut => "left out",
        Standing::Ended(Ending::Done) => "done",
        Standing::Ended(Ending::Unchanged) => "unchanged",
        Standing::Ended(Ending::Failed(_)) => "failed",
        Standing::Ended(Ending::Unknown(_)) => "unknown",
    };
    ledger.standings().iter().map(kind).collect()
}

#[test]
fn every_item_ends_in_one_way() {
    let state = state(VecDeque::new());
    let (ended, ledger) = sitting(&state, plan());
    let tally = Tally { all: ITEMS, done: 9, unchanged: 1, failed: 1, unknown: 0, left_out: 1 };
    assert_eq!((ended, tally.left()), (Ok(tally), 0));
    assert_eq!((kinds(&ledger)[2], kinds(&ledger)[5], kinds(&ledger)[7]), ("unchanged", "left out", "failed"));
    assert!(!state.flags.borrow()["user5"], "nobody touches what is left out");
    assert_eq!(state.most.get(), 4);
    let retry = ledger.retry();
    assert_eq!(retry.items, [Item { id: "user7".to_owned(), left_out: None }]);
    assert_eq!(Plan::read(&retry.write()), Some(retry));
}

#[test]
fn a_server_that_asks_to_wait_is_asked_less() {
    let state = state(std::iter::repeat_n(Fault::Limited, 9).collect());
    let (ended, _) = sitting(&state, plan());
    assert_eq!(ended.unwrap().done, 9);
    assert!(state.waits.borrow().contains(&Some(Waiting::Limited(2_000))));
    assert!(state.waits.borrow().last().unwrap().is_none());
}

#[test]
fn an_answer_that_was_lost_is_asked_for() {
    // The first item: its flag is asked for, and the answer to setting it is lost.
    let state = state([Fault::None, Fault::None, Fault::None, Fault::None, Fault::AnswerLost].into());
    let (ended, _) = sitting(&state, plan());
    assert_eq!(ended.unwrap().done, 9);
    assert!(state.writes.borrow().values().all(|writes| *writes == 1), "{:?}", state.writes.borrow());
}

#[test]
fn half_an_hour_of_silence_stops_it_and_it_goes_on_later() {
    let state = state(std::iter::repeat_n(Fault::None, 10).chain(std::iter::repeat_n(Fault::Lost, 4_000)).collect());
    let (ended, ledger) = sitting(&state, plan());
    assert!(matches!(ended, Err(Stopped::Server(_))), "{ended:?}");
    assert!(kinds(&ledger).contains(&"begun"));
    state.faults.take();
    let (ended, _) = sitting(&state, plan());
    assert_eq!(ended.unwrap().done, 9);
    assert!(state.writes.borrow().values().all(|writes| *writes == 1));
}

#[test]
fn what_nobody_can_tell_is_called_so() {
    struct Mute;
    fn error(kind: ErrorKind) -> Failure {
        Failure::Refused(ApiError { request: String::new(), kind })
    }
    impl Work for Mute {
        fn act(&self, _: usize, _: &str) -> LocalBoxFuture<'static, Result<Ending, Failure>> {
            ready(Err(error(ErrorKind::Network { cause: "reset".to_owned() }))).boxed_local()
        }
        fn ask(&self, _: usize, _: &str) -> LocalBoxFuture<'static, Result<Option<Ending>, Failure>> {
            ready(Err(error(ErrorKind::NotMatrix { status: 403, snippet: String::new() }))).boxed_local()
        }
    }
    let mut pool = LocalPool::new();
    let world = Rc::new(Sitting(state(VecDeque::new()), pool.spawner()));
    let run = ItemRun::new(world.clone(), world, Rc::new(Mute), Pace::new(4), 4, Ledger::new(plan(), &[]));
    let tally = pool.run_until(run.go()).unwrap();
    assert_eq!((tally.unknown, tally.left_out, tally.left()), (ITEMS - 1, 1, 0));
    match run.ledger().standings().first() {
        // What began it, not what came of asking.
        Some(Standing::Ended(Ending::Unknown(error))) => assert!(matches!(error.kind, ErrorKind::Network { .. })),
        other => panic!("{other:?}"),
    }
}

#[test]
fn ending_a_run_brings_to_an_end_what_is_under_way() {
    let state = state(VecDeque::new());
    let mut pool = LocalPool::new();
    let world = Rc::new(Sitting(state.clone(), pool.spawner()));
    let pace = Pace::new(4);
    let work = Rc::new(Flags(Rc::new(Patient::new(world.clone(), "https://hs", pace.clone()))));
    let run = ItemRun::new(world.clone(), world, work, pace, 2, Ledger::new(plan(), &[]));
    let ending = async {
        while run.ledger().tally().done < 2 {
            a_while().await;
        }
        run.end();
    };
    let (tally, ()) = pool.run_until(futures_util::future::join(run.go(), ending));
    let tally = tally.unwrap();
    assert!(tally.done >= 2 && tally.left() > 5, "{tally:?}");
    assert!(!kinds(&run.ledger()).contains(&"begun"));
}

#[test]
fn a_journal_is_read_as_far_as_it_is_whole() {
    let entries = [Entry::Began(0), Entry::Ended(0, Ending::Done), Entry::Began(1), Entry::Ended(99, Ending::Done)];
    let journal: Vec<u8> = entries.iter().flat_map(Entry::write).collect();
    let ledger = Ledger::new(plan(), &journal);
    assert_eq!((&kinds(&ledger)[..3], ledger.whole()), (&["done", "begun", "waiting"][..], journal.len()));
    for cut in 0..journal.len() {
        let ledger = Ledger::new(plan(), &journal[..cut]);
        assert!(ledger.whole() <= cut && ledger.tally().done <= 1);
    }
    let mut broken = journal.clone();
    broken[9] ^= 1;
    assert_eq!(Ledger::new(plan(), &broken).whole(), 0);
    // What has ended stays so, whatever follows.
    let twice: Vec<u8> = [&journal[..], &Entry::Began(0).write()].concat();
    assert_eq!(kinds(&Ledger::new(plan(), &twice))[0], "done");
}

fn faults() -> impl Strategy<Value = VecDeque<Fault>> {
    let fault = prop_oneof![
        10 => Just(Fault::None),
        1 => Just(Fault::Lost),
        1 => Just(Fault::AnswerLost),
        1 => Just(Fault::Limited),
        1 => Just(Fault::ProxyLimited),
        1 => Just(Fault::BadGateway),
        1 => Just(Fault::BadGatewayAfter),
        1 => Just(Fault::Expired),
    ];
    prop::collection::vec(fault, 0..120).prop_map(VecDeque::from)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    /// However requests fail, and at whichever entries of the journal the page is reloaded: every item ends as it would
    /// have, and no flag is written twice.
    #[test]
    fn nothing_disturbs_it(faults in faults(), reloads in prop::collection::vec(1_u32..12, 0..6)) {
        let undisturbed = sitting(&state(VecDeque::new()), plan()).1;
        let state = state(faults);
        for reload in reloads {
            state.reload_at.set(reload);
            if sitting(&state, plan()).0.is_ok() {
                break;
            }
        }
        state.reload_at.set(0);
        let (ended, ledger) = sitting(&state, plan());
        prop_assert_eq!(ended.unwrap().left(), 0);
        // After a reload nobody can tell whether this run set a flag that is there, or somebody before it.
        let alike = |ledger: &Ledger| kinds(ledger).iter().map(|kind| kind.replace("unchanged", "done")).collect();
        let (ended, expected): (Vec<String>, Vec<String>) = (alike(&ledger), alike(&undisturbed));
        prop_assert_eq!(ended, expected);
        prop_assert!(state.writes.borrow().values().all(|writes| *writes == 1), "{:?}", state.writes.borrow());
    }
}

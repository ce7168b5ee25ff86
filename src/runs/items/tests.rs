//! A run over a server in memory that fails as it is told: however it is disturbed, each item ends as it would have, and
//! nothing is done twice.
#![cfg(test)]

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use futures_executor::{LocalPool, LocalSpawner};
use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, pending, ready};
use futures_util::task::LocalSpawnExt as _;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::ledger::{Entry, Ledger, Standing};
use super::plan::{Ending, Item, Plan, Tally};
use super::run::{ItemRun, Journal, Work};
use crate::api::odd::Kind;
use crate::api::wire::{Authorization, Wire, WireRequest, WireResponse};
use crate::api::{ApiError, Endpoint, ErrorKind, Method, Odd, Path};
use crate::model::secret::Secret;
use crate::runs::pace::Pace;
use crate::runs::patient::{Failure, Patient};
use crate::runs::stopped::Stopped;
use crate::runs::world::{Waiting, World};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    None,
    /// The request does not arrive.
    Lost,
    /// The request arrives, and the answer does not.
    AnswerLost,
    Limited,
    ProxyLimited,
    BadGateway,
    /// A proxy's 502, after the server has done it.
    BadGatewayAfter,
    Expired,
}

/// Puts a flag on a user, if it is not there: the lab's smallest write.
struct PutFlag(String);

impl Endpoint for PutFlag {
    type Response = ();
    const METHOD: Method = Method::Put;
    fn path(&self) -> Path {
        Path::new("/flag").id(&self.0)
    }
    fn body(&self) -> Option<Value> {
        Some(json!({"flag": true}))
    }
    fn decode(&self, _: &Value) -> Result<(), Odd> {
        Ok(())
    }
}

/// Whether it is there.
struct GetFlag(String);

impl Endpoint for GetFlag {
    type Response = bool;
    const METHOD: Method = Method::Get;
    fn path(&self) -> Path {
        Path::new("/flag").id(&self.0)
    }
    fn decode(&self, body: &Value) -> Result<bool, Odd> {
        body.get("flag").and_then(Value::as_bool).ok_or_else(|| Odd::field("flag", Kind::Flag, None))
    }
}

/// The server, the clock and the disk: they outlive a sitting.
#[derive(Default)]
struct State {
    faults: RefCell<VecDeque<Fault>>,
    flags: RefCell<BTreeMap<String, bool>>,
    writes: RefCell<BTreeMap<String, u32>>,
    token: Cell<u32>,
    clock_ms: Cell<f64>,
    running: Cell<u32>,
    most: Cell<u32>,
    journal: RefCell<Vec<u8>>,
    notes: Cell<u32>,
    reload_at: Cell<u32>,
    waits: RefCell<Vec<Option<Waiting>>>,
}

#[derive(Clone)]
struct Sitting(Rc<State>, LocalSpawner);

impl Sitting {
    fn answer(&self, request: &WireRequest) -> Result<WireResponse, String> {
        let state = &self.0;
        state.clock_ms.set(state.clock_ms.get() + 50.0);
        let error = |status: u16, errcode: &str| {
            let body = json!({"errcode": errcode, "error": "no", "retry_after_ms": 2_000}).to_string();
            Ok(WireResponse { status, body: body.into_bytes() })
        };
        let proxy = |status: u16| Ok(WireResponse { status, body: b"<html>".to_vec() });
        let fault = state.faults.borrow_mut().pop_front().unwrap_or(Fault::None);
        if fault == Fault::Expired {
            state.token.set(state.token.get() + 1);
        }
        let token = format!("Bearer token{}", state.token.get());
        if request.authorization.as_ref().map(Authorization::value) != Some(token) {
            return error(401, "M_UNKNOWN_TOKEN");
        }
        match fault {
            Fault::Lost => return Err("reset".to_owned()),
            Fault::Limited => return error(429, "M_LIMIT_EXCEEDED"),
            Fault::ProxyLimited => return proxy(429),
            Fault::BadGateway => return proxy(502),
            _ => {}
        }
        let id = request.url.rsplit('/').next().unwrap().to_owned();
        let answer = match (request.method, state.flags.borrow().get(&id).copied()) {
            (_, None) => error(404, "M_NOT_FOUND"),
            (Method::Put, Some(_)) => Ok(WireResponse { status: 200, body: b"{}".to_vec() }),
            (_, Some(flag)) => Ok(WireResponse { status: 200, body: json!({"flag": flag}).to_string().into_bytes() }),
        };
        if request.method == Method::Put && answer.as_ref().is_ok_and(|answer| answer.status == 200) {
            state.flags.borrow_mut().insert(id.clone(), true);
            *state.writes.borrow_mut().entry(id).or_default() += 1;
        }
        match fault {
            Fault::AnswerLost => Err("reset".to_owned()),
            Fault::BadGatewayAfter => proxy(502),
            _ => answer,
        }
    }
}

/// Requests stay on their way until everything else has had its turn, so that several run at once.
async fn a_while() {
    let mut is_over = false;
    std::future::poll_fn(|context| {
        if std::mem::replace(&mut is_over, true) {
            return std::task::Poll::Ready(());
        }
        context.waker().wake_by_ref();
        std::task::Poll::Pending
    })
    .await;
}

impl Wire for Sitting {
    fn send(&self, request: WireRequest) -> LocalBoxFuture<'static, Result<WireResponse, String>> {
        let sitting = self.clone();
        async move {
            let state = &sitting.0;
            state.running.set(state.running.get() + 1);
            state.most.set(state.most.get().max(state.running.get()));
            a_while().await;
            state.running.set(state.running.get() - 1);
            sitting.answer(&request)
        }
        .boxed_local()
    }

    /// Time passes at once; what times requests out never comes.
    fn sleep(&self, ms: u32) -> LocalBoxFuture<'static, ()> {
        if ms == PutFlag::TIMEOUT_MS {
            return pending().boxed_local();
        }
        self.0.clock_ms.set(self.0.clock_ms.get() + f64::from(ms));
        ready(()).boxed_local()
    }

    fn now_ms(&self) -> f64 {
        self.0.clock_ms.get()
    }
}

impl World for Sitting {
    fn wire(&self) -> Rc<dyn Wire> {
        Rc::new(self.clone())
    }
    fn admin_token(&self, _: Option<Secret>) -> LocalBoxFuture<'_, Option<Secret>> {
        ready(Some(Secret::new(&format!("token{}", self.0.token.get())))).boxed_local()
    }
    fn drive(&self, work: LocalBoxFuture<'static, ()>) {
        self.1.spawn_local(work).unwrap();
    }
    fn proceed(&self) -> LocalBoxFuture<'_, ()> {
        ready(()).boxed_local()
    }
    fn waits(&self, why: Option<Waiting>) {
        self.0.waits.borrow_mut().push(why);
    }
}

impl Journal for Sitting {
    fn note(&self, entry: Vec<u8>) -> LocalBoxFuture<'static, Result<(), Odd>> {
        let state = &self.0;
        state.notes.set(state.notes.get() + 1);
        if state.notes.get() == state.reload_at.get() {
            // The page is gone in the middle of writing.
            state.journal.borrow_mut().extend(&entry[..entry.len() / 2]);
            return ready(Err("reloaded".to_owned())).boxed_local();
        }
        state.journal.borrow_mut().extend(entry);
        ready(Ok(())).boxed_local()
    }
    fn report(&self, _: &Tally) {}
}

struct Flags(Rc<Patient>);

impl Work for Flags {
    fn act(&self, _: usize, id: &str) -> LocalBoxFuture<'static, Result<Ending, Failure>> {
        let (patient, id) = (self.0.clone(), id.to_owned());
        async move {
            if patient.call(&GetFlag(id.clone())).await? {
                return Ok(Ending::Unchanged);
            }
            patient.call(&PutFlag(id.clone())).await?;
            let is_set = patient.call(&GetFlag(id)).await?;
            assert!(is_set, "what was written is there");
            Ok(Ending::Done)
        }
        .boxed_local()
    }

    fn ask(&self, _: usize, id: &str) -> LocalBoxFuture<'static, Result<Option<Ending>, Failure>> {
        let (patient, id) = (self.0.clone(), id.to_owned());
        async move {
            match patient.call(&GetFlag(id)).await {
                Ok(is_set) => Ok(is_set.then_some(Ending::Done)),
                Err(Failure::Refused(error)) if error.is_not_found() => Ok(Some(Ending::Failed(error))),
                Err(failure) => Err(failure),
            }
        }
        .boxed_local()
    }
}

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

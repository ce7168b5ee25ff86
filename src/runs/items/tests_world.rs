//! A world in memory, with a server that fails as it is told.
#![cfg(test)]

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use futures_executor::LocalSpawner;
use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, pending, ready};
use futures_util::task::LocalSpawnExt as _;
use serde_json::{Value, json};

use super::plan::{Ending, Tally};
use super::run::{Journal, Work};
use crate::api::odd::Kind;
use crate::api::wire::{Authorization, Wire, WireRequest, WireResponse};
use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::secret::Secret;
use crate::runs::patient::{Failure, Patient};
use crate::runs::world::{Waiting, World};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
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
pub(super) struct PutFlag(String);

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
pub(super) struct GetFlag(String);

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
pub(super) struct State {
    pub(super) faults: RefCell<VecDeque<Fault>>,
    pub(super) flags: RefCell<BTreeMap<String, bool>>,
    pub(super) writes: RefCell<BTreeMap<String, u32>>,
    pub(super) lost_writes: RefCell<BTreeMap<String, u32>>,
    pub(super) token: Cell<u32>,
    pub(super) clock_ms: Cell<f64>,
    pub(super) running: Cell<u32>,
    pub(super) most: Cell<u32>,
    pub(super) journal: RefCell<Vec<u8>>,
    pub(super) notes: Cell<u32>,
    pub(super) reload_at: Cell<u32>,
    pub(super) waits: RefCell<Vec<Option<Waiting>>>,
}

#[derive(Clone)]
pub(super) struct Sitting(pub(super) Rc<State>, pub(super) LocalSpawner);

impl Sitting {
    fn answer(&self, request: &WireRequest) -> Result<WireResponse, String> {
        let state = &self.0;
        state.clock_ms.set(state.clock_ms.get() + 50.0);
        let error = |status: u16, errcode: &str| {
            let body = json!({"errcode": errcode, "error": "no", "retry_after_ms": 2_000}).to_string();
            Ok(WireResponse { status, body: body.into_bytes() })
        };
        let proxy = |status: u16| Ok(WireResponse { status, body: b"<html>".to_vec() });
        let id = request.url.rsplit('/').next().unwrap().to_owned();
        let mut fault = state.faults.borrow_mut().pop_front().unwrap_or(Fault::None);
        if request.method == Method::Put && fault != Fault::None {
            // Six in a row are the answer: faults may not ask for those.
            let mut lost_writes = state.lost_writes.borrow_mut();
            let lost = lost_writes.entry(id.clone()).or_default();
            *lost += 1;
            fault = if *lost > 4 { Fault::None } else { fault };
        }
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
pub(super) async fn a_while() {
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
    fn note(&self, entry: Vec<u8>) -> LocalBoxFuture<'static, Result<(), String>> {
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

pub(super) struct Flags(pub(super) Rc<Patient>);

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

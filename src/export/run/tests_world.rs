//! A world in memory, with a server that fails as it is told.
#![cfg(test)]

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use futures_executor::{LocalPool, LocalSpawner};
use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, pending, ready};
use futures_util::task::LocalSpawnExt as _;
use serde_json::{Value, json};

use super::export;
use crate::api::wire::{Authorization, Wire, WireRequest, WireResponse};
use crate::export::options::Options;
use crate::export::progress::{ExportProgress, Outcome};
use crate::export::world::{Body, Download, Place, World};
use crate::model::percent;
use crate::model::secret::Secret;
use crate::runs::stopped::Stopped;
use crate::runs::world::{Waiting, World as Runs};

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    None,
    /// No answer.
    Lost,
    /// 429.
    Limited,
    /// 500.
    Broken,
    /// A proxy's 502.
    BadGateway,
    /// Half the answer.
    CutOff,
    /// The token is over.
    Expired,
}

#[derive(Default)]
struct State {
    faults: RefCell<VecDeque<Fault>>,
    zip: RefCell<Vec<u8>>,
    aside: RefCell<Vec<u8>>,
    kept: RefCell<Vec<u8>>,
    keeps: Cell<u32>,
    reload_at: Cell<u32>,
    full_at: Cell<u32>,
    clock_ms: Cell<f64>,
    step_ms: Cell<f64>,
    behind_ms: Cell<f64>,
    delegates: Cell<bool>,
    /// There is no such user, and the server gives tokens for them all the same.
    nobody: Cell<bool>,
    /// Until when the user's tokens live, by the server's clock; 0 when revoked.
    tokens: RefCell<Vec<f64>>,
    refused: Cell<u32>,
    consecutive: Cell<u32>,
}

/// A file that is fetched piece by piece.
pub(super) const LARGE: usize = (2 << 20) + 5;

/// The world; files and server outlive a sitting.
#[derive(Clone, Default)]
pub(super) struct Memory(Rc<State>);

struct Sitting(Rc<State>, LocalSpawner);

impl Memory {
    pub(super) fn new(faults: VecDeque<Fault>) -> Self {
        let memory = Self::default();
        memory.0.faults.replace(faults);
        memory
    }

    /// One whole export.
    pub(super) fn export(&self, options: Options) -> Result<Outcome, Stopped> {
        self.sitting(&options, None)
    }

    /// From a checkpoint until the page is reloaded, or to the end.
    pub(super) fn sitting(&self, options: &Options, kept: Option<&[u8]>) -> Result<Outcome, Stopped> {
        self.0.keeps.set(0);
        let mut pool = LocalPool::new();
        let world = Rc::new(Sitting(self.0.clone(), pool.spawner()));
        pool.run_until(export(world, options.clone(), kept))
    }

    pub(super) fn zip(&self) -> Vec<u8> {
        self.0.zip.borrow().clone()
    }
    pub(super) fn kept(&self) -> Vec<u8> {
        self.0.kept.borrow().clone()
    }
    pub(super) fn reload_at(&self, keep: u32) {
        self.0.reload_at.set(keep);
    }
    pub(super) fn fill_disk_at(&self, keep: u32) {
        self.0.full_at.set(keep);
    }
    pub(super) fn slow_down(&self, ms: f64) {
        self.0.step_ms.set(ms);
    }
    pub(super) fn put_clock_back(&self, ms: f64) {
        self.0.behind_ms.set(ms);
    }
    pub(super) fn delegate(&self) {
        self.0.delegates.set(true);
    }
    pub(super) fn forget_the_user(&self) {
        self.0.nobody.set(true);
    }
    pub(super) fn clear_faults(&self) {
        self.0.faults.borrow_mut().clear();
    }
    pub(super) fn clock_ms(&self) -> f64 {
        self.0.clock_ms.get()
    }
    pub(super) fn made_tokens(&self) -> usize {
        self.0.tokens.borrow().len()
    }
    pub(super) fn live_tokens(&self) -> usize {
        let now_ms = self.0.clock_ms.get();
        self.0.tokens.borrow().iter().filter(|until| **until > now_ms).count()
    }
    pub(super) fn refused_tokens(&self) -> u32 {
        self.0.refused.get()
    }
}

/// The contents of a ZIP, by their paths, read from the front.
pub(super) fn entries(file: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut entries = BTreeMap::new();
    let mut rest = file;
    while rest.starts_with(b"PK\x03\x04") {
        let number = |at: usize, bytes: usize| {
            (0..bytes).fold(0_usize, |sum, byte| sum | usize::from(rest[at + byte]) << (8 * byte))
        };
        let (method, crc, packed, name) = (number(8, 2), number(14, 4), number(18, 4), number(26, 2));
        let start = 30 + name + number(28, 2);
        let data = &rest[start..start + packed];
        let content = if method == 0 { data.to_vec() } else { miniz_oxide::inflate::decompress_to_vec(data).unwrap() };
        assert_eq!(crc32fast::hash(&content) as usize, crc);
        let known = entries.insert(String::from_utf8(rest[30..30 + name].to_vec()).unwrap(), content);
        assert!(known.is_none(), "every path is there once");
        rest = &rest[start + packed..];
    }
    assert!(rest.starts_with(b"PK\x01\x02"), "a directory follows");
    entries
}

fn event(number: i64, previous: &str) -> String {
    json!({"type": "m.room.message", "sender": "@bob:hs.example", "event_id": format!("$m{number}"),
        "origin_server_ts": 1_000 + number, "prev_events": [previous], "room_id": "!one:hs.example",
        "content": {"body": format!("message {number}"), "msgtype": "m.text"}, "unsigned": {"age": 5_000 - number}})
    .to_string()
}

/// A page of four events out of 25, in the server's own order of members.
fn messages(from: Option<usize>) -> String {
    let first = from.unwrap_or(0);
    let page: Vec<String> = (first..(first + 4).min(25))
        .map(|number| event(number as i64, &format!("$m{}", number.max(1) - 1)))
        .map(|event| {
            // serde_json sorts; Synapse does not.
            let value: Value = serde_json::from_str(&event).unwrap();
            let members = ["type", "sender", "origin_server_ts", "event_id", "prev_events", "content", "unsigned"];
            let parts: Vec<String> = members.iter().map(|name| format!("\"{name}\":{}", value[*name])).collect();
            format!("{{{}}}", parts.join(","))
        })
        .collect();
    let end = if page.is_empty() { String::new() } else { format!(",\"end\":\"{}\"", first + page.len()) };
    format!("{{\"chunk\":[{}]{end}}}", page.join(","))
}

impl Sitting {
    fn answer(&self, request: &WireRequest) -> Result<WireResponse, String> {
        let state = &self.0;
        state.clock_ms.set(state.clock_ms.get() + state.step_ms.get().max(700.0));
        let path = percent::decode(request.url.strip_prefix("https://hs.example").unwrap());
        let fault = state.faults.borrow_mut().pop_front().unwrap_or(Fault::None);
        // Four failures in a row are the answer: the strategy may not ask for those.
        let is_failure = matches!(fault, Fault::Broken | Fault::CutOff);
        state.consecutive.set(if is_failure { state.consecutive.get() + 1 } else { 0 });
        let fault = if state.consecutive.get() > 2 { Fault::None } else { fault };
        let error = |status: u16, errcode: &str| {
            let body = json!({"errcode": errcode, "error": "no", "retry_after_ms": 2_000}).to_string();
            Ok(WireResponse { status, body: body.into_bytes() })
        };
        if let Some(Authorization::Bearer(token)) = &request.authorization
            && let Some(number) = token.reveal().strip_prefix("user")
        {
            let number: usize = number.parse().unwrap();
            if fault == Fault::Expired {
                state.tokens.borrow_mut()[number] = 0.0;
            }
            if path == "/_matrix/client/v3/logout" {
                state.tokens.borrow_mut()[number] = 0.0;
                return Ok(WireResponse { status: 200, body: b"{}".to_vec() });
            }
            if state.nobody.get() || state.tokens.borrow()[number] <= state.clock_ms.get() {
                state.refused.set(state.refused.get() + 1);
                return error(401, "M_UNKNOWN_TOKEN");
            }
        }
        match fault {
            Fault::Lost => return Err("TypeError: Failed to fetch".to_owned()),
            Fault::Limited => return error(429, "M_LIMIT_EXCEEDED"),
            Fault::Broken => return error(500, "M_UNKNOWN"),
            Fault::BadGateway => return Ok(WireResponse { status: 502, body: b"<html>".to_vec() }),
            _ => {}
        }
        let (status, mut body) = self.body(&path, request);
        if fault == Fault::CutOff && status == 200 && !path.contains("/download/") && !path.ends_with("/login") {
            body.truncate(body.len() / 2);
        }
        Ok(WireResponse { status, body })
    }

    fn body(&self, path: &str, request: &WireRequest) -> (u16, Vec<u8>) {
        let state = &self.0;
        let missing = |errcode: &str| (404, json!({"errcode": errcode, "error": "no"}).to_string().into_bytes());
        let user = "/_synapse/admin/v1/users/@alice:hs.example";
        let text = if state.nobody.get() && path == "/_synapse/admin/v2/users/@alice:hs.example" {
            return missing("M_NOT_FOUND");
        } else if state.nobody.get() && path == format!("{user}/memberships") {
            json!({"memberships": {}}).to_string()
        } else if path == format!("{user}/login") {
            if state.delegates.get() {
                return missing("M_UNRECOGNIZED");
            }
            let Some(crate::api::wire::Body::Json(body)) = &request.body else { panic!("no body") };
            let until: Value = serde_json::from_str(body).unwrap();
            let mut tokens = state.tokens.borrow_mut();
            tokens.push(until["valid_until_ms"].as_f64().unwrap());
            json!({"access_token": format!("user{}", tokens.len() - 1)}).to_string()
        } else if path.starts_with("/_matrix/client/v3/sync") {
            json!({"rooms": {"join": {"!one:hs.example": {}, "!two:hs.example": {}},
                "invite": {"!inv:hs.example": {"invite_state": {"events": [{"type": "m.room.name", "sender": "@b:c"}]}}}}})
            .to_string()
            .replace(r#""sender":"@b:c","type":"m.room.name""#, r#""type":"m.room.name","sender":"@b:c""#)
        } else if path == format!("{user}/memberships") {
            json!({"memberships": {"!one:hs.example": "join", "!two:hs.example": "join"}}).to_string()
        } else if path.starts_with(&format!("{user}/media")) {
            let medium = |id: &str, length: u64| json!({"media_id": id, "upload_name": format!("{id}.bin"), "media_length": length, "created_ts": 1});
            let media =
                [medium("a", 100), medium("gone", 5), medium("b", 7), medium("large", LARGE as u64), medium("c", 0)];
            json!({"media": media, "total": 5}).to_string()
        } else if path.contains("/download/") {
            let id = path.rsplit('/').next().unwrap();
            let content = match id {
                "a" => vec![1; 100],
                "b" => vec![2; 7],
                "large" => (0..LARGE).map(|number| number as u8).collect(),
                "c" => Vec::new(),
                _ => return missing("M_NOT_FOUND"),
            };
            return (200, content);
        } else if path.contains("!one:hs.example/messages") {
            let from = path.split("from=").nth(1).map(|rest| rest.split('&').next().unwrap().parse().unwrap());
            messages(from)
        } else if path.contains("/messages") {
            r#"{"chunk":[]}"#.to_owned()
        } else if path.ends_with("/accountdata") {
            r#"{"account_data":{"global":{"m.x":{"a":1.50}},"rooms":{"!one:hs.example":{}}}}"#.to_owned()
        } else if path.contains("/whois/") {
            r#"{"devices":{"":{"sessions":[{"connections":[{"ip":"::1"},{"ip":"::2"}]}]}}}"#.to_owned()
        } else if path.ends_with("/devices") {
            r#"{"devices":[],"total":0}"#.to_owned()
        } else {
            r#"{"name":"x","erased":false}"#.to_owned()
        };
        (200, text.into_bytes())
    }
}

impl Wire for Sitting {
    fn send(&self, request: WireRequest) -> LocalBoxFuture<'static, Result<WireResponse, String>> {
        ready(self.answer(&request)).boxed_local()
    }

    /// Time passes at once; what times requests out never comes.
    fn sleep(&self, ms: u32) -> LocalBoxFuture<'static, ()> {
        if [15_000, 20_000, 60_000, 300_000, 600_000].contains(&ms) {
            return pending().boxed_local();
        }
        self.0.clock_ms.set(self.0.clock_ms.get() + f64::from(ms));
        ready(()).boxed_local()
    }

    fn now_ms(&self) -> f64 {
        self.0.clock_ms.get() - self.0.behind_ms.get()
    }
}

/// Pieces of 100 kB, and perhaps a break.
struct Pieces(VecDeque<Result<Vec<u8>, String>>);

impl Body for Pieces {
    fn next(&mut self) -> LocalBoxFuture<'_, Result<Option<Vec<u8>>, String>> {
        ready(self.0.pop_front().transpose()).boxed_local()
    }
}

impl Runs for Sitting {
    fn wire(&self) -> Rc<dyn Wire> {
        Rc::new(Self(self.0.clone(), self.1.clone()))
    }
    fn admin_token(&self, _: Option<Secret>) -> LocalBoxFuture<'static, Option<Secret>> {
        ready(Some(Secret::new("admin"))).boxed_local()
    }
    fn drive(&self, work: LocalBoxFuture<'static, ()>) {
        self.1.spawn_local(work).unwrap();
    }
    fn proceed(&self) -> LocalBoxFuture<'static, ()> {
        ready(()).boxed_local()
    }
    fn waits(&self, _: Option<Waiting>) {}
}

impl World for Sitting {
    fn open(&self, request: WireRequest) -> LocalBoxFuture<'static, Result<Download, String>> {
        let breaks = self.0.faults.borrow().front() == Some(&Fault::CutOff);
        let opened = self.answer(&request).map(|answer| {
            let mut pieces: VecDeque<_> = answer.body.chunks(100_000).map(|piece| Ok(piece.to_vec())).collect();
            if breaks && answer.status == 200 {
                pieces.truncate(pieces.len() / 2);
                pieces.push_back(Err("connection reset".to_owned()));
            }
            Download { status: answer.status, body: Box::new(Pieces(pieces)) }
        });
        ready(opened).boxed_local()
    }
    fn puppets(&self, _: &[Secret]) {}
    fn append(&self, file: Place, bytes: Vec<u8>) -> LocalBoxFuture<'static, Result<(), String>> {
        let file = if file == Place::Zip { &self.0.zip } else { &self.0.aside };
        file.borrow_mut().extend(bytes);
        ready(Ok(())).boxed_local()
    }
    fn patch(&self, at: u64, bytes: Vec<u8>) -> LocalBoxFuture<'static, Result<(), String>> {
        let at = usize::try_from(at).unwrap();
        self.0.zip.borrow_mut()[at..at + bytes.len()].copy_from_slice(&bytes);
        ready(Ok(())).boxed_local()
    }
    fn truncate(&self, file: Place, length: u64) -> LocalBoxFuture<'static, Result<(), String>> {
        let file = if file == Place::Zip { &self.0.zip } else { &self.0.aside };
        let length = usize::try_from(length).unwrap();
        assert!(file.borrow().len() >= length, "nothing that was kept is lost");
        file.borrow_mut().truncate(length);
        ready(Ok(())).boxed_local()
    }
    fn read(&self, at: u64, length: usize) -> LocalBoxFuture<'static, Result<Vec<u8>, String>> {
        let at = usize::try_from(at).unwrap();
        ready(Ok(self.0.aside.borrow()[at..at + length].to_vec())).boxed_local()
    }
    fn keep(&self, checkpoint: Vec<u8>) -> LocalBoxFuture<'static, Result<(), String>> {
        let state = &self.0;
        state.kept.replace(checkpoint);
        state.keeps.set(state.keeps.get() + 1);
        let words = match state.keeps.get() {
            keep if keep == state.reload_at.get() => Some("reloaded"),
            keep if keep == state.full_at.get() => Some("full"),
            _ => None,
        };
        ready(words.map_or(Ok(()), |words| Err(words.to_owned()))).boxed_local()
    }
    fn report(&self, _: &ExportProgress) {}
}

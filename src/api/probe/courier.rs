//! Sends requests with patience: what a rate limit refuses says nothing about the question, so it is asked again later.
//!
//! A limit that a proxy sets often answers with a page without CORS headers, which a browser shows like any other failure.
//! So an unreadable answer counts only beside a *control*: a request that could be read before, and still can.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{Either, LocalBoxFuture, join_all, select};

use super::Answer;
use crate::api::wire::{Wire, WireRequest};

/// When to give up on an answer, in ms.
pub const TIMEOUT_MS: u32 = 15_000;
/// How many requests may be under way.
pub const AT_ONCE: usize = 4;
/// The first wait for a limit, in ms. Each further one for the same request is twice as long.
const FIRST_WAIT_MS: u32 = 1_000;
/// How often a request is repeated for a limit: half a minute in all.
const TRIES: u32 = 5;
/// The longest wait that a server may ask for, in ms.
const LONGEST_WAIT_MS: u64 = 16_000;

/// Sends requests. Once it has met a limit, it pauses before each.
#[derive(Clone)]
pub struct Courier {
    wire: Rc<dyn Wire>,
    state: Rc<State>,
}

#[derive(Default)]
struct State {
    /// Whether a limit was met.
    limited: Cell<bool>,
    /// Whether the limit outlasted all patience: nobody waits for it again.
    given_up: Cell<bool>,
    /// Requests whose answers could be read.
    controls: RefCell<Vec<WireRequest>>,
}

impl Courier {
    /// Has met no limit.
    #[must_use]
    pub fn new(wire: Rc<dyn Wire>) -> Self {
        Self { wire, state: Rc::default() }
    }

    /// What lies below.
    #[must_use]
    pub fn wire(&self) -> &Rc<dyn Wire> {
        &self.wire
    }

    /// Whether something limits how many requests may come.
    #[must_use]
    pub fn met_limit(&self) -> bool {
        self.state.limited.get()
    }

    /// The answer to this could be read: silence elsewhere is compared with it.
    pub fn can_read(&self, request: WireRequest) {
        self.state.controls.borrow_mut().push(request);
    }

    /// The control that is nearest to an address, on the same server.
    fn control(&self, url: &str) -> Option<WireRequest> {
        let controls = self.state.controls.borrow();
        let there = |control: &&WireRequest| origin(&control.url) == origin(url);
        let part = |url: &str| url.contains("/_synapse/");
        let near = |control: &&WireRequest| there(control) && part(&control.url) == part(url);
        controls.iter().rev().find(near).or_else(|| controls.iter().find(there)).cloned()
    }

    /// Asks, and asks again what cannot be read. `control` is a request whose answer could be read, if it is not the
    /// nearest of those that are known.
    pub async fn ask(&self, request: &WireRequest, control: Option<&WireRequest>) -> Answer {
        let control = control.cloned().or_else(|| self.control(&request.url));
        let mut wait = FIRST_WAIT_MS;
        for _ in 0..TRIES {
            // Once may be chance.
            let mut answer = self.send(request).await;
            if answer.is_silence() {
                answer = self.send(request).await;
            }
            let (true, Some(control)) = (answer.is_silence(), &control) else { return answer };
            // Twice each: with a limit, one of two may come through by chance.
            let is_open = self.send(control).await.is_said() && self.send(control).await.is_said();
            let answer = self.send(request).await;
            if is_open || !answer.is_silence() {
                return answer;
            }
            if !self.wait(wait).await {
                return Answer::Limited;
            }
            wait *= 2;
        }
        self.state.given_up.set(true);
        Answer::Limited
    }

    /// Asks all, a few at a time, and answers in their order.
    pub async fn ask_all(&self, requests: Vec<(WireRequest, Option<WireRequest>)>) -> Vec<Answer> {
        let mut answers = Vec::with_capacity(requests.len());
        for some in requests.chunks(AT_ONCE) {
            // What is unreadable is asked again alone, for the burst may be what was refused.
            let first = join_all(some.iter().map(|(request, _)| self.send(request))).await;
            for ((request, control), answer) in some.iter().zip(first) {
                answers.push(match answer {
                    Answer::Silence { .. } => self.ask(request, control.as_ref()).await,
                    other => other,
                });
            }
        }
        answers
    }

    /// Sends once, but waits out a limit that can be read.
    async fn send(&self, request: &WireRequest) -> Answer {
        let mut wait = FIRST_WAIT_MS;
        for _ in 0..TRIES {
            if self.state.limited.get() && !self.state.given_up.get() {
                self.wire.sleep(FIRST_WAIT_MS).await;
            }
            let answer = match in_time(&self.wire, self.wire.send(request.clone())).await {
                Some(Ok(response)) => {
                    Answer::Said { status: response.status, body: String::from_utf8_lossy(&response.body).into_owned() }
                }
                Some(Err(cause)) => Answer::Silence { cause },
                None => Answer::Late { after_ms: TIMEOUT_MS },
            };
            if answer.status() != Some(429) {
                return answer;
            }
            let asked = answer.error().and_then(|error| error.retry_after_ms).unwrap_or_default();
            let asked = u32::try_from(asked.min(LONGEST_WAIT_MS)).unwrap_or_default();
            if !self.wait(wait.max(asked)).await {
                return Answer::Limited;
            }
            wait *= 2;
        }
        self.state.given_up.set(true);
        Answer::Limited
    }

    /// Whether anything at all answers, readable or not.
    ///
    /// # Errors
    /// What came instead.
    pub async fn reach(&self, url: &str) -> Result<(), Answer> {
        match in_time(&self.wire, self.wire.reach(url.to_owned())).await {
            Some(Ok(())) => Ok(()),
            Some(Err(cause)) => Err(Answer::Silence { cause }),
            None => Err(Answer::Late { after_ms: TIMEOUT_MS }),
        }
    }

    /// Waits for a limit; `false` when that has been in vain before.
    async fn wait(&self, ms: u32) -> bool {
        self.state.limited.set(true);
        if self.state.given_up.get() {
            return false;
        }
        self.wire.sleep(ms).await;
        true
    }
}

/// Scheme, host and port.
fn origin(url: &str) -> &str {
    let path = url.find("://").and_then(|at| url.get(at + 3..)?.find('/').map(|slash| at + 3 + slash));
    path.and_then(|path| url.get(..path)).unwrap_or(url)
}

/// `None` when it takes too long.
async fn in_time<T>(wire: &Rc<dyn Wire>, work: LocalBoxFuture<'static, T>) -> Option<T> {
    match select(work, wire.sleep(TIMEOUT_MS)).boxed_local().await {
        Either::Left((done, _)) => Some(done),
        Either::Right(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;
    use std::task::Poll;

    use futures_util::FutureExt as _;
    use futures_util::future::{LocalBoxFuture, poll_fn, ready};

    use super::{AT_ONCE, Answer, Courier};
    use crate::api::Method;
    use crate::api::wire::{Wire, WireRequest, WireResponse};

    /// Answers at the second look, and knows how many requests were under way.
    #[derive(Default)]
    struct Slow {
        open: Rc<Cell<usize>>,
        most: Rc<Cell<usize>>,
    }

    impl Wire for Slow {
        fn send(&self, request: WireRequest) -> LocalBoxFuture<'static, Result<WireResponse, String>> {
            self.open.set(self.open.get() + 1);
            self.most.set(self.most.get().max(self.open.get()));
            let (open, looked) = (self.open.clone(), Cell::new(false));
            poll_fn(move |context| {
                if looked.replace(true) {
                    open.set(open.get() - 1);
                    return Poll::Ready(Ok(WireResponse { status: 200, body: request.url.clone().into_bytes() }));
                }
                context.waker().wake_by_ref();
                Poll::Pending
            })
            .boxed_local()
        }
        fn sleep(&self, _: u32) -> LocalBoxFuture<'static, ()> {
            futures_util::future::pending().boxed_local()
        }
        fn now_ms(&self) -> f64 {
            0.0
        }
    }

    fn get(url: &str) -> WireRequest {
        WireRequest { method: Method::Get, url: url.to_owned(), authorization: None, body: None }
    }

    #[test]
    fn asks_a_few_at_once_and_answers_in_order() {
        let wire = Rc::new(Slow::default());
        let urls: Vec<String> = (0..11).map(|number| format!("https://hs.example/{number}")).collect();
        let requests = urls.iter().map(|url| (get(url), None)).collect();
        let answers = futures_executor::block_on(Courier::new(wire.clone()).ask_all(requests));
        assert_eq!(wire.most.get(), AT_ONCE);
        assert_eq!(answers, urls.into_iter().map(|body| Answer::Said { status: 200, body }).collect::<Vec<_>>());
    }

    /// Which answers can be read, and how long was slept.
    struct Script(Box<dyn Fn(&str) -> bool>, Rc<Cell<u32>>);

    impl Wire for Script {
        fn send(&self, request: WireRequest) -> LocalBoxFuture<'static, Result<WireResponse, String>> {
            let answer = (self.0)(&request.url).then(|| WireResponse { status: 401, body: b"{}".to_vec() });
            ready(answer.ok_or_else(String::new)).boxed_local()
        }
        fn sleep(&self, ms: u32) -> LocalBoxFuture<'static, ()> {
            let slept = self.1.clone();
            async move { slept.set(slept.get() + ms) }.boxed_local()
        }
        fn now_ms(&self) -> f64 {
            0.0
        }
    }

    #[test]
    fn silence_counts_only_beside_a_control_that_still_speaks() {
        let ask = |readable: fn(&str, u32) -> bool| {
            let slept = Rc::new(Cell::new(0));
            let seen = slept.clone();
            let courier = Courier::new(Rc::new(Script(Box::new(move |url| readable(url, seen.get())), slept.clone())));
            courier.can_read(get("https://hs.example/control"));
            let answer = courier.ask(&get("https://hs.example/x"), None).now_or_never().unwrap();
            (answer, courier.met_limit(), slept.get())
        };
        // Its own fault: nobody waits.
        let (answer, limited, slept) = ask(|url, _| url.ends_with("control"));
        assert!(answer.is_silence() && !limited && slept == 0, "{answer:?}");
        // A limit, which ends after a while.
        let (answer, limited, slept) = ask(|_, slept| slept >= 3_000);
        assert!(answer.is_said() && limited && slept >= 3_000, "{answer:?}");
        // One that does not end: nothing is concluded.
        let (answer, limited, _) = ask(|_, _| false);
        assert_eq!((answer, limited), (Answer::Limited, true));
        // Another server's control says nothing.
        let (answer, ..) = ask(|url, _| url.starts_with("https://other.example"));
        assert_eq!(answer, Answer::Limited);
    }
}

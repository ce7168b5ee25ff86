//! How many requests run at a time: a few, and fewer as soon as the server slows down.

use std::cell::Cell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use super::wakers::Wakers;

/// After so many good answers in a row one more request may run.
const GOOD: u32 = 8;
/// An answer this much slower than the fastest of its kind is a sign of strain, ...
const SLOWER: f64 = 8.0;
/// ... if it took this long at least, in ms.
const SLOW_MS: f64 = 4_000.0;

/// Lets requests through.
#[derive(Debug)]
pub struct Pace {
    most: u32,
    limit: Cell<u32>,
    running: Cell<u32>,
    good: Cell<u32>,
    fastest_ms: Cell<f64>,
    waiting: Wakers,
}

/// A request may run until this is dropped.
#[derive(Debug)]
pub struct Turn(Rc<Pace>);

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.running.set(self.0.running.get().saturating_sub(1));
        self.0.waiting.wake();
    }
}

impl Pace {
    /// At most so many at a time.
    #[must_use]
    pub fn new(most: u32) -> Rc<Self> {
        Rc::new(Self {
            most: most.max(1),
            limit: Cell::new(most.max(1)),
            running: Cell::new(0),
            good: Cell::new(0),
            fastest_ms: Cell::new(f64::INFINITY),
            waiting: Wakers::default(),
        })
    }

    /// Waits for a turn.
    pub async fn turn(self: &Rc<Self>) -> Turn {
        poll_fn(|context| {
            if self.running.get() < self.limit.get() {
                self.running.set(self.running.get() + 1);
                return Poll::Ready(());
            }
            self.waiting.add(context);
            Poll::Pending
        })
        .await;
        Turn(self.clone())
    }

    /// A good answer came; how long it took, in ms, where that says something about the server.
    pub fn good(&self, took_ms: Option<f64>) {
        if let Some(took_ms) = took_ms {
            self.fastest_ms.set(self.fastest_ms.get().min(took_ms));
            if took_ms > SLOW_MS && took_ms > self.fastest_ms.get() * SLOWER {
                self.strained();
                return;
            }
        }
        self.good.set(self.good.get() + 1);
        if self.good.get() >= GOOD && self.limit.get() < self.most {
            self.good.set(0);
            self.limit.set(self.limit.get() + 1);
            self.waiting.wake();
        }
    }

    /// The server is strained: half as many from now on.
    pub fn strained(&self) {
        self.good.set(0);
        self.limit.set((self.limit.get() / 2).max(1));
    }

    /// How many may run now.
    #[must_use]
    pub fn limit(&self) -> u32 {
        self.limit.get()
    }
}

#[cfg(test)]
mod tests {
    use super::Pace;
    use futures_util::FutureExt as _;

    #[test]
    fn lets_a_few_through_and_fewer_under_strain() {
        let pace = Pace::new(4);
        let mut turns: Vec<_> = (0..4).map(|_| pace.turn().now_or_never().unwrap()).collect();
        assert!(pace.turn().now_or_never().is_none());
        turns.pop();
        assert!(pace.turn().now_or_never().is_some());
        pace.strained();
        assert_eq!(pace.limit(), 2);
        assert!(pace.turn().now_or_never().is_none(), "three still run");
        turns.clear();
        pace.strained();
        pace.strained();
        assert_eq!(pace.limit(), 1);
        (0..16).for_each(|_| pace.good(None));
        assert_eq!(pace.limit(), 3);
        pace.good(Some(100.0));
        pace.good(Some(3_900.0));
        assert_eq!(pace.limit(), 3);
        pace.good(Some(5_000.0));
        assert_eq!(pace.limit(), 1);
    }

    #[test]
    fn whoever_waits_comes_through_when_somebody_is_done() {
        let pace = Pace::new(1);
        let first = pace.turn().now_or_never().unwrap();
        let dropped = Box::pin(pace.turn());
        let waits = async {
            pace.turn().await;
        };
        let frees = async {
            drop(first);
        };
        drop(dropped);
        futures_executor::block_on(futures_util::future::join(waits, frees));
    }
}

//! A run over its items: a few at a time, fewer when the server is strained.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_util::StreamExt as _;
use futures_util::future::LocalBoxFuture;
use futures_util::stream::FuturesUnordered;

use super::ledger::{Entry, Ledger, Standing};
use super::plan::{Ending, Tally};
use crate::api::ApiError;
use crate::runs::pace::Pace;
use crate::runs::patient::{Failure, leaves_open};
use crate::runs::stopped::Stopped;
use crate::runs::tries::Tries;
use crate::runs::world::World;

/// What is done to each item.
pub trait Work {
    /// Does it, and reads back what is true then.
    fn act(&self, index: usize, id: &str) -> LocalBoxFuture<'static, Result<Ending, Failure>>;

    /// It was begun, and nobody heard what came of it: asks the server. `None` when it has not been done.
    fn ask(&self, index: usize, id: &str) -> LocalBoxFuture<'static, Result<Option<Ending>, Failure>>;
}

/// Where a run writes down what happens.
pub trait Journal {
    /// Appends an entry. Resolves when it lies on the disk. The error is the platform's own words.
    fn note(&self, entry: Vec<u8>) -> LocalBoxFuture<'static, Result<(), String>>;

    /// How far the run is.
    fn report(&self, tally: &Tally);
}

/// A run under way.
pub struct ItemRun {
    world: Rc<dyn World>,
    journal: Rc<dyn Journal>,
    work: Rc<dyn Work>,
    pace: Rc<Pace>,
    /// How many items at a time, at most.
    most: u32,
    ledger: RefCell<Ledger>,
    is_ending: Cell<bool>,
}

impl ItemRun {
    /// Nothing happens before [`ItemRun::go`]. The `pace` is that of the requests which the `work` makes.
    #[must_use]
    pub fn new(
        world: Rc<dyn World>,
        journal: Rc<dyn Journal>,
        work: Rc<dyn Work>,
        pace: Rc<Pace>,
        most: u32,
        ledger: Ledger,
    ) -> Rc<Self> {
        let (ledger, is_ending) = (RefCell::new(ledger), Cell::new(false));
        Rc::new(Self { world, journal, work, pace, most, ledger, is_ending })
    }

    /// Begins no other item; those under way are brought to their end. A paused run must be let go on for that.
    pub fn end(&self) {
        self.is_ending.set(true);
    }

    /// How far it is.
    #[must_use]
    pub fn ledger(&self) -> Ledger {
        self.ledger.borrow().clone()
    }

    /// Goes on until every item has ended, or [`ItemRun::end`] was called.
    ///
    /// # Errors
    /// Why it stopped. Items that were under way are asked for when it goes on.
    pub async fn go(self: &Rc<Self>) -> Result<Tally, Stopped> {
        let all = self.ledger.borrow().standings().len();
        let mut next = 0;
        let mut under_way = FuturesUnordered::new();
        loop {
            while next < all && !self.is_ending.get() && under_way.len() < self.at_a_time() {
                if self.is_open(next) {
                    under_way.push(self.clone().item(next));
                }
                next += 1;
            }
            match under_way.next().await {
                Some(ended) => ended?,
                None => return Ok(self.ledger.borrow().tally()),
            }
        }
    }

    fn at_a_time(&self) -> usize {
        self.most.min(self.pace.limit()).max(1) as usize
    }

    fn is_open(&self, index: usize) -> bool {
        matches!(self.ledger.borrow().standings().get(index), Some(Standing::Waiting | Standing::Begun))
    }

    async fn item(self: Rc<Self>, index: usize) -> Result<(), Stopped> {
        self.world.proceed().await;
        // It may have been ended while it was paused.
        if self.is_ending.get() {
            return Ok(());
        }
        let number = u32::try_from(index).unwrap_or(u32::MAX);
        let (id, is_begun) = {
            let ledger = self.ledger.borrow();
            let id = ledger.plan().items.get(index).map(|item| item.id.clone()).unwrap_or_default();
            (id, ledger.standings().get(index) == Some(&Standing::Begun))
        };
        if !is_begun {
            self.note(Entry::Began(number)).await?;
        }
        let ending = match self.bring_about(index, &id, is_begun).await {
            Ok(ending) => ending,
            Err(Failure::Refused(error)) => Ending::Failed(error),
            Err(Failure::Stopped(error)) => return Err(Stopped::Server(error)),
        };
        self.note(Entry::Ended(number, ending)).await?;
        self.journal.report(&self.ledger.borrow().tally());
        Ok(())
    }

    /// Does it until something is known of it: after a lost answer the server is asked, and only what it has not done is
    /// done again.
    async fn bring_about(&self, index: usize, id: &str, is_begun: bool) -> Result<Ending, Failure> {
        let mut tries = Tries::default();
        let mut lost: Option<ApiError> = None;
        let mut is_open = is_begun;
        loop {
            if is_open {
                match self.work.ask(index, id).await {
                    Ok(Some(ending)) => return Ok(ending),
                    Ok(None) => {}
                    Err(Failure::Refused(error)) => return Ok(Ending::Unknown(lost.unwrap_or(error))),
                    Err(stopped) => return Err(stopped),
                }
            }
            if let Some(error) = lost.take() {
                let wait_ms = tries.failed().ok_or(Failure::Refused(error))?;
                self.world.wire().sleep(wait_ms).await;
            }
            match self.work.act(index, id).await {
                Err(Failure::Refused(error)) if leaves_open(&error) => {
                    is_open = true;
                    lost = Some(error);
                }
                other => return other,
            }
        }
    }

    async fn note(&self, entry: Entry) -> Result<(), Stopped> {
        self.journal.note(entry.write()).await.map_err(Stopped::Disk)?;
        self.ledger.borrow_mut().note(entry);
        Ok(())
    }
}

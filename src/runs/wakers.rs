//! Tasks that wait for the same thing.

use std::cell::RefCell;
use std::task::{Context, Waker};

/// Who waits.
#[derive(Debug, Default)]
pub(super) struct Wakers(RefCell<Vec<Waker>>);

impl Wakers {
    /// This task waits, too.
    pub(super) fn add(&self, context: &Context<'_>) {
        self.0.borrow_mut().push(context.waker().clone());
    }

    /// All of them look again; dropped ones among them take nothing.
    pub(super) fn wake(&self) {
        self.0.take().into_iter().for_each(Waker::wake);
    }
}

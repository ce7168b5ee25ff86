//! What the page has asked, and waiting for it.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};

use web_sys::File;

use crate::logs::Desk;
use crate::logs::protocol::{Ask, View};

/// Filled whenever a message comes, emptied by the one task.
#[derive(Default)]
pub(super) struct Inbox {
    desk: RefCell<Desk<Vec<File>>>,
    waker: Cell<Option<Waker>>,
}

impl Inbox {
    /// A message has come.
    pub(super) fn put(&self, ask: Ask, files: Vec<File>) {
        self.desk.borrow_mut().push(ask, files);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    /// The next ask, if there is one.
    pub(super) fn take(&self) -> Option<(Ask, Vec<File>)> {
        self.desk.borrow_mut().take()
    }

    /// Whether nothing has been asked.
    pub(super) fn is_empty(&self) -> bool {
        self.desk.borrow().is_empty()
    }

    /// Waits until something is asked.
    pub(super) async fn filled(&self) {
        self.until(|desk| !desk.is_empty()).await;
    }

    /// Waits until the answer to a question is wanted no more.
    pub(super) async fn outdated(&self, view: &View) {
        self.until(|desk| desk.outdates(view)).await;
    }

    async fn until(&self, is_so: impl Fn(&Desk<Vec<File>>) -> bool) {
        poll_fn(|context| {
            if is_so(&self.desk.borrow()) {
                return Poll::Ready(());
            }
            self.waker.set(Some(context.waker().clone()));
            Poll::Pending
        })
        .await;
    }
}

//! The pages of a room, asked for before their turn: each as soon as the one before it tells where it begins.

use std::future::poll_fn;
use std::rc::Rc;

use futures_channel::mpsc;
use futures_util::future::{AbortHandle, abortable};
use futures_util::{FutureExt as _, StreamExt as _};

use crate::api::export::ListMessages;
use crate::export::python_json::Text;
use crate::export::server::{Server, Who};
use crate::runs::patient::Failure;
use crate::runs::world::World;

/// How many pages of a room lie ready, at most, beside the first: they take memory.
const READY: usize = 1;

/// A page, or why there is none.
pub(super) type Page = Result<Text, Failure>;

/// The pages of a room from some point on. Dropping it ends the asking.
pub(super) struct Pages {
    pages: mpsc::Receiver<Page>,
    abort: AbortHandle,
}

impl Drop for Pages {
    fn drop(&mut self) {
        self.abort.abort();
    }
}

impl Pages {
    /// From the page that `list` asks for on. `first` is that page, where it is there already.
    pub(super) fn follow(world: &dyn World, server: Rc<Server>, list: ListMessages, first: Option<Text>) -> Self {
        let (sender, pages) = mpsc::channel(READY);
        let (work, abort) = abortable(ask(server, list, first, sender));
        world.drive(work.map(|_| ()).boxed_local());
        Self { pages, abort }
    }

    /// The next one; `None` behind the last. Behind a failure there is nothing more.
    pub(super) async fn next(&mut self) -> Option<Page> {
        self.pages.next().await
    }
}

/// Where the page behind this one begins.
pub(super) fn end(page: &Text) -> Option<String> {
    page.json().text_of("end").map(|end| end.into_owned())
}

async fn ask(server: Rc<Server>, mut list: ListMessages, mut first: Option<Text>, mut pages: mpsc::Sender<Page>) {
    loop {
        let page = match first.take() {
            Some(first) => Ok(first),
            None => server.text(Who::is_admin(list.as_admin), &list).await,
        };
        list.from = page.as_ref().ok().and_then(end);
        // It fails only when nobody waits for pages any more.
        let is_wanted = pages.try_send(page).is_ok();
        if !is_wanted || list.from.is_none() || poll_fn(|context| pages.poll_ready(context)).await.is_err() {
            return;
        }
    }
}

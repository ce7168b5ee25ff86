//! Work that is begun before its turn comes.

use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{AbortHandle, LocalBoxFuture, Shared, abortable};

use super::world::World;

/// Something under way, whoever waits for it. Dropping it ends it.
pub struct Ahead<T> {
    outcome: Shared<LocalBoxFuture<'static, Option<Rc<T>>>>,
    abort: AbortHandle,
}

impl<T: 'static> Ahead<T> {
    /// Begins.
    pub fn new(world: &dyn World, work: impl Future<Output = T> + 'static) -> Self {
        let (work, abort) = abortable(work);
        let outcome = work.map(|outcome| outcome.ok().map(Rc::new)).boxed_local().shared();
        world.drive(outcome.clone().map(|_| ()).boxed_local());
        Self { outcome, abort }
    }

    /// What came of it; `None` when it was ended.
    pub async fn outcome(self) -> Option<Rc<T>> {
        self.outcome.clone().await
    }
}

impl<T> Drop for Ahead<T> {
    fn drop(&mut self) {
        self.abort.abort();
    }
}

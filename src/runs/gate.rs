//! Pausing: tasks pass a gate before each request, and stand still while it is shut.

use std::cell::Cell;
use std::future::poll_fn;
use std::task::Poll;

use super::wakers::Wakers;

/// Open at first.
#[derive(Debug, Default)]
pub struct Gate {
    is_shut: Cell<bool>,
    waiting: Wakers,
}

impl Gate {
    /// Shuts or opens it.
    pub fn shut(&self, is_shut: bool) {
        self.is_shut.set(is_shut);
        self.waiting.wake();
    }

    /// Resolves at once while the gate is open, else when it opens.
    pub async fn pass(&self) {
        poll_fn(|context| {
            if !self.is_shut.get() {
                return Poll::Ready(());
            }
            self.waiting.add(context);
            Poll::Pending
        })
        .await;
    }
}

#[cfg(test)]
mod tests {
    use super::Gate;
    use futures_util::FutureExt as _;

    #[test]
    fn holds_up_all_until_it_opens() {
        let gate = Gate::default();
        assert!(gate.pass().now_or_never().is_some());
        gate.shut(true);
        assert!(gate.pass().now_or_never().is_none());
        let opens = async { gate.shut(false) };
        futures_executor::block_on(futures_util::future::join3(gate.pass(), gate.pass(), opens));
    }
}

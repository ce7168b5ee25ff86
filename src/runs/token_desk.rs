//! The admin's token, where somebody else has it: a worker asks its page, once for all who wait.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::Poll;

use super::wakers::Wakers;
use crate::model::secret::Secret;

/// Where tokens are asked for and come in.
#[derive(Debug, Default)]
pub struct TokenDesk {
    /// The last answer: a token, or that there is none; `None` while there is no answer.
    answer: RefCell<Option<Option<Secret>>>,
    is_asked: Cell<bool>,
    waiting: Wakers,
}

impl TokenDesk {
    /// The token. `ask` is called when it must be asked for: because there was no answer yet, or because the server
    /// `refused` the one that is here. `None` when there is no token any more.
    pub async fn token(&self, refused: Option<Secret>, ask: impl FnOnce()) -> Option<Secret> {
        let is_good = |known: &Option<Secret>| known.is_none() || *known != refused;
        let is_here = self.answer.borrow().as_ref().is_some_and(is_good);
        if !is_here && !self.is_asked.replace(true) {
            *self.answer.borrow_mut() = None;
            ask();
        }
        poll_fn(|context| match &*self.answer.borrow() {
            Some(token) => Poll::Ready(token.clone()),
            None => {
                self.waiting.add(context);
                Poll::Pending
            }
        })
        .await
    }

    /// The answer came.
    pub fn came(&self, token: Option<Secret>) {
        self.is_asked.set(false);
        *self.answer.borrow_mut() = Some(token);
        self.waiting.wake();
    }

    /// The token is asked for anew: somebody else may be signed in.
    pub fn forget(&self) {
        *self.answer.borrow_mut() = None;
        self.is_asked.set(false);
    }
}

#[cfg(test)]
mod tests {
    use super::TokenDesk;
    use crate::model::secret::Secret;
    use futures_util::FutureExt as _;
    use std::cell::Cell;

    #[test]
    fn asks_once_for_all_and_again_when_the_token_is_refused() {
        let (desk, asked) = (TokenDesk::default(), Cell::new(0));
        let ask = || asked.set(asked.get() + 1);
        let old = Secret::new("old");
        let comes = async { desk.came(Some(old.clone())) };
        let both = futures_util::future::join3(desk.token(None, ask), desk.token(None, ask), comes);
        let (first, second, ()) = futures_executor::block_on(both);
        assert_eq!((first, second, asked.get()), (Some(old.clone()), Some(old.clone()), 1));
        assert_eq!(desk.token(None, ask).now_or_never(), Some(Some(old.clone())));
        assert_eq!(desk.token(Some(old.clone()), ask).now_or_never(), None);
        desk.came(Some(Secret::new("new")));
        // Who was refused with the old one meanwhile need not ask.
        assert_eq!(desk.token(Some(old), ask).now_or_never(), Some(Some(Secret::new("new"))));
        assert_eq!(asked.get(), 2);
        desk.came(None);
        assert_eq!(desk.token(None, ask).now_or_never(), Some(None));
    }
}

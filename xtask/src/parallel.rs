//! Work on many things at a time.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Result, anyhow};

/// How many things can be done at a time.
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Does the same for all items, as many at a time as there are cores; fails with the first error when all have ended.
pub fn each<T: Sync>(items: &[T], work: impl Fn(&T) -> Result<()> + Sync) -> Result<()> {
    let next = AtomicUsize::new(0);
    let take = || items.get(next.fetch_add(1, Ordering::Relaxed));
    thread::scope(|scope| {
        let threads: Vec<_> =
            (0..cores()).map(|_| scope.spawn(|| std::iter::from_fn(take).try_for_each(&work))).collect();
        threads.into_iter().try_for_each(|thread| thread.join().map_err(|_| anyhow!("A thread panicked."))?)
    })
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    #[test]
    fn each_item_is_worked_on_once() -> Result<()> {
        let sum = AtomicUsize::new(0);
        let items: Vec<usize> = (1..=100).collect();
        each(&items, |item| {
            sum.fetch_add(*item, Ordering::Relaxed);
            Ok(())
        })?;
        assert_eq!(sum.into_inner(), 5050);
        Ok(())
    }

    #[test]
    fn an_error_is_an_error() {
        let failing = |item: &usize| if *item == 2 { bail!("two") } else { Ok(()) };
        assert_eq!(each(&[1, 2, 3], failing).unwrap_err().to_string(), "two");
    }
}

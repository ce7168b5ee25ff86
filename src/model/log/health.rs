//! When a number out of a log is worth a second look. The limits are Glia's own; the number stands beside the verdict.

use crate::model::health::Verdict;

/// From this share of all requests on presence is much, in percent.
const PRESENCE_PERCENT: u64 = 20;
/// From this share of all requests on those of other servers are a flood, in percent.
const FEDERATION_PERCENT: u64 = 60;
/// From this share on waiting for the database, clients that give up, and refusals are no accidents, in percent.
const OFTEN_PERCENT: u64 = 1;
/// A request that was open this much longer than slow ones are is stuck.
const STUCK_TIMES: i64 = 10;
/// From here on somebody noticed the wait for the database, in ms.
const LONG_WAIT_MS: u64 = 1_000;

fn is_share(part: u64, whole: u64, percent: u64) -> bool {
    part > 0 && part.saturating_mul(100) >= whole.saturating_mul(percent)
}

/// Requests that were received and never finished, by how long the longest was open. `received`: how many were at all.
#[must_use]
pub fn open(received: u64, longest_ms: Option<i64>, slow_ms: u32) -> Verdict {
    let slow = i64::from(slow_ms);
    match longest_ms {
        _ if received == 0 => Verdict::Unknown,
        None => Verdict::Good,
        Some(ms) if ms >= slow.saturating_mul(STUCK_TIMES) => Verdict::Bad,
        Some(ms) if ms >= slow => Verdict::Warn,
        // They were begun just before the log ends.
        Some(_) => Verdict::Good,
    }
}

/// Slow requests among all.
#[must_use]
pub fn slow(count: u64, all: u64) -> Verdict {
    match count {
        0 => Verdict::Good,
        _ if is_share(count, all, OFTEN_PERCENT) => Verdict::Bad,
        _ => Verdict::Warn,
    }
}

/// Servers whose signatures were refused.
#[must_use]
pub fn signatures(servers: usize) -> Verdict {
    match servers {
        0 => Verdict::Good,
        1 => Verdict::Warn,
        _ => Verdict::Bad,
    }
}

/// Presence among all requests.
#[must_use]
pub fn presence(count: u64, all: u64) -> Verdict {
    if is_share(count, all, PRESENCE_PERCENT) { Verdict::Warn } else { Verdict::Good }
}

/// Requests of other servers among all.
#[must_use]
pub fn federation(count: u64, all: u64) -> Verdict {
    if is_share(count, all, FEDERATION_PERCENT) { Verdict::Warn } else { Verdict::Good }
}

/// Requests that waited for a connection to the database, and the longest such wait.
#[must_use]
pub fn starved(count: u64, all: u64, longest_ms: u64) -> Verdict {
    match count {
        0 => Verdict::Good,
        _ if is_share(count, all, OFTEN_PERCENT) && longest_ms >= LONG_WAIT_MS => Verdict::Bad,
        _ => Verdict::Warn,
    }
}

/// Clients that gave up, or requests that were refused for coming too often: a few are nothing.
#[must_use]
pub fn accidents(count: u64, all: u64) -> Verdict {
    if is_share(count, all, OFTEN_PERCENT) { Verdict::Warn } else { Verdict::Good }
}

#[cfg(test)]
mod tests {
    use super::{Verdict, accidents, federation, open, presence, signatures, slow, starved};

    #[test]
    fn without_received_lines_nothing_is_known() {
        assert_eq!(open(0, None, 3000), Verdict::Unknown);
        assert_eq!(open(5, None, 3000), Verdict::Good);
        assert_eq!(open(5, Some(2999), 3000), Verdict::Good);
        assert_eq!(open(5, Some(3000), 3000), Verdict::Warn);
        assert_eq!(open(5, Some(30_000), 3000), Verdict::Bad);
    }

    #[test]
    fn shares_decide() {
        assert_eq!([slow(0, 100), slow(1, 1000), slow(10, 1000)], [Verdict::Good, Verdict::Warn, Verdict::Bad]);
        assert_eq!([presence(19, 100), presence(20, 100)], [Verdict::Good, Verdict::Warn]);
        assert_eq!([federation(59, 100), federation(60, 100)], [Verdict::Good, Verdict::Warn]);
        assert_eq!(
            [accidents(0, 0), accidents(1, 101), accidents(1, 100)],
            [Verdict::Good, Verdict::Good, Verdict::Warn]
        );
        assert_eq!(starved(0, 100, 0), Verdict::Good);
        assert_eq!(
            [starved(1, 100, 999), starved(1, 1000, 9000), starved(1, 100, 1000)],
            [Verdict::Warn, Verdict::Warn, Verdict::Bad]
        );
        assert_eq!([signatures(0), signatures(1), signatures(2)], [Verdict::Good, Verdict::Warn, Verdict::Bad]);
    }
}

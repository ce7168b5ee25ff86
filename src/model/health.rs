//! When a number is worth a second look: the thresholds of the answers “slow” and “file handles”.
//!
//! They are Glia's own unless a source stands beside them. A verdict only points; the number stands beside it.

use super::metrics::{Cache, Collections, Federation, Turns};
use super::version::{NEWEST_KNOWN, Version};

/// What a number means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As it should be.
    Good,
    /// Worth a look.
    Warn,
    /// A likely cause of trouble.
    Bad,
    /// Cannot be told, or not yet.
    Unknown,
}

/// More forward extremities than this make a room expensive.
/// Source: <https://element-hq.github.io/synapse/latest/admin_api/rooms.html#check-for-forward-extremities>
pub const EXTREMITIES_LIMIT: u64 = 10;

/// As many file handles should be allowed at least. Source: the Admin FAQ.
pub const FILES_AT_LEAST: u64 = 4096;

/// Releases come every two weeks; older than half a year is too old for its security fixes.
const RELEASES_TOO_OLD: u32 = 12;

/// A process with less resident memory than this is small for a Synapse, in bytes.
const MEMORY_SMALL: u64 = 1 << 30;

/// This many current state events make resolving a room's state slow.
const STATE_EVENTS_MANY: u64 = 10_000;

/// The verdict on a version, against [`NEWEST_KNOWN`].
#[must_use]
pub fn version(version: Option<Version>) -> Verdict {
    match version {
        None => Verdict::Unknown,
        Some(version) if version >= NEWEST_KNOWN => Verdict::Good,
        Some(version) if version.releases_behind(NEWEST_KNOWN) > RELEASES_TOO_OLD => Verdict::Bad,
        Some(_) => Verdict::Warn,
    }
}

/// The verdict on the forward extremities of one room.
#[must_use]
pub fn extremities(count: u64) -> Verdict {
    if count > EXTREMITIES_LIMIT { Verdict::Warn } else { Verdict::Good }
}

/// The verdict on the current state events of the biggest room.
#[must_use]
pub fn state_events(count: u64) -> Verdict {
    if count >= STATE_EVENTS_MANY { Verdict::Warn } else { Verdict::Good }
}

/// The verdict on servers that cannot be reached. A few always are gone, and Synapse asks them ever more rarely.
#[must_use]
pub fn failing(failing: u64, all: u64) -> Verdict {
    if failing >= 10 && failing.saturating_mul(4) >= all { Verdict::Warn } else { Verdict::Good }
}

/// The verdict on the median time of a cheap request, in ms; the way through the network is part of it.
#[must_use]
pub fn latency(median_ms: f64) -> Verdict {
    match median_ms {
        ms if ms < 200.0 => Verdict::Good,
        ms if ms < 1000.0 => Verdict::Warn,
        _ => Verdict::Bad,
    }
}

/// The verdict on open file handles of those allowed.
#[must_use]
pub fn files(open: u64, most: u64) -> Verdict {
    // 80 and 50 of 100.
    if open.saturating_mul(5) >= most.saturating_mul(4) {
        Verdict::Bad
    } else if open.saturating_mul(2) >= most || most < FILES_AT_LEAST {
        Verdict::Warn
    } else {
        Verdict::Good
    }
}

/// The cores that a process used on average since its start, and the verdict: Python code runs on one core at a time.
/// Much on average is much. Little on average says nothing about now, nor do the first ten minutes about anything.
#[must_use]
pub fn cpu(cpu_seconds: f64, up_seconds: f64) -> (f64, Verdict) {
    if up_seconds <= 0.0 || !up_seconds.is_finite() {
        return (0.0, Verdict::Unknown);
    }
    let cores = cpu_seconds / up_seconds;
    let verdict = match cores {
        _ if up_seconds < 600.0 => Verdict::Unknown,
        cores if cores < 0.5 => Verdict::Unknown,
        cores if cores < 0.8 => Verdict::Warn,
        _ => Verdict::Bad,
    };
    (cores, verdict)
}

/// A turn of the loop that takes as long as this on average, in s, keeps everybody waiting.
const TURN_LONG: f64 = 0.1;

/// How long a turn of the loop takes on average, in s, and the verdict. Short ones since the start say nothing about now.
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn turns(turns: Turns) -> Option<(f64, Verdict)> {
    let mean = turns.seconds / turns.count as f64;
    let verdict = if mean >= TURN_LONG { Verdict::Warn } else { Verdict::Unknown };
    (turns.count > 0 && mean.is_finite()).then_some((mean, verdict))
}

/// The verdict on resident memory, in bytes. From a GiB on it depends on the machine, but jemalloc always helps.
#[must_use]
pub fn memory(bytes: u64, has_jemalloc: bool) -> Verdict {
    match bytes {
        ..MEMORY_SMALL => Verdict::Good,
        _ if has_jemalloc => Verdict::Unknown,
        _ => Verdict::Warn,
    }
}

/// Whether a cache is too small: full, with entries that had to go, often asked, and finding less than half. `None` where
/// that is not told.
fn too_small(cache: &Cache) -> Option<bool> {
    let finds_little = cache.lookups >= 1000 && cache.hits.saturating_mul(2) < cache.lookups;
    let limit = cache.most.filter(|_| finds_little);
    let Some(most) = limit else { return Some(false) };
    let is_full = cache.size.map(|size| size.saturating_mul(20) >= most.saturating_mul(19));
    let had_to_go = cache.evicted.map(|evicted| evicted > 0);
    match (is_full, had_to_go) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// A cache that is too small for certain.
#[must_use]
pub fn is_too_small(cache: &Cache) -> bool {
    too_small(cache) == Some(true)
}

/// The verdict on all caches together.
#[must_use]
pub fn caches(caches: &[Cache]) -> Verdict {
    match caches {
        [] => Verdict::Unknown,
        caches if caches.iter().any(is_too_small) => Verdict::Warn,
        caches if caches.iter().any(|cache| too_small(cache).is_none()) => Verdict::Unknown,
        // Whether any is full is not told.
        caches if caches.iter().all(|cache| cache.most.is_none()) => Verdict::Unknown,
        _ => Verdict::Good,
    }
}

/// The share of its CPU time that a process spends collecting garbage, in percent, and the verdict.
#[must_use]
pub fn collections(collections: Collections, cpu_seconds: f64) -> (f64, Verdict) {
    if cpu_seconds < 1.0 {
        return (0.0, Verdict::Unknown);
    }
    let percent = collections.seconds * 100.0 / cpu_seconds;
    let verdict = match percent {
        percent if percent < 10.0 => Verdict::Good,
        percent if percent < 25.0 => Verdict::Warn,
        _ => Verdict::Bad,
    };
    (percent, verdict)
}

/// The verdict on traffic: presence that is more than half of what is sent, and not next to nothing.
#[must_use]
pub fn federation(federation: Federation) -> Verdict {
    match (federation.sent_edus, federation.sent_presence) {
        (Some(edus), Some(presence)) if presence >= 1000 && presence.saturating_mul(2) > edus => Verdict::Warn,
        (Some(_), Some(_)) => Verdict::Good,
        // What the text does not tell is not nothing.
        _ => Verdict::Unknown,
    }
}

/// The worst of several verdicts; unknown only when all are.
#[must_use]
pub fn worst(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
    let rank = |verdict: &Verdict| match verdict {
        Verdict::Unknown => 0,
        Verdict::Good => 1,
        Verdict::Warn => 2,
        Verdict::Bad => 3,
    };
    verdicts.into_iter().max_by_key(rank).unwrap_or(Verdict::Unknown)
}

/// The middle of some measured times, and the shortest and longest; `None` without any.
#[must_use]
pub fn median_and_range(times: &[f64]) -> Option<(f64, f64, f64)> {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    let median = if sorted.len() % 2 == 1 { upper } else { f64::midpoint(*sorted.get(middle.checked_sub(1)?)?, upper) };
    Some((median, *sorted.first()?, *sorted.last()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions() {
        assert_eq!(version(Version::parse("1.163.2")), Verdict::Good);
        assert_eq!(version(Version::parse("2.0.0")), Verdict::Good, "newer than Glia knows");
        assert_eq!(version(Version::parse("1.163.0")), Verdict::Warn);
        assert_eq!(version(Version::parse("1.98.0")), Verdict::Bad);
        assert_eq!(version(None), Verdict::Unknown);
    }

    #[test]
    fn counts() {
        assert_eq!((extremities(10), extremities(11)), (Verdict::Good, Verdict::Warn));
        assert_eq!((state_events(9_999), state_events(10_000)), (Verdict::Good, Verdict::Warn));
        assert_eq!((failing(9, 9), failing(10, 40), failing(10, 41)), (Verdict::Good, Verdict::Warn, Verdict::Good));
    }

    #[test]
    fn file_handles() {
        assert_eq!(files(20, 20_000), Verdict::Good);
        assert_eq!(files(20, 1024), Verdict::Warn, "the FAQ wants at least 4096");
        assert_eq!((files(2047, 4096), files(2048, 4096)), (Verdict::Good, Verdict::Warn));
        assert_eq!((files(3999, 5000), files(4000, 5000), files(1, 0)), (Verdict::Warn, Verdict::Bad, Verdict::Bad));
    }

    #[test]
    fn resident_memory() {
        assert_eq!((memory((1 << 30) - 1, false), memory(1 << 30, false)), (Verdict::Good, Verdict::Warn));
        assert_eq!(memory(1 << 33, true), Verdict::Unknown, "it depends on the machine");
    }

    #[test]
    fn times() {
        assert_eq!((latency(3.0), latency(200.0), latency(1000.0)), (Verdict::Good, Verdict::Warn, Verdict::Bad));
        assert_eq!(cpu(30.0, 60.0), (0.5, Verdict::Unknown), "it has just started");
        assert_eq!(
            (cpu(300.0, 1000.0).1, cpu(500.0, 1000.0).1, cpu(900.0, 1000.0).1),
            (Verdict::Unknown, Verdict::Warn, Verdict::Bad),
            "little since the start may be much now"
        );
        let mean = |count, seconds| turns(Turns { count, seconds });
        assert_eq!((mean(100, 25.0), mean(100, 1.0)), (Some((0.25, Verdict::Warn)), Some((0.01, Verdict::Unknown))));
        assert_eq!((mean(0, 0.0), mean(1, f64::NAN)), (None, None));
        assert_eq!(cpu(1.0, -5.0).1, Verdict::Unknown, "clocks differ");
        let gc = |seconds| collections(Collections { count: 1, seconds }, 100.0).1;
        assert_eq!((gc(9.0), gc(10.0), gc(25.0)), (Verdict::Good, Verdict::Warn, Verdict::Bad));
        assert_eq!(median_and_range(&[5.0, 1.0, 3.0]), Some((3.0, 1.0, 5.0)));
        assert_eq!(median_and_range(&[4.0, 1.0, 2.0, 9.0]), Some((3.0, 1.0, 9.0)));
        assert_eq!((median_and_range(&[]), median_and_range(&[7.0])), (None, Some((7.0, 7.0, 7.0))));
    }

    #[test]
    fn caches_and_traffic() {
        let full = Cache {
            size: Some(499),
            most: Some(500),
            hits: 400,
            lookups: 1000,
            evicted: Some(7),
            name: "x".to_owned(),
        };
        assert!(is_too_small(&full));
        assert!(!is_too_small(&Cache { hits: 500, ..full.clone() }), "it finds half of what is asked");
        assert!(!is_too_small(&Cache { size: Some(400), ..full.clone() }), "there is room");
        assert!(!is_too_small(&Cache { lookups: 999, ..full.clone() }), "too few to tell");
        assert!(!is_too_small(&Cache { most: None, ..full.clone() }));
        let untold = Cache { evicted: None, ..full.clone() };
        assert!(!is_too_small(&untold) && !is_too_small(&Cache { evicted: Some(0), ..full.clone() }));
        assert_eq!(caches(&[untold]), Verdict::Unknown);
        assert_eq!(caches(&[Cache { size: None, ..full.clone() }]), Verdict::Unknown);
        assert_eq!(caches(&[Cache { size: None, evicted: Some(0), ..full.clone() }]), Verdict::Good);
        assert_eq!(caches(&[Cache { most: None, ..full.clone() }]), Verdict::Unknown);
        assert_eq!((caches(&[]), caches(std::slice::from_ref(&full))), (Verdict::Unknown, Verdict::Warn));
        let sent = |edus, presence| {
            federation(Federation { sent_edus: edus, sent_presence: presence, ..Federation::default() })
        };
        assert_eq!((sent(Some(1999), Some(1000)), sent(Some(2000), Some(1000))), (Verdict::Warn, Verdict::Good));
        assert_eq!(
            (sent(Some(10), Some(9)), sent(Some(10), None), sent(None, None)),
            (Verdict::Good, Verdict::Unknown, Verdict::Unknown)
        );
    }

    #[test]
    fn the_worst_speaks_for_all() {
        use Verdict::{Bad, Good, Unknown, Warn};
        assert_eq!(worst([Good, Unknown, Warn, Good]), Warn);
        assert_eq!((worst([Unknown, Good]), worst([Bad, Warn]), worst([])), (Good, Bad, Unknown));
    }
}

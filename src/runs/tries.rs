//! How often, and for how long, one thing is asked for before the answer stands.

/// The longest wait between two tries, in ms.
const LONGEST_WAIT_MS: u32 = 30_000;
/// How often a request is sent again on which the server fails (500), before that is the answer: for half a minute.
const FAILURES: u32 = 6;
/// How long the server may be silent before the run stops (and can go on later), in ms.
const SILENCE_MS: f64 = 30.0 * 60_000.0;

/// How often one thing has been asked for.
#[derive(Debug, Default)]
pub struct Tries {
    failures: u32,
    silences: u32,
    since_ms: Option<f64>,
}

/// There is no answer, once more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Silence {
    /// Since when, in ms since 1970.
    pub since_ms: f64,
    /// How long to wait before the next try, in ms; `None` when it has been silent for too long.
    pub wait_ms: Option<u32>,
}

impl Tries {
    /// The server failed. How long to wait before the next try, in ms; `None` when this is the answer.
    pub fn failed(&mut self) -> Option<u32> {
        self.failures += 1;
        (self.failures < FAILURES).then(|| 500 << self.failures)
    }

    /// There is no answer at this moment (ms since 1970).
    pub fn silent(&mut self, now_ms: f64) -> Silence {
        let since_ms = *self.since_ms.get_or_insert(now_ms);
        if now_ms - since_ms > SILENCE_MS {
            return Silence { since_ms, wait_ms: None };
        }
        let wait_ms = (500_u32 << self.silences.min(6)).min(LONGEST_WAIT_MS);
        self.silences += 1;
        Silence { since_ms, wait_ms: Some(wait_ms) }
    }

    /// The time counts anew: something came.
    pub fn came_on(&mut self) {
        self.since_ms = None;
        self.silences = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::{Silence, Tries};

    #[test]
    fn failures_end_after_half_a_minute() {
        let mut tries = Tries::default();
        let waits: Vec<_> = std::iter::from_fn(|| tries.failed()).collect();
        assert_eq!(waits, [1_000, 2_000, 4_000, 8_000, 16_000]);
    }

    #[test]
    fn silence_ends_after_half_an_hour() {
        let mut tries = Tries::default();
        let mut now_ms = 5.0;
        while let Silence { wait_ms: Some(wait_ms), .. } = tries.silent(now_ms) {
            now_ms += f64::from(wait_ms);
        }
        assert!(now_ms > 30.0 * 60_000.0 && now_ms < 31.0 * 60_000.0);
        tries.came_on();
        assert_eq!(tries.silent(now_ms), Silence { since_ms: now_ms, wait_ms: Some(500) });
    }
}

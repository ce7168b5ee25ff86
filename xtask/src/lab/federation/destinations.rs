//! The other servers this one has sent something to, and how that went.

use super::cast::Destinations;
use super::people::{HOST_WITH_PORT, IPV6, JOINED, LARGEST, LEFT, ODD, QUIET};

const MINUTE_MS: u64 = 60_000;
const HOUR_MS: u64 = 60 * MINUTE_MS;
const DAY_MS: u64 = 24 * HOUR_MS;

/// Fails although it succeeded once.
const RETRYING: &str = "basement.example";
/// Never answered.
const NEVER_REACHED: &str = "typo.exmaple";
/// Known by name alone.
const UNTRIED: &str = "untried.example";
/// Loopback on a machine far away: fails, of course.
const LOOPBACK: &str = "[::1]:8448";

/// How sending to a server goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// Everything arrived.
    Healthy,
    /// Fails; `since_ms` ago it did for the first time, `tried_ms` ago for the last.
    Failing {
        /// Time since the first failure.
        since_ms: u64,
        /// Time since the last attempt.
        tried_ms: u64,
        /// The next attempt is this long after the last.
        interval_ms: u64,
        /// Whether anything arrived before.
        once_reached: bool,
    },
    /// Nothing was tried: every column is `NULL`.
    Untried,
}

/// Another server.
#[derive(Clone, Debug)]
pub struct Destination {
    /// The name.
    pub name: &'static str,
    /// How it does.
    pub health: Health,
    /// Whether messages of the public room were to be sent to it.
    pub gets_public_room: bool,
}

/// Servers that fail, in different ways and since different times.
const FAILING: [(&str, Health); 9] = [
    (RETRYING, failing(40 * DAY_MS, 3 * DAY_MS, 7 * DAY_MS, true)),
    (NEVER_REACHED, failing(9 * DAY_MS, 20 * HOUR_MS, 36 * HOUR_MS, false)),
    (LOOPBACK, failing(2 * DAY_MS, 5 * HOUR_MS, 7 * HOUR_MS, false)),
    ("flaky.example", failing(25 * MINUTE_MS, 4 * MINUTE_MS, 10 * MINUTE_MS, true)),
    (LEFT, failing(200 * DAY_MS, 6 * DAY_MS, 7 * DAY_MS, true)),
    ("radio.example", failing(3 * HOUR_MS, 50 * MINUTE_MS, 75 * MINUTE_MS, true)),
    ("198.51.100.7:8448", failing(15 * DAY_MS, DAY_MS, 50 * HOUR_MS, true)),
    (IPV6, failing(6 * HOUR_MS, 2 * HOUR_MS, 3 * HOUR_MS, false)),
    ("lighthouse.example", failing(90 * DAY_MS, 2 * DAY_MS, 7 * DAY_MS, false)),
];

const fn failing(since_ms: u64, tried_ms: u64, interval_ms: u64, once_reached: bool) -> Health {
    Health::Failing { since_ms, tried_ms, interval_ms, once_reached }
}

/// Servers of which nobody is in the public room any more.
const WERE_IN_ROOM: [&str; 2] = [RETRYING, LEFT];

/// Servers that take everything and are not in the public room.
const HEALTHY_ELSEWHERE: [&str; 2] = ["archive.example", "town-hall.example"];

/// All destinations.
pub fn all() -> Vec<Destination> {
    let in_room = |name: &str| JOINED.iter().any(|(joined, _)| *joined == name);
    let healthy = JOINED
        .iter()
        .map(|(name, _)| *name)
        .chain(HEALTHY_ELSEWHERE)
        .filter(|name| *name != QUIET && FAILING.iter().all(|(failing, _)| failing != name))
        .map(|name| (name, Health::Healthy));
    healthy
        .chain(FAILING)
        .chain([(UNTRIED, Health::Untried)])
        .map(|(name, health)| Destination {
            name,
            health,
            gets_public_room: in_room(name) || WERE_IN_ROOM.contains(&name),
        })
        .collect()
}

/// The destinations by role.
pub fn cast() -> Destinations {
    Destinations {
        healthy: LARGEST.to_owned(),
        retrying: RETRYING.to_owned(),
        never_reached: NEVER_REACHED.to_owned(),
        untried: UNTRIED.to_owned(),
        port: HOST_WITH_PORT.to_owned(),
        ipv6: LOOPBACK.to_owned(),
        odd: ODD.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::people::{HOST, IPV6_WITH_PORT};
    use super::*;

    #[test]
    fn roles_are_what_they_say() {
        let all = all();
        let by_name: BTreeMap<&str, Health> = all.iter().map(|each| (each.name, each.health)).collect();
        assert_eq!(by_name.len(), all.len(), "a destination is there twice");
        let cast = cast();
        let health = |name: &str| by_name[name];
        assert_eq!(health(&cast.healthy), Health::Healthy);
        assert!(matches!(health(&cast.retrying), Health::Failing { once_reached: true, .. }));
        assert!(matches!(health(&cast.never_reached), Health::Failing { once_reached: false, .. }));
        assert!(matches!(health(&cast.ipv6), Health::Failing { .. }));
        assert_eq!(health(&cast.untried), Health::Untried);
        for name in [&*cast.port, &*cast.odd, HOST, IPV6_WITH_PORT] {
            assert!(by_name.contains_key(name), "{name}");
        }
        assert!(!by_name.contains_key(QUIET));
    }

    #[test]
    fn failures_have_an_order_of_time() {
        for (name, health) in FAILING {
            let Health::Failing { since_ms, tried_ms, interval_ms, .. } = health else { unreachable!("{name}") };
            assert!(since_ms > tried_ms, "{name} failed for the first time before the last");
            assert!(interval_ms > tried_ms, "{name} would be tried at once");
        }
    }
}

//! Synapse versions, as far as Glia must tell them apart.

use std::cmp::Ordering;
use std::fmt;

/// The newest Synapse that this Glia knows of. Glia asks nobody on the internet, so it can be older than the newest.
pub const NEWEST_KNOWN: Version = Version::new(1, 163, 2);

/// The day on which [`NEWEST_KNOWN`] was the newest on <https://pypi.org/project/matrix-synapse/>.
pub const NEWEST_KNOWN_ON: &str = "2026-11-25";

/// A Synapse release, e.g. `1.163.2`. Suffixes such as `rc1` or `+local` are ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    major: u32,
    minor: u32,
    patch: u32,
}

impl Version {
    /// The version with these numbers.
    #[must_use]
    pub const fn new(major: u32, minor: u32, patch: u32) -> Self {
        Self { major, minor, patch }
    }

    /// Reads `1.163.2`, `1.98.0rc1`, `1.100` or `1.163.2 (b=main,abc)`; `None` when there is no number in front.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('.').map(|part| {
            let digits = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
            part.get(..digits).and_then(|number| number.parse::<u32>().ok())
        });
        let major = parts.next()??;
        let minor = parts.next()??;
        let patch = parts.next().flatten().unwrap_or(0);
        Some(Self { major, minor, patch })
    }

    /// How many releases older than another it is, patches not counted; 0 when it is not older.
    #[must_use]
    pub fn releases_behind(self, other: Self) -> u32 {
        if self.major == other.major { other.minor.saturating_sub(self.minor) } else { u32::from(self < other) }
    }
}

/// Where a version stands beside [`NEWEST_KNOWN`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The version cannot be read.
    Unread,
    /// Newer than any that this Glia knows.
    Newer,
    /// The same.
    Newest,
    /// The same release with fewer patches.
    Unpatched,
    /// This many releases older.
    Behind(u32),
}

impl Standing {
    /// Of this version; `None` is one that cannot be read.
    #[must_use]
    pub fn of(version: Option<Version>) -> Self {
        match version.map(|version| (version.cmp(&NEWEST_KNOWN), version.releases_behind(NEWEST_KNOWN))) {
            None => Self::Unread,
            Some((Ordering::Greater, _)) => Self::Newer,
            Some((Ordering::Equal, _)) => Self::Newest,
            Some((Ordering::Less, 0)) => Self::Unpatched,
            Some((Ordering::Less, releases)) => Self::Behind(releases),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

#[cfg(test)]
mod tests {
    use super::{NEWEST_KNOWN, Standing, Version};

    #[test]
    fn reads_and_orders() {
        let parse = |text| Version::parse(text);
        assert_eq!(parse("1.163.2"), Some(Version::new(1, 163, 2)));
        assert_eq!(parse("1.98.0rc1"), Some(Version::new(1, 98, 0)));
        assert_eq!(parse("1.100"), Some(Version::new(1, 100, 0)));
        assert_eq!(parse("1.163.2 (b=main,12ab)"), Some(Version::new(1, 163, 2)));
        assert_eq!(parse("dev"), None);
        assert!(parse("1.98.0") < parse("1.103.0"));
    }

    #[test]
    fn what_is_newer_than_known_is_not_the_newest_known() {
        let standing = |text: &str| Standing::of(Version::parse(text));
        assert_eq!([standing("1.163.2"), standing("dev")], [Standing::Newest, Standing::Unread]);
        assert_eq!([standing("1.163.3"), standing("1.164.0"), standing("2.0.0")], [Standing::Newer; 3]);
        assert_eq!([standing("1.163.0"), standing("1.162.9")], [Standing::Unpatched, Standing::Behind(1)]);
        assert_eq!([standing("1.98.0"), standing("0.34.0")], [Standing::Behind(65), Standing::Behind(1)]);
    }

    #[test]
    fn tells_how_far_behind() {
        let behind = |a: &str, b: &str| Version::parse(a).unwrap().releases_behind(Version::parse(b).unwrap());
        assert_eq!(behind("1.98.0", "1.163.2"), 65);
        assert_eq!((behind("1.163.0", "1.163.2"), behind("1.164.0", "1.163.2")), (0, 0));
        assert_eq!((behind("1.200.0", "2.0.0"), behind("2.0.0", "1.200.0")), (1, 0));
        assert_eq!(NEWEST_KNOWN.to_string(), "1.163.2");
    }
}

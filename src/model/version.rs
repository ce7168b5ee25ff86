//! Synapse versions, as far as Glia must tell them apart.

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
}

#[cfg(test)]
mod tests {
    use super::Version;

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
}

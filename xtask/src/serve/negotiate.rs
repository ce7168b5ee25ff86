//! Choosing a precompressed file by `Accept-Encoding`.

/// A compression with files of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
}

impl Encoding {
    /// The name in HTTP headers.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// What is appended to the name of the file.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        }
    }
}

/// The encodings the client takes, the smaller one first.
pub(super) fn accepted(header: &str) -> impl Iterator<Item = Encoding> + '_ {
    [Encoding::Brotli, Encoding::Gzip]
        .into_iter()
        .filter(|encoding| header.split(',').any(|item| accepts(item, encoding.name())))
}

/// Whether one item such as `br;q=0.5` accepts the encoding.
fn accepts(item: &str, name: &str) -> bool {
    let mut parts = item.split(';').map(str::trim);
    let is_named = parts.next().is_some_and(|first| first.eq_ignore_ascii_case(name));
    let is_refused =
        parts.filter_map(|parameter| parameter.strip_prefix("q=")).any(|quality| quality.parse() == Ok(0.0));
    is_named && !is_refused
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(header: &str) -> Vec<&'static str> {
        accepted(header).map(Encoding::name).collect()
    }

    #[test]
    fn brotli_comes_first() {
        assert_eq!(names("gzip, deflate, br, zstd"), ["br", "gzip"]);
        assert_eq!(names("gzip"), ["gzip"]);
    }

    #[test]
    fn refused_and_unknown_encodings_are_not_used() {
        assert_eq!(names("br;q=0, gzip;q=0.5"), ["gzip"]);
        assert!(names("").is_empty());
        assert!(names("identity, brotli").is_empty());
    }
}

//! A value that must not show up in logs, notices or debug output.

/// An access token, refresh token or password. `Debug` hides it; [`Secret::reveal`] is the only way out,
/// so that every place which uses one can be found by its name.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret, without surrounding white space (pasted tokens come with line ends).
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// Wraps a secret to the letter, for passwords: white space at their ends counts.
    #[must_use]
    pub fn exact(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text itself. To be sent to its homeserver, or shown once to the person who asked for it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn debug_shows_nothing() {
        let secret = Secret::new(" syt_abc\n");
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        assert_eq!(secret.reveal(), "syt_abc");
    }
}

//! Names for files that Glia hands to the browser to save.

/// `users-hs.example_8448-2026-08-07-partial.csv`: what, of which server, read when (an ISO time), whether only a part
/// of it. Characters that some file system forbids become `_`.
#[must_use]
pub fn stamped(what: &str, server: &str, iso: &str, partial: bool, extension: &str) -> String {
    let day: String = iso.chars().take_while(|c| *c != 'T').collect();
    let parts = [what, server, &day, if partial { "partial" } else { "" }];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).map(safe).collect();
    format!("{}.{extension}", parts.join("-"))
}

/// A text as part of a file name.
#[must_use]
pub fn safe(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    text.chars().map(|c| if plain(c) { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::{safe, stamped};

    #[test]
    fn says_what_it_is() {
        let name = |server, partial| stamped("users", server, "2026-08-07T12:00:00.000Z", partial, "txt");
        assert_eq!(name("hs.example", false), "users-hs.example-2026-08-07.txt");
        assert_eq!(name("[::1]:8448", true), "users-___1__8448-2026-08-07-partial.txt");
        assert_eq!(stamped("users", "hs", "", false, "csv"), "users-hs.csv");
        assert_eq!(safe("a/../b\\c:d\0é"), "a_.._b_c_d__");
    }
}

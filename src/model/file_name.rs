//! Names for the files that an admin saves.

/// The most characters of one part: ids may be 255 bytes long, and so may a whole name on most disks.
const PART_CHARS: usize = 80;

/// `glia-<part>-<part>.<ending>`, with only what every system takes in a file name: whatever else stands in an id
/// (`/`, `:`, `#`, quotes, directions of writing) becomes `_`.
#[must_use]
pub fn file_name(parts: &[&str], ending: &str) -> String {
    let mut name = "glia".to_owned();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        name.push('-');
        let plain = |c: char| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '_' };
        name.extend(part.chars().take(PART_CHARS).map(plain));
    }
    name.push('.');
    name.push_str(ending);
    name
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn holds_nothing_that_a_disk_or_a_shell_would_mind() {
        assert_eq!(file_name(&["hs.example", "destinations", ""], "csv"), "glia-hs.example-destinations.csv");
        assert_eq!(file_name(&["hs:8448", "!a/b\"$(x)\u{202e}🦊"], "txt"), "glia-hs_8448-_a_b___x___.txt");
        assert_eq!(file_name(&["../.."], "json"), "glia-.._...json");
        assert!(file_name(&[&"x".repeat(300)], "csv").len() < 100);
    }
}

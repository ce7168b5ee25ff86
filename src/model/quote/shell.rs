//! Quoting for commands that an admin copies into a POSIX shell.

/// One word for `sh`: bare when nothing in it is special, else in single quotes.
/// Nothing inside single quotes is interpreted, so no id can change the command.
#[must_use]
pub fn quote(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@%+,".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('\'');
    for c in text.chars() {
        match c {
            '\'' => out.push_str("'\\''"),
            _ => out.push(c),
        }
    }
    out.push('\'');
    out
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn quotes_only_what_needs_it() {
        assert_eq!(quote("https://hs.example/a"), "https://hs.example/a");
        assert_eq!(quote(""), "''");
        assert_eq!(quote("!room:hs"), "'!room:hs'");
        assert_eq!(quote("it's $HOME `x` \\ \"q\"\n"), "'it'\\''s $HOME `x` \\ \"q\"\n'");
    }

    /// The real shell must give back exactly what was quoted.
    #[cfg(unix)]
    #[test]
    fn a_real_shell_reads_it_back() {
        for text in ["", "a b", "$(touch x)", "'", "''\\''", "a\nb", "!x:y", "*", "~", "#a/b%25\"'\\🦊", "-n", "$TOKEN"]
        {
            let script = format!("printf %s {}", quote(text));
            let out = std::process::Command::new("sh").arg("-c").arg(&script).output().unwrap();
            assert_eq!(String::from_utf8(out.stdout).unwrap(), text, "{script}");
        }
    }
}

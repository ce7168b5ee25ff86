//! Hides who is in a log before it is shown to others: the same name becomes the same word, so that what belongs
//! together still does.

use std::net::{Ipv4Addr, Ipv6Addr};

/// What is hidden.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Masks {
    /// Access tokens, refresh tokens and login tokens, wherever Synapse or a proxy wrote them.
    pub tokens: bool,
    /// IP addresses.
    pub ips: bool,
    /// Matrix IDs (`@user:server`), and the names of their servers wherever they stand.
    pub mxids: bool,
}

/// What a token begins with, and where in an address one stands.
const TOKENS: [&str; 9] =
    ["access_token=", "login_token=", "loginToken=", "refresh_token=", "Bearer ", "syt_", "syr_", "mat_", "mct_"];

/// A text with other words in place of what is to be hidden.
#[must_use]
pub fn mask(text: &str, masks: Masks) -> String {
    let mut text = text.to_owned();
    if masks.tokens {
        text = without_tokens(&text);
    }
    if masks.mxids {
        text = without_ids(&text);
    }
    if masks.ips {
        text = without_ips(&text);
    }
    text
}

fn without_tokens(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((at, mark)) = TOKENS.iter().filter_map(|mark| Some((rest.find(mark)?, *mark))).min() {
        let secret_from = at + mark.len();
        let (before, secret) = rest.split_at_checked(secret_from).unwrap_or((rest, ""));
        let is_token =
            |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.' | '~' | '%' | '+' | '=');
        let end = secret.find(|letter| !is_token(letter)).unwrap_or(secret.len());
        // The token's own beginning tells what kind it is, and no more.
        out.push_str(before);
        out.push_str(if end == 0 { "" } else { "…" });
        rest = secret.get(end..).unwrap_or_default();
    }
    out + rest
}

/// Stands for the names of one kind, in the order in which they come.
#[derive(Default)]
struct Aliases(Vec<String>);

impl Aliases {
    fn number(&mut self, name: &str) -> usize {
        let known = self.0.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            self.0.push(name.to_owned());
            self.0.len() - 1
        }) + 1
    }
}

fn without_ids(text: &str) -> String {
    let (mut users, mut servers) = (Aliases::default(), Aliases::default());
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    // `%40` and `%3A` are the same in addresses.
    while let Some((at, sigil)) = ["@", "%40"].iter().filter_map(|sigil| Some((rest.find(sigil)?, *sigil))).min() {
        let (before, after) = rest.split_at_checked(at + sigil.len()).unwrap_or((rest, ""));
        out.push_str(before);
        rest = after;
        let Some((localpart, colon, server)) = id(after) else { continue };
        let length = localpart.len() + colon.len() + server.len();
        let (user, host) = (users.number(&format!("{localpart}:{server}")), servers.number(server));
        out.push_str(&format!("user{user}{colon}server{host}"));
        rest = after.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    // Longer names first: one may hold another.
    let mut named: Vec<(usize, String)> = servers.0.into_iter().enumerate().collect();
    named.sort_by_key(|(_, name)| std::cmp::Reverse(name.len()));
    named.into_iter().fold(out, |out, (number, name)| replace_word(&out, &name, &format!("server{}", number + 1)))
}

/// Localpart, colon and server of an id whose sigil has been read.
fn id(text: &str) -> Option<(&str, &str, &str)> {
    let ends = |letter: char| !(letter.is_ascii_alphanumeric() || "-._=/+%".contains(letter));
    let local_end = text.find(ends).unwrap_or(text.len());
    let (localpart, colon) = match text.get(..local_end)?.find("%3A") {
        Some(at) => (text.get(..at)?, "%3A"),
        None => (text.get(..local_end)?, ":"),
    };
    let rest = text.get(localpart.len()..)?.strip_prefix(colon)?;
    let server_ends = |letter: char| !(letter.is_ascii_alphanumeric() || "-.:".contains(letter));
    let server = if let Some(literal) = rest.strip_prefix('[') {
        rest.get(..literal.find(']')? + 2)?
    } else {
        rest.get(..rest.find(server_ends).unwrap_or(rest.len()))?.trim_end_matches(['.', ':'])
    };
    (!localpart.is_empty() && !server.is_empty()).then_some((localpart, colon, server))
}

fn replace_word(text: &str, word: &str, with: &str) -> String {
    let is_part = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find(word) {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let tail = after.get(word.len()..).unwrap_or_default();
        out.push_str(before);
        let is_within = is_part(out.chars().next_back()) || is_part(tail.chars().next());
        out.push_str(if is_within { word } else { with });
        rest = tail;
    }
    out + rest
}

fn without_ips(text: &str) -> String {
    let mut known = Aliases::default();
    let is_part = |letter: char| letter.is_ascii_hexdigit() || matches!(letter, '.' | ':');
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        let length =
            if is_part(first) { rest.find(|letter| !is_part(letter)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (word, tail) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let stands_alone =
            !before.is_ascii_alphanumeric() && !tail.starts_with(|letter: char| letter.is_ascii_alphanumeric());
        match address(word).filter(|_| stands_alone) {
            Some(address) => {
                let number = known.number(address);
                out.push_str(&format!("ip{number}"));
                out.push_str(word.get(address.len()..).unwrap_or_default());
            }
            None => out.push_str(word),
        }
        before = word.chars().next_back().unwrap_or(' ');
        rest = tail;
    }
    out
}

/// An address at the beginning of a word, perhaps with a port or a full stop behind it.
fn address(word: &str) -> Option<&str> {
    let whole = word.trim_end_matches(['.', ':']);
    let v4 = whole.split(':').next().filter(|word| word.parse::<Ipv4Addr>().is_ok());
    let v6 = || {
        [word, whole]
            .into_iter()
            .find(|word| word.contains("::") || word.matches(':').count() == 7)
            .filter(|word| word.parse::<Ipv6Addr>().is_ok())
    };
    v4.or_else(v6)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Masks, mask};

    const TOKENS: Masks = Masks { tokens: true, ips: false, mxids: false };
    const IPS: Masks = Masks { tokens: false, ips: true, mxids: false };
    const IDS: Masks = Masks { tokens: false, ips: false, mxids: true };

    #[test]
    fn tokens_go() {
        let check = |text: &str, expected: &str| assert_eq!(mask(text, TOKENS), expected);
        check("GET /sync?access_token=abc%2Fdef&since=s1", "GET /sync?access_token=…&since=s1");
        check("Authorization: Bearer syt_YQ_x_1y, again syt_b", "Authorization: Bearer …, again syt_…");
        check("access_token=<redacted>", "access_token=<redacted>");
        check("a mat_X.Y-Z' é", "a mat_…' é");
    }

    #[test]
    fn people_and_servers_keep_apart() {
        let check = |text: &str, expected: &str| assert_eq!(mask(text, IDS), expected);
        check(
            "{@a:hs.example} asks for @b:hs.example and @a:hs.example.",
            "{@user1:server1} asks for @user2:server1 and @user1:server1.",
        );
        check(
            "/profile/%40a%3Ahs.example/x by @c:[::1]:8448, hs.example too",
            "/profile/%40user1%3Aserver1/x by @user2:server2:8448, server1 too",
        );
        check("{@admin:hs.example|@bob:other:8448}", "{@user1:server1|@user2:server2}");
        check("mail a@b.example, not-hs.example @", "mail a@b.example, not-hs.example @");
    }

    #[test]
    fn addresses_become_numbers() {
        let check = |text: &str, expected: &str| assert_eq!(mask(text, IPS), expected);
        check("10.0.0.1 - 8008 - ::1, 10.0.0.1:443 and 10.0.0.2.", "ip1 - 8008 - ip2, ip1:443 and ip3.");
        check(
            "2026-11-25 15:08:27,996 - 0.011sec/0.000sec db=(1/2/4) GET-37",
            "2026-11-25 15:08:27,996 - 0.011sec/0.000sec db=(1/2/4) GET-37",
        );
        check("2001:db8::1 [fe80::1] 1.163.2 x/3.0 a::b", "ip1 [ip2] 1.163.2 x/3.0 ip3");
    }

    proptest! {
        #[test]
        fn nothing_panics_and_nothing_else_changes(text in "[@:.%a-f0-9 é\\[\\]/=_-]{0,40}|.*") {
            let all = Masks { tokens: true, ips: true, mxids: true };
            let _ = mask(&text, all);
            prop_assert_eq!(mask(&text, Masks::default()), text);
        }

        #[test]
        fn no_id_is_left(local in "[a-z0-9._=/-]{1,9}", server in "[a-z]{1,5}\\.[a-z]{2,4}(:[0-9]{2,4})?") {
            let text = format!("2026 - {{@{local}:{server}}} says @{local}:{server}");
            let masked = mask(&text, IDS);
            prop_assert!(!masked.contains(&format!("@{local}:")), "{}", masked);
        }
    }
}

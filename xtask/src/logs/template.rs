//! A recorded log, with the places in its lines that change from round to round.

use std::fmt::Write;

/// How many people there are.
const PEOPLE: u64 = 20_000;

/// Programs that people use, beside the test's own.
const AGENTS: [&str; 6] = [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Safari/605.1.15",
    "Element X/25.11.1 (iPhone 15 Pro; iOS 18.6; Scale/3.00)",
    "Element X/25.11.2 (Google Pixel 8; Android 16; BP2A.250805.005; Sdk 25.10.6)",
    "Synapse/1.163.2",
    "mautrix-whatsapp/25.10 mautrix-go/v0.25.2 go/1.25.1",
];

/// The recorded log.
pub(super) struct Template {
    lines: Vec<Vec<Part>>,
    /// How long a round takes, in ms.
    span_ms: i64,
    /// How far a round's tags count.
    tags: u64,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// The same in each round.
    Text(String),
    /// `2026-11-25 15:08:27,996`, in ms since 1970.
    Local(i64),
    /// `2026-11-25T15:08:27.996Z`.
    Iso(i64),
    /// `1795619308.05`.
    Seconds(i64),
    /// The number of a tag, behind its method.
    Tag(u64),
    /// The localpart of whoever asks.
    Person,
    /// Their address.
    Ip,
    /// Their program.
    Agent,
    /// A processing time, as in `0.011`, in ms.
    Took(u64),
}

impl Template {
    /// Finds what changes.
    pub(super) fn of(recorded: &str) -> Self {
        let lines: Vec<Vec<Part>> = recorded.lines().map(parts).collect();
        let moments = lines.iter().flatten().filter_map(|part| match part {
            Part::Local(at) | Part::Iso(at) | Part::Seconds(at) => Some(*at),
            _ => None,
        });
        let (first, last) = moments.fold((i64::MAX, i64::MIN), |(first, last), at| (first.min(at), last.max(at)));
        let tags =
            lines.iter().flatten().filter_map(|part| if let Part::Tag(number) = part { Some(*number) } else { None });
        Self { tags: tags.max().unwrap_or(0) + 1, span_ms: (last - first).max(0) + 1, lines }
    }

    pub(super) fn lines(&self) -> usize {
        self.lines.len()
    }

    /// Appends a line of a round.
    pub(super) fn write(&self, round: u64, number: usize, out: &mut String) {
        let later = i64::try_from(round).unwrap_or(0) * self.span_ms;
        let parts = &self.lines[number];
        // All lines of a request are about the same person.
        let tag = parts.iter().find_map(|part| if let Part::Tag(number) = part { Some(*number) } else { None });
        let dice = mix(round * self.tags + tag.unwrap_or(number as u64));
        // Few people ask for most.
        let share = (dice % 1_000) * (dice / 1_000 % 1_000) * (dice / 1_000_000 % 1_000);
        let person = PEOPLE * share / 1_000_000_000;
        for part in parts {
            // Writing to a String cannot fail.
            let _ = match part {
                Part::Text(text) => out.write_str(text),
                Part::Local(at) => write_time(out, at + later, ' ', ','),
                Part::Iso(at) => write_time(out, at + later, 'T', '.').and_then(|()| out.write_char('Z')),
                Part::Seconds(at) => {
                    let hundredths = (at + later) / 10;
                    write!(out, "{}.{:02}", hundredths / 100, hundredths % 100)
                }
                Part::Tag(number) => write!(out, "{}", round * self.tags + number),
                Part::Person => write!(out, "person{person}"),
                Part::Ip => write!(out, "10.{}.{}.{}", person % 7, person / 256 % 256, person % 256),
                Part::Agent => out.write_str(AGENTS[usize::try_from(person).unwrap_or(0) % AGENTS.len()]),
                // A few are far slower than the recorded ones.
                Part::Took(ms) => {
                    let ms = ms + dice % 40 * if dice.is_multiple_of(997) { 400 } else { 1 };
                    write!(out, "{}.{:03}", ms / 1000, ms % 1000)
                }
            };
        }
        out.push('\n');
    }
}

/// Spreads numbers that follow each other (SplitMix64).
fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// Cuts a line into pieces.
fn parts(line: &str) -> Vec<Part> {
    let (mut parts, mut text, mut at) = (Vec::new(), String::new(), 0);
    while at < line.len() {
        let (before, rest) = line.split_at(at);
        match special(before, rest) {
            Some((part, length)) => {
                if !text.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut text)));
                }
                parts.push(part);
                at += length;
            }
            None => {
                let letter = rest.chars().next().unwrap_or(' ');
                text.push(letter);
                at += letter.len_utf8();
            }
        }
    }
    if !text.is_empty() {
        parts.push(Part::Text(text));
    }
    parts
}

/// What changes and begins here, and its length.
fn special(before: &str, rest: &str) -> Option<(Part, usize)> {
    let is_digit = |byte: u8| byte.is_ascii_digit();
    let bytes = rest.as_bytes();
    if bytes.first().copied().is_some_and(is_digit)
        && !before.ends_with(|last: char| last.is_ascii_digit() || last == '.')
    {
        if let Some(at) = rest.get(..23).and_then(moment) {
            return Some(match bytes[10] {
                b' ' => (Part::Local(at), 23),
                _ => (Part::Iso(at), 24),
            });
        }
        let number = &rest[..rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(rest.len())];
        if before.ends_with("\"time\":") || before.ends_with("\"time\": ") {
            let seconds: f64 = number.parse().ok()?;
            return Some((Part::Seconds((seconds * 1000.0).round() as i64), number.len()));
        }
        if before.ends_with("Processed request: ") && rest[number.len()..].starts_with("sec") {
            let (whole, thousandths) = number.split_once('.')?;
            let ms = whole.parse::<u64>().ok()? * 1000 + thousandths.parse::<u64>().ok()?;
            return Some((Part::Took(ms), number.len()));
        }
        let is_tag = ["GET-", "PUT-", "POST-", "OPTIONS-", "DELETE-"]
            .iter()
            .any(|method| before.strip_suffix(method).is_some_and(|before| before.ends_with([' ', '"'])));
        if is_tag && number.bytes().all(is_digit) {
            return Some((Part::Tag(number.parse().ok()?), number.len()));
        }
        if rest.starts_with("127.0.0.1") {
            return Some((Part::Ip, "127.0.0.1".len()));
        }
    }
    let person = ["alice", "admin"].into_iter().find(|name| rest.starts_with(name));
    if let Some(name) = person.filter(|name| before.ends_with('@') && rest[name.len()..].starts_with(':')) {
        return Some((Part::Person, name.len()));
    }
    (rest.starts_with("node") && before.ends_with('"')).then_some((Part::Agent, "node".len()))
}

/// `2026-11-25 15:08:27,996` or `2026-11-25T15:08:27.996` in ms since 1970.
fn moment(text: &str) -> Option<i64> {
    let shape = text.bytes().map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
    let shape: Vec<u8> = shape.collect();
    if shape != b"0000-00-00 00:00:00,000" && shape != b"0000-00-00T00:00:00.000" {
        return None;
    }
    let number = |from: usize, to: usize| text[from..to].parse::<i64>().ok();
    let days = days(number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let seconds = (number(11, 13)? * 60 + number(14, 16)?) * 60 + number(17, 19)?;
    Some((days * 86_400 + seconds) * 1000 + number(20, 23)?)
}

fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1 - 719_468
}

fn write_time(out: &mut String, at: i64, between: char, point: char) -> std::fmt::Result {
    let (mut days_left, ms) = (at.div_euclid(86_400_000), at.rem_euclid(86_400_000));
    let mut year = 1970 + days_left / 366;
    while days(year + 1, 1, 1) <= days_left {
        year += 1;
    }
    let mut month = 12;
    while days(year, month, 1) > days_left {
        month -= 1;
    }
    days_left -= days(year, month, 1);
    let seconds = ms / 1000;
    write!(
        out,
        "{year:04}-{month:02}-{:02}{between}{:02}:{:02}:{:02}{point}{:03}",
        days_left + 1,
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
        ms % 1000
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"2026-11-25 23:59:59,996 - synapse.access.http.1 - 643 - INFO - GET-37 - 127.0.0.1 - 1 - {@alice:own.example} Processed request: 0.011sec/0.000sec ru=(0.001sec, 0.000sec) db=(0.001sec/0.001sec/4) 65B 200 "GET /x HTTP/1.1" "node" [0 dbevts]"#;

    #[test]
    fn rounds_go_on_where_the_last_one_ended() {
        let template = Template::of(&format!("{LINE}\n{}", LINE.replace("GET-37", "GET-38").replace(",996", ",999")));
        let mut line = String::new();
        template.write(1, 0, &mut line);
        assert!(line.starts_with("2026-11-26 00:00:00,000 - "), "{line}");
        assert!(line.contains(" - GET-76 - 10.") && line.contains("{@person"), "{line}");
        assert!(line.ends_with(" [0 dbevts]\n") && !line.contains("\"node\""), "{line}");
        let mut again = String::new();
        template.write(1, 0, &mut again);
        assert_eq!(line, again);
    }

    #[test]
    fn json_changes_in_the_same_places() {
        let json = r#"{"log":"x","time":1795619308.05,"request":"GET-7","requester":"@admin:own.example"}"#;
        let template = Template::of(&format!("{json}\n{json}"));
        let mut line = String::new();
        template.write(2, 1, &mut line);
        assert!(
            line.starts_with(r#"{"log":"x","time":1795619308.05,"request":"GET-23","requester":"@person"#),
            "{line}"
        );
        let iso = Template::of(r#"{"time":"2024-02-29T15:08:28.048Z"}"#);
        line.clear();
        iso.write(0, 0, &mut line);
        assert_eq!(line, "{\"time\":\"2024-02-29T15:08:28.048Z\"}\n");
    }
}

//! Real lines of Synapse 1.98.0 and 1.163.2, of the FAQ, and of older releases as their source formats them; and
//! anything at all.

#![cfg(test)]

use proptest::prelude::*;

use super::{Entry, Form, Generation, Oddity, Processed, tagged};

const NEW: &str = r#"2026-11-25 15:08:27,996 - synapse.access.http.9101 - 643 - INFO - GET-230 - 127.0.0.1 - 9101 - {@admin:current.example|@bob:current.example} Processed request: 0.011sec/0.006sec ru=(0.001sec, 0.001sec) db=(0.003sec/0.004sec/3) 19B 200 "GET /_matrix/client/v3/joined_rooms HTTP/1.1" "weird "ua" [9 dbevts] x"" [0 dbevts]"#;
const OLD: &str = r#"2026-11-25 15:08:32,594 - synapse.access.http.9102 - 465 - INFO - GET-33 - 127.0.0.1 - 9102 - {@admin:oldest.example} Processed request: 1.500sec/-0.480sec (0.006sec, 0.000sec) (0.060sec/0.015sec/5) 0B 200! "GET /_matrix/client/v3/events?timeout=5000 HTTP/1.1" "curl/7.88.1" [0 dbevts]"#;
/// The FAQ's own, with the stray quote at its end.
const FAQ: &str = r#"2019-02-14 22:35:08,196 - synapse.access.http.8008 - 302 - INFO - GET-37 - ::1 - 8008 - {@richvdh:localhost} Processed request: 0.173sec/0.001sec (0.002sec, 0.000sec) (0.027sec/0.026sec/2) 687B 200 "GET /_matrix/client/r0/sync HTTP/1.1" "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/69.0.3497.100 Safari/537.36" [0 dbevts]""#;
const TERSE: &str = r#"{"log":"127.0.0.1 - 9101 - {@admin:current.example} Processed request: 0.001sec/0.009sec ru=(0.000sec, 0.000sec) db=(0.000sec/0.000sec/0) 19B 200 \"GET /_matrix/client/v3/joined_rooms?access_token=<redacted> HTTP/1.1\" \"curl/7.88.1\" [0 dbevts]","namespace":"synapse.access.http.9101","level":"INFO","time":1795619308.05,"server_name":"current.example","request":"GET-231","ip_address":"127.0.0.1","site_tag":"9101","requester":"@admin:current.example","authenticated_entity":"@admin:current.example","method":"GET","url":"/_matrix/client/v3/joined_rooms?access_token=<redacted>","protocol":"HTTP/1.1","user_agent":"curl/7.88.1"}"#;
const GCP: &str = r#"{"severity":"INFO","message":"127.0.0.1 - 9101 - {@admin:current.example} Processed request: 0.001sec/0.009sec ru=(0.000sec, 0.000sec) db=(0.000sec/0.000sec/0) 19B 200 \"GET /_matrix/client/v3/joined_rooms?access_token=<redacted> HTTP/1.1\" \"curl/7.88.1\" [0 dbevts]","logger":"synapse.access.http.9101","time":"2026-11-25T15:08:28.048Z"}"#;

#[test]
fn a_line_of_today() {
    let entry = Entry::read(NEW).unwrap();
    assert_eq!((entry.form, entry.prefix), (Form::Precise, ""));
    assert_eq!(entry.time.as_deref(), Some("2026-11-25 15:08:27,996"));
    assert_eq!(entry.logger.as_deref(), Some("synapse.access.http.9101"));
    assert_eq!((entry.source_line, entry.level.as_deref()), (Some("643"), Some("INFO")));
    assert_eq!(entry.tag.as_deref(), Some("GET-230"));
    let line = entry.processed().unwrap();
    assert_eq!(line.generation, Generation::Named);
    assert_eq!((line.ip, line.site), ("127.0.0.1", "9101"));
    assert_eq!(line.requester, "@admin:current.example|@bob:current.example");
    assert_eq!((line.total.ms, line.send.unwrap().ms), (11, 6));
    assert_eq!((line.user_cpu.ms, line.system_cpu.ms), (1, 1));
    assert_eq!((line.db_wait.ms, line.db_time.ms, line.db_count), (3, 4, 3));
    assert_eq!((line.bytes, line.status, line.lost), (19, 200, false));
    assert_eq!((line.method, line.uri, line.protocol), ("GET", "/_matrix/client/v3/joined_rooms", "HTTP/1.1"));
    assert_eq!((line.user_agent, line.db_events), (r#"weird "ua" [9 dbevts] x""#, Some(0)));
    assert_eq!(line.oddities(), [Oddity::Puppet]);
}

#[test]
fn a_line_of_1_98_whose_client_had_gone() {
    let entry = Entry::read(OLD).unwrap();
    let line = entry.processed().unwrap();
    assert_eq!((line.generation, line.status, line.lost), (Generation::Sending, 200, true));
    assert_eq!((line.total.ms, line.send.unwrap().text), (1500, "-0.480sec"));
    assert_eq!(line.oddities(), [Oddity::LeftPoll, Oddity::NegativeSend]);
}

#[test]
fn the_line_of_the_faq() {
    let entry = Entry::read_processed(FAQ).unwrap();
    let line = entry.processed().unwrap();
    assert_eq!((line.generation, line.ip, line.total.ms, line.bytes), (Generation::Sending, "::1", 173, 687));
    assert!(line.user_agent.ends_with("Safari/537.36"));
}

#[test]
fn lines_of_old_generations() {
    let seconds = r#"2018-08-08 10:00:00,001 - synapse.access.https.8448 - 105 - INFO - PUT-1 - 10.0.0.1 - 8448 - {matrix.org} Processed request: 0.042sec (0.010sec, 0.001sec) (0.002sec/0.005sec/4) 11B 200 "PUT /_matrix/federation/v1/send/1/ HTTP/1.1" "Synapse/0.33.0" [3 dbevts]"#;
    let ms = r#"2018-03-01 10:00:00,001 - synapse.access.http.8008 - 59 - INFO - GET-5 - 10.0.0.1 - 8008 - {@a:hs} Processed request: 42ms (10ms, 1ms) (2ms/5ms/4) 11B 200 "GET /_matrix/client/r0/sync HTTP/1.1" "a [9 dbevts] b""#;
    for (text, generation, events) in [(seconds, Generation::Seconds, Some(3)), (ms, Generation::Milliseconds, None)] {
        let entry = Entry::read(text).unwrap();
        let line = entry.processed().unwrap();
        assert_eq!((line.generation, line.db_events, line.send), (generation, events, None));
        assert_eq!((line.total.ms, line.user_cpu.ms, line.db_time.ms), (42, 10, 5));
        assert_eq!(line.to_string(), entry.message);
    }
}

#[test]
fn json_of_all_kinds() {
    let packed = serde_json::json!({"log": format!("{TERSE}\n"), "stream": "stderr", "time": "2026-11-25T15:08:28.1Z"});
    let docker = serde_json::json!({"log": format!("{NEW}\n"), "stream": "stderr", "time": "2026-11-25T15:08:28.1Z"});
    for (text, form, tag, time) in [
        (TERSE.to_owned(), Form::Json, Some("GET-231"), "1795619308.05"),
        (format!("Nov 25 15:08:28 host synapse[7]: {TERSE}"), Form::Json, Some("GET-231"), "1795619308.05"),
        (packed.to_string(), Form::Json, Some("GET-231"), "1795619308.05"),
        (GCP.to_owned(), Form::Gcp, None, "2026-11-25T15:08:28.048Z"),
        (docker.to_string(), Form::Precise, Some("GET-230"), "2026-11-25 15:08:27,996"),
    ] {
        let entry = Entry::read(&text).unwrap();
        assert_eq!((entry.form, entry.tag.as_deref(), entry.time.as_deref()), (form, tag, Some(time)), "{text}");
        assert_eq!(entry.processed().unwrap().uri.split('?').next(), Some("/_matrix/client/v3/joined_rooms"));
    }
}

#[test]
fn prefixes_and_formats_of_ones_own() {
    for prefix in
        ["Nov 25 15:08:27 host synapse[77]: ", "synapse-1  | ", "generic_worker1 | ", "2026-11-25T15:08:27Z ", "🦊 "]
    {
        let text = format!("{prefix}{NEW}");
        let entry = Entry::read(&text).unwrap();
        assert_eq!((entry.prefix, entry.tag.as_deref()), (prefix, Some("GET-230")));
    }
    let message = Entry::read(NEW).unwrap().message.into_owned();
    for text in [message.clone(), format!("INFO: {message}"), format!("GET-230 - {message}")] {
        assert_eq!(Entry::read(&text), None);
        let entry = Entry::read_processed(&text).unwrap();
        assert_eq!((entry.form, entry.processed().unwrap().ip), (Form::Bare, "127.0.0.1"));
    }
}

/// Whoever asks may call itself anything, and name any address behind a proxy.
#[test]
fn what_clients_send_does_not_mislead() {
    let agent = r#"1.1.1.1 - 1 - {@a:b} Processed request: 9.000sec/9.000sec ru=(1.000sec, 1.000sec) db=(1.000sec/1.000sec/1) 1B 200 "GET /x HTTP/1.1" "y" [7 dbevts]"#;
    let text = NEW.replace(r#"weird "ua" [9 dbevts] x""#, agent);
    let entry = Entry::read(&text).unwrap();
    let line = entry.processed().unwrap();
    assert_eq!((line.total.ms, line.user_agent, line.db_events), (11, agent, Some(0)));
    let text = NEW.replace("- 127.0.0.1 -", "- x Processed request: y -");
    assert_eq!(Entry::read(&text).unwrap().processed().unwrap().total.ms, 11);
}

#[test]
fn what_is_unusual() {
    let odd = |from: &str, to: &str| {
        let text = OLD.replace("200!", "200").replace("-0.480sec", "0.000sec").replace(from, to);
        Entry::read(&text).unwrap().processed().unwrap().oddities()
    };
    assert_eq!(odd("", ""), []);
    // It asked for news: whoever waits for them may go. Anywhere else somebody lost patience.
    assert_eq!(odd(" 0B 200", " 0B 499!"), [Oddity::LeftPoll]);
    assert_eq!(odd(" 0B 200", " 0B 200!"), [Oddity::LeftPoll]);
    assert!(!Oddity::LeftPoll.is_warning());
    for (status, gone) in [("499!", Oddity::Cancelled), ("200!", Oddity::Lost)] {
        let other = OLD.replace("200!", status).replace("-0.480sec", "0.000sec").replace("/events?", "/messages?");
        assert_eq!(Entry::read(&other).unwrap().processed().unwrap().oddities(), [gone]);
        assert!(gone.is_warning());
    }
    assert_eq!(odd(" 0B 200", " 0B 502"), [Oddity::ServerError]);
    assert_eq!(odd(" 0B 200", " 0B 429"), [Oddity::Limited]);
    assert_eq!(odd(" 0B 200", " 0B 403"), [Oddity::Refused]);
    assert_eq!(odd("1.500sec", "30.000sec"), [Oddity::LongPoll]);
    assert_eq!(
        odd(
            "1.500sec/0.000sec (0.006sec, 0.000sec) (0.060sec/0.015sec/5)",
            "3.000sec/1.000sec (0.900sec, 0.100sec) (0.100sec/1.000sec/100)"
        ),
        [
            Oddity::LongPoll,
            Oddity::MuchCpu,
            Oddity::MuchDb,
            Oddity::LongWait,
            Oddity::ManyTransactions,
            Oddity::SlowSend
        ]
    );
    assert_eq!(odd("[0 dbevts]", "[100 dbevts]"), [Oddity::ManyEvents]);
    assert_eq!(odd(" 0B ", " 1000000B "), [Oddity::Large]);
    assert_eq!(odd("0.000sec (0.006", "-0.000sec (0.006"), [Oddity::NegativeSend]);
    let slow = OLD.replace("1.500sec", "3.000sec").replace("/events?", "/messages?");
    assert!(Entry::read(&slow).unwrap().processed().unwrap().oddities().contains(&Oddity::Slow));
}

#[test]
fn the_lines_of_one_request() {
    let error = "2026-11-25 15:08:28,000 - synapse.http.server - 140 - ERROR - GET-37 - Failed handle request\nTraceback (most recent call last):\n  File \"x.py\", line 1\nValueError: GET-370 - x";
    let of = |tag: &str| format!("2026-11-25 15:08:28,001 - synapse.a - 1 - INFO - {tag} - said {tag}");
    let done = FAQ.replace("2019-02-14 22:35:08,196", "2026-11-25 15:08:28,002");
    let text =
        [&of("GET-370"), error, &of("GET-3"), &of("GET-37"), &of("PUT-37"), &done, &of("main"), "tail"].join("\n");
    let found = tagged(&text, "GET-37");
    assert_eq!(found.lines, [&error.lines().collect::<Vec<_>>()[..], &[&of("GET-37"), &done]].concat());
    assert_eq!(found.requests, 1);
    let twice = format!("{text}\n{TERSE}\n{text}");
    assert_eq!(tagged(&twice, "GET-37").requests, 2);
    assert_eq!(tagged(&twice, "GET-231").lines, [TERSE]);
    assert_eq!(tagged(&text, "GET").lines, Vec::<&str>::new());
    assert_eq!(tagged(&of("a"), "a").fenced(), format!("```\n{}\n```", of("a")));
    let ticks = format!("{} ````", of("a"));
    assert_eq!(tagged(&ticks, "a").fenced(), format!("`````\n{ticks}\n`````"));
}

fn time(generation: Generation) -> BoxedStrategy<String> {
    match generation {
        Generation::Milliseconds => (0..100_000_u32).prop_map(|ms| format!("{ms}ms")).boxed(),
        _ => (any::<bool>(), 0..1_000_000_u32)
            .prop_map(|(minus, ms)| format!("{}{}.{:03}sec", if minus { "-" } else { "" }, ms / 1000, ms % 1000))
            .boxed(),
    }
}

fn message(generation: Generation) -> impl Strategy<Value = String> {
    let times = prop::collection::vec(time(generation), 6);
    let who = ("[0-9a-f.:]{1,20}", "[a-z0-9]{1,5}", "(@[a-z/{}=]{1,9}:hs\\.example|None|a\\|b)");
    let asked = ("(GET|PUT|OPTIONS)", "/[!-~&&[^\"]]{0,30}", ".{0,40}");
    (times, who, asked, any::<(u64, u64, u16, bool, u64)>()).prop_map(
        move |(t, (ip, site, who), (method, uri, agent), (count, bytes, status, lost, events))| {
            let named = generation == Generation::Named;
            let (ru, db) = if named { ("ru=", "db=") } else { ("", "") };
            let send = match generation {
                Generation::Named | Generation::Sending => format!("/{}", t[5]),
                _ => String::new(),
            };
            let events = match generation {
                Generation::Milliseconds => String::new(),
                _ => format!(" [{events} dbevts]"),
            };
            format!(
                "{ip} - {site} - {{{who}}} Processed request: {}{send} {ru}({}, {}) {db}({}/{}/{count}) {bytes}B \
                 {status}{} \"{method} {uri} HTTP/1.1\" \"{agent}\"{events}",
                t[0],
                t[1],
                t[2],
                t[3],
                t[4],
                if lost { "!" } else { "" },
            )
        },
    )
}

fn any_message() -> impl Strategy<Value = (Generation, String)> {
    prop_oneof![
        Just(Generation::Milliseconds),
        Just(Generation::Seconds),
        Just(Generation::Sending),
        Just(Generation::Named),
    ]
    .prop_flat_map(|generation| (Just(generation), message(generation)))
}

proptest! {
    #[test]
    fn reading_and_writing_agree((generation, message) in any_message()) {
        let line = Processed::read(&message).unwrap();
        prop_assert_eq!(line.generation, generation);
        let written = line.to_string();
        prop_assert_eq!(&written, &message);
        prop_assert_eq!(Processed::read(&written), Some(line));
        let whole = format!("worker | 2026-11-25 15:08:27,996 - synapse.access.http.1 - 643 - INFO - GET-1 - {message}");
        let entry = Entry::read(&whole).unwrap();
        prop_assert_eq!(entry.processed(), Some(line));
        let _ = line.oddities();
    }

    #[test]
    fn no_text_makes_it_panic(text in "(?s).*", cut in any::<prop::sample::Index>()) {
        let _ = Entry::read_processed(&text).map(|entry| entry.processed().map(|line| line.oddities()));
        let _ = tagged(&text, "GET-1");
        // Real lines with something in the middle.
        for line in [NEW, OLD, FAQ, TERSE, GCP] {
            let at = cut.index(line.len() + 1);
            let at = (0..=at).rev().find(|at| line.is_char_boundary(*at)).unwrap();
            let (before, after) = line.split_at(at);
            for mixed in [before.to_owned(), after.to_owned(), format!("{before}{text}{after}")] {
                let _ = Entry::read_processed(&mixed).map(|entry| entry.processed().map(|line| line.oddities()));
            }
        }
    }
}

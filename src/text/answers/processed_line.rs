//! What do the fields of a “Processed request” line mean?

use super::Words;
use crate::model::log::{Entry, Form, Generation, Oddity, Processed};

/// What the page has as every answer has it.
pub(super) const WORDS: Words = Words {
    question: "What do the fields of a “Processed request” line mean?",
    lead: "Synapse ends every request with one line that says who asked what, how long it took, and what it cost. Paste \
           one, and each field is explained.",
    keywords: "log format access line ru db dbevts sec 499 slow homeserver.log json journald docker",
    limits: &[
        "What is pasted here stays in this browser: nothing is sent, and nothing is hidden from it either. Before you \
         post a line elsewhere, mind the names and addresses in it.",
        "One line is not the whole story of a request: what it waited for stands in the lines before it, with the same \
         tag.",
        "When something counts as slow, many or large is Glia's own choice: 3 seconds, 1 second of processor or database, \
         100 transactions or events, 1 MB.",
        "Requests that never end have no such line.",
    ],
    faq: "“See Request log format”: a page of Synapse's documentation, which describes the newest format alone. These \
          commands find lines to paste.",
};

sentences! {
    paste_label = "Log line";
    paste_hint = "A line with “Processed request”, with whatever stands before it; or several: the first such line is explained. JSON logs, too. It stays in this browser.";
    example = "Show an example";
    example_old = "Show an older example";
    none_found = "There is no complete “Processed request” line in this text. Is it cut off at an end?";
    unusual = "What is unusual";
    nothing_unusual = "Nothing about this request is unusual.";
    fields = "The fields";
    table = "Fields of the line";
    column_field = "Field";
    column_value = "In the line";
    column_meaning = "Meaning";
    explorer = "See all requests of a log in the log explorer: the slowest, the failed, by endpoint and by user";
    worth = "Look into it";
    note = "Note";
}

/// A line to try the page with, as Synapse 1.163 writes it.
pub const EXAMPLE: &str = "2026-11-25 15:08:29,966 - synapse.access.http.8008 - 643 - INFO - GET-233 - 2001:db8::7 - 8008 - {@alice:example.com} Processed request: 1.810sec/-0.812sec ru=(0.034sec, 0.002sec) db=(0.193sec/0.410sec/35) 0B 200! \"GET /_matrix/client/v3/rooms/%21abc%3Aexample.com/messages?dir=b HTTP/1.1\" \"Element/1.11\" [212 dbevts]";

/// The FAQ's own example, from 2019.
pub const EXAMPLE_OLD: &str = "2019-02-14 22:35:08,196 - synapse.access.http.8008 - 302 - INFO - GET-37 - ::1 - 8008 - {@richvdh:localhost} Processed request: 0.173sec/0.001sec (0.002sec, 0.000sec) (0.027sec/0.026sec/2) 687B 200 \"GET /_matrix/client/r0/sync HTTP/1.1\" \"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/69.0.3497.100 Safari/537.36\" [0 dbevts]";

/// Which Synapse writes such lines.
#[must_use]
pub fn generation(generation: Generation) -> &'static str {
    match generation {
        Generation::Named => "Synapse 1.150 and newer write lines like this.",
        Generation::Sending => {
            "Synapse 0.99 to 1.149 write lines like this: the fields stand in the same order as today, without ru= and db=."
        }
        Generation::Seconds => "Synapse around 0.33 wrote lines like this: there is no time for sending yet.",
        Generation::Milliseconds => {
            "Synapse up to 0.27 wrote lines like this: in whole milliseconds, without a time for sending and without events."
        }
    }
}

/// More lines of the kind were pasted.
#[must_use]
pub fn more_lines(formatted: &str) -> String {
    format!("The text holds {formatted} such lines. This is about the first.")
}

/// A field of the line: its name, its value as written, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// As written.
    pub value: String,
    /// What it means.
    pub meaning: String,
}

fn field(name: &'static str, value: impl Into<String>, meaning: impl Into<String>) -> Field {
    Field { name, value: value.into(), meaning: meaning.into() }
}

/// All fields, in the order of the line.
#[must_use]
pub fn all_fields(entry: &Entry<'_>, line: &Processed<'_>) -> Vec<Field> {
    let mut all = surroundings(entry, line);
    all.push(field("Client", line.ip, ip(line)));
    all.push(field("Listener", line.site, "The listener's tag, or else its port, in homeserver.yaml."));
    all.push(field("Requester", line.requester, requester(line.requester)));
    let total = "From receiving the request until its handler was done: also waiting for the database, for other servers \
                 and for other requests.";
    all.push(field("Processing time", line.total.text, total));
    if let Some(send) = line.send {
        let below = if send.is_negative() {
            " It is negative: the answer, or the connection, was over before the handler was."
        } else {
            ""
        };
        all.push(field(
            "Sending time",
            send.text,
            format!("From then until the answer was sent to the client (or the proxy).{below}"),
        ));
    }
    all.push(field("User CPU", line.user_cpu.text, "Processor time in Synapse's own code for this request."));
    all.push(field("System CPU", line.system_cpu.text, "Processor time in the operating system for it."));
    let summed = "summed over work done side by side, so it can exceed the processing time.";
    all.push(field(
        "Database wait",
        line.db_wait.text,
        format!("Waiting for a free connection to the database, {summed}"),
    ));
    all.push(field("Database time", line.db_time.text, format!("In database transactions, {summed}")));
    all.push(field("Transactions", line.db_count.to_string(), "How many database transactions it took."));
    all.push(field(
        "Response size",
        format!("{}B", line.bytes),
        "Bytes of the answer that were sent, without headers.",
    ));
    let status_text = format!("{}{}", line.status, if line.lost { "!" } else { "" });
    all.push(field("Status", status_text, status(line)));
    all.push(field("Method", line.method, "What the client wanted: GET reads, PUT and POST change."));
    all.push(field(
        "Address",
        line.uri,
        "As it reached Synapse, with its escapes. Access tokens are replaced by <redacted>.",
    ));
    all.push(field("Protocol", line.protocol, "Of the connection to Synapse, so mostly the proxy's."));
    let agent = if line.user_agent == "-" {
        "The client did not say what it is."
    } else {
        "What the client calls itself. It may say anything."
    };
    all.push(field("User agent", line.user_agent, agent));
    if let Some(events) = line.db_events {
        all.push(field("Events from the database", events.to_string(), "Events that no cache had (dbevts)."));
    }
    all
}

fn surroundings(entry: &Entry<'_>, line: &Processed<'_>) -> Vec<Field> {
    let mut all = Vec::new();
    let prefix = entry.prefix.trim();
    if !prefix.is_empty() {
        all.push(field("Before the line", prefix, "Not Synapse's: journald, docker, or the name of a worker."));
    }
    if let Some(time) = &entry.time {
        let zone = match entry.form {
            Form::Gcp => "In UTC.",
            Form::Json if !time.contains(':') => "In seconds since 1970.",
            _ => "In the server's local time, without a zone.",
        };
        let meaning =
            format!("When the request was finished, not received: that was {} before. {zone}", line.total.text);
        all.push(field("Time", time.clone(), meaning));
    }
    if let Some(logger) = &entry.logger {
        all.push(field("Logger", logger.clone(), "Which part of Synapse writes: the access log, and its listener."));
    }
    if let Some(number) = entry.source_line {
        all.push(field("Source line", number, "The line of Synapse's source that writes this."));
    }
    if let Some(level) = &entry.level {
        all.push(field("Level", level.clone(), "INFO, but DEBUG for OPTIONS and /health."));
    }
    match &entry.tag {
        Some(tag) => all.push(field(
            "Request tag",
            tag.clone(),
            "All lines of this request have it. The number begins anew with each start, and each worker counts by \
             itself; a proxy's own request id may stand in its place.",
        )),
        None if entry.form == Form::Gcp => all.push(field(
            "Request tag",
            "",
            "GcpJsonFormatter leaves it out, so the other lines of this request cannot be told from others.",
        )),
        None => {}
    }
    all
}

fn ip(line: &Processed<'_>) -> &'static str {
    if line.ip.starts_with('/') {
        "The socket that the request came through: the client's address is unknown."
    } else {
        "Where the request came from: the first address of X-Forwarded-For, if the listener has x_forwarded, else the \
         proxy itself."
    }
}

fn requester(requester: &str) -> String {
    if let Some((admin, user)) = requester.split_once('|') {
        return format!("{admin} acted as {user}, with a token made for that.");
    }
    match requester {
        "None" | "" => "Nobody: no access token and no signature, or none that was accepted.".to_owned(),
        user if user.starts_with('@') => "The user whose access token was used.".to_owned(),
        _ => "The homeserver that signed the request.".to_owned(),
    }
}

fn status(line: &Processed<'_>) -> String {
    let class = match line.status {
        499 => "Not sent: Synapse gave up, because the client had gone.",
        200..=299 => "Done.",
        300..=399 => "The client is sent elsewhere.",
        401 => "The token or signature is missing or not valid (any more).",
        403 => "Not allowed.",
        404 => "There is no such thing, or no such endpoint.",
        429 => "Too many requests: the rate limit of homeserver.yaml.",
        400..=498 => "The client's mistake, as Synapse sees it.",
        500..=599 => "Synapse's own failure, or that of a server that it asked.",
        _ => "The HTTP status.",
    };
    let lost = if line.lost { " The ! says that the connection was lost before all was sent." } else { "" };
    format!("{class}{lost}")
}

/// What is unusual: in short, and what it may mean.
#[must_use]
pub fn oddity(oddity: Oddity) -> (&'static str, &'static str) {
    match oddity {
        Oddity::Cancelled => (
            "Given up (499!)",
            "The client, or the proxy for it, closed the connection, and Synapse stopped working for it. Mostly a timeout \
             of a client or proxy that was shorter than the processing time.",
        ),
        Oddity::Lost => (
            "The connection was lost (!)",
            "The client, or the proxy for it, had gone before the answer was sent. Synapse finished the work all the \
             same. If it happens often, compare the proxy's timeout with the processing time.",
        ),
        Oddity::ServerError => {
            ("A failure of the server", "The lines before it with the same tag say why, with a traceback.")
        }
        Oddity::Limited => ("Rate-limited", "The client asks too often, or the limits (rc_…) are too strict for it."),
        Oddity::Refused => ("Refused", "Nothing to worry about by itself: tokens end, and people try."),
        Oddity::Slow => (
            "Slow",
            "More than 3 seconds. If neither CPU nor the database explains it, Synapse waited: for another server, for a \
             lock, or behind other requests.",
        ),
        Oddity::LongPoll => {
            ("Long, as it should be", "Clients ask /sync and /events to wait for news, mostly for 30 seconds.")
        }
        Oddity::MuchCpu => ("Much CPU", "At least 1 second. Synapse's process serves nothing else meanwhile."),
        Oddity::MuchDb => (
            "Much time in the database",
            "At least 1 second. The database is slow (disk, vacuum, missing statistics), or the request is large.",
        ),
        Oddity::LongWait => (
            "Waited for the database",
            "At least 0.1 seconds for a free connection: all were in use. If it happens often, cp_max of the database in \
             homeserver.yaml is too low, or the database too slow.",
        ),
        Oddity::ManyTransactions => ("Many transactions", "At least 100, for one request."),
        Oddity::ManyEvents => (
            "Many events from the database",
            "At least 100 that no cache had. If it happens often, the caches are small for this server.",
        ),
        Oddity::SlowSend => ("Sending took long", "At least 1 second: a slow client or proxy, or a large answer."),
        Oddity::NegativeSend => (
            "Negative sending time",
            "Nothing to worry about by itself: the answer, or the connection, was over before the handler was.",
        ),
        Oddity::Large => ("A large answer", "At least 1 MB."),
        Oddity::Puppet => ("An admin acts as a user", "Somebody used the admin API to get a token of that user."),
    }
}

#[cfg(test)]
mod tests {
    use super::{EXAMPLE, EXAMPLE_OLD, all_fields, oddity};
    use crate::model::log::{Entry, Oddity};

    #[test]
    fn every_letter_of_a_line_is_explained() {
        for example in [EXAMPLE, EXAMPLE_OLD] {
            let entry = Entry::read_processed(example).unwrap();
            let line = entry.processed().unwrap();
            let mut rest = example.to_owned();
            for field in all_fields(&entry, &line) {
                assert!(!field.meaning.is_empty());
                let at = rest.find(&field.value).unwrap_or_else(|| panic!("{} in {rest}", field.value));
                rest = rest[at + field.value.len()..].to_owned();
            }
            assert_eq!(rest, " dbevts]");
        }
    }

    #[test]
    fn the_example_shows_something() {
        let entry = Entry::read_processed(EXAMPLE).unwrap();
        let odd = entry.processed().unwrap().oddities();
        assert_eq!(odd, [Oddity::Lost, Oddity::LongWait, Oddity::ManyEvents, Oddity::NegativeSend]);
        assert!(odd.into_iter().all(|odd| !oddity(odd).1.is_empty()));
    }

    #[test]
    fn says_who_asked() {
        for (who, says) in [
            ("None", "Nobody"),
            ("@a:hs", "The user"),
            ("hs.example:8448", "The homeserver"),
            ("@a:hs|@b:hs", "@a:hs acted as @b:hs"),
        ] {
            assert!(super::requester(who).starts_with(says), "{who}");
        }
    }
}

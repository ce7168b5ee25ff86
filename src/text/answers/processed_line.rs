//! What do the fields of a “Processed request” line mean?

use super::Words;
use crate::model::log::{Entry, Form, Generation, Oddity, Processed};
use crate::route::Question;
use crate::text::questions::question;

sentences! {
    lead = "Synapse ends every request with one line that says who asked what, how long it took, and what it cost. Paste one, and each field is explained.";
    keywords = "log format access line ru db dbevts sec 499 slow homeserver.log json journald docker";
    limit_stays = "What is pasted here stays in this browser: nothing is sent, and nothing is hidden from it either. Before you post a line elsewhere, mind the names and addresses in it.";
    limit_story = "One line is not the whole story of a request: what it waited for is in the earlier lines with the same tag.";
    limit_thresholds = "When something counts as slow, many or large is Glia's own choice: 3 seconds, 1 second of processor or database, 100 transactions or events, 1 MB.";
    limit_unending = "Requests that never end have no such line.";
    faq = "“See Request log format”: a page of Synapse's documentation, which describes the newest format alone. These commands find lines to paste.";
    paste_label = "Log line";
    paste_hint = "A line with “Processed request”, with anything in front of it; or several: the first such line is explained. JSON logs work, too. It stays in this browser.";
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
    more_lines(formatted: &str) = "The text has {formatted} such lines. This explains the first.";
    generation(generation: Generation) = {
        named: Generation::Named => "Synapse 1.150 and newer write lines like this.",
        sending: Generation::Sending => "Synapse 0.99 to 1.149 write lines like this: the fields stand in the same order as today, without ru= and db=.",
        seconds: Generation::Seconds => "Synapse around 0.33 wrote lines like this, without a sending time.",
        milliseconds: Generation::Milliseconds => "Synapse up to 0.27 wrote lines like this: in whole milliseconds, without a time for sending and without events.",
    };
    requester_none = "Nobody: no access token and no signature, or none that was accepted.";
    requester_other = "The homeserver that signed the request.";
    status_499 = "Not sent: Synapse gave up because the client had gone.";
    status_200_299 = "Done.";
    status_300_399 = "The client is sent elsewhere.";
    status_401 = "The token or signature is missing or no longer valid.";
    status_403 = "Not allowed.";
    status_404 = "The thing or the endpoint does not exist.";
    status_429 = "Too many requests: the rate limit of homeserver.yaml.";
    status_400_498 = "The client's mistake, as Synapse sees it.";
    status_other = "The HTTP status.";
    oddity_cancelled = "Abandoned (499!)";
    oddity_cancelled_hint = "The client, or the proxy for it, closed the connection, and Synapse stopped working for it. Usually the timeout of a client or proxy was shorter than the processing time.";
    oddity_lost = "The connection was lost (!)";
    oddity_lost_hint = "The client, or the proxy for it, had gone before the answer was sent. Synapse finished the work anyway. If it happens often, compare the proxy's timeout with the processing time.";
    oddity_left_poll = "The client went away";
    oddity_left_poll_hint = "Nothing to worry about by itself: clients that wait for news close the connection when they are closed, lose the network or ask anew.";
    oddity_server_error = "A failure of the server";
    oddity_server_error_hint = "The lines before it with the same tag say why, with a traceback.";
    oddity_limited = "Rate-limited";
    oddity_limited_hint = "The client asks too often, or the limits (rc_…) are too strict for it.";
    oddity_refused = "Refused";
    oddity_refused_hint = "Nothing to worry about by itself: tokens expire, and people try.";
    oddity_slow = "Slow";
    oddity_slow_hint = "More than 3 seconds. If neither CPU nor the database explains it, Synapse waited: for another server, for a lock, or behind other requests.";
    oddity_long_poll = "Long on purpose";
    oddity_long_poll_hint = "Clients ask /sync and /events to wait for news, usually for 30 seconds.";
    oddity_much_cpu = "Much CPU";
    oddity_much_cpu_hint = "At least 1 second. Synapse's process serves nothing else meanwhile.";
    oddity_much_db = "Much time in the database";
    oddity_much_db_hint = "At least 1 second. The database is slow (disk, vacuum, missing statistics), or the request is large.";
    oddity_long_wait = "Waited for the database";
    oddity_long_wait_hint = "At least 0.1 seconds for a free connection: all were in use. If it happens often, cp_max of the database in homeserver.yaml is too low, or the database too slow.";
    oddity_many_transactions = "Many transactions";
    oddity_many_transactions_hint = "At least 100, for one request.";
    oddity_many_events = "Many events from the database";
    oddity_many_events_hint = "At least 100 that no cache had. If it happens often, the caches are small for this server.";
    oddity_slow_send = "Sending took long";
    oddity_slow_send_hint = "At least 1 second: a slow client or proxy, or a large answer.";
    oddity_negative_send = "Negative sending time";
    oddity_negative_send_hint = "Nothing to worry about by itself: the answer, or the connection, was over before the handler was.";
    oddity_large = "A large answer";
    oddity_large_hint = "At least 1 MB.";
    oddity_puppet = "An admin acts as a user";
    oddity_puppet_hint = "Somebody used the admin API to get a token of that user.";
    status_500_599 = "Synapse's own failure, or that of a server that it asked.";
    status_lost(class: &str) = "{class} The ! says that the connection was lost before all was sent.";
    requester_puppet(admin: &str, user: &str) = "{admin} acted as {user}, with a token issued for that.";
    requester_user = "The user whose access token was used.";
    means_listener = "The listener's tag, or else its port, in homeserver.yaml.";
    means_total = "From receiving the request until its handler was done: also waiting for the database, for other servers and for other requests.";
    means_user_cpu = "Processor time in Synapse's own code for this request.";
    means_system_cpu = "Processor time in the operating system for it.";
    means_transactions = "How many database transactions it took.";
    means_bytes = "Bytes of the answer that were sent, without headers.";
    means_method = "What the client wanted: GET reads, PUT and POST change.";
    means_address = "As it reached Synapse, with its escapes. Access tokens are replaced by <redacted>.";
    means_protocol = "Of the connection to Synapse, so usually the proxy's.";
    means_no_agent = "The client did not say what it is.";
    means_agent = "What the client calls itself. It may say anything.";
    means_events = "Events that no cache had (dbevts).";
    means_prefix = "Not Synapse's: journald, docker, or the name of a worker.";
    zone_utc = "In UTC.";
    zone_epoch = "In seconds since 1970.";
    zone_local = "In the server's local time, without a zone.";
    means_logger = "Which part of Synapse writes: the access log, and its listener.";
    means_source_line = "The line of Synapse's source that writes this.";
    means_level = "INFO, but DEBUG for OPTIONS and /health.";
    means_tag = "All lines of this request have it. The number restarts with each start, and each worker counts separately; a proxy's own request ID may stand in its place.";
    means_no_tag = "GcpJsonFormatter leaves it out, so the other lines of this request cannot be told from others.";
    means_socket = "The socket that the request came through: the client's address is unknown.";
    means_ip = "Where the request came from: the first address of X-Forwarded-For, if the listener has x_forwarded, else the proxy itself.";
    means_sending = "From then until the answer was sent to the client (or the proxy).";
    means_negative_sending = "From then until the answer was sent to the client (or the proxy). It is negative: the answer, or the connection, was over before the handler was.";
    means_db_wait = "Waiting for a free connection to the database, summed over work done side by side, so it can exceed the processing time.";
    means_db_time = "In database transactions, summed over work done side by side, so it can exceed the processing time.";
    means_time(before: &str, zone: &str) = "When the request was finished, not received: that was {before} before. {zone}";
    field_client = "Client";
    field_listener = "Listener";
    field_requester = "Requester";
    field_processing_time = "Processing time";
    field_sending_time = "Sending time";
    field_user_cpu = "User CPU";
    field_system_cpu = "System CPU";
    field_database_wait = "Database wait";
    field_database_time = "Database time";
    field_transactions = "Transactions";
    field_response_size = "Response size";
    field_status = "Status";
    field_method = "Method";
    field_address = "Address";
    field_protocol = "Protocol";
    field_user_agent = "User agent";
    field_events_from_the_database = "Events from the database";
    field_before_the_line = "Before the line";
    field_time = "Time";
    field_logger = "Logger";
    field_source_line = "Source line";
    field_level = "Level";
    field_request_tag = "Request tag";
}

/// What the page has as every answer has it.
pub fn words() -> Words {
    Words {
        question: question(Question::ProcessedLine),
        lead: lead(),
        keywords: keywords(),
        limits: vec![limit_stays(), limit_story(), limit_thresholds(), limit_unending()],
        faq: faq(),
    }
}

/// A line to try the page with, as Synapse 1.163 writes it.
pub const EXAMPLE: &str = "2026-11-25 15:08:29,966 - synapse.access.http.8008 - 643 - INFO - GET-233 - 2001:db8::7 - 8008 - {@alice:example.com} Processed request: 1.810sec/-0.812sec ru=(0.034sec, 0.002sec) db=(0.193sec/0.410sec/35) 0B 200! \"GET /_matrix/client/v3/rooms/%21abc%3Aexample.com/messages?dir=b HTTP/1.1\" \"Element/1.11\" [212 dbevts]";

/// The FAQ's own example, from 2019.
pub const EXAMPLE_OLD: &str = "2019-02-14 22:35:08,196 - synapse.access.http.8008 - 302 - INFO - GET-37 - ::1 - 8008 - {@richvdh:localhost} Processed request: 0.173sec/0.001sec (0.002sec, 0.000sec) (0.027sec/0.026sec/2) 687B 200 \"GET /_matrix/client/r0/sync HTTP/1.1\" \"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/69.0.3497.100 Safari/537.36\" [0 dbevts]";

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
    all.push(field(field_client(), line.ip, ip(line)));
    all.push(field(field_listener(), line.site, means_listener()));
    all.push(field(field_requester(), line.requester, requester(line.requester)));
    let total = means_total();
    all.push(field(field_processing_time(), line.total.text, total));
    if let Some(send) = line.send {
        let meaning = if send.is_negative() { means_negative_sending() } else { means_sending() };
        all.push(field(field_sending_time(), send.text, meaning));
    }
    all.push(field(field_user_cpu(), line.user_cpu.text, means_user_cpu()));
    all.push(field(field_system_cpu(), line.system_cpu.text, means_system_cpu()));
    all.push(field(field_database_wait(), line.db_wait.text, means_db_wait()));
    all.push(field(field_database_time(), line.db_time.text, means_db_time()));
    all.push(field(field_transactions(), line.db_count.to_string(), means_transactions()));
    all.push(field(field_response_size(), format!("{}B", line.bytes), means_bytes()));
    let status_text = format!("{}{}", line.status, if line.lost { "!" } else { "" });
    all.push(field(field_status(), status_text, status(line)));
    all.push(field(field_method(), line.method, means_method()));
    all.push(field(field_address(), line.uri, means_address()));
    all.push(field(field_protocol(), line.protocol, means_protocol()));
    let agent = if line.user_agent == "-" { means_no_agent() } else { means_agent() };
    all.push(field(field_user_agent(), line.user_agent, agent));
    if let Some(events) = line.db_events {
        all.push(field(field_events_from_the_database(), events.to_string(), means_events()));
    }
    all
}

fn surroundings(entry: &Entry<'_>, line: &Processed<'_>) -> Vec<Field> {
    let mut all = Vec::new();
    let prefix = entry.prefix.trim();
    if !prefix.is_empty() {
        all.push(field(field_before_the_line(), prefix, means_prefix()));
    }
    if let Some(time) = &entry.time {
        let zone = match entry.form {
            Form::Gcp => zone_utc(),
            Form::Json if !time.contains(':') => zone_epoch(),
            _ => zone_local(),
        };
        let meaning = means_time(line.total.text, zone);
        all.push(field(field_time(), time.clone(), meaning));
    }
    if let Some(logger) = &entry.logger {
        all.push(field(field_logger(), logger.clone(), means_logger()));
    }
    if let Some(number) = entry.source_line {
        all.push(field(field_source_line(), number, means_source_line()));
    }
    if let Some(level) = &entry.level {
        all.push(field(field_level(), level.clone(), means_level()));
    }
    match &entry.tag {
        Some(tag) => all.push(field(field_request_tag(), tag.clone(), means_tag())),
        None if entry.form == Form::Gcp => all.push(field(field_request_tag(), "", means_no_tag())),
        None => {}
    }
    all
}

fn ip(line: &Processed<'_>) -> &'static str {
    if line.ip.starts_with('/') { means_socket() } else { means_ip() }
}

fn requester(requester: &str) -> String {
    if let Some((admin, user)) = requester.split_once('|') {
        return requester_puppet(admin, user);
    }
    match requester {
        "None" | "" => requester_none().to_owned(),
        user if user.starts_with('@') => requester_user().to_owned(),
        _ => requester_other().to_owned(),
    }
}

fn status(line: &Processed<'_>) -> String {
    let class = match line.status {
        499 => status_499(),
        200..=299 => status_200_299(),
        300..=399 => status_300_399(),
        401 => status_401(),
        403 => status_403(),
        404 => status_404(),
        429 => status_429(),
        400..=498 => status_400_498(),
        500..=599 => status_500_599(),
        _ => status_other(),
    };
    if line.lost { status_lost(class) } else { class.to_owned() }
}

/// What is unusual: in short, and what it may mean.
#[must_use]
pub fn oddity(oddity: Oddity) -> (&'static str, &'static str) {
    match oddity {
        Oddity::Cancelled => (oddity_cancelled(), oddity_cancelled_hint()),
        Oddity::Lost => (oddity_lost(), oddity_lost_hint()),
        Oddity::LeftPoll => (oddity_left_poll(), oddity_left_poll_hint()),
        Oddity::ServerError => (oddity_server_error(), oddity_server_error_hint()),
        Oddity::Limited => (oddity_limited(), oddity_limited_hint()),
        Oddity::Refused => (oddity_refused(), oddity_refused_hint()),
        Oddity::Slow => (oddity_slow(), oddity_slow_hint()),
        Oddity::LongPoll => (oddity_long_poll(), oddity_long_poll_hint()),
        Oddity::MuchCpu => (oddity_much_cpu(), oddity_much_cpu_hint()),
        Oddity::MuchDb => (oddity_much_db(), oddity_much_db_hint()),
        Oddity::LongWait => (oddity_long_wait(), oddity_long_wait_hint()),
        Oddity::ManyTransactions => (oddity_many_transactions(), oddity_many_transactions_hint()),
        Oddity::ManyEvents => (oddity_many_events(), oddity_many_events_hint()),
        Oddity::SlowSend => (oddity_slow_send(), oddity_slow_send_hint()),
        Oddity::NegativeSend => (oddity_negative_send(), oddity_negative_send_hint()),
        Oddity::Large => (oddity_large(), oddity_large_hint()),
        Oddity::Puppet => (oddity_puppet(), oddity_puppet_hint()),
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

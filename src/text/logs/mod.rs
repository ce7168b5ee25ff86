//! The log explorer: opening a log, reading it, and the ways to look at it.

pub mod errors;
pub mod filter;
pub mod find;
pub mod overview;
pub mod problems;
pub mod recognised;
pub mod requests;

use crate::logs::protocol::Trouble;
use crate::route::LogsTab;

sentences! {
    title = "Log explorer";
    lead = "Which requests were slow, which failed, what belongs together: from Synapse's own log, homeserver.log.";
    promise = "Nothing is uploaded: whatever their size, the files are read in this browser and never leave this computer.";
    drop_here<choose> = "Drop log files here, or {choose}";
    choose = "Choose files";
    formats = "Plain text, .gz and .zst; several at once, as in rotated files and those of workers. Synapse's default format, its JSON formats, and what journald, docker or kubectl print are recognised.";
    where_is_it = "Where is it? Usually in /var/log/matrix-synapse/ or beside homeserver.yaml; otherwise journalctl -u matrix-synapse or docker logs prints it.";
    paste = "Paste lines instead";
    paste_label = "Lines of the log";
    paste_hint = "An excerpt, as it is. It stays in this browser.";
    paste_read = "Read these lines";
    pasted_name = "pasted.log";
    sample = "Open the sample";
    sample_what = "No log at hand? This Glia comes with a sample.";
    sample_missing = "The sample could not be read:";
    gone = "The log that this address refers to is not open.";
    gone_hint = "Browsers forget files when a page is reloaded. Open the same files again to get everything back.";
    close = "Close this log";
    tabs = "Views of the log";
    loading = "Counting…";
    progress = "Reading";
    stop = "Stop";
    again = "Read again";
    stopped = "Stopped before the end: everything below covers only what has been read.";
    worker_failed = "The part of Glia that reads logs has stopped working.";
    worker_hint = "What you see is what it had found by then. Reading again may help; if not, the log may be too large for this browser: try one file, or part of one.";
    no_requests = "There are no “Processed request” lines in this log.";
    no_requests_hint = "Without them no request is known. Is it Synapse's log? Its access log must not be above the level INFO.";
    no_requests_yet = "No “Processed request” line so far …";
    see_recognised = "See what was recognised";
    local_times = "Times are as the log has them: the server's local time.";
    sample_status(status: u16) = "the web server answered {status}";
    found_so_far(lines: &str, requests: &str) = "{lines} lines, {requests} requests";
    read_in(size: &str, time: &str) = "{size} in {time}";
    from_to(from: &str, to: &str) = "{from} to {to}";
    files(n: usize, count: &str) = { by n: one "{count} file", other "{count} files" };
    many_unrecognised(percent: &str) = "{percent} of the lines were not recognised; they are not counted anywhere.";
    tab(tab: LogsTab) = {
        overview: LogsTab::Overview => "Overview",
        requests: LogsTab::Requests => "Requests",
        problems: LogsTab::Problems => "Problems",
        errors: LogsTab::Errors => "Errors",
        find: LogsTab::Find => "Find",
        recognised: LogsTab::Recognised => "Recognised",
    };
    trouble_empty = "Empty";
    trouble_empty_hint = "The file has no bytes. Was the log rotated just now? Then the lines are in the file before it.";
    trouble_binary = "No text";
    trouble_binary_hint = "It does not contain text. Is it an archive, a database, or compressed in a way that its name does not show?";
    trouble_unreadable = "Unreadable";
    trouble_unreadable_hint = "The file has changed since it was opened, as a log that Synapse is writing does, or it is gone. Open it again, or open a copy.";
    trouble_broken = "Broken";
    trouble_broken_hint = "It is compressed but incomplete. Everything before the break was read.";
    trouble_unknown_compression = "Unknown compression";
    trouble_unknown_compression_hint = "Only .gz and .zst can be decompressed here. Decompress it first, for example with xz -d or bunzip2.";
    trouble_nothing = "Nothing open";
    trouble_nothing_hint = "There is nothing to look at.";
    progress_alone(read: &str, size: &str) = "{read} of {size}";
    progress_rate(read: &str, size: &str, rate: &str) = "{read} of {size}, {rate} per second";
    progress_left(read: &str, size: &str, rate: &str, left: &str) = "{read} of {size}, {rate} per second, {left} left";
    left_alone(read: &str, size: &str, left: &str) = "{read} of {size}, {left} left";
    troubled(n: usize, count: &str) = { by n: one "One file could not be read to its end.", other "{count} files could not be read to their ends." };
}

/// How far reading is: "1.2 GiB of 4 GiB, 310 MiB a second, 9 seconds left".
#[must_use]
pub fn progress_is(read: &str, size: &str, rate: Option<&str>, left: Option<&str>) -> String {
    match (rate, left) {
        (Some(rate), Some(left)) => progress_left(read, size, rate, left),
        (Some(rate), None) => progress_rate(read, size, rate),
        (None, Some(left)) => left_alone(read, size, left),
        (None, None) => progress_alone(read, size),
    }
}

/// What is wrong with a file: in short, and what to do.
#[must_use]
pub fn trouble(trouble: &Trouble) -> (&'static str, &'static str) {
    match trouble {
        Trouble::Empty => (trouble_empty(), trouble_empty_hint()),
        Trouble::Binary => (trouble_binary(), trouble_binary_hint()),
        Trouble::Unreadable(_) => (trouble_unreadable(), trouble_unreadable_hint()),
        Trouble::Broken(_) => (trouble_broken(), trouble_broken_hint()),
        Trouble::UnknownCompression(_) => (trouble_unknown_compression(), trouble_unknown_compression_hint()),
        Trouble::Nothing => (trouble_nothing(), trouble_nothing_hint()),
    }
}

/// The browser's or the decoder's own words for it.
#[must_use]
pub fn trouble_words(trouble: &Trouble) -> Option<&str> {
    match trouble {
        Trouble::Unreadable(words) | Trouble::Broken(words) | Trouble::UnknownCompression(words) => {
            Some(words.as_str()).filter(|words| !words.is_empty())
        }
        Trouble::Empty | Trouble::Binary | Trouble::Nothing => None,
    }
}

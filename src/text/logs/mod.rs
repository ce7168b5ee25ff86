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
    link = "Read a log of Synapse (needs no account)";
    lead = "Which requests were slow, which failed, what belongs together: from Synapse's own log, homeserver.log.";
    promise = "Nothing is uploaded: whatever their size, the files are read in this browser and never leave this computer.";
    drop_here = "Drop log files here, or";
    choose = "Choose files";
    formats = "Plain text, .gz and .zst; several at once, as in rotated files and those of workers. Synapse's default format, its JSON formats, and what journald, docker or kubectl print are recognised.";
    where_is_it = "Where is it? Mostly in /var/log/matrix-synapse/ or beside homeserver.yaml; else journalctl -u matrix-synapse or docker logs print it.";
    paste = "Paste lines instead";
    paste_label = "Lines of the log";
    paste_hint = "An excerpt, as it is. It stays in this browser.";
    paste_read = "Read these lines";
    pasted_name = "pasted.log";
    sample = "Open the sample";
    sample_what = "No log at hand? Whoever hosts this Glia has put one beside it.";
    sample_missing = "The sample could not be read:";
    gone = "The log that this address is about is not open (any more).";
    gone_hint = "Browsers forget files when a page is reloaded. Open the same files again, and all is as it was.";
    close = "Close this log";
    tabs = "Views of the log";
    loading = "Counting…";
    progress = "Reading";
    stop = "Stop";
    again = "Read again";
    stopped = "Stopped before the end: all that follows is about what has been read.";
    worker_failed = "The part of Glia that reads logs has stopped working.";
    worker_hint = "What is shown is what it had found until then. Reading again may help; if it does not, the log may be too large for this browser: try one file, or a part of it.";
    no_requests = "There are no “Processed request” lines in this log.";
    no_requests_hint = "Without them no request is known. Is it Synapse's log? Its access log must not be above the level INFO.";
    no_requests_yet = "No “Processed request” line so far …";
    see_recognised = "See what was recognised";
    local_times = "Times are as the log has them: the server's local time.";
}

/// What a tab is called.
#[must_use]
pub fn tab(tab: LogsTab) -> &'static str {
    match tab {
        LogsTab::Overview => "Overview",
        LogsTab::Requests => "Requests",
        LogsTab::Problems => "Problems",
        LogsTab::Errors => "Errors",
        LogsTab::Find => "Find",
        LogsTab::Recognised => "Recognised",
    }
}

/// The browser did not give the sample.
#[must_use]
pub fn sample_status(status: u16) -> String {
    format!("the web server answered {status}")
}

/// How far reading is: "1.2 GiB of 4 GiB, 310 MiB a second, 9 seconds left".
#[must_use]
pub fn progress_is(read: &str, size: &str, rate: Option<&str>, left: Option<&str>) -> String {
    let mut words = format!("{read} of {size}");
    if let Some(rate) = rate {
        words.push_str(&format!(", {rate} a second"));
    }
    if let Some(left) = left {
        words.push_str(&format!(", {left} left"));
    }
    words
}

/// What has been found so far.
#[must_use]
pub fn found_so_far(lines: &str, requests: &str) -> String {
    format!("{lines} lines, {requests} requests")
}

/// What was read.
#[must_use]
pub fn read_in(size: &str, time: &str) -> String {
    format!("{size} in {time}")
}

/// A stretch of time.
#[must_use]
pub fn from_to(from: &str, to: &str) -> String {
    format!("{from} to {to}")
}

/// Several files.
#[must_use]
pub fn files(count: usize, formatted: &str) -> String {
    crate::text::counted(u64::try_from(count).unwrap_or(u64::MAX), formatted, "file", "files")
}

/// Some files could not be read.
#[must_use]
pub fn troubled(count: usize, formatted: &str) -> String {
    match count {
        1 => "One file could not be read to its end.".to_owned(),
        _ => format!("{formatted} files could not be read to their ends."),
    }
}

/// Many lines are no log of Synapse.
#[must_use]
pub fn many_unrecognised(percent: &str) -> String {
    format!("{percent} of the lines were not recognised: they count nowhere.")
}

/// What is wrong with a file: in short, and what to do.
#[must_use]
pub fn trouble(trouble: &Trouble) -> (&'static str, &'static str) {
    match trouble {
        Trouble::Empty => {
            ("Empty", "The file has no bytes. Was the log rotated just now? Then the lines are in the file before it.")
        }
        Trouble::Binary => (
            "No text",
            "It holds something else than text. Is it an archive, a database, or packed in a way that its name does not tell?",
        ),
        Trouble::Unreadable(_) => (
            "Unreadable",
            "The file has changed since it was opened, as a log does that Synapse is writing, or it is not there any more. Open it again, or open a copy.",
        ),
        Trouble::Broken(_) => ("Broken", "It is packed, and not whole. What came before the break was read."),
        Trouble::UnknownCompression(_) => (
            "Packed in another way",
            "Only .gz and .zst can be unpacked here. Unpack it first, as with xz -d or bunzip2.",
        ),
        Trouble::Nothing => ("Nothing open", "There is nothing to look at."),
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

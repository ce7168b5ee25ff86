//! All lines of one request.

sentences! {
    tag = "Request tag";
    tag_hint = "For example GET-37: it comes before the message on every line. GET-370 is a different request. Lists of requests link here, too.";
    find = "Find";
    nothing = "No line has this tag.";
    nothing_yet = "No line so far has this tag.";
    nothing_hint = "Write it exactly as in the log: GET-37, not GET-3.";
    several = "Numbers restart with each start of Synapse, and each worker counts separately, so this tag belongs to more than one request:";
    other = "Other requests with this tag";
    runs = "Requests with this tag";
    column_process = "Process";
    column_run = "Run";
    column_from = "First line";
    column_lines = "Lines";
    column_request = "Request";
    cut = "There are more lines than are shown here.";
    lines = "Its lines";
    around = "The log around this line";
    around_missing = "There is no such line in the log that is open.";
    show_more = "Show more lines";
    time = "Where the time went";
    received = "Received";
    reconstructed = "Received (counted back from its last line)";
    ended = "Over";
    processing = "Processing";
    sending = "Sending the answer";
    waiting = "Waiting for the database";
    database = "In the database";
    cpu = "Processor";
    rest = "Anything else";
    amounts = "The lower bars say how much, not when; database times are summed over work done side by side. What remains is waiting for other servers, for locks, or behind other requests.";
    marks = "Ticks: when its lines were written.";
    unprocessed = "There is no “Processed request” among its lines: it was never finished, or its end is in a file that is not open.";
    report = "Copy for an issue report";
    report_lead = "As a block of code, with ``` around it. The same name or address becomes the same stand-in everywhere.";
    mask_tokens = "Hide access tokens";
    mask_ips = "Hide IP addresses";
    mask_mxids = "Hide user IDs";
    mask_limits = "Other names stay: room IDs, aliases, servers, and whatever people have typed. Read it before you post it.";
    copy_lines = "Copy these lines";
    preview = "What will be copied";
    explain = "Explain its “Processed request” line";
    all_of(tag: &str) = "All lines of {tag}";
    count(n: usize, count: &str) = { by n: one "{count} line", other "{count} lines" };
    in_file(file: &str) = "in {file}";
    run_of(tag: &str, run: u32) = "{tag}, run {run}";
    run_of_process(tag: &str, process: &str, run: u32) = "{tag} of {process}, run {run}";
}

/// A request: its tag, process and run.
#[must_use]
pub fn request_of(tag: &str, process: &str, run: u32) -> String {
    if process.is_empty() { run_of(tag, run) } else { run_of_process(tag, process, run) }
}

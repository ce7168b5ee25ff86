//! What was recognised in a log.

use crate::logs::protocol::{Packing, RunSign};

sentences! {
    files = "Files";
    column_file = "File";
    column_size = "Size";
    column_lines = "Lines";
    column_state = "State";
    reading = "Reading";
    waiting = "Not read yet";
    read = "Read";
    not_whole = "Not read to its end";
    lines = "Lines by what they are";
    lines_lead = "Every line counts once, so the numbers add up.";
    column_kind = "Kind";
    column_count = "Lines";
    precise = "Synapse's default format";
    prefixed = "The same behind a prefix (journald, docker, kubectl, a worker's name)";
    terse_json = "TerseJsonFormatter";
    json = "JsonFormatter (without a time)";
    gcp_json = "GcpJsonFormatter (without a tag)";
    docker_json = "Docker's JSON around another format";
    bare = "“Processed request” in a custom format";
    continuation = "Continued entries, as tracebacks";
    empty = "Empty lines";
    unrecognised = "Not recognised";
    all_lines = "All lines";
    generations = "“Processed request” lines by generation";
    column_generation = "Written by";
    generation_newest = "Synapse 1.150 and newer";
    generation_sending = "Synapse 0.99 to 1.149";
    generation_seconds = "Synapse 0.33";
    generation_oldest = "Synapse 0.27 and older";
    levels = "Entries by level";
    column_level = "Level";
    received = "“Received request” lines";
    received_none = "There are no “Received request” lines: requests that never end leave no trace in this log.";
    time = "Time";
    no_time = "No line has a time.";
    not_recognised = "Some of the lines that were not recognised";
    not_recognised_none = "Every line was recognised.";
    processes = "Processes and their runs";
    processes_lead = "Tag numbers restart with each run.";
    column_process = "Process";
    column_run = "Run";
    column_begins = "Begins";
    column_ends = "Last line";
    column_sign = "Evidence";
    no_processes = "No entry was recognised, so no process is known.";
    main_process = "(unnamed)";
    packing(packing: Packing) = {
        plain: Packing::Plain => "",
        gzip: Packing::Gzip => "gzip",
        zstd: Packing::Zstd => "Zstandard",
    };
    sign(sign: RunSign) = {
        first: RunSign::First => "The log begins here",
        start: RunSign::Start => "Synapse says it is starting",
        tags: RunSign::Tags => "Tag numbers restart",
    };
    backwards(n: u64, count: &str) = { by n: one "Time goes backwards once within a process: the clock was set, summer time ended, or files were opened in another order than they were written.", other "Time goes backwards {count} times within a process: the clock was set, summer time ended, or files were opened in another order than they were written." };
    cut(n: u64, count: &str) = { by n: one "Of {count} line longer than 1 MiB only the beginning was looked at.", other "Of {count} lines longer than 1 MiB only the beginning was looked at." };
}

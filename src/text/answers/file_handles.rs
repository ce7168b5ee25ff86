//! Why does Synapse run out of file handles?

use super::Words;
use crate::route::Question;
use crate::text::questions::question;

sentences! {
    lead = "Every connection and every open file is a handle, and the system allows a process only so many. When they run out, Synapse spins at full CPU or accepts no more connections.";
    keywords = "open files descriptors fds limit ulimit nofile soft_file_limit systemd too many open files stuck requests";
    limit_metrics = "Handles are not in the API. They are in Synapse's metrics, which someone on the server has to read.";
    limit_workers = "With workers, each process has handles of its own. The federation senders need most.";
    limit_stuck = "Requests that are stuck show in the log alone, and only when Synapse logs their beginnings: below is how.";
    faq = "The FAQ says: allow at least 4096, in /etc/security/limits.conf. Today most Synapses are services of systemd, for which that file does not count: the limit is set in the unit, or in the container. Synapse raises its own soft limit to the hard one when it starts. The FAQ also has one match “Received request” with “Processed request” lines to find stuck requests: “Received request” is logged at DEBUG since Synapse 1.11, so an ordinary log has none.";
    handles = "Open file handles";
    handles_unknown = "Paste the metrics below, and this says how many are open and how many are allowed.";
    handles_missing = "How many are open, or how many are allowed, is not in this paste: the system has no /proc, or the text is cut off.";
    handles_raise = "Raise the limit, in the way that fits how Synapse runs (below).";
    handles_stuck = "If they grow and never fall, requests are stuck or other servers do not answer: raising the limit only buys time.";
    predictors = "What needs many";
    predictors_lead = "The first time this server speaks in a room, it connects to all servers in it at once.";
    destinations<total> = "Servers that this one sends to: {total}";
    remote_members = "Rooms with the most members of other servers";
    remote_members_what = "The more of them, the more servers to connect to. How many servers that are takes a request a room: the answer about a room's servers counts them.";
    column_remote = "Members elsewhere";
    no_remote(rooms: &str) = "None of the {rooms} largest rooms is known to have members of other servers.";
    count_servers = "Which servers take part in a room?";
    stuck = "Requests that are stuck";
    stuck_lead = "They hold their handles until Synapse restarts. Finding them needs the log: each request that began (“Received request”) and never ended (“Processed request”). The log explorer matches them. With this Synapse logs both:";
    explorer = "Find stuck requests in the log explorer";
    handles_are(open: &str, most: &str, percent: &str) = "{open} of {most} are open: {percent}.";
    handles_low(least: &str) = "The limit is below {least}, the least that the FAQ recommends.";
}

/// What the page has as every answer has it.
pub fn words() -> Words {
    Words {
        question: question(Question::FileHandles),
        lead: lead(),
        keywords: keywords(),
        limits: vec![limit_metrics(), limit_workers(), limit_stuck()],
        faq: faq(),
    }
}

//! How do I find the log lines of one request?

use super::Words;

/// What the page has as every answer has it.
pub(super) const WORDS: Words = Words {
    question: "How do I find the log lines of one request?",
    lead: "Synapse marks every line with the request that it works on, as in GET-37. With the tag, one command finds all \
           of them; and here, out of what you paste.",
    keywords: "homeserver.log grep tag GET-37 journal journalctl docker zgrep traceback received request",
    limits: &[
        "Synapse offers its log through no API, so Glia cannot read it from the server. What is pasted here stays in this \
         browser.",
        "This page takes an excerpt. Whole log files, also rotated and packed ones, are for the log explorer, which tells \
         requests of the same tag apart, too.",
        "A tag is not unique: its number begins anew with each start of Synapse, and each worker counts by itself.",
        "Since Synapse 1.11 the beginning of a request (“Received request”) is logged only at the level DEBUG. Without \
         it, a request that never ends leaves no line of the access log.",
        "GcpJsonFormatter writes no tag, so its lines cannot be told apart.",
    ],
    faq: "grep 'GET-37' homeserver.log, which also finds GET-370 and every line that only mentions the tag, and loses the \
          tracebacks. These commands find exactly the lines of the request. When you post them, put them between lines of \
          three backticks (```), so that they stay readable.",
};

sentences! {
    tag_label = "Request tag";
    tag_hint = "As in GET-37. It stands before the message of every line. The commands below use it.";
    paste_label = "Lines of the log";
    paste_hint = "An excerpt, as it is. It stays in this browser.";
    type_a_tag = "Type the tag to see its lines.";
    none_found = "None of these lines has this tag.";
    found = "Its lines";
    fenced = "With ``` around them, ready to be posted.";
    several = "More than one request of this tag ends in these lines: Synapse was restarted in between, or several workers wrote them. Only the lines before each “Processed request” belong together.";
    explorer = "Search whole log files in the log explorer";
    explain = "Explain its “Processed request” line";
}

/// How many lines were found.
#[must_use]
pub fn count(count: u64, formatted: &str) -> String {
    crate::text::counted(count, formatted, "line", "lines")
}

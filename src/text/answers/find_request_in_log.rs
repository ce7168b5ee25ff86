//! How do I find the log lines of one request?

use super::Words;
use crate::route::Question;
use crate::text::questions::question;

sentences! {
    lead = "Synapse marks every line with the request that it works on, as in GET-37. With the tag, one command finds them all; and this page finds them in what you paste.";
    keywords = "homeserver.log grep tag GET-37 journal journalctl docker zgrep traceback received request";
    limit_no_api = "Synapse offers its log through no API, so Glia cannot read it from the server. What is pasted here stays in this browser.";
    limit_excerpt = "This page takes an excerpt. Whole log files, including rotated and compressed ones, are for the log explorer, which also tells requests with the same tag apart.";
    limit_not_unique = "A tag is not unique: numbers restart with each start of Synapse, and each worker counts separately.";
    limit_debug = "Since Synapse 1.11 the beginning of a request (“Received request”) is logged only at the level DEBUG. Without it, a request that never ends leaves no line of the access log.";
    limit_gcp = "GcpJsonFormatter writes no tag, so its lines cannot be told apart.";
    faq = "grep 'GET-37' homeserver.log, which also finds GET-370 and every line that only mentions the tag, and loses the tracebacks. These commands find exactly the lines of the request. When you post them, put them between lines of three backticks (```), so that they stay readable.";
    tag_label = "Request tag";
    tag_hint = "For example GET-37. It comes before the message on every line. The commands below use it.";
    paste_label = "Lines of the log";
    paste_hint = "An excerpt, as it is. It stays in this browser.";
    type_a_tag = "Type the tag to see its lines.";
    none_found = "None of these lines has this tag.";
    found = "Its lines";
    fenced = "With ``` around them, ready to be posted.";
    several = "More than one request of this tag ends in these lines: Synapse was restarted in between, or several workers wrote them. Only the lines before each “Processed request” belong together.";
    explorer = "Search whole log files in the log explorer";
    explain = "Explain its “Processed request” line";
    count(n: u64, count: &str) = { by n: one "{count} line", other "{count} lines" };
}

/// What the page has as every answer has it.
pub fn words() -> Words {
    Words {
        question: question(Question::FindRequestInLog),
        lead: lead(),
        keywords: keywords(),
        limits: vec![limit_no_api(), limit_excerpt(), limit_not_unique(), limit_debug(), limit_gcp()],
        faq: faq(),
    }
}

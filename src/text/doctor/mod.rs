//! The connection doctor.

mod remedy;
mod steps;
mod verdict;

pub use remedy::{Remedy, remedy};
pub use steps::step;
pub use verdict::{meaning, verdict};

use crate::api::doctor::{Came, Finding, Level, Seen, Sure};

sentences! {
    title = "Connection doctor";
    find_out = "Find out why";
    lead = "Checks the whole way from this browser to a homeserver, and says what to do about what is wrong.";
    server = "Homeserver";
    server_hint = "Server name, address, or your whole user ID";
    examine = "Examine";
    again = "Examine again";
    stop = "Stop";
    stopped = "Stopped. What was not checked is missing below.";
    copy_report = "Copy report";
    findings = "Checks";
    evidence = "Requests and answers";
    what_to_do = "What to do";
    fine = "Nothing is wrong with the connection.";
    wrong = "This is wrong:";
    odd = "It works, but look at this:";
    elsewhere = "Other hosts";
    elsewhere_what = "So far only the homeserver and the host of its name were asked. Where other servers come in, and Matrix Authentication Service, may be elsewhere. Examining them asks these hosts:";
    elsewhere_do = "Examine them, too";
    elsewhere_limits = "A browser cannot look up SRV records, inspect certificates or see your server from where others are. For that there are services such as the Federation Tester.";
    snippet_note = "Replace the networks with your own. 8008 stands for the port that Synapse listens at.";
    for_proxy = "A configuration that works, for";
}

/// What is being checked.
#[must_use]
pub fn checking(step: &str, done: usize, of: usize) -> String {
    format!("Check {done} of {of}: {step} …")
}

/// Some checks came to no result.
#[must_use]
pub fn unclear(count: usize) -> String {
    match count {
        1 => "One thing cannot be read from a browser; that is no fault.".to_owned(),
        _ => format!("{count} things cannot be read from a browser; that is no fault."),
    }
}

/// A verdict in a word.
#[must_use]
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Good => "Good",
        Level::Warn => "Look at this",
        Level::Bad => "Wrong",
        Level::Unknown => "Cannot be read",
        Level::Skipped => "Not checked",
    }
}

/// How sure it is.
#[must_use]
pub fn sure(sure: Sure) -> &'static str {
    match sure {
        Sure::Certain => "This is certain.",
        Sure::Likely => "This is the most likely reason: a browser does not show more.",
        Sure::Possible => "From a browser these reasons look alike.",
    }
}

/// A request and its answer.
#[must_use]
pub fn seen(Seen { request, came }: &Seen) -> String {
    let came = match came {
        Came::Said { status, snippet } if snippet.is_empty() => status.to_string(),
        Came::Said { status, snippet } => format!("{status} {snippet}"),
        Came::Opaque => "something answered, but pages may not read it".to_owned(),
        Came::Silence { cause } => cause.clone(),
        Came::Late { after_ms } => format!("no answer within {} s", after_ms / 1000),
    };
    format!("{request}\n    {came}")
}

/// Everything as text, for a ticket or a chat. No token and no password can be in it.
#[must_use]
pub fn report(server: &str, when: &str, findings: &[Finding]) -> String {
    let mut out = format!("Glia's connection doctor: {server}, {when}\n");
    for finding in findings {
        out.push_str(&format!(
            "\n[{}] {}: {}\n",
            level(finding.says.level()),
            step(finding.step),
            verdict(finding.step, &finding.says)
        ));
        for line in finding.seen.iter().map(seen) {
            for line in line.lines() {
                out.push_str("    ");
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::report;
    use crate::api::doctor::{Came, Finding, Says, Seen, Step};

    #[test]
    fn a_report_has_verdicts_and_evidence() {
        let request = "GET https://hs.example/_synapse/admin/v1/server_version".to_owned();
        let finding = Finding {
            step: Step::AdminApi,
            says: Says::AdminRefused { status: 403 },
            seen: vec![Seen { request, came: Came::Said { status: 403, snippet: "<h1>Forbidden</h1>".to_owned() } }],
        };
        let text = report("hs.example", "today", &[finding]);
        assert_eq!(
            text,
            "Glia's connection doctor: hs.example, today\n\n\
             [Wrong] The admin API: Something in front of Synapse answers 403 for the admin API.\n    \
             GET https://hs.example/_synapse/admin/v1/server_version\n        403 <h1>Forbidden</h1>\n"
        );
    }
}

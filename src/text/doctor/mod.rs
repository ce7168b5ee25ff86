//! The connection doctor.

pub(super) mod remedy;
pub(super) mod steps;
pub(super) mod verdict;

pub use remedy::{Remedy, remedy};
pub(crate) use steps::step;
pub use verdict::{meaning, verdict};

use crate::api::doctor::{Came, Finding, Level, Seen, Sure};

sentences! {
    title = "Connection doctor";
    lead = "Checks the whole way from this browser to a homeserver, and says what to do about what is wrong.";
    server = "Homeserver";
    server_hint = "Server name, address, or your whole user ID";
    examine = "Examine";
    again = "Examine again";
    stop = "Stop";
    stopped = "Stopped. What was not checked is missing below.";
    copy_report = "Copy report";
    admin_elsewhere(url: &str) = "As config.json says, the admin API was asked at {url}.";
    with_cookies = "As config.json says, the browser sent cookies along.";
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
    snippet_note = "Replace the networks with your own. 8008 stands for the port that Synapse listens on. The lines for nginx, Caddy, Apache and HAProxy are run by Glia's tests; those for Traefik follow its documentation and were not run.";
    checking(step: &str, done: usize, of: usize) = "Check {done} of {of}: {step} …";
    level(level: Level) = {
        good: Level::Good => "Good",
        warn: Level::Warn => "Look at this",
        bad: Level::Bad => "Wrong",
        unknown: Level::Unknown => "Cannot be read",
        skipped: Level::Skipped => "Not checked",
    };
    sure(sure: Sure) = {
        certain: Sure::Certain => "This is certain.",
        likely: Sure::Likely => "This is the most likely reason: a browser does not show more.",
        possible: Sure::Possible => "From a browser these reasons look alike.",
        fault: Sure::Fault => "The fault itself is certain; which program makes it, a browser does not show.",
    };
    unclear(n: usize) = { by n: one "One thing cannot be checked from a browser; that is not a fault.", other "{n} things cannot be checked from a browser; that is not a fault." };
    opaque = "something answered, but pages may not read it";
    late(seconds: u32) = "no answer within {seconds} s";
    came_limited = "refused by a rate limit, also after waiting";
    report_title(server: &str, when: &str) = "Glia's connection doctor: {server}, {when}";
}

/// A request and its answer.
#[must_use]
pub fn seen(Seen { request, came }: &Seen) -> String {
    let came = match came {
        Came::Said { status, snippet } if snippet.is_empty() => status.to_string(),
        Came::Said { status, snippet } => format!("{status} {snippet}"),
        Came::Opaque => opaque().to_owned(),
        Came::Silence { cause } => cause.clone(),
        Came::Late { after_ms } => late(after_ms / 1000),
        Came::Limited => came_limited().to_owned(),
    };
    format!("{request}\n    {came}")
}

/// Everything as text, for a ticket or a chat. No token and no password can be in it.
#[must_use]
pub fn report(server: &str, when: &str, findings: &[Finding]) -> String {
    let mut out = report_title(server, when) + "\n";
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
mod matrix;
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

//! Snippets of the answer “How do I find the log lines of one request?”.

use super::{Place, Snippet};
use crate::model::quote::shell::quote;

/// The FAQ's own example, in place of a tag that is not typed yet.
pub const EXAMPLE_TAG: &str = "GET-37";

/// Where the Debian package keeps it.
const LOG: &str = "/var/log/matrix-synapse/homeserver.log";

/// For exactly this tag.
#[must_use]
pub fn snippets(tag: &str) -> Vec<Snippet> {
    let tag = Some(tag.trim()).filter(|tag| !tag.is_empty()).unwrap_or(EXAMPLE_TAG);
    vec![
        Snippet::new(Place::Shell, lines(tag)),
        Snippet::new(Place::Shell, with_tracebacks(tag, LOG)),
        Snippet::new(Place::LogYaml, RECEIVED),
        Snippet::new(Place::Shell, RELOAD),
    ]
}

/// The lines of exactly this tag, as they stand between two dashes: the FAQ's `grep 'GET-37'` finds GET-370, too. `-F`,
/// for a proxy's request id may hold what `-E` takes for a pattern.
fn lines(tag: &str) -> String {
    let between = quote(&format!(" - {tag} - "));
    let json = quote(&format!("\"request\":\"{tag}\""));
    format!(
        "# Of a Debian package:
grep -F -- {between} {LOG}
# The older files, compressed or not:
zgrep -F -- {between} {LOG}.*
# In the journal:
journalctl -u matrix-synapse -o cat | grep -F -- {between}
# Of a docker container named synapse:
docker logs synapse 2>&1 | grep -F -- {between}
# A log in JSON:
grep -F -- {json} {LOG}"
    )
}

/// Lines that continue another have no time of their own.
fn with_tracebacks(tag: &str, log: &str) -> String {
    format!(
        "# With the tracebacks, which have no tag of their own:
TAG={} awk '/^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] / {{ on = index($0, ENVIRON[\"TAG\"]) }} on' {log}",
        quote(&format!(" - {tag} - "))
    )
}

/// Since 1.11 the beginning of a request is logged at DEBUG alone.
const RECEIVED: &str = "# “Received request” lines, so that requests that never end leave a trace, too:
loggers:
    synapse.access.http:
        level: DEBUG";

const RELOAD: &str = "# Synapse reads its log configuration anew without a restart:
systemctl reload matrix-synapse
# … in docker:
docker kill --signal HUP synapse";

#[cfg(test)]
mod tests {
    use super::{EXAMPLE_TAG, snippets, with_tracebacks};

    #[test]
    fn without_a_tag_the_faqs_own_is_used() {
        assert_eq!(snippets("  "), snippets(EXAMPLE_TAG));
        assert!(snippets("").iter().any(|snippet| snippet.code.contains("' - GET-37 - '")));
    }

    /// The real tools on a file with everything that must not be found.
    #[cfg(unix)]
    #[test]
    fn real_tools_find_exactly_the_tag() {
        let line = |tag: &str| format!("2026-11-25 15:08:27,996 - synapse.a - 1 - ERROR - {tag} - words\n");
        let traceback = "Traceback (most recent call last):\nValueError: GET-37\n";
        for tag in ["GET-37", "GET-it's$(id)\\n`id`.*", "PUT-[a]"] {
            let text =
                [line("GET-370"), line(tag), traceback.to_owned(), line("GET-3"), line(tag), line("main")].concat();
            let run = |command: &str| {
                let mut child = std::process::Command::new("sh")
                    .args(["-c", command])
                    .stdin(std::process::Stdio::piped())
                    .stdout(std::process::Stdio::piped())
                    .spawn()
                    .unwrap();
                std::io::Write::write_all(&mut child.stdin.take().unwrap(), text.as_bytes()).unwrap();
                String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
            };
            let lines = super::lines(tag);
            let grep = lines.lines().find(|line| line.starts_with("grep")).unwrap().replace(super::LOG, "-");
            assert_eq!(run(&grep), line(tag).repeat(2), "{grep}");
            let awk = with_tracebacks(tag, "-");
            assert_eq!(run(&awk), [line(tag), traceback.to_owned(), line(tag)].concat(), "{awk}");
        }
    }
}

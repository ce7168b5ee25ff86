//! Snippets of the answer “Why does Synapse run out of file handles?”

use super::{Place, Snippet};

/// A higher limit, for each way to run Synapse; and how to look without metrics.
#[must_use]
pub fn limits(handles: u64) -> Vec<Snippet> {
    let most = handles.to_string();
    vec![
        Snippet::new(
            Place::Systemd,
            format!(
                "\
# sudo systemctl edit matrix-synapse, then: sudo systemctl restart matrix-synapse
[Service]
LimitNOFILE={most}"
            ),
        ),
        Snippet::new(
            Place::Limits,
            format!(
                "\
# The FAQ's way. Holds for what a user starts after signing in, not for services of systemd.
matrix-synapse soft nofile {most}
matrix-synapse hard nofile {most}"
            ),
        ),
        Snippet::new(
            Place::Compose,
            format!(
                "\
services:
  synapse:
    ulimits:
      nofile:
        soft: {most}
        hard: {most}"
            ),
        ),
        Snippet::new(
            Place::HomeserverYaml,
            format!(
                "\
# 0, as it is unless set, means as many as the system allows. It can only lower that.
soft_file_limit: {most}"
            ),
        ),
        Snippet::new(
            Place::Shell,
            "\
# How many are allowed, and how many are open, without metrics.
PID=$(pgrep -o -f synapse.app.homeserver)
grep 'Max open files' \"/proc/$PID/limits\"
sudo ls \"/proc/$PID/fd\" | wc -l",
        ),
    ]
}

/// What makes Synapse log when a request begins, so that requests that never end can be found.
#[must_use]
pub fn received_requests() -> Vec<Snippet> {
    vec![
        Snippet::new(
            Place::LogYaml,
            "\
# Add this to the loggers that are there. A handler with a level of its own lets nothing lower through.
loggers:
  synapse.access.http:
    level: DEBUG",
        ),
        Snippet::new(Place::Shell, "sudo systemctl reload matrix-synapse"),
    ]
}

#[cfg(test)]
mod tests {
    use super::{Place, limits, received_requests};

    #[test]
    fn every_way_to_run_synapse() {
        let snippets = limits(8192);
        let has = |place: Place, words: &str| snippets.iter().any(|s| s.place == place && s.code.contains(words));
        assert!(has(Place::Systemd, "[Service]\nLimitNOFILE=8192"));
        assert!(has(Place::Limits, "hard nofile 8192"));
        assert!(has(Place::Compose, "      nofile:\n        soft: 8192"));
        assert!(has(Place::HomeserverYaml, "soft_file_limit: 8192"));
        assert!(received_requests()[0].code.contains("synapse.access.http:\n    level: DEBUG"));
    }
}

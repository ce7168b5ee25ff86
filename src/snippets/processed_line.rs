//! Snippets of the answer “What do the fields of a ‘Processed request’ line mean?”: lines to paste.

use super::{Place, Snippet};

/// The newest line, wherever the log is, and the slowest ones.
#[must_use]
pub fn snippets() -> Vec<Snippet> {
    let newest = "\
# The newest such line, of a Debian package:
grep -F ' Processed request: ' /var/log/matrix-synapse/homeserver.log | tail -n 1
# … in the journal:
journalctl -u matrix-synapse -o cat | grep -F ' Processed request: ' | tail -n 1
# … of a docker container named synapse:
docker logs synapse 2>&1 | grep -F ' Processed request: ' | tail -n 1";
    vec![
        Snippet::new(Place::Shell, newest),
        Snippet::new(Place::Shell, slowest("/var/log/matrix-synapse/homeserver.log")),
    ]
}

/// By the processing time, which begins right behind the mark.
fn slowest(log: &str) -> String {
    format!(
        "# The ten slowest, /sync aside, which waits on purpose:
grep -F ' Processed request: ' {log} | grep -v '/sync' |
  sed 's/.* Processed request: \\([0-9.]*\\)sec/\\1 &/' | sort -rn | head -n 10 | cut -d' ' -f2-"
    )
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    #[test]
    fn a_real_shell_finds_the_slowest() {
        let line = |time: &str, uri: &str| {
            format!(
                "2026-11-25 15:08:27,996 - synapse.access.http.1 - 643 - INFO - GET-1 - ::1 - 1 - {{None}} Processed request: {time}sec/0.000sec ru=(0.000sec, 0.000sec) db=(0.000sec/0.000sec/0) 1B 200 \"GET {uri} HTTP/1.1\" \"-\" [0 dbevts]\n"
            )
        };
        let log =
            [line("0.500", "/a"), line("12.000", "/b"), line("30.000", "/v3/sync?x"), line("2.000", "/c")].concat();
        let script = super::slowest("-");
        let mut child = std::process::Command::new("sh")
            .args(["-c", &script])
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), log.as_bytes()).unwrap();
        let out = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
        assert_eq!(out, [line("12.000", "/b"), line("2.000", "/c"), line("0.500", "/a")].concat());
    }
}

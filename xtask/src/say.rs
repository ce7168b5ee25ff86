//! What the commands tell the person at the terminal. Progress goes to stderr, so that stdout
//! stays free for results.

use std::io::IsTerminal;
use std::time::Duration;

const BOLD: &str = "1";
const RED: &str = "1;31";
const DIM: &str = "2";

fn paint(style: &str, text: &str) -> String {
    if std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        format!("\x1b[{style}m{text}\x1b[0m")
    } else {
        text.to_owned()
    }
}

/// Whether this is CI, where nobody looks on and all that remains is what was printed.
pub fn in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

/// Announces a step that takes a while.
pub fn step(text: &str) {
    eprintln!("{} {text}", paint(BOLD, "==>"));
}

/// Adds a detail to the running step.
pub fn note(text: &str) {
    eprintln!("    {}", paint(DIM, text));
}

/// Starts a part of a longer run with a line that is easy to find again in a log.
pub fn heading(text: &str) {
    eprintln!("\n{}", paint(BOLD, &format!("──── {text} ────")));
}

/// Reports the error that ends the command, on one line.
pub fn error(error: &anyhow::Error) {
    eprintln!("{} {error:#}", paint(RED, "error:"));
}

/// A duration for people: `0.4 s`, `12.3 s`, `3 min 05 s`.
pub fn duration(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        let whole = duration.as_secs();
        format!("{} min {:02} s", whole / 60, whole % 60)
    }
}

/// A size for people, in binary units: `812 B`, `90.4 KiB`.
pub fn bytes(bytes: u64) -> String {
    if bytes < 1024 {
        format!("{bytes} B")
    } else {
        // Sizes here are far below 2^52, where f64 is exact.
        #[allow(clippy::cast_precision_loss)]
        let kib = bytes as f64 / 1024.0;
        format!("{kib:.1} KiB")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        assert_eq!(duration(Duration::from_millis(440)), "0.4 s");
        assert_eq!(duration(Duration::from_secs(185)), "3 min 05 s");
    }

    #[test]
    fn sizes_read_well() {
        assert_eq!(bytes(812), "812 B");
        assert_eq!(bytes(92_570), "90.4 KiB");
    }
}

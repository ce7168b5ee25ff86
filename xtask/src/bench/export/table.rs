//! The result as a table. Its targets are read by people, for they compare programs and not commits.

use std::fmt::Write;

use anyhow::{Context, Result};

use super::{InBrowser, Raw, Turn};
use crate::bench::samples::Summary;
use crate::lab::CURRENT_SYNAPSE;

/// By so much, in bytes, memory may grow, however large an export is.
const MOST_GROWTH: f64 = 100e6;

/// What is said of all turns.
pub(super) fn table(raw: &Raw) -> Result<String> {
    let first = raw.turns.first().context("Nothing was measured")?;
    let median = |number: &dyn Fn(&Turn) -> f64| {
        let numbers: Vec<f64> = raw.turns.iter().map(number).collect();
        Summary::of(&numbers).map(|summary| summary.median).context("Nothing was measured")
    };
    let loads: Vec<String> = raw.loads.iter().map(|load| format!("{load:.1}")).collect();
    let mut text = format!(
        "{}, Synapse {CURRENT_SYNAPSE} on SQLite, {}\n{} processors, load before: {}; turns: {}\n",
        first.glia.browser,
        raw.sizes,
        raw.processors,
        loads.join(", "),
        raw.turns.len()
    );
    let mut row = |name: &str, value: String, target: String| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", format!("{name:<46}{value:>12}   {target}").trim_end());
    };
    let seconds = |ms: f64| format!("{:.1} s", ms / 1000.0);
    let shell = median(&|turn| turn.command + turn.curl)?;
    row("admin_cmd export-data", seconds(median(&|turn| turn.command)?), String::new());
    row("curl, the files", seconds(median(&|turn| turn.curl)?), String::new());
    row("Both", seconds(shell), String::new());
    let glia = median(&|turn| turn.glia.saved)?;
    row("Glia, to the file on the disk", seconds(glia), not_slower(glia, shell));
    let done = median(&|turn| turn.glia.done)?;
    row("  to the words \"The export is done.\"", seconds(done), String::new());
    for (name, ms) in stages(&first.glia) {
        row(&format!("    {name}"), seconds(ms), String::new());
    }
    row("  saving", seconds(median(&|turn| turn.glia.saved - turn.glia.done)?), String::new());
    let growth = median(&|turn| turn.glia.peak.renderer - turn.glia.before.renderer)?;
    row("Growth of the renderers' memory, at most", megabytes(growth), at_most(growth));
    row(
        "  at the end",
        megabytes(median(&|turn| turn.glia.after.renderer - turn.glia.before.renderer)?),
        String::new(),
    );
    let all = median(&|turn| turn.glia.peak.all - turn.glia.before.all)?;
    row("Growth of all the browser's processes, at most", megabytes(all), at_most(all));
    row("  at the end", megabytes(median(&|turn| turn.glia.after.all - turn.glia.before.all)?), String::new());
    if let Some(wasm) = first.glia.wasm {
        row("The worker's wasm memory, at most", megabytes(wasm), String::new());
    }
    row("Requests", first.glia.requests.to_string(), "and a preflight for each address".to_owned());
    row("Processor time of admin_cmd", seconds(median(&|turn| turn.command_cpu * 1000.0)?), String::new());
    row("Processor time of the browser", seconds(median(&|turn| turn.glia.cpu_browser * 1000.0)?), String::new());
    row("Processor time of Synapse meanwhile", seconds(median(&|turn| turn.glia.cpu_server * 1000.0)?), String::new());
    let zip = first.zip;
    row(
        "The ZIP",
        megabytes(zip.bytes as f64),
        format!("checked: {} events, {} files, as the others", zip.events, zip.media),
    );
    Ok(text)
}

fn not_slower(glia: f64, shell: f64) -> String {
    let times = glia / shell;
    format!("not slower ({times:.2}x): {}", met(times <= 1.0))
}

fn at_most(growth: f64) -> String {
    format!("< {}: {}", megabytes(MOST_GROWTH), met(growth < MOST_GROWTH))
}

fn met(is_met: bool) -> &'static str {
    if is_met { "met" } else { "MISSED" }
}

fn megabytes(bytes: f64) -> String {
    format!("{:.1} MB", bytes / 1e6)
}

/// How long each stage took, in their order: from when it was first seen to the next.
fn stages(glia: &InBrowser) -> Vec<(String, f64)> {
    let mut begun: Vec<(&str, f64)> = glia.stages.iter().map(|(name, at)| (name.as_str(), *at)).collect();
    begun.sort_by(|a, b| a.1.total_cmp(&b.1));
    let ends = begun.iter().skip(1).map(|(_, at)| *at).chain([glia.done]);
    begun.iter().zip(ends).map(|((name, at), end)| ((*name).to_owned(), (end - at).max(0.0))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::export::{Checked, Memory, Sizes};

    fn raw() -> Raw {
        let memory = |renderer: f64| Memory { renderer, all: renderer * 2.0 };
        let stages = [("Rooms", 1_000.0), ("Asking", 0.0), ("Files", 4_000.0)];
        let glia = InBrowser {
            browser: "Chromium 1".into(),
            done: 6_000.0,
            saved: 7_500.0,
            stages: stages.into_iter().map(|(name, at)| (name.to_owned(), at)).collect(),
            before: memory(50e6),
            peak: memory(120e6),
            after: memory(60e6),
            curve: Vec::new(),
            wasm: None,
            requests: 4711,
            cpu_server: 3.0,
            cpu_browser: 2.0,
        };
        let zip = Checked { events: 10, media: 2, media_bytes: 5, bytes: 9 };
        let sizes = Sizes { rooms: 1, events: 10, media: 2, bytes: 5 };
        let turn = Turn { command: 5_000.0, command_cpu: 4.0, curl: 1_000.0, glia, zip };
        Raw { sizes, loads: vec![0.25], processors: 2, turns: vec![turn] }
    }

    #[test]
    fn says_what_is_met_and_what_is_missed() -> Result<()> {
        let text = table(&raw())?;
        for part in ["not slower (1.25x): MISSED", "70.0 MB   < 100.0 MB: met", "140.0 MB   < 100.0 MB: MISSED", "4711"]
        {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("wasm"), "{text}");
        Ok(())
    }

    #[test]
    fn stages_follow_each_other() {
        let raw = raw();
        let stages = stages(&raw.turns[0].glia);
        let found: Vec<(&str, f64)> = stages.iter().map(|(name, ms)| (name.as_str(), *ms)).collect();
        assert_eq!(found, [("Asking", 1_000.0), ("Rooms", 3_000.0), ("Files", 2_000.0)]);
    }
}

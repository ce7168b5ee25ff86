//! Metrics in Prometheus' text format, as Synapse's metrics listener gives them.
//!
//! Source: <https://prometheus.io/docs/instrumenting/exposition_formats/#text-format-details>. Read leniently: a line
//! that is none is counted and left out, time stamps and exemplars behind a value are ignored.

mod process;

use std::borrow::Cow;
use std::collections::BTreeMap;

pub use process::{Cache, Collections, FACTOR_CACHE, Federation, ProcessMetrics, Turns};

/// One measured value with its labels.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample<'a> {
    /// Names and values, in the order of the text.
    pub labels: Vec<(&'a str, Cow<'a, str>)>,
    /// The value; may be NaN or infinite.
    pub value: f64,
}

impl Sample<'_> {
    /// The value of one label.
    #[must_use]
    pub fn label(&self, name: &str) -> Option<&str> {
        self.labels.iter().find(|(label, _)| *label == name).map(|(_, value)| value.as_ref())
    }
}

/// All samples of a text, by name: `process_open_fds`, `python_gc_time_sum`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metrics<'a> {
    samples: BTreeMap<&'a str, Vec<Sample<'a>>>,
    /// Lines that are neither sample, comment nor empty.
    pub odd_lines: usize,
    /// The text ends within a line, which may be cut and is left out.
    pub is_cut: bool,
}

impl<'a> Metrics<'a> {
    /// Reads a text. Its last line counts only when its end is there: `process_max_fds 20` may be half of 20000.
    #[must_use]
    pub fn parse(text: &'a str) -> Self {
        let mut metrics = Self::default();
        let (text, rest) = text.rsplit_once('\n').unwrap_or(("", text));
        metrics.is_cut = !rest.trim().is_empty() && !rest.trim_start().starts_with("# EOF");
        for line in text.lines() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match sample(line) {
                Some((name, sample)) => metrics.samples.entry(name).or_default().push(sample),
                None => metrics.odd_lines = metrics.odd_lines.saturating_add(1),
            }
        }
        metrics
    }

    /// The samples of a name.
    #[must_use]
    pub fn samples(&self, name: &str) -> &[Sample<'a>] {
        self.samples.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// The first value of a name that is a number.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<f64> {
        self.samples(name).iter().map(|sample| sample.value).find(|value| value.is_finite())
    }

    /// All values of a name together; `None` when there is not one number among them.
    #[must_use]
    pub fn sum(&self, name: &str) -> Option<f64> {
        self.samples(name).iter().map(|sample| sample.value).filter(|value| value.is_finite()).reduce(|a, b| a + b)
    }

    /// A label of the first sample that has it, e.g. the version in `synapse_build_info`.
    #[must_use]
    pub fn label(&self, name: &str, label: &str) -> Option<&str> {
        self.samples(name).iter().find_map(|sample| sample.label(label))
    }
}

/// `name{label="value",…} 1.5 1700000000000`.
fn sample(line: &str) -> Option<(&str, Sample<'_>)> {
    let (name, mut rest) = word(line)?;
    let mut labels = Vec::new();
    if let Some(inside) = rest.strip_prefix('{') {
        (labels, rest) = labels_of(inside)?;
    }
    let value = rest.split_whitespace().next()?.parse().ok()?;
    Some((name, Sample { labels, value }))
}

/// A name of a metric or label, and what follows it without white space.
fn word(text: &str) -> Option<(&str, &str)> {
    let inner = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == ':';
    let end = text.find(|c| !inner(c)).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(end)?;
    let named = name.starts_with(|c: char| !c.is_ascii_digit());
    named.then(|| (name, rest.trim_start()))
}

type Labels<'a> = Vec<(&'a str, Cow<'a, str>)>;

/// What stands between the braces, and the text behind them.
fn labels_of(mut text: &str) -> Option<(Labels<'_>, &str)> {
    let mut labels = Vec::new();
    loop {
        text = text.trim_start_matches(|c: char| c == ',' || c.is_whitespace());
        if let Some(rest) = text.strip_prefix('}') {
            return Some((labels, rest));
        }
        let (name, rest) = word(text)?;
        let rest = rest.strip_prefix('=')?.trim_start().strip_prefix('"')?;
        let (value, rest) = quoted(rest)?;
        labels.push((name, value));
        text = rest;
    }
}

/// A label's value up to its closing quote, and the text behind it. `\\`, `\"` and `\n` are escapes.
fn quoted(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let first = text.find(['"', '\\'])?;
    let (plain, rest) = text.split_at_checked(first)?;
    if let Some(rest) = rest.strip_prefix('"') {
        return Some((Cow::Borrowed(plain), rest));
    }
    let mut value = plain.to_owned();
    let mut chars = rest.chars();
    loop {
        match chars.next()? {
            '"' => return Some((Cow::Owned(value), chars.as_str())),
            '\\' => match chars.next()? {
                'n' => value.push('\n'),
                // Anything else that is escaped means itself.
                c => value.push(c),
            },
            c => value.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Metrics;
    use proptest::prelude::*;

    #[test]
    fn reads_what_the_format_allows() {
        let text = "# HELP a words\n# TYPE a counter\na 1\n\n  b{x=\"1\",} 2.5e3 1700000000000\r\n\
                    b { y = \"2\" , x=\"3\" } +Inf\nc{} NaN\nd{p=\"C:\\\\DIR\\\"q\\\"\\n}=,\"} -Inf # {id=\"x\"} 1\n# EOF\n";
        let metrics = Metrics::parse(text);
        assert_eq!(metrics.odd_lines, 0, "{metrics:?}");
        assert_eq!(metrics.value("a"), Some(1.0));
        let b = metrics.samples("b");
        assert_eq!((b[0].value, b[0].label("x"), b[1].label("y")), (2500.0, Some("1"), Some("2")));
        assert!(b[1].value.is_infinite() && metrics.samples("c")[0].value.is_nan());
        assert_eq!(metrics.label("d", "p"), Some("C:\\DIR\"q\"\n}=,"));
        assert_eq!(metrics.sum("b"), Some(2500.0), "infinity is no number to add");
        assert_eq!((metrics.value("c"), metrics.sum("none")), (None, None));
    }

    /// Text that was selected with the mouse, or copied out of a terminal, ends where it ends.
    #[test]
    fn a_line_without_its_end_is_not_believed() {
        let whole = Metrics::parse("process_open_fds 21.0\nprocess_max_fds 20000.0\n");
        assert_eq!((whole.value("process_max_fds"), whole.is_cut), (Some(20_000.0), false));
        for cut in ["20", "20000.0", "2e", "", "20000.0 ", "20000.0 170000"] {
            let text = format!("process_open_fds 21.0\nprocess_max_fds {cut}");
            let metrics = Metrics::parse(&text);
            assert_eq!(
                (metrics.value("process_open_fds"), metrics.value("process_max_fds")),
                (Some(21.0), None),
                "{cut}"
            );
            assert!(metrics.is_cut && metrics.odd_lines == 0);
        }
        assert!(
            !Metrics::parse("a 1\n# EOF").is_cut && !Metrics::parse("a 1\r\n").is_cut && !Metrics::parse("").is_cut
        );
    }

    #[test]
    fn an_odd_line_spoils_nothing() {
        let text = "ok 1\n<html>\n9name 1\nno_value\nopen{a=\"b 1\nopen{a=b} 1\nword one\n{a=\"b\"} 1\nok2 2\n";
        let metrics = Metrics::parse(text);
        assert_eq!((metrics.value("ok"), metrics.value("ok2"), metrics.odd_lines), (Some(1.0), Some(2.0), 7));
    }

    /// As the format demands it of whoever writes a label's value.
    fn escape(value: &str) -> String {
        value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
    }

    proptest! {
        #[test]
        fn labels_read_back(values in prop::collection::vec("[^\r\n]{0,8}|[\\\\\"\n}{=, ]{0,6}", 0..4), value in any::<f64>()) {
            let values: Vec<String> = values.into_iter().map(|value| value.replace(['\u{2028}'], "")).collect();
            let labels: Vec<String> = values.iter().enumerate().map(|(n, v)| format!("l{n}=\"{}\"", escape(v))).collect();
            let text = format!("before 1\nname{{{}}} {value}\nafter 2\n", labels.join(","));
            let metrics = Metrics::parse(&text);
            prop_assert_eq!(metrics.odd_lines, 0);
            let sample = &metrics.samples("name")[0];
            for (n, expected) in values.iter().enumerate() {
                prop_assert_eq!(sample.label(&format!("l{n}")), Some(expected.as_str()));
            }
            prop_assert!(sample.value == value || (sample.value.is_nan() && value.is_nan()));
            prop_assert_eq!(metrics.value("after"), Some(2.0));
        }

        #[test]
        fn any_text_is_survived(text in "\\PC*|[a-z{}=\"\\\\, 0-9\n]{0,80}") {
            let metrics = Metrics::parse(&text);
            prop_assert!(metrics.odd_lines <= text.lines().count());
        }
    }
}

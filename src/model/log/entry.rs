//! What surrounds a message in Synapse's log.

use std::borrow::Cow;

use super::{Processed, json};

/// How a line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The default `precise` format, perhaps behind a prefix of journald, docker or a worker.
    Precise,
    /// One JSON object a line: `TerseJsonFormatter`, `JsonFormatter`, or docker's own file around another form.
    Json,
    /// `GcpJsonFormatter` (1.155 and newer), which leaves the tag out.
    Gcp,
    /// A format of somebody's own: only the message is known.
    Bare,
}

/// One line of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// How it is written.
    pub form: Form,
    /// What stands before it: journald's or docker's words, the name of a worker.
    pub prefix: &'a str,
    /// When it was logged, as written: local time without a zone, or what the JSON has.
    pub time: Option<Cow<'a, str>>,
    /// Which part of Synapse says it.
    pub logger: Option<Cow<'a, str>>,
    /// The line of the source.
    pub source_line: Option<&'a str>,
    /// As in `INFO`.
    pub level: Option<Cow<'a, str>>,
    /// The request, as in `GET-37`, or the background work that it belongs to.
    pub tag: Option<Cow<'a, str>>,
    /// The message.
    pub message: Cow<'a, str>,
}

impl<'a> Entry<'a> {
    /// Reads the beginning of an entry. `None` for what is none: an empty line, or one that continues the entry before
    /// it, such as a traceback.
    #[must_use]
    pub fn read(line: &'a str) -> Option<Self> {
        let line = line.trim_end_matches(['\r', '\n']);
        let precise = find_time(line);
        match line.find("{\"") {
            Some(at) if precise.is_none_or(|precise| at < precise) => {
                Self::json(line, at).or_else(|| Self::precise(line, precise?))
            }
            _ => Self::precise(line, precise?),
        }
    }

    /// Reads any line that holds a `Processed request`, also in a format of somebody's own.
    #[must_use]
    pub fn read_processed(line: &'a str) -> Option<Self> {
        let holds = |entry: &Self| entry.processed().is_some();
        Self::read(line).filter(holds).or_else(|| Some(Self::bare(line)).filter(holds))
    }

    /// What a `Processed request` says; `None` for another message.
    #[must_use]
    pub fn processed(&self) -> Option<Processed<'_>> {
        Processed::read(&self.message)
    }

    fn bare(line: &'a str) -> Self {
        Self {
            form: Form::Bare,
            prefix: "",
            time: None,
            logger: None,
            source_line: None,
            level: None,
            tag: None,
            message: Cow::Borrowed(line.trim()),
        }
    }

    fn precise(line: &'a str, at: usize) -> Option<Self> {
        let (prefix, line) = line.split_at_checked(at)?;
        let (time, rest) = line.split_at_checked(TIME.len())?;
        let (logger, rest) = rest.strip_prefix(" - ")?.split_once(" - ")?;
        let (source_line, rest) = rest.split_once(" - ")?;
        let (level, rest) = rest.split_once(" - ")?;
        let (tag, message) = rest.split_once(" - ")?;
        let numbered = !source_line.is_empty() && source_line.bytes().all(|byte| byte.is_ascii_digit());
        let levelled = !level.is_empty() && level.bytes().all(|byte| byte.is_ascii_uppercase());
        (numbered && levelled && !tag.contains(' ')).then_some(Self {
            form: Form::Precise,
            prefix,
            time: Some(Cow::Borrowed(time)),
            logger: Some(Cow::Borrowed(logger)),
            source_line: Some(source_line),
            level: Some(Cow::Borrowed(level)),
            tag: Some(Cow::Borrowed(tag)),
            message: Cow::Borrowed(message),
        })
    }

    fn json(line: &'a str, at: usize) -> Option<Self> {
        let (prefix, text) = line.split_at_checked(at)?;
        let mut entry = Self { form: Form::Json, prefix, ..Self::bare("") };
        let mut message = None;
        for (name, value) in json::members(text)? {
            match &*name {
                "log" => message = Some(value),
                "message" => {
                    entry.form = Form::Gcp;
                    message = Some(value);
                }
                "time" => entry.time = Some(value),
                "namespace" | "logger" => entry.logger = Some(value),
                "level" | "severity" => entry.level = Some(value),
                "request" => entry.tag = Some(value),
                _ => {}
            }
        }
        entry.message = message?;
        entry.unpack();
        Some(entry)
    }

    /// Docker's own file wraps each line of output into JSON; the tag is in the line then.
    fn unpack(&mut self) {
        let Some(inner) = find_time(&self.message).and_then(|at| Entry::precise(&self.message, at)) else { return };
        let own = |text: Option<Cow<'_, str>>| text.map(|text| Cow::Owned(text.into_owned()));
        let (time, logger, level, tag) = (own(inner.time), own(inner.logger), own(inner.level), own(inner.tag));
        let message = Cow::Owned(inner.message.trim_end().to_owned());
        (self.time, self.logger, self.level, self.tag, self.message) = (time, logger, level, tag, message);
    }
}

/// The shape of Python's `asctime`: `0` for a digit.
const TIME: &str = "0000-00-00 00:00:00,000";

/// Where the first such time followed by ` - ` begins.
fn find_time(line: &str) -> Option<usize> {
    let fits = |window: &[u8]| {
        window.iter().zip(TIME.as_bytes()).all(|(byte, shape)| match shape {
            b'0' => byte.is_ascii_digit(),
            _ => byte == shape,
        })
    };
    // All bytes of it are ASCII, so it begins and ends between letters.
    let mut windows = line.as_bytes().windows(TIME.len() + 3).enumerate();
    windows.find(|(_, window)| window.ends_with(b" - ") && fits(window)).map(|(at, _)| at)
}

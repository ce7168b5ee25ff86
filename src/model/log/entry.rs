//! What surrounds a message in Synapse's log.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter};

use super::cut::cut;
use super::{Processed, json};

/// How a line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The default `precise` format, perhaps behind a prefix of journald, docker or a worker.
    Precise,
    /// One JSON object a line: `TerseJsonFormatter`, or `JsonFormatter`, which leaves the time out.
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
    /// What JSON tells of an exception, as in `ValueError: no such thing`.
    pub exception: Option<String>,
    /// Whether docker's own JSON is around it. Without a logger it is a line that continues the entry before.
    pub is_packed: bool,
}

impl<'a> Entry<'a> {
    /// Reads the beginning of an entry. `None` for what is none: an empty line, or one that continues the entry before
    /// it, such as a traceback.
    #[must_use]
    pub fn read(line: &'a str) -> Option<Self> {
        let line = if line.ends_with(['\r', '\n']) { line.trim_end_matches(['\r', '\n']) } else { line };
        // Most lines of most logs have no prefix, and logs have millions of them.
        if is_time_at(line.as_bytes(), 0) {
            return Self::precise(line, 0);
        }
        let precise = find_time(line);
        match cut(line, "{\"").map(|(before, _)| before.len()) {
            Some(at) if precise.is_none_or(|precise| at < precise) => {
                Self::json(line, at).or_else(|| Self::precise(line, precise?))
            }
            _ => Self::precise(line, precise?),
        }
    }

    /// Reads any line that holds a `Processed request`, also in a format of somebody's own.
    #[must_use]
    pub fn read_processed(line: &'a str) -> Option<Self> {
        Self::read(line).filter(|entry| entry.processed().is_some()).or_else(|| Self::read_bare(line))
    }

    /// The same for a line that [`Self::read`] knows nothing of.
    #[must_use]
    pub fn read_bare(line: &'a str) -> Option<Self> {
        Some(Self::bare(line)).filter(|entry| entry.processed().is_some())
    }

    /// What a `Processed request` says; `None` for another message.
    #[must_use]
    pub fn processed(&self) -> Option<Processed<'_>> {
        Processed::read(&self.message)
    }

    /// What a `Received request` asks for, as in `GET /_matrix/client/versions`; `None` for another message.
    #[must_use]
    pub fn received(&self) -> Option<&str> {
        cut(&self.message, " - Received request: ").map(|(_, request)| request)
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
            exception: None,
            is_packed: false,
        }
    }

    fn precise(line: &'a str, at: usize) -> Option<Self> {
        let (prefix, line) = line.split_at_checked(at)?;
        let (time, rest) = line.split_at_checked(TIME.len())?;
        let (logger, rest) = cut(rest.strip_prefix(SEPARATOR)?, SEPARATOR)?;
        let (source_line, rest) = cut(rest, SEPARATOR)?;
        let (level, rest) = cut(rest, SEPARATOR)?;
        let (tag, message) = cut(rest, SEPARATOR)?;
        let numbered = !source_line.is_empty() && source_line.bytes().all(|byte| byte.is_ascii_digit());
        let levelled = !level.is_empty() && level.bytes().all(|byte| byte.is_ascii_uppercase());
        (numbered && levelled && memchr(b' ', tag.as_bytes()).is_none()).then_some(Self {
            form: Form::Precise,
            prefix,
            time: Some(Cow::Borrowed(time)),
            logger: Some(Cow::Borrowed(logger)),
            source_line: Some(source_line),
            level: Some(Cow::Borrowed(level)),
            tag: Some(Cow::Borrowed(tag)),
            message: Cow::Borrowed(message),
            exception: None,
            is_packed: false,
        })
    }

    fn json(line: &'a str, at: usize) -> Option<Self> {
        let (prefix, text) = line.split_at_checked(at)?;
        let mut entry = Self { form: Form::Json, prefix, ..Self::bare("") };
        let (mut message, mut class, mut said) = (None, None, None);
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
                "exc_type" => class = Some(value),
                "exc_value" => said = Some(value),
                _ => {}
            }
        }
        entry.message = message?;
        entry.exception = class.map(|class| match said {
            Some(said) => format!("{class}: {said}"),
            None => class.into_owned(),
        });
        // Only docker leaves the end of the line in it.
        if entry.message.ends_with('\n') {
            entry.unpack();
        }
        Some(entry)
    }

    /// Docker's own file wraps each line of output into JSON, and everything but its time is in that line then.
    fn unpack(&mut self) {
        self.is_packed = self.logger.is_none();
        let Some(inner) = Entry::read(&self.message) else { return };
        let own = |text: Option<Cow<'_, str>>| text.map(|text| Cow::Owned(text.into_owned()));
        let (time, logger, level, tag) = (own(inner.time), own(inner.logger), own(inner.level), own(inner.tag));
        let message = Cow::Owned(inner.message.trim_end().to_owned());
        let (form, exception) = (inner.form, inner.exception);
        self.time = time.or(self.time.take());
        (self.form, self.logger, self.level, self.tag, self.message) = (form, logger, level, tag, message);
        (self.exception, self.is_packed) = (exception, true);
    }
}

/// Between the fields of the default format.
const SEPARATOR: &str = " - ";

/// The shape of Python's `asctime`: `0` for a digit.
const TIME: &str = "0000-00-00 00:00:00,000";

/// Whether such a time followed by ` - ` stands there.
fn is_time_at(line: &[u8], at: usize) -> bool {
    let Some((time, rest)) = line.get(at..).and_then(|rest| rest.split_first_chunk::<{ TIME.len() }>()) else {
        return false;
    };
    let fits = |(byte, shape): (&u8, u8)| if shape == b'0' { byte.is_ascii_digit() } else { *byte == shape };
    // All of it is looked at, even when its beginning does not fit: without a way out in between it takes no loop.
    rest.starts_with(b" - ") && time.iter().zip(TIME.bytes()).fold(true, |all, pair| all & fits(pair))
}

/// Where the first of them begins. All bytes of it are ASCII, so it begins and ends between letters.
fn find_time(line: &str) -> Option<usize> {
    let (bytes, comma) = (line.as_bytes(), TIME.len() - ",000".len());
    memchr_iter(b',', bytes).filter_map(|at| at.checked_sub(comma)).find(|at| is_time_at(bytes, *at))
}

//! Requests as a file.

use memchr::memchr;
use serde_json::json;

use super::lines;
use super::selection::Selection;
use crate::logs::protocol::{Filter, Place, SaveForm, Trouble};
use crate::logs::{Index, Texts};
use crate::model::csv;
use crate::model::log::{Entry, Processed};

/// How much is read, and given, at once, in bytes.
const STEP: u64 = 4 << 20;

/// The columns, or members, of a request.
const COLUMNS: [&str; 23] = [
    "time",
    "process",
    "tag",
    "method",
    "uri",
    "status",
    "dropped",
    "processing_ms",
    "sending_ms",
    "user_cpu_ms",
    "system_cpu_ms",
    "database_wait_ms",
    "database_ms",
    "database_transactions",
    "bytes_sent",
    "database_events",
    "requester",
    "ip",
    "user_agent",
    "site",
    "protocol",
    "file",
    "offset",
];

/// Gives all requests that a filter lets through, piece by piece and in the order of the files' lines; how many they
/// are.
///
/// # Errors
/// When a file cannot be read (any more).
pub async fn save(
    index: &Index,
    texts: &mut impl Texts,
    filter: &Filter,
    form: SaveForm,
    mut sink: impl FnMut(Vec<u8>),
) -> Result<u64, Trouble> {
    let selection = Selection::new(index, filter);
    let mut out = match form {
        SaveForm::Csv => csv::record(&COLUMNS),
        SaveForm::Json => "[".to_owned(),
        SaveForm::Lines => String::new(),
    };
    let (mut count, mut window) = (0, Window::default());
    for record in selection.records() {
        let place = Place { file: record.file, offset: record.offset };
        let line = window.line(texts, place).await?;
        let file = index.lines.files.get(place.file as usize).map_or("", |file| &file.name);
        let process = index.lines.sorter.names().get(selection.kind(&record).process as usize);
        let process = process.map_or("", String::as_str);
        match form {
            SaveForm::Lines => {
                out.push_str(&line);
                out.push('\n');
            }
            SaveForm::Csv => {
                if let Some(fields) = fields(&line, process, file, place) {
                    out.push_str(&csv::record(&fields));
                }
            }
            SaveForm::Json => {
                if let Some(fields) = fields(&line, process, file, place) {
                    out.push_str(if count > 0 { ",\n" } else { "\n" });
                    out.push_str(&object(&fields));
                }
            }
        }
        count += 1;
        if out.len() as u64 >= STEP {
            sink(std::mem::take(&mut out).into_bytes());
        }
    }
    if form == SaveForm::Json {
        out.push_str("\n]\n");
    }
    sink(out.into_bytes());
    Ok(count)
}

/// A piece of a file from which lines are taken one after the other.
#[derive(Default)]
struct Window {
    file: u32,
    from: u64,
    bytes: Vec<u8>,
}

impl Window {
    async fn line(&mut self, texts: &mut impl Texts, place: Place) -> Result<String, Trouble> {
        if let Some(line) = self.find(place) {
            return Ok(line);
        }
        self.bytes = texts.read(place.file, place.offset, place.offset + STEP).await?;
        (self.file, self.from) = (place.file, place.offset);
        match self.find(place) {
            Some(line) => Ok(line),
            // The last one, or an endless one.
            None => lines::at(texts, place).await,
        }
    }

    fn find(&self, place: Place) -> Option<String> {
        let start = usize::try_from(place.offset.checked_sub(self.from)?).ok().filter(|_| place.file == self.file)?;
        let rest = self.bytes.get(start..)?;
        let line = rest.get(..memchr(b'\n', rest)?)?;
        Some(String::from_utf8_lossy(line).trim_end_matches('\r').to_owned())
    }
}

fn fields(line: &str, process: &str, file: &str, place: Place) -> Option<[String; 23]> {
    let entry = Entry::read_processed(line)?;
    let Processed {
        method,
        uri,
        status,
        lost,
        total,
        send,
        user_cpu,
        system_cpu,
        db_wait,
        db_time,
        db_count,
        bytes,
        db_events,
        requester,
        ip,
        user_agent,
        site,
        protocol,
        generation: _,
    } = entry.processed()?;
    let text = |text: &str| text.to_owned();
    let optional = |number: Option<String>| number.unwrap_or_default();
    Some([
        text(entry.time.as_deref().unwrap_or_default()),
        text(process),
        text(entry.tag.as_deref().unwrap_or_default()),
        text(method),
        text(uri),
        status.to_string(),
        lost.to_string(),
        total.ms.to_string(),
        optional(send.map(|send| send.ms.to_string())),
        user_cpu.ms.to_string(),
        system_cpu.ms.to_string(),
        db_wait.ms.to_string(),
        db_time.ms.to_string(),
        db_count.to_string(),
        bytes.to_string(),
        optional(db_events.map(|events| events.to_string())),
        text(requester),
        text(ip),
        text(user_agent),
        text(site),
        text(protocol),
        text(file),
        place.offset.to_string(),
    ])
}

/// Numbers and booleans as such, what the line does not have as null.
fn object(fields: &[String; 23]) -> String {
    let is_text = |name: &str| {
        matches!(
            name,
            "time"
                | "process"
                | "tag"
                | "method"
                | "uri"
                | "requester"
                | "ip"
                | "user_agent"
                | "site"
                | "protocol"
                | "file"
        )
    };
    let member = |(name, value): (&&str, &String)| {
        let value = match value.as_str() {
            "" if !is_text(name) => "null".to_owned(),
            text if is_text(name) => json!(text).to_string(),
            other => other.to_owned(),
        };
        format!("{}:{value}", json!(name))
    };
    format!("{{{}}}", COLUMNS.iter().zip(fields).map(member).collect::<Vec<_>>().join(","))
}

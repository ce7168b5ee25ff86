//! The files that are open, and how far they have been read.

use std::collections::VecDeque;

use web_sys::File;

use super::disk::OnDisk;
use crate::logs::protocol::{FileName, Packing, ReadProgress, Trouble};
use crate::logs::{Beginning, Bytes as _, Files, Head, Index, reading_order};

/// Nothing at first.
#[derive(Default)]
pub(super) struct Opened {
    log: Option<Log>,
}

struct Log {
    index: Index,
    files: Files<OnDisk>,
    names: Vec<FileName>,
    stage: Course,
    /// Bytes of the files that are done with.
    done: u64,
    is_stopped: bool,
}

enum Course {
    /// At the beginning of each file, for their order.
    Looking(Vec<Result<Beginning, Trouble>>),
    /// One after the other.
    Reading {
        file: Option<u32>,
        waiting: VecDeque<(u32, Packing)>,
    },
    Done,
}

impl Opened {
    /// Files that have not been read.
    pub(super) fn new(mut names: Vec<FileName>, files: Vec<File>) -> Self {
        let files: Vec<OnDisk> = files.into_iter().map(OnDisk).collect();
        for (name, file) in names.iter_mut().zip(&files) {
            name.size = file.size();
        }
        let log = Log {
            index: Index::new(names.clone()),
            files: Files::new(files),
            names,
            stage: Course::Looking(Vec::new()),
            done: 0,
            is_stopped: false,
        };
        Self { log: Some(log) }
    }

    /// Whether there is nothing (more) to read.
    pub(super) fn is_done(&self) -> bool {
        self.log.as_ref().is_none_or(|log| matches!(log.stage, Course::Done))
    }

    /// Reads no further.
    pub(super) fn stop(&mut self) {
        if let Some(log) = self.log.as_mut().filter(|log| !matches!(log.stage, Course::Done)) {
            log.done += log.files.position();
            log.files.end();
            log.stage = Course::Done;
            log.is_stopped = true;
        }
    }

    /// How far reading has come.
    pub(super) fn progress(&self) -> ReadProgress {
        let Some(log) = &self.log else { return ReadProgress { is_done: true, ..ReadProgress::default() } };
        let progress = log.index.progress();
        let is_reading = matches!(log.stage, Course::Reading { file: Some(_), .. });
        ReadProgress {
            read: log.done + log.files.position(),
            size: log.names.iter().map(|name| name.size).sum(),
            file: progress.file.filter(|_| is_reading),
            is_done: self.is_done(),
            is_stopped: log.is_stopped,
            index_bytes: progress.index_bytes + log.files.bytes(),
            ..progress
        }
    }

    /// What answers are made of.
    pub(super) fn parts(&mut self) -> Option<(&Index, &mut Files<OnDisk>)> {
        self.log.as_mut().map(|log| (&log.index, &mut log.files))
    }

    /// Takes a small step: looks at a file, or reads a piece of one. Whoever stops waiting for it loses nothing.
    pub(super) async fn read_on(&mut self) {
        let Some(log) = &mut self.log else { return };
        match &mut log.stage {
            Course::Looking(found) if found.len() < log.names.len() => {
                // So many files nobody opens.
                let number = u32::try_from(found.len()).unwrap_or(u32::MAX);
                found.push(log.files.look(number).await);
            }
            Course::Looking(found) => {
                let found = std::mem::take(found);
                log.begin(&found);
            }
            Course::Reading { file: Some(file), .. } => {
                let ended = match log.files.next().await {
                    Ok(Some(piece)) => {
                        log.index.feed(piece);
                        return;
                    }
                    Ok(None) => None,
                    Err(trouble) => Some(trouble),
                };
                log.done += log.names.get(*file as usize).map_or(0, |name| name.size);
                log.files.end();
                log.index.end(ended);
                log.next_file();
            }
            Course::Reading { .. } | Course::Done => log.next_file(),
        }
    }
}

impl Log {
    /// All files have been looked at: those that can be read are put in their order.
    fn begin(&mut self, found: &[Result<Beginning, Trouble>]) {
        let (mut heads, mut packings) = (Vec::new(), Vec::new());
        for ((number, name), found) in (0..).zip(&self.names).zip(found) {
            match found {
                Ok(beginning) => {
                    heads.push(Head { name: &name.name, text: &beginning.text });
                    packings.push((number, beginning.packing));
                }
                Err(trouble) => {
                    self.index.begin(number, Packing::Plain);
                    self.index.end(Some(trouble.clone()));
                    self.done += name.size;
                }
            }
        }
        let order = reading_order(&heads);
        let waiting = order.iter().filter_map(|head| packings.get(*head as usize).copied()).collect();
        self.stage = Course::Reading { file: None, waiting };
        self.next_file();
    }

    fn next_file(&mut self) {
        let Course::Reading { file, waiting } = &mut self.stage else { return };
        match waiting.pop_front() {
            Some((next, packing)) => {
                *file = Some(next);
                self.files.begin(next);
                self.index.begin(next, packing);
            }
            None => self.stage = Course::Done,
        }
    }
}

//! The bytes of media.

use std::collections::VecDeque;
use std::rc::Rc;

use super::course::{CHUNK, PARALLEL, Run, or_refusal};
use super::job::Todo;
use super::medium::Medium;
use crate::api::ApiError;
use crate::api::export::Download;
use crate::export::manifest::{What, evidence};
use crate::export::progress::ExportStage;
use crate::export::server::{Server, Who};
use crate::export::world::{Place, World};
use crate::export::zip::Method;
use crate::model::id;
use crate::runs::ahead::Ahead;
use crate::runs::patient::Failure;
use crate::runs::stopped::Stopped;
use crate::runs::tries::Tries;
use crate::text::export_file as t;

/// A file up to here is fetched whole, ahead of its turn; a larger one piece by piece when it is its turn.
const SMALL: u64 = 2 << 20;
/// How often a file that breaks off is begun anew, while nothing else is wrong.
const BREAKS: u32 = 20;
/// How often a file is asked for again that is shorter than the list says, before it is taken as it is.
const SHORT: u32 = 2;

type Fetching = VecDeque<(usize, Option<Ahead<Result<Fetched, Failure>>>)>;

/// A file that was fetched whole.
struct Fetched {
    bytes: Vec<u8>,
    sha256: [u8; 32],
}

impl Run {
    pub(super) async fn all_media(&mut self) -> Result<(), Stopped> {
        let mut fetching = Fetching::new();
        let mut asked = 0;
        if let Todo::Media(index) = self.job.step {
            self.progress.media_bytes.0 = self.job.media.iter().take(index).map(|medium| medium.length).sum();
        }
        while let Todo::Media(index) = self.job.step {
            let Some(medium) = self.job.media.get(index).cloned().filter(|_| self.job.options.media) else {
                return self.next(Todo::Finish).await;
            };
            self.progress.media.0 = index as u64;
            let before = self.progress.media_bytes.0;
            self.report(ExportStage::Media);
            asked = asked.max(index);
            self.fetch_ahead(&mut fetching, &mut asked);
            let fetched = match fetching.pop_front() {
                Some((_, Some(fetched))) => fetched.outcome().await,
                _ => None,
            };
            match fetched.as_deref() {
                Some(Ok(fetched)) => self.add_fetched(index, &medium, fetched),
                Some(Err(Failure::Stopped(error))) => return Err(Stopped::Server(error.clone())),
                Some(Err(Failure::Refused(error))) => self.skip_medium(&medium, error),
                None => self.stream(index, &medium).await?,
            }
            self.progress.media_bytes.0 = before + medium.length;
            self.next(Todo::Media(index + 1)).await?;
        }
        Ok(())
    }

    /// Fetches the next small files.
    fn fetch_ahead(&self, fetching: &mut Fetching, asked: &mut usize) {
        while fetching.len() < PARALLEL as usize {
            let Some(medium) = self.job.media.get(*asked) else {
                return;
            };
            let small = (medium.length <= SMALL).then(|| {
                let work = whole(self.world.clone(), self.server.clone(), self.download(medium), medium.length);
                Ahead::new(&*self.world, work)
            });
            fetching.push_back((*asked, small));
            *asked += 1;
        }
    }

    fn download(&self, medium: &Medium) -> Download {
        Download {
            server_name: id::server(&self.job.options.user_id).unwrap_or_default().into(),
            media_id: medium.media_id.clone(),
            quarantined: medium.is_quarantined,
            old: false,
        }
    }

    fn add_fetched(&mut self, index: usize, medium: &Medium, fetched: &Fetched) {
        let Some(path) = &medium.path else {
            return;
        };
        let written = self.zip.add_summed(path, &fetched.bytes, fetched.sha256);
        self.job.manifest.wrote(path, Some(&original(medium)), &written);
        self.is_in(index, written.length);
    }

    fn is_in(&mut self, index: usize, length: u64) {
        self.job.manifest.media += 1;
        self.job.manifest.media_bytes += length;
        if let Some(medium) = self.job.media.get_mut(index) {
            medium.is_in = true;
            if length < medium.length {
                let why = t::shorter_than_listed(length, medium.length);
                self.job.manifest.skip(What::Media, &medium.media_id, None, why);
            }
        }
    }

    fn skip_medium(&mut self, medium: &Medium, error: &ApiError) {
        self.job.manifest.skip(What::Media, &medium.media_id, None, evidence(error));
    }

    /// A large file, piece by piece; from its beginning again when it breaks off, as Synapse gives no parts of files.
    async fn stream(&mut self, index: usize, medium: &Medium) -> Result<(), Stopped> {
        let Some(path) = &medium.path else {
            return Ok(());
        };
        let mut download = self.download(medium);
        let (mut tries, mut breaks) = (Tries::default(), 0);
        let before = self.progress.media_bytes.0;
        // So that nothing of the files before is lost when this one is taken back.
        self.flush(true).await?;
        loop {
            let mut answer = match or_refusal(self.server.open(Who::Admin, &download).await)? {
                Ok(answer) => answer,
                Err(error) if error.is_unrecognized() && !download.old => {
                    download.old = true;
                    continue;
                }
                Err(error) => {
                    self.skip_medium(medium, &error);
                    return Ok(());
                }
            };
            self.zip.begin(path, Method::Stored);
            let mut length = 0;
            let words = loop {
                match answer.body.next().await {
                    Ok(Some(piece)) => {
                        tries.came_on();
                        length += piece.len() as u64;
                        self.zip.write(&piece);
                        if self.zip.waiting() >= CHUNK {
                            self.world.proceed().await;
                            self.flush(false).await?;
                            self.progress.media_bytes.0 = before + length;
                            self.report(ExportStage::Media);
                        }
                    }
                    // A file that is shorter than the list says has broken off, too, if nobody says so.
                    Ok(None) if length < medium.length && breaks < SHORT => break String::new(),
                    Ok(None) => {
                        if let Some(written) = self.zip.end() {
                            self.job.manifest.wrote(path, Some(&original(medium)), &written);
                        }
                        self.is_in(index, length);
                        return Ok(());
                    }
                    Err(words) => break words,
                }
            };
            drop(answer);
            self.zip.drop_open();
            self.flush(true).await?;
            self.world.truncate(Place::Zip, self.zip.length()).await.map_err(Stopped::Disk)?;
            breaks += 1;
            let again = self.server.broke_off(&download, &mut tries, words).await;
            if let Err(error) = or_refusal(again)? {
                self.skip_medium(medium, &error);
                return Ok(());
            }
            if breaks > BREAKS {
                let error = self.server.cut_off(&download);
                self.skip_medium(medium, &error);
                return Ok(());
            }
        }
    }
}

/// Its name as it was.
fn original(medium: &Medium) -> String {
    format!("media/{}", medium.name)
}

/// A small file, and its sum. One that is shorter than the list says is asked for again: a proxy may have cut it.
async fn whole(
    world: Rc<dyn World>,
    server: Rc<Server>,
    mut download: Download,
    length: u64,
) -> Result<Fetched, Failure> {
    let mut short = 0;
    let bytes = loop {
        match server.bytes(Who::Admin, &download).await {
            Err(Failure::Refused(error)) if error.is_unrecognized() && !download.old => download.old = true,
            Ok(bytes) if (bytes.len() as u64) < length && short < SHORT => short += 1,
            other => break other?,
        }
    };
    let sha256 = world.sha256(&bytes).await;
    Ok(Fetched { bytes, sha256 })
}

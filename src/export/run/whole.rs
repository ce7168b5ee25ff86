//! A whole export: from list to list.

use std::rc::Rc;

use super::course::{PARALLEL, Run};
use super::job::{Todo, read_job};
use crate::export::options::Options;
use crate::export::progress::{ExportStage, Outcome};
use crate::export::server::Server;
use crate::export::world::World;
use crate::runs::pace::Pace;
use crate::runs::stopped::Stopped;

/// Makes an export, or goes on with one. The user's tokens are revoked at its end, however it ends.
///
/// # Errors
/// Why it stopped.
pub async fn export(world: Rc<dyn World>, options: Options, checkpoint: Option<&[u8]>) -> Result<Outcome, Stopped> {
    let pace = Pace::new(PARALLEL);
    let (base_url, user_id, admin_id) = (&options.base_url, &options.user_id, &options.admin_id);
    let server = Rc::new(Server::new(world.clone(), base_url, user_id, admin_id, pace.clone()));
    let outcome = async {
        let mut run = match checkpoint {
            Some(kept) => Run::go_on(world, server.clone(), pace, read_job(kept).ok_or(Stopped::Checkpoint)?).await?,
            None => {
                let mut run = Run::begin(world, server.clone(), pace, options).await?;
                run.lists().await?;
                run.keep(true).await?;
                run
            }
        };
        run.finish_all().await
    }
    .await;
    server.revoke().await;
    outcome
}

impl Run {
    async fn finish_all(&mut self) -> Result<Outcome, Stopped> {
        loop {
            match self.job.step.clone() {
                Todo::UserData => self.user_data().await?,
                Todo::Room(..) => self.rooms().await?,
                Todo::Media(_) => self.all_media().await?,
                Todo::Finish => self.finish().await?,
                Todo::Done => break,
            }
        }
        self.report(ExportStage::Done);
        let manifest = &self.job.manifest;
        Ok(Outcome {
            bytes: self.zip.length(),
            rooms: manifest.rooms.len() as u64,
            events: manifest.events(),
            media: manifest.media,
            skipped: manifest.skipped.len() as u64,
            requests: self.progress.requests,
        })
    }
}

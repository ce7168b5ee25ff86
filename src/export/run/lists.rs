//! What there is: rooms and media. Tells, too, whether the server lets the admin be the user.

use super::course::{Run, or_refusal};
use super::job::Note;
use super::medium::Medium;
use crate::api::export::ListMedia;
use crate::export::find_rooms::find_rooms;
use crate::export::layout;
use crate::export::manifest::{What, evidence};
use crate::export::progress::ExportStage;
use crate::export::python_json::Json;
use crate::export::server::Who;
use crate::export::zip::Method;
use crate::runs::stopped::Stopped;

impl Run {
    pub(super) async fn lists(&mut self) -> Result<(), Stopped> {
        self.report(ExportStage::Lists);
        let user_id = self.job.options.user_id.clone();
        let found = or_refusal(find_rooms(&self.server, self.job.view, &user_id).await)?.map_err(Stopped::Server)?;
        (self.job.rooms, self.job.view) = (found.rooms, found.view);
        if !self.is_as_user() {
            self.job.notes.insert(Note::MayBeForgotten);
        }
        if found.joined_only {
            self.job.notes.insert(Note::JoinedOnly);
        }
        self.list_media().await?;
        self.count();
        Ok(())
    }

    async fn list_media(&mut self) -> Result<(), Stopped> {
        let mut from = 0;
        loop {
            let list = ListMedia { user_id: self.job.options.user_id.as_str().into(), from };
            let answer = match or_refusal(self.server.text(Who::Admin, &list).await)? {
                Ok(answer) => answer,
                Err(error) => {
                    self.job.manifest.skip(What::Media, "*", None, evidence(&error));
                    return Ok(());
                }
            };
            for medium in answer.json().get("media").into_iter().flat_map(Json::items) {
                self.add_medium(medium);
            }
            self.flush(false).await?;
            self.report(ExportStage::Lists);
            let next =
                answer.json().get("next_token").and_then(Json::integer).and_then(|next| u64::try_from(next).ok());
            match next.filter(|next| *next > from) {
                Some(next) => from = next,
                None => return Ok(()),
            }
        }
    }

    fn add_medium(&mut self, json: Json) {
        let Some(media_id) = json.text_of("media_id") else {
            return;
        };
        let number = |name: &str| json.get(name).and_then(Json::integer).unwrap_or_default();
        let created_ms = number("created_ts");
        if !self.job.options.is_wanted(created_ms) {
            return;
        }
        let path = self.job.names.claim("media_ids/", &media_id);
        self.add(&path, Some(&format!("media_ids/{media_id}")), Method::Deflated, json.python().as_bytes());
        let kind = json.text_of("media_type").unwrap_or_default();
        let name = layout::media_name(json.text_of("upload_name").as_deref(), &media_id, Some(&kind));
        self.job.media.push(Medium {
            path: self.job.options.media.then(|| self.job.names.claim("media/", &name)),
            media_id: media_id.into_owned(),
            name,
            kind: kind.into_owned(),
            length: u64::try_from(number("media_length")).unwrap_or_default(),
            created_ms,
            is_quarantined: json.get("quarantined_by").is_some_and(|by| by.text().is_some()),
            is_in: false,
        });
    }
}

//! What comes last: pages for people, and the manifest.

use super::course::{CHUNK, Run};
use super::job::{Note, Todo};
use crate::export::html::STYLE;
use crate::export::html::index::{Picture, index};
use crate::export::manifest::Made;
use crate::export::options::Eyes;
use crate::export::progress::ExportStage;
use crate::export::zip::Method;
use crate::model::moment;
use crate::runs::stopped::Stopped;
use crate::text::export_file as t;

impl Run {
    pub(super) async fn finish(&mut self) -> Result<(), Stopped> {
        self.keep(true).await?;
        self.report(ExportStage::Pages);
        self.zip.adopt(self.aside.state());
        let mut at = 0;
        while at < self.aside.length() {
            let length = usize::try_from(self.aside.length() - at).unwrap_or(CHUNK).min(CHUNK);
            let bytes = self.world.read(at, length).await.map_err(Stopped::Disk)?;
            if bytes.len() != length {
                return Err(Stopped::Disk(t::only_part_read(bytes.len(), length)));
            }
            self.zip.append(&bytes);
            at += length as u64;
            self.flush(false).await?;
        }
        self.add("html/style.css", None, Method::Deflated, STYLE.as_bytes());
        let ended_ms = self.world.wire().now_ms() as i64;
        let made = self.made();
        let page = index(&made, &self.job.manifest, &self.pictures(), &self.job.user_data, ended_ms);
        self.add("index.html", None, Method::Deflated, page.as_bytes());
        let manifest = self.job.manifest.to_json(&made, ended_ms);
        self.zip.add("manifest.json", Method::Deflated, manifest.as_bytes());
        self.zip.finish();
        self.job.step = Todo::Done;
        self.keep(true).await
    }

    fn pictures(&self) -> Vec<Picture<'_>> {
        let media = self.job.media.iter();
        media
            .map(|medium| Picture {
                path: medium.path.as_deref().filter(|_| medium.is_in),
                name: &medium.name,
                kind: &medium.kind,
                length: medium.length,
                created_ms: medium.created_ms,
            })
            .collect()
    }

    fn made(&self) -> Made {
        let options = &self.job.options;
        let (mode, words) = match self.job.view {
            Eyes::AsUser => ("as_user", t::as_user()),
            Eyes::AdminFiltered => ("admin_filtered", t::admin_filtered()),
            Eyes::AdminUnfiltered => ("admin_unfiltered", t::admin_unfiltered()),
        };
        let mut notes = vec![t::encrypted_stays(), t::own_media_only(), t::others_erased()];
        notes.extend(options.is_ranged().then_some(t::ranged()));
        notes.extend((!options.media).then_some(t::no_media()));
        notes.extend(self.job.notes.iter().map(|note| match note {
            Note::RoomsAsAdmin => t::rooms_as_admin(),
            Note::MayBeForgotten => t::may_be_forgotten(),
            Note::JoinedOnly => t::joined_only(),
        }));
        let moment = |name: &str, at: Option<i64>| at.map(|at| (name.to_owned(), moment::utc(at)));
        let mut asked = vec![("media".to_owned(), options.media.to_string())];
        asked.extend(moment("since", options.since_ms));
        asked.extend(moment("until", options.until_ms));
        Made {
            base_url: options.base_url.clone(),
            user_id: options.user_id.clone(),
            admin_id: options.admin_id.clone(),
            begun_ms: self.job.begun_ms as i64,
            mode: mode.to_owned(),
            mode_words: words.to_owned(),
            notes: notes.into_iter().map(str::to_owned).collect(),
            options: asked,
        }
    }
}

//! `user_data`: profile, devices, connections, account data.

use std::collections::HashSet;

use super::course::{Run, or_refusal};
use super::job::Todo;
use crate::api::Endpoint;
use crate::api::account::WhoIs;
use crate::api::export::{AccountData, ListDevices};
use crate::api::users::GetUser;
use crate::export::event::without;
use crate::export::manifest::{What, evidence};
use crate::export::progress::ExportStage;
use crate::export::python_json::{Json, Text};
use crate::export::server::Who;
use crate::export::zip::Method;
use crate::model::id::UserId;
use crate::runs::stopped::Stopped;

const PROFILE: &str = "user_data/profile";
const DEVICES: &str = "user_data/devices";
const CONNECTIONS: &str = "user_data/connections";
const ACCOUNT_DATA: &str = "user_data/account_data/";

impl Run {
    pub(super) async fn user_data(&mut self) -> Result<(), Stopped> {
        self.report(ExportStage::UserData);
        let user_id = UserId::from(self.job.options.user_id.as_str());
        if let Some(answer) = self.ask(PROFILE, &GetUser { user_id: user_id.clone() }).await? {
            let profile = answer.json().python();
            self.add(PROFILE, None, Method::Deflated, profile.as_bytes());
            self.job.user_data.profile = Some(profile);
        }
        if let Some(answer) = self.ask(DEVICES, &ListDevices { user_id: user_id.clone() }).await? {
            let list = answer.json().get("devices");
            let devices = list.into_iter().flat_map(Json::items).map(|device| {
                // Clients get told which one is dehydrated; Synapse's export does not say.
                let mut text = String::new();
                without(device, &["dehydrated"], &mut text);
                text
            });
            self.job.user_data.devices = devices.collect();
            self.add_objects(DEVICES, self.job.user_data.devices.clone());
        }
        if let Some(answer) = self.ask(CONNECTIONS, &WhoIs { user_id: user_id.clone() }).await? {
            let sessions = answer.json().get("devices").and_then(|devices| devices.get("")?.get("sessions"));
            let first = sessions.and_then(|sessions| sessions.items().next());
            let list = first.and_then(|session| session.get("connections"));
            self.job.user_data.connections = list.into_iter().flat_map(Json::items).map(Json::python).collect();
            self.add_objects(CONNECTIONS, self.job.user_data.connections.clone());
        }
        if let Some(answer) = self.ask(ACCOUNT_DATA, &AccountData { user_id }).await? {
            self.account_data(&answer);
        }
        self.next(Todo::Room(0, None)).await
    }

    async fn ask<E: Endpoint>(&mut self, part: &str, endpoint: &E) -> Result<Option<Text>, Stopped> {
        match or_refusal(self.server.text(Who::Admin, endpoint).await)? {
            Ok(answer) => Ok(Some(answer)),
            Err(error) => {
                self.job.manifest.skip(What::UserData, part.trim_end_matches('/'), None, evidence(&error));
                Ok(None)
            }
        }
    }

    /// Objects one after the other; no file without any.
    fn add_objects(&mut self, path: &str, objects: Vec<String>) {
        if !objects.is_empty() {
            self.add(path, None, Method::Deflated, objects.concat().as_bytes());
        }
    }

    fn account_data(&mut self, answer: &Text) {
        let data = answer.json().get("account_data");
        if let Some(global) = data.and_then(|data| data.get("global")) {
            let text = global.python();
            let path = self.job.names.claim(ACCOUNT_DATA, "global");
            self.add(&path, None, Method::Deflated, text.as_bytes());
            self.job.user_data.global = Some(text);
            let ignored = global.get("m.ignored_user_list").and_then(|list| list.get("ignored_users"));
            let ignored: HashSet<String> =
                ignored.into_iter().flat_map(Json::members).map(|(id, _)| id.text().into_owned()).collect();
            self.job.ignored = ignored;
        }
        for (room_id, room) in data.and_then(|data| data.get("rooms")).into_iter().flat_map(Json::members) {
            let room_id = room_id.text();
            let path = self.job.names.claim(ACCOUNT_DATA, &room_id);
            self.add(&path, Some(&format!("{ACCOUNT_DATA}{room_id}")), Method::Deflated, room.python().as_bytes());
        }
    }
}

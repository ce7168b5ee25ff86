//! What there is to export, before it is done.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::find_rooms::find_rooms;
use super::options::{Eyes, Options};
use super::python_json::Json;
use super::rooms::Room;
use super::server::{Server, Who};
use crate::api::export::{ListDevices, ListMedia};
use crate::runs::patient::Failure;

/// What there is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Whose: MXID.
    pub user_id: String,
    /// Through whose eyes it will be seen.
    pub view: Eyes,
    /// Rooms, in the order of the export.
    pub rooms: Vec<RoomPreview>,
    /// Files.
    pub media: u64,
    /// Their bytes.
    pub media_bytes: u64,
    /// Files that are quarantined.
    pub quarantined: u64,
    /// Devices.
    pub devices: u64,
    /// How much the browser's storage takes, in bytes; `None` where it does not tell.
    pub room_left: Option<u64>,
}

/// A room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomPreview {
    /// Room id.
    pub room_id: String,
    /// What it is called, where the server told.
    pub name: Option<String>,
    /// `join`, `invite`, `knock`, `leave` or `ban`.
    pub membership: String,
    /// About how many events.
    pub estimate: u64,
}

/// Asks for rooms, devices and media, in as few requests as the lists have pages.
///
/// # Errors
/// Why there is no answer.
pub async fn preview(server: Rc<Server>, options: &Options) -> Result<Preview, Failure> {
    let found = find_rooms(&server, options.view, &options.user_id).await?;
    let mut preview = Preview { user_id: options.user_id.clone(), view: found.view, ..Preview::default() };
    preview.rooms = found
        .rooms
        .into_iter()
        .map(|Room { room_id, name, membership, estimate, .. }| RoomPreview { room_id, name, membership, estimate })
        .collect();
    let devices = ListDevices { user_id: options.user_id.as_str().into() };
    if let Ok(answer) = server.text(Who::Admin, &devices).await {
        preview.devices = number(answer.json(), "total");
    }
    count_media(&server, options, &mut preview).await?;
    Ok(preview)
}

async fn count_media(server: &Server, options: &Options, preview: &mut Preview) -> Result<(), Failure> {
    let mut from = 0;
    loop {
        let list = ListMedia { user_id: options.user_id.as_str().into(), from };
        let answer = match server.text(Who::Admin, &list).await {
            Ok(answer) => answer,
            // No media repository.
            Err(Failure::Refused(_)) => return Ok(()),
            Err(stopped) => return Err(stopped),
        };
        for medium in answer.json().get("media").into_iter().flat_map(Json::items) {
            preview.media += 1;
            preview.media_bytes += number(medium, "media_length");
            preview.quarantined += u64::from(medium.text_of("quarantined_by").is_some());
        }
        let next = number(answer.json(), "next_token");
        if next <= from {
            return Ok(());
        }
        from = next;
    }
}

fn number(json: Json, name: &str) -> u64 {
    json.get(name).and_then(Json::integer).and_then(|number| u64::try_from(number).ok()).unwrap_or_default()
}

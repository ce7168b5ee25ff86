//! Finds the user's rooms, and with that through whose eyes they can be read.

use super::options::Eyes;
use super::rooms::{self, Room};
use super::server::{Server, Who};
use crate::api::export::{ListMemberships, RoomList};
use crate::runs::patient::Failure;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomsFound {
    /// In the order of the export.
    pub rooms: Vec<Room>,
    /// Through whose eyes: where nobody can be the user, not what was wanted.
    pub view: Eyes,
    /// The server tells an admin only of rooms that the user is in.
    pub joined_only: bool,
}

/// Asks as the user if that is wanted and possible, else as the admin.
///
/// # Errors
/// Why there is no answer.
pub async fn find_rooms(server: &Server, wanted: Eyes, user_id: &str) -> Result<RoomsFound, Failure> {
    let mut view = wanted;
    if view == Eyes::AsUser {
        match server.text(Who::User, &RoomList).await {
            Ok(answer) => {
                let rooms = rooms::from_sync(answer.json(), user_id);
                return Ok(RoomsFound { rooms, view, joined_only: false });
            }
            // No such endpoint (Matrix Authentication Service), or a locked account.
            Err(Failure::Refused(error)) if error.is_unrecognized() || error.is_locked() => view = Eyes::AdminFiltered,
            Err(failure) => return Err(failure),
        }
    }
    let list = |joined_only| ListMemberships { user_id: user_id.into(), joined_only };
    let (answer, joined_only) = match server.text(Who::Admin, &list(false)).await {
        Err(Failure::Refused(error)) if error.is_unrecognized() => (server.text(Who::Admin, &list(true)).await?, true),
        other => (other?, false),
    };
    let rooms = rooms::from_admin(answer.json());
    if rooms.is_empty() {
        server.know(user_id).await?;
    }
    Ok(RoomsFound { rooms, view, joined_only })
}

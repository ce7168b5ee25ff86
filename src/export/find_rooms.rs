//! Finds the user's rooms, and with that through whose eyes they can be read.

use super::options::View;
use super::rooms::{self, Room};
use super::server::{Server, Who};
use crate::api::export::{ListMemberships, RoomList};
use crate::runs::patient::Failure;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// In the order of the export.
    pub rooms: Vec<Room>,
    /// Through whose eyes: where nobody can be the user, not what was wanted.
    pub view: View,
    /// The server tells an admin only of rooms that the user is in.
    pub joined_only: bool,
}

/// Asks as the user if that is wanted and possible, else as the admin.
///
/// # Errors
/// Why there is no answer.
pub async fn find_rooms(server: &Server, wanted: View, user_id: &str) -> Result<Found, Failure> {
    let mut view = wanted;
    if view == View::AsUser {
        match server.text(Who::User, &RoomList).await {
            Ok(answer) => {
                let rooms = rooms::from_sync(answer.json(), user_id);
                return Ok(Found { rooms, view, joined_only: false });
            }
            // No such endpoint (Matrix Authentication Service), or a locked account.
            Err(Failure::Refused(error)) if error.is_unrecognized() || error.is_locked() => view = View::AdminFiltered,
            Err(failure) => return Err(failure),
        }
    }
    let list = |joined_only| ListMemberships { user_id: user_id.to_owned(), joined_only };
    let (answer, joined_only) = match server.text(Who::Admin, &list(false)).await {
        Err(Failure::Refused(error)) if error.is_unrecognized() => (server.text(Who::Admin, &list(true)).await?, true),
        other => (other?, false),
    };
    Ok(Found { rooms: rooms::from_admin(answer.json()), view, joined_only })
}

//! Aliases.

use crate::api::ApiError;

sentences! {
    title = "Aliases";
    lead = "Look up which room an alias points at, free it, or point it at another room. This works for any alias of this server, even if nobody can enter the room.";
    field = "Room alias";
    field_hint = "With or without # and server, e.g. lobby or #lobby:example.org";
    look_up = "Look up";
    points_at = "This alias points at";
    others = "Other aliases of this room";
    no_others = "It has no other alias on this server.";
    free = "No room has this alias";
    free_hint = "It is free: any room of this server can take it.";
    remote = "This alias belongs to another server. Only that server's admins can change it.";
    unanswered(server: &str) = "This is an alias of {server}, which did not answer; only its admins can delete it.";
    delete = "Delete alias";
    delete_title = "Delete this alias?";
    delete_what = "The alias becomes free. The room stays, with its members and messages.";
    delete_stale = "The room's own settings may still name it as its main alias; only somebody with rights in the room can change that.";
    delete_undo = "You can put it back right afterwards.";
    delete_no_undo = "Nobody is in this room any more, so Synapse will not let the alias be put back on it. You can point it at another room afterwards.";
    no_put_back = "Nobody is in the room that had it, so Synapse does not let it be put back there.";
    still_canonical = "The room itself still names it as its canonical alias. That is harmless, but lists will show it until somebody in the room changes it.";
    put_back = "Put it back";
    put_back_title = "Put the alias back?";
    put_back_what = "The alias will point at the room that it named before.";
    point_elsewhere = "Point it at another room";
    point_title = "Point the alias at another room?";
    point_what_taken = "The alias is removed from its room first; from then on it leads to the new room.";
    point_what_free = "From then on, the alias leads to this room.";
    target = "Room ID or alias of the other room";
    unconfirmed_free = "The server accepted the change, but the alias is still free.";
    unconfirmed_deleted = "The server accepted the deletion, but the alias still answers.";
    deleted(alias: &str) = "{alias} is now free (confirmed by the server).";
    pointed(alias: &str, room: &str) = "{alias} now points at {room} (confirmed by the server).";
    unconfirmed_pointed(room: &str) = "The server accepted the change, but still names {room}.";
    taken(alias: &str, wanted: &str, room: &str) = "{alias} does not point at {wanted}: someone has since pointed it at another room ({room}).";
    half_moved_plain = "The alias was deleted, but could not be pointed at the new room. It is now free: try again, or put it back.";
    half_moved_because(why: &str, words: &str) = "The alias was deleted, but could not be pointed at the new room. It is now free: try again, or put it back. {why} {words}";
}

/// The alias was taken from its room, but the other room did not get it. `why`: what the server answered, if it did.
#[must_use]
pub fn half_moved(why: Option<&ApiError>) -> String {
    match why.map(super::errors::explain) {
        Some(why) => half_moved_because(&why.title, &why.words.unwrap_or_default()),
        None => half_moved_plain().to_owned(),
    }
}

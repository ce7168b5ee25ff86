//! Exporting a user's data.

use super::counted;
use super::errors::{self, Explained};
use crate::runs::stopped::Stopped;

sentences! {
    title = "Export a user's data";
    lead = "Everything that this server holds for an account, in one ZIP: like Synapse's own command, and with the files themselves and pages to read it offline.";
    whose_label = "User IDs";
    whose_hint = "One a line. Each becomes a ZIP of its own.";
    go_on = "Continue";
    see = "See what is in it";
    seeing = "Asking the server";
    options = "What is wanted";
    media = "The files that were uploaded";
    media_hint = "Without them the ZIP tells only their names, types and sizes.";
    since = "From this day on";
    until = "Up to this day";
    range_hint = "Days in UTC. Empty: everything.";
    unfiltered = "Admin view, unfiltered";
    unfiltered_hint = "Also what the user could not see, such as messages from before they joined. Not what a request for access is about.";
    in_it = "What will be in it";
    fact_how = "How";
    fact_rooms = "Rooms";
    fact_events = "Events";
    fact_media = "Files";
    fact_devices = "Devices";
    as_user = "As the user: exactly what the server shows to them. Glia signs in as them for as long as it takes (15 minutes at a time), which creates no device and does not change when they were last seen.";
    as_admin = "Admin view: this server does not let an admin sign in as this user. Everything is read as an admin, and what the user could not see is left out, as far as that can be worked out.";
    as_admin_all = "Admin view, unfiltered.";
    not_in_it = "What cannot be in it";
    encrypted_stays = "Encrypted messages stay encrypted: the server does not have the keys.";
    others_erased = "What other people removed or erased is gone.";
    others_media = "Files of other people, and files that are kept outside of Synapse.";
    trace = "It leaves one trace: downloading a file counts as an access to it, which matters only where the server deletes files that were not accessed for long.";
    on_disk = "Write it straight to this computer's disk";
    on_disk_hint = "You choose the file (a folder for several users) when the export begins. It then needs no room in the browser's storage, and nothing stays there.";
    choose_rooms = "Leave rooms out";
    start = "Export";
    running = "Exporting";
    overall = "Progress of the export";
    paused = "Paused.";
    pause = "Pause";
    resume = "Resume";
    cancel = "Cancel";
    stage_lists = "Asking what there is";
    stage_user_data = "Account";
    stage_rooms = "Rooms";
    stage_media = "Files";
    stage_pages = "Pages and manifest";
    stage_done = "Done";
    keep_open = "Keep this page open, or come back: after a reload it goes on where it was.";
    done = "The export is done.";
    save = "Save the ZIP";
    delete = "Delete it from this browser";
    delete_hint = "Until then a copy stays in this browser's storage, also after signing out.";
    stopped = "The export has ended before its end.";
    kept_title = "An export is kept in this browser";
    all_kept_title = "Exports that are kept in this browser";
    all_kept_hint = "They stay until they are deleted, also after signing out. Where one is unfinished, its user's page goes on with it.";
    continue_it = "Go on with it";
    busy = "Another tab of this browser makes an export of the same user.";
    no_storage = "This browser has no storage for large files here. Private windows and pages over plain http have none.";
    disk = "The browser's storage gives no more. Free some space, then go on.";
    checkpoint = "What is kept was made by another version of Glia, which this one cannot go on with.";
    not_allowed = "The browser was not allowed to write to that file. Go on with it again, and allow it.";
    delete_record = "Forget it";
    delete_record_hint = "The unfinished file on the disk stays: delete it there.";
    worker_failed = "The part of Glia that makes exports could not run.";
}

/// Why it ended, or did not begin.
#[must_use]
pub fn why(stopped: &Stopped) -> Explained {
    match stopped {
        Stopped::Server(error) => errors::explain(error),
        Stopped::Disk(words) => Explained { evidence: words.clone(), ..Explained::plain(disk(), None) },
        Stopped::Busy => Explained::plain(busy(), None),
        Stopped::NoStorage => Explained::plain(no_storage(), None),
        Stopped::Checkpoint => Explained::plain(checkpoint(), None),
        Stopped::NotAllowed => Explained::plain(not_allowed(), None),
    }
}

/// `27 (20 joined, 2 invited)`
#[must_use]
pub fn rooms(all: &str, by_membership: &[(String, String)]) -> String {
    let parts: Vec<String> =
        by_membership.iter().map(|(membership, count)| format!("{count} {}", standing(membership))).collect();
    if parts.is_empty() { all.to_owned() } else { format!("{all} ({})", parts.join(", ")) }
}

/// A membership in words.
#[must_use]
pub fn standing(membership: &str) -> &str {
    match membership {
        "join" => "joined",
        "invite" => "invited",
        "knock" => "knocked",
        "leave" => "left",
        "ban" => "banned",
        other => other,
    }
}

/// An estimate.
#[must_use]
pub fn about(number: &str) -> String {
    format!("about {number}")
}

/// Files and their size.
#[must_use]
pub fn files(count: &str, size: &str, quarantined: Option<&str>) -> String {
    let hidden = quarantined.map(|count| format!(", {count} of them quarantined")).unwrap_or_default();
    format!("{count} ({size}){hidden}")
}

/// The browser's storage will not do.
#[must_use]
pub fn too_little_room(room: &str) -> String {
    format!(
        "This browser has room for {room} only, and the export is made there before it is saved. Free space on the disk, or export without files."
    )
}

/// `12 of 30`
#[must_use]
pub fn of(done: &str, all: &str) -> String {
    format!("{done} of {all}")
}

/// The ZIP so far, its rate and what is left.
#[must_use]
pub fn so_far(size: &str, rate: Option<&str>, left: Option<&str>) -> String {
    let rate = rate.map(|rate| format!(", {rate} a second")).unwrap_or_default();
    let left = left.map(|left| format!(", about {left} left")).unwrap_or_default();
    format!("{size}{rate}{left}")
}

/// The server asked to wait.
#[must_use]
pub fn limited(seconds: &str) -> String {
    format!("The server asked to wait for {seconds}.")
}

/// There is no answer.
#[must_use]
pub fn silent(since: &str, words: &str) -> String {
    format!("No answer since {since} ({words}). Trying again.")
}

/// What came of it: numbers, each formatted beside.
#[must_use]
pub fn outcome(rooms: (u64, &str), events: (u64, &str), files: (u64, &str), size: &str) -> String {
    let rooms = counted(rooms.0, rooms.1, "room", "rooms");
    let events = counted(events.0, events.1, "event", "events");
    format!("{rooms}, {events}, {}, {size}.", counted(files.0, files.1, "file", "files"))
}

/// Where it is.
#[must_use]
pub fn in_file(name: &str) -> String {
    format!("It is in {name}, where you chose.")
}

/// An export that goes to a file.
#[must_use]
pub fn goes_to(name: &str) -> String {
    format!("It goes to {name}.")
}

/// Things that are missing.
#[must_use]
pub fn skipped(count: &str) -> String {
    format!("Left out: {count}. The manifest and the first page say what, and why.")
}

/// Those after one that ended before its end.
#[must_use]
pub fn not_begun(count: &str) -> String {
    format!("The exports of the other users were not begun: {count}.")
}

/// An export that is kept.
#[must_use]
pub fn kept(since: &str, is_done: bool, rooms: &str, media: &str) -> String {
    if is_done {
        format!("Begun {since}, and done.")
    } else {
        format!("Begun {since}, and not done: rooms {rooms}, files {media}.")
    }
}

/// Which of several.
#[must_use]
pub fn turn(number: &str, all: &str) -> String {
    format!("User {number} of {all}")
}

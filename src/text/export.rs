//! Exporting a user's data.

use super::catalogue::list;
use super::errors::{self, Explained};
use crate::runs::stopped::Stopped;

sentences! {
    title = "Export a user's data";
    lead = "Everything this server holds about an account, in one ZIP: the same as Synapse's own command, plus the files themselves and pages for reading it offline.";
    whose_label = "User IDs";
    whose_hint = "One per line. Each becomes its own ZIP.";
    go_on = "Continue";
    see = "See what is in it";
    seeing = "Asking the server";
    options = "What is wanted";
    media = "The files that were uploaded";
    media_hint = "Without them, the ZIP lists only their names, types and sizes.";
    since = "From this day on";
    until = "Up to this day";
    range_hint = "Days in UTC. Empty: everything.";
    unfiltered = "Admin view, unfiltered";
    unfiltered_hint = "Includes what the user could not see, such as messages from before they joined. A request for access does not cover that.";
    in_it = "What will be in it";
    fact_how = "How";
    fact_rooms = "Rooms";
    fact_events = "Events";
    fact_media = "Files";
    fact_devices = "Devices";
    as_user = "As the user: exactly what the server shows to them. Glia signs in as them for as long as it takes (15 minutes at a time), which creates no device and does not change when they were last seen.";
    as_admin = "Admin view: this server does not let an admin sign in as this user. Everything is read as an admin, and what the user could not see is left out, as far as Glia can tell.";
    as_admin_all = "Admin view, unfiltered.";
    not_in_it = "What cannot be in it";
    encrypted_stays = "Encrypted messages stay encrypted: the server does not have the keys.";
    others_erased = "What other people removed or erased is gone.";
    others_media = "Files of other people, and files that are kept outside of Synapse.";
    trace = "It leaves one trace: downloading a file counts as an access to it, which matters only where the server deletes files that have not been accessed for long.";
    on_disk = "Write it straight to this computer's disk";
    on_disk_hint = "You choose the file (a folder for several users) when the export begins. It then needs no space in the browser's storage and leaves nothing there.";
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
    keep_open = "Keep this page open, or come back later: the export continues where it stopped.";
    done = "The export is done.";
    save = "Save the ZIP";
    delete = "Delete it from this browser";
    delete_hint = "Until then, a copy stays in this browser's storage, even after you sign out.";
    stopped = "The export stopped before it was complete.";
    kept_title = "An export is stored in this browser";
    all_kept_title = "Exports stored in this browser";
    all_kept_hint = "They stay until they are deleted, even after you sign out. An unfinished one can be continued from its user's page.";
    continue_it = "Continue the export";
    busy = "Another tab of this browser is already exporting this user.";
    no_storage = "This browser has no storage for large files here. Private windows and pages over plain http have none.";
    disk = "The browser's storage is full. Free some space, then continue.";
    checkpoint = "The unfinished export was made by another version of Glia; this one cannot continue it.";
    not_allowed = "The browser was not allowed to write to that file. Continue the export again, and allow it.";
    delete_record = "Forget it";
    delete_record_hint = "The unfinished file on the disk stays: delete it there.";
    worker_failed = "The part of Glia that makes exports could not run.";
    about(number: &str) = "about {number}";
    too_little_room(room: &str) = "This browser has space for only {room}, and the export is built there before it is saved. Free disk space, or export without files.";
    of(done: &str, all: &str) = "{done} of {all}";
    limited(seconds: &str) = "The server asked to wait for {seconds}.";
    silent(since: &str, words: &str) = "No answer since {since} ({words}). Trying again.";
    in_file(name: &str) = "It is in {name}, where you chose.";
    goes_to(name: &str) = "It goes to {name}.";
    skipped(count: &str) = "Left out: {count}. The manifest and the first page say what, and why.";
    not_begun(count: &str) = "Exports of other users not started: {count}.";
    turn(number: &str, all: &str) = "User {number} of {all}";
    standing_of(count: &str, standing: &str) = "{count} {standing}";
    standing_join = "joined";
    standing_invite = "invited";
    standing_knock = "knocked";
    standing_leave = "left";
    standing_ban = "banned";
    rooms_of(all: &str, standings: &str) = "{all} ({standings})";
    files_sized(count: &str, size: &str) = "{count} ({size})";
    files_quarantined(count: &str, size: &str, hidden: &str) = "{count} ({size}), {hidden} of them quarantined";
    size_rate(size: &str, rate: &str) = "{size}, {rate} per second";
    size_left(size: &str, rate: &str, left: &str) = "{size}, {rate} per second, about {left} left";
    left_alone(size: &str, left: &str) = "{size}, about {left} left";
    rooms_counted(n: u64, count: &str) = { by n: one "{count} room", other "{count} rooms" };
    events_counted(n: u64, count: &str) = { by n: one "{count} event", other "{count} events" };
    files_counted(n: u64, count: &str) = { by n: one "{count} file", other "{count} files" };
    outcome_is(all: &str) = "{all}.";
    kept_done(since: &str) = "Started {since}, complete.";
    kept_open(since: &str, rooms: &str, media: &str) = "Started {since}, not complete: rooms {rooms}, files {media}.";
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
        by_membership.iter().map(|(membership, count)| standing_of(count, standing(membership))).collect();
    if parts.is_empty() { all.to_owned() } else { rooms_of(all, &list(&parts)) }
}

/// A membership in words.
#[must_use]
pub fn standing(membership: &str) -> &str {
    match membership {
        "join" => standing_join(),
        "invite" => standing_invite(),
        "knock" => standing_knock(),
        "leave" => standing_leave(),
        "ban" => standing_ban(),
        other => other,
    }
}

/// Files and their size.
#[must_use]
pub fn files(count: &str, size: &str, quarantined: Option<&str>) -> String {
    match quarantined {
        Some(hidden) => files_quarantined(count, size, hidden),
        None => files_sized(count, size),
    }
}

/// The ZIP so far, its rate and what is left.
#[must_use]
pub fn so_far(size: &str, rate: Option<&str>, left: Option<&str>) -> String {
    match (rate, left) {
        (Some(rate), Some(left)) => size_left(size, rate, left),
        (Some(rate), None) => size_rate(size, rate),
        (None, Some(left)) => left_alone(size, left),
        (None, None) => size.to_owned(),
    }
}

/// What came of it: numbers, each formatted beside.
#[must_use]
pub fn outcome(rooms: (u64, &str), events: (u64, &str), files: (u64, &str), size: &str) -> String {
    let (rooms, events) = (rooms_counted(rooms.0, rooms.1), events_counted(events.0, events.1));
    let all = [rooms, events, files_counted(files.0, files.1), size.to_owned()];
    outcome_is(&list(&all))
}

/// An export that is kept.
#[must_use]
pub fn kept(since: &str, is_done: bool, rooms: &str, media: &str) -> String {
    if is_done { kept_done(since) } else { kept_open(since, rooms, media) }
}

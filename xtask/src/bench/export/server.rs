//! The Synapse whose user is exported. Rooms, members and files are made through the real API; the messages are put into
//! its database while it is stopped (`tests/bench/export/fill.py`).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Sizes, media};
use crate::lab::client::{NewUser, text};
use crate::lab::{Account, CURRENT_SYNAPSE, Homeserver, Session, Spec, path};
use crate::repo::Repo;
use crate::{files, ports, process, say};

const SERVER_NAME: &str = "bench.example";

/// What decides how the data looks.
const SOURCES: [&str; 3] =
    ["tests/bench/export/fill.py", "xtask/src/bench/export/server.rs", "xtask/src/bench/export/media.rs"];

/// Who is there, in the data folder.
const PEOPLE_FILE: &str = "people.json";

/// How many requests fill the server at a time.
const SENDERS: usize = 4;

/// A room version whose events' ids are hashes, as all newer ones are.
const ROOM_VERSION: &str = "11";

/// Who is on the server, and what the user has uploaded.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct People {
    pub(super) admin: Account,
    /// Whose data are exported.
    pub(super) user: Account,
    /// In the order of upload.
    pub(super) media: Vec<Medium>,
}

/// A file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Medium {
    mxc: String,
    name: String,
    #[serde(rename = "type")]
    kind: String,
    bytes: u64,
}

impl Medium {
    /// Where it is downloaded from.
    pub(super) fn address(&self, base_url: &str) -> Result<String> {
        let place = self.mxc.strip_prefix("mxc://").with_context(|| format!("{} is no address of a file", self.mxc))?;
        Ok(format!("{base_url}/_matrix/client/v1/media/download/{place}"))
    }
}

/// The running server.
#[derive(Debug)]
pub(super) struct Server {
    pub(super) homeserver: Homeserver,
    pub(super) people: People,
}

impl Server {
    /// Makes the data if they are not there yet, and starts Synapse on them.
    pub(super) fn start(repo: &Repo, python: &Path, sizes: Sizes) -> Result<Self> {
        let dir = ensure_data(repo, python, sizes)?;
        let people = serde_json::from_str(&files::read_text(&dir.join(PEOPLE_FILE))?)
            .with_context(|| format!("{PEOPLE_FILE} does not say who is there"))?;
        say::step(&format!("Starting Synapse {CURRENT_SYNAPSE}"));
        Ok(Self { homeserver: Homeserver::start(spec(dir)?, python)?, people })
    }
}

fn spec(dir: PathBuf) -> Result<Spec> {
    let mut spec = Spec::new("export", CURRENT_SYNAPSE, SERVER_NAME, dir, ports::any_free()?);
    // A few large files are wanted, too.
    spec.extra.insert("max_upload_size".to_owned(), json!("2000M"));
    Ok(spec)
}

/// The folder with the data. A partial one is renamed at the end, so that an interrupted run leaves nothing that looks
/// complete.
fn ensure_data(repo: &Repo, python: &Path, sizes: Sizes) -> Result<PathBuf> {
    let fingerprint = files::fingerprint(repo.root(), &SOURCES)?;
    let bench = repo.target("bench");
    let prefix = format!("export-{CURRENT_SYNAPSE}-{}-", sizes.name());
    let data = bench.join(format!("{prefix}{}", &fingerprint[..12]));
    if data.is_dir() {
        return Ok(data);
    }
    say::step(&format!("Filling a Synapse with {sizes}, once"));
    let started = Instant::now();
    let partial = bench.join(format!("partial-export-{}", std::process::id()));
    files::remove_dir(&partial)?;
    let made = fill(repo, &partial, python, sizes).and_then(|()| {
        remove_older(&bench, &prefix)?;
        fs::rename(&partial, &data).with_context(|| format!("Cannot rename to {}", data.display()))
    });
    if made.is_err() {
        files::remove_dir(&partial)?;
    }
    made?;
    say::note(&format!("filled in {}", say::duration(started.elapsed())));
    Ok(data)
}

fn fill(repo: &Repo, dir: &Path, python: &Path, sizes: Sizes) -> Result<()> {
    let homeserver = Homeserver::start(spec(dir.to_path_buf())?, python)?;
    let client = homeserver.client();
    let admin = client.register(&NewUser { admin: true, ..NewUser::ordinary("admin", "admin", "Admin") })?;
    let user = client.register(&NewUser::ordinary("wren", "wren", "Wren"))?;
    let friend = client.register(&NewUser::ordinary("robin", "robin", "Robin"))?;
    let sessions = [&user, &friend].map(|account| client.session(&account.access_token));
    let started = Instant::now();
    in_parallel(sizes.rooms, |number| make_room(&sessions, number))?;
    say::note(&format!("{} rooms: {}", sizes.rooms, say::duration(started.elapsed())));
    let started = Instant::now();
    let lengths = media::sizes(sizes.media, sizes.bytes);
    let media = in_parallel(sizes.media, |number| upload(&sessions[0], number, lengths[number]))?;
    say::note(&format!("{} files: {}", sizes.media, say::duration(started.elapsed())));
    homeserver.stop()?;

    let started = Instant::now();
    let members = [&user.user_id, &friend.user_id];
    let task = json!({ "dir": dir, "server": SERVER_NAME, "members": members, "events": sizes.events, "media": media });
    // As a file: command lines have an end.
    let task_file = dir.join("fill.json");
    files::write(&task_file, task.to_string())?;
    let script = repo.bench_tests().join("export/fill.py");
    process::run(Command::new(python).arg(script).arg(&task_file), "Filling the rooms")?;
    say::note(&format!("{} events: {}", sizes.events, say::duration(started.elapsed())));

    let started = Instant::now();
    let homeserver = Homeserver::start(spec(dir.to_path_buf())?, python)?;
    let session = homeserver.client().session(&user.access_token);
    let rooms = session.get(&path::client(&["joined_rooms"]))?;
    let rooms: Vec<&str> = rooms["joined_rooms"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let seen = in_parallel(rooms.len() as u64, |number| walk(&session, rooms[number]))?;
    homeserver.stop()?;
    let seen: u64 = seen.iter().sum();
    if seen != sizes.events {
        bail!("The user sees {seen} of {} events.", sizes.events);
    }
    say::note(&format!("all of them seen through the API: {}", say::duration(started.elapsed())));
    let people = People { admin, user, media };
    files::write(&dir.join(PEOPLE_FILE), serde_json::to_string(&people).context("Cannot describe who is there")?)
}

/// A room of one of the two, which the other joins.
fn make_room(sessions: &[Session; 2], number: usize) -> Result<()> {
    let [creator, guest] = if number.is_multiple_of(2) { [0, 1] } else { [1, 0] };
    let room = json!({ "preset": "public_chat", "room_version": ROOM_VERSION, "name": format!("Room {number}") });
    let room_id = text(&sessions[creator].post(&path::client(&["createRoom"]), &room)?, "room_id")?;
    sessions[guest].post(&path::client(&["rooms", &room_id, "join"]), &json!({}))?;
    Ok(())
}

fn upload(session: &Session, number: usize, bytes: u64) -> Result<Medium> {
    // Not pictures, of which Synapse would make smaller ones.
    let (name, kind) = (format!("clip {number:05}.mp4"), "video/mp4".to_owned());
    let mxc = session.upload(&name, &kind, &media::content(number as u64, bytes))?;
    Ok(Medium { mxc, name, kind, bytes })
}

/// How many events of a room the user can walk over.
fn walk(session: &Session, room_id: &str) -> Result<u64> {
    let messages = path::client(&["rooms", room_id, "messages"]) + "?dir=f&limit=1000";
    let (mut seen, mut from) = (0, String::new());
    loop {
        let page = session.get(&(messages.clone() + &from))?;
        seen += page["chunk"].as_array().map_or(0, Vec::len) as u64;
        match page["end"].as_str() {
            Some(end) => from = format!("&from={}", path::encode(end)),
            None => return Ok(seen),
        }
    }
}

/// Does a number of things, a few at a time. What came of them, in their order.
fn in_parallel<T: Send>(count: u64, work: impl Fn(usize) -> Result<T> + Sync) -> Result<Vec<T>> {
    let count = usize::try_from(count).context("That is too many")?;
    let next = AtomicUsize::new(0);
    let mut done: Vec<(usize, T)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..SENDERS)
            .map(|_| {
                scope.spawn(|| {
                    let mut done = Vec::new();
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= count {
                            return Ok(done);
                        }
                        done.push((number, work(number)?));
                    }
                })
            })
            .collect();
        let results = workers.into_iter().map(|worker| match worker.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        results.collect::<Result<Vec<_>>>().map(|lists| lists.into_iter().flatten().collect())
    })?;
    done.sort_by_key(|(number, _)| *number);
    Ok(done.into_iter().map(|(_, result)| result).collect())
}

/// Throws away data of the same size that other sources have made.
fn remove_older(bench: &Path, prefix: &str) -> Result<()> {
    let cannot_read = || format!("Cannot read the folder {}", bench.display());
    for entry in fs::read_dir(bench).with_context(cannot_read)? {
        let entry = entry.with_context(cannot_read)?;
        if entry.file_name().to_string_lossy().starts_with(prefix) {
            files::remove_dir(&entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_their_order_and_errors_come_through() -> Result<()> {
        assert_eq!(in_parallel(50, |number| Ok(number * 2))?, (0..50).map(|number| number * 2).collect::<Vec<_>>());
        assert!(in_parallel(0, |_| Ok(()))?.is_empty());
        let failed = in_parallel(9, |number| if number == 5 { bail!("five") } else { Ok(()) });
        assert_eq!(failed.unwrap_err().to_string(), "five");
        Ok(())
    }

    #[test]
    fn files_have_addresses() -> Result<()> {
        let medium = Medium { mxc: "mxc://hs.example/abc".into(), name: String::new(), kind: String::new(), bytes: 1 };
        assert_eq!(medium.address("http://x")?, "http://x/_matrix/client/v1/media/download/hs.example/abc");
        Ok(())
    }
}

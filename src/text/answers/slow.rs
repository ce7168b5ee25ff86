//! Why is Synapse slow or eating memory?

use super::Words;
use crate::route::Question;
use crate::text::questions::question;

sentences! {
    lead = "The usual causes, each checked on this server now, and what to do about the ones found.";
    keywords = "ram cpu cache factor jemalloc presence postgresql sqlite performance metrics prometheus latency version extremities";
    limit_metrics = "Memory, CPU, caches and garbage collection are not in the API. They are in Synapse's metrics, which someone on the server has to read.";
    limit_hardware = "How fast the disks are, whether the machine swaps, and whether the database is tuned cannot be seen from here.";
    limit_workers = "With workers, each process has metrics of its own.";
    limit_thresholds = "The thresholds are Glia's own, unless a source is named. They point; they prove nothing.";
    faq = "The FAQ says: newest Synapse, PostgreSQL, another cache factor, jemalloc, presence off. What is different today: Python 3 goes without saying. SYNAPSE_CACHE_FACTOR no longer has any effect (seen with Synapse 1.98 and 1.163: no cache changes its size); the factor is set in homeserver.yaml, and the environment only overrides single caches. Debian's jemalloc is libjemalloc2, and Python uses it for everything with PYTHONMALLOC=malloc. Less cache saves memory only while the disks keep up: when requests pile up, memory grows, and more cache is the cure.";
    version = "Version of Synapse";
    version_old = "Every release makes something faster, and some close security holes. Update first.";
    database = "Database";
    database_sqlite = "SQLite. It is meant for trying Synapse out: one write at a time, so with some users everything waits for it.";
    database_postgres = "PostgreSQL.";
    database_no_endpoint = "This server does not say: the endpoint that differs between the two is missing (before Synapse 1.83, or not on this worker). The section “database” in homeserver.yaml says it: “name: psycopg2” is PostgreSQL.";
    database_inside = "Not certain: the endpoint that differs between the two failed inside Synapse. On SQLite it refuses instead, so this is most likely PostgreSQL without column statistics.";
    updates = "Background updates";
    updates_none = "None is running.";
    updates_off = "They are switched off. Until they run again, or Synapse is restarted, the database stays half rebuilt and may lack an index.";
    updates_running = "After an update Synapse rebuilds parts of its database. It is slower until that is done, which can take days on a large server. It does not say what is queued behind it, or how much is left.";
    updates_no_endpoint = "This server does not say (the endpoint is missing on this worker).";
    biggest_room = "State of the biggest room";
    biggest_room_many = "Rooms with this much state make joins slow and fill the caches. If nobody on this server needs the room, leave it or delete it.";
    all_measures = "The biggest rooms by all three measures";
    extremities = "Forward extremities of the biggest rooms";
    destinations = "Servers that cannot be reached";
    destinations_many = "For each of them Synapse keeps a queue and tries again, more and more rarely. Many at once can mean that something is wrong here: DNS, the firewall, a proxy for outgoing requests.";
    destinations_list = "All servers this one talks to";
    presence = "Presence";
    presence_on = "On. Each change of each user is sent to everyone who shares a room, on all servers: with many users that takes much of the CPU and the traffic.";
    presence_off = "Off: the change was accepted but not kept. (“enabled: false” or “untracked” in homeserver.yaml; the API does not say which.)";
    presence_unknown = "Not known yet: this server has no presence for you, as is always the case on a server without presence.";
    presence_try = "Find out";
    presence_title = "Set your own presence to find out?";
    presence_what = "This sets your own presence to online, reads it back, and sets it to offline again, as it is now. People who share a room with you may see you online for a moment. If nothing can be read back, presence is off.";
    presence_no_endpoint = "This server does not offer presence at this address.";
    latency = "Time of a cheap request";
    latency_waits = "Measured when the checks above are done.";
    latency_what = "Ten requests, one after the other, from this browser and back: the network and the reverse proxy are part of it.";
    latency_slow = "Even a trivial request has to wait. If the network is not to blame, Synapse's only thread is busy: the metrics below tell more.";
    metrics = "From Synapse's metrics";
    memory = "Memory";
    memory_jemalloc = "jemalloc is loaded.";
    memory_no_jemalloc = "Nothing about jemalloc is in this paste: either it is not loaded, or the paste is only a part. With it, memory that is no longer used goes back to the system.";
    memory_judge = "Whether that is much depends on the machine. A few hundred MiB are normal for a small server, some GiB for one in large rooms.";
    cpu = "CPU";
    cpu_many = "Python runs on one core at a time: near 1 this process is at its limit. Look for the causes above; then think of workers.";
    cpu_now = "This is an average since the start. How busy the process is now, one paste cannot tell: it is not known.";
    caches = "Caches";
    caches_small = "Full caches that find less than half of what they are asked: they are too small. Raise the cache factor.";
    caches_fine = "No cache that is asked often is full and finds less than half.";
    caches_none = "No cache that was asked anything is in this paste.";
    caches_table = "The ten caches that are asked most";
    column_cache = "Cache";
    column_entries = "Entries";
    column_most = "Room for";
    column_lookups = "Lookups";
    column_hits = "Found";
    column_evicted = "Pushed out";
    collections = "Garbage collection";
    collections_many = "Python spends much of its time looking for memory to free, usually because there is a lot of it. jemalloc and smaller caches help.";
    collections_none = "Times of garbage collection, or the CPU time, are not in this paste.";
    federation = "Traffic with other servers";
    federation_none = "How much of what is sent to other servers is presence is not in this paste.";
    federation_presence = "Most of what is sent is presence. This is what the FAQ warns of; turning presence off ends it.";
    sent_events = "Events sent, once a server";
    sent_edus = "Other messages sent";
    sent_presence = "Of these, presence";
    received_events = "Events received";
    received_edus = "Other messages received";
    software = "Software";
    not_told = "not in this paste";
    state_not_told = "not known";
    cpu_turns(ms: &str) = "A turn of its loop took {ms} ms on average since the start.";
    explorer = "See in the log explorer which requests are slow, and what they wait for";
    files_link = "File handles have a page of their own";
    version_is(version: &str, newest: &str, known_on: &str) = "Synapse {version}. The newest known to this Glia is {newest}, as of {known_on}; a newer one may be out.";
    update_running(name: &str, rows: &str) = "Running: {name}, {rows} rows so far.";
    most_state(count: &str) = "{count} current state events.";
    latency_is(median: &str, shortest: &str, longest: &str) = "Median {median} ms, from {shortest} to {longest} ms.";
    memory_is(size: &str) = "{size} resident.";
    jemalloc_is(size: &str) = "Of that, Synapse uses {size}.";
    cpu_is(seconds: &str, cores: &str) = "{seconds} s since the start: {cores} cores on average until now, if the metrics are of now.";
    cpu_alone(seconds: &str) = "{seconds} s since the start.";
    cache_factor(factor: &str, cache: &str) = "The size of the cache {cache} follows from a cache factor of {factor}.";
    collections_are(count: &str, seconds: &str, percent: &str) = "{count} collections took {seconds} s, {percent} of the CPU time.";
    software_is(synapse: &str, python: &str) = "Synapse {synapse} on {python}.";
    failing_of(failing: &str, of: &str) = "{failing} of {of} servers that this one sends to fail right now.";
    failing_of_first(failing: &str, of: &str, all: &str) = "{failing} of the first {of} servers by name fail right now. Only these were looked at, of {all} that this server sends to.";
}

/// What the page has as every answer has it.
pub fn words() -> Words {
    Words {
        question: question(Question::Slow),
        lead: lead(),
        keywords: keywords(),
        limits: vec![limit_metrics(), limit_hardware(), limit_workers(), limit_thresholds()],
        faq: faq(),
    }
}

/// How many servers fail of those that were looked at; of how many these are a part, where they are one.
#[must_use]
pub fn failing(failing: &str, of: &str, all: Option<&str>) -> String {
    all.map_or_else(|| failing_of(failing, of), |all| failing_of_first(failing, of, all))
}

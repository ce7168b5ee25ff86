//! What a Synapse process tells about itself in its metrics.

use std::collections::BTreeMap;

use super::Metrics;

/// One process of Synapse. Everything may be missing: the text may be old, cut, or of a worker.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProcessMetrics {
    /// How many processes the text is of. With more than one, the numbers are mixed up.
    pub processes: usize,
    /// Lines that could not be read.
    pub odd_lines: usize,
    /// The text ends within a line, which is left out.
    pub is_cut: bool,
    /// Synapse's version.
    pub synapse: Option<String>,
    /// Python's version, e.g. `CPython 3.11.7`.
    pub python: Option<String>,
    /// Resident memory, in bytes.
    pub memory: Option<u64>,
    /// What jemalloc has allocated, in bytes; `None` when it is not loaded, or the text is only a part.
    pub jemalloc: Option<u64>,
    /// CPU time since the start, in s.
    pub cpu_seconds: Option<f64>,
    /// How long the turns of the process' one loop took; `None` when the text does not tell.
    pub turns: Option<Turns>,
    /// When the process started, in ms since 1970.
    pub started_at: Option<u64>,
    /// Open file handles.
    pub open_files: Option<u64>,
    /// How many file handles may be open.
    pub most_files: Option<u64>,
    /// Caches that were used, the most asked first.
    pub caches: Vec<Cache>,
    /// The cache factor that the size of one well-known cache follows from.
    pub cache_factor: Option<f64>,
    /// Garbage collection.
    pub collections: Option<Collections>,
    /// Traffic with other servers since the start.
    pub federation: Federation,
}

/// One cache.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cache {
    /// Its name.
    pub name: String,
    /// Entries in it, where that is told.
    pub size: Option<u64>,
    /// How many entries fit in, where there is a limit.
    pub most: Option<u64>,
    /// Lookups that found something.
    pub hits: u64,
    /// All lookups.
    pub lookups: u64,
    /// Entries that had to go because the cache was full, where that is told.
    pub evicted: Option<u64>,
}

/// Python's garbage collection since the start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Collections {
    /// How often.
    pub count: u64,
    /// How long in all, in s.
    pub seconds: f64,
}

/// The turns of Twisted's loop, which does one thing at a time, since the start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turns {
    /// How many.
    pub count: u64,
    /// How long in all, in s.
    pub seconds: f64,
}

/// Traffic with other servers since the start. `None` where the text does not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Federation {
    /// Events for other servers, each counted once a server.
    pub sent_events: Option<u64>,
    /// Everything else for other servers: presence, typing, receipts …
    pub sent_edus: Option<u64>,
    /// Presence alone.
    pub sent_presence: Option<u64>,
    /// Events from other servers.
    pub received_events: Option<u64>,
    /// Everything else from other servers.
    pub received_edus: Option<u64>,
}

/// A cache whose size is 100,000 times the cache factor in every Synapse since 1.98, and probably before.
/// Source: `synapse/storage/databases/main/roommember.py`, `@cached(max_entries=100000)`.
pub const FACTOR_CACHE: (&str, f64) = ("get_users_in_room", 100_000.0);

impl ProcessMetrics {
    /// Reads a text; `None` when nothing in it is of a Synapse.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let metrics = Metrics::parse(text);
        let process = Self::from(&metrics);
        let known = process.processes > 0 || process.synapse.is_some() || !process.caches.is_empty();
        known.then_some(process)
    }
}

impl From<&Metrics<'_>> for ProcessMetrics {
    fn from(metrics: &Metrics<'_>) -> Self {
        let text = |name: &str, label: &str| metrics.label(name, label).map(str::to_owned);
        let count = |name: &str| metrics.value(name).map(whole);
        let sum = |name: &str| metrics.sum(name).map(whole);
        let open_files = count("process_open_fds");
        let edus = metrics.samples("synapse_federation_client_sent_edus_by_type_total");
        let presence = edus.iter().filter(|sample| sample.label("type") == Some("m.presence"));
        let jemalloc = metrics.samples("jemalloc_stats_app_memory_bytes");
        Self {
            processes: metrics
                .samples("process_start_time_seconds")
                .len()
                .max(metrics.samples("process_open_fds").len()),
            odd_lines: metrics.odd_lines,
            is_cut: metrics.is_cut,
            turns: metrics
                .sum("python_twisted_reactor_tick_time_sum")
                .zip(sum("python_twisted_reactor_tick_time_count"))
                .map(|(seconds, count)| Turns { count, seconds }),
            synapse: text("synapse_build_info", "version"),
            python: text("synapse_build_info", "pythonversion").or_else(|| text("python_info", "version")),
            memory: count("process_resident_memory_bytes"),
            jemalloc: jemalloc.iter().find(|s| s.label("type") == Some("allocated")).map(|sample| whole(sample.value)),
            cpu_seconds: metrics.value("process_cpu_seconds_total"),
            started_at: metrics.value("process_start_time_seconds").map(|seconds| whole(seconds * 1000.0)),
            open_files,
            // Nobody has more open than is allowed: such a limit is cut, or none at all (-1).
            most_files: count("process_max_fds")
                .filter(|most| *most > 0 && open_files.is_none_or(|open| open <= *most)),
            caches: caches(metrics),
            cache_factor: cache_named(metrics, "synapse_util_caches_cache_max_size", FACTOR_CACHE.0)
                .map(|most| most / FACTOR_CACHE.1),
            collections: metrics
                .sum("python_gc_time_sum")
                .zip(sum("python_gc_time_count"))
                .map(|(seconds, count)| Collections { count, seconds }),
            federation: Federation {
                sent_events: sum("synapse_federation_client_sent_pdu_destinations_total"),
                sent_edus: sum("synapse_federation_client_sent_edus_total"),
                sent_presence: presence.map(|sample| whole(sample.value)).reduce(u64::saturating_add),
                received_events: sum("synapse_federation_server_received_pdus_total"),
                received_edus: sum("synapse_federation_server_received_edus_total"),
            },
        }
    }
}

/// In one pass a metric: a text of many workers has thousands of samples.
fn caches(metrics: &Metrics<'_>) -> Vec<Cache> {
    let mut known: BTreeMap<&str, Cache> = BTreeMap::new();
    let mut each = |metric: &str, only_full: bool, add: fn(&mut Cache, u64)| {
        for sample in metrics.samples(metric) {
            let counts = !only_full || sample.label("reason") == Some("size");
            if let Some(name) = sample.label("name").filter(|_| counts && sample.value >= 0.0) {
                let fresh = || Cache { name: name.to_owned(), ..Cache::default() };
                add(known.entry(name).or_insert_with(fresh), whole(sample.value));
            }
        }
    };
    each("synapse_util_caches_cache", false, |cache, n| cache.lookups = cache.lookups.saturating_add(n));
    each("synapse_util_caches_cache_hits", false, |cache, n| cache.hits = cache.hits.saturating_add(n));
    each("synapse_util_caches_cache_size", false, |cache, n| {
        cache.size = Some(cache.size.unwrap_or(0).saturating_add(n));
    });
    each("synapse_util_caches_cache_max_size", false, |cache, n| {
        cache.most = Some(cache.most.unwrap_or(0).saturating_add(n));
    });
    each("synapse_util_caches_cache_evicted_size", true, |cache, n| {
        cache.evicted = Some(cache.evicted.unwrap_or(0).saturating_add(n));
    });
    // Of a cache whose hits are not told, nobody knows what it finds.
    let hits = metrics.samples("synapse_util_caches_cache_hits");
    let is_told = |cache: &Cache| hits.iter().any(|sample| sample.label("name") == Some(cache.name.as_str()));
    let mut caches: Vec<Cache> = known.into_values().filter(|cache| cache.lookups > 0 && is_told(cache)).collect();
    caches.sort_by(|a, b| b.lookups.cmp(&a.lookups).then_with(|| a.name.cmp(&b.name)));
    caches
}

fn cache_named(metrics: &Metrics<'_>, metric: &str, name: &str) -> Option<f64> {
    metrics.samples(metric).iter().find(|sample| sample.label("name") == Some(name)).map(|sample| sample.value)
}

/// A number that counts something. NaN and what is below 0 count nothing.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(value: f64) -> u64 {
    // `as` saturates, and makes 0 of NaN.
    value.round() as u64
}

#[cfg(test)]
mod tests {
    use super::{Collections, Federation, ProcessMetrics, Turns};

    /// What Synapse 1.163.2 and 1.98.0 really gave, without the families that Glia does not read.
    const CURRENT: &str = include_str!("../../../tests/data/metrics-1.163.2.txt");
    const OLDEST: &str = include_str!("../../../tests/data/metrics-1.98.0.txt");

    #[test]
    fn reads_the_newest() {
        let process = ProcessMetrics::of(CURRENT).unwrap();
        assert_eq!((process.processes, process.odd_lines), (1, 0));
        assert_eq!(process.synapse.as_deref(), Some("1.163.2"));
        assert_eq!(process.python.as_deref(), Some("CPython 3.11.7"));
        assert_eq!((process.memory, process.jemalloc), (Some(139_755_520), None));
        assert_eq!((process.cpu_seconds, process.started_at), (Some(3.67), Some(1_795_618_490_830)));
        assert_eq!((process.open_files, process.most_files), (Some(20), Some(20_000)));
        assert_eq!(process.cache_factor, Some(0.5));
        assert_eq!(process.collections, Some(Collections { count: 8, seconds: 0.063_243_389_129_638_67 }));
        let events = &process.caches[0];
        assert_eq!((events.name.as_str(), events.size, events.most), ("*getEvent*", Some(2150), Some(5120)));
        assert_eq!((events.hits, events.lookups, events.evicted), (440, 2590, Some(0)));
        assert!(process.caches.iter().all(|cache| cache.lookups > 0), "caches that nobody asked tell nothing");
        assert_eq!(process.federation, Federation::default(), "nothing of it is in this text");
        assert_eq!((process.turns, process.is_cut), (None, false));
    }

    #[test]
    fn reads_the_oldest() {
        let process = ProcessMetrics::of(OLDEST).unwrap();
        assert_eq!((process.processes, process.odd_lines), (1, 0));
        assert_eq!(process.synapse.as_deref(), Some("1.98.0"));
        assert_eq!((process.open_files, process.most_files), (Some(18), Some(20_000)));
        assert_eq!(process.cache_factor, Some(0.5));
        assert_eq!(process.caches[0].name, "*getEvent*");
    }

    /// Names and labels as in `federation/sender/per_destination_queue.py` and `metrics/jemalloc.py`.
    #[test]
    fn reads_traffic_and_jemalloc() {
        let text = "synapse_federation_client_sent_edus_total{server_name=\"hs\"} 100\n\
                    synapse_federation_client_sent_edus_by_type_total{type=\"m.presence\",server_name=\"hs\"} 80\n\
                    synapse_federation_client_sent_edus_by_type_total{type=\"m.typing\",server_name=\"hs\"} 20\n\
                    synapse_federation_client_sent_pdu_destinations_total 7\n\
                    synapse_federation_server_received_pdus_total 5\nsynapse_federation_server_received_edus_total 6\n\
                    jemalloc_stats_app_memory_bytes{type=\"allocated\"} 1024\n\
                    jemalloc_stats_app_memory_bytes{type=\"active\"} 4096\nprocess_open_fds 1\nprocess_open_fds 2\n\
                    process_max_fds NaN\n";
        let process = ProcessMetrics::of(text).unwrap();
        let federation = process.federation;
        assert_eq!(
            (federation.sent_edus, federation.sent_presence, federation.sent_events),
            (Some(100), Some(80), Some(7))
        );
        assert_eq!((federation.received_events, federation.received_edus), (Some(5), Some(6)));
        assert_eq!((process.jemalloc, process.processes, process.most_files), (Some(1024), 2, None));
    }

    #[test]
    fn reads_the_turns_of_the_loop() {
        let text = "process_open_fds 1\npython_twisted_reactor_tick_time_bucket{le=\"1.0\"} 90\n\
                    python_twisted_reactor_tick_time_count 100.0\npython_twisted_reactor_tick_time_sum 25.5\n";
        assert_eq!(ProcessMetrics::of(text).unwrap().turns, Some(Turns { count: 100, seconds: 25.5 }));
        let half = text.replace("_sum", "_other");
        assert_eq!(ProcessMetrics::of(&half).unwrap().turns, None, "half of it tells nothing");
    }

    /// The case of a paste that ends within the limit: 20 would be less than what is open.
    #[test]
    fn a_limit_that_is_cut_is_no_limit() {
        let process = ProcessMetrics::of("process_open_fds 21.0\nprocess_max_fds 20").unwrap();
        assert_eq!((process.open_files, process.most_files, process.is_cut), (Some(21), None, true));
        let most = |text: &str| ProcessMetrics::of(text).unwrap().most_files;
        // A limit that is cut within its digits may have a whole line after it.
        assert_eq!(most("process_open_fds 21.0\nprocess_max_fds 20\nother 1\n"), None);
        assert_eq!(most("process_open_fds 21.0\nprocess_max_fds -1.0\nother 1\n"), None);
        assert_eq!(most("process_open_fds 21.0\nprocess_max_fds 21.0\n"), Some(21));
    }

    #[test]
    fn half_a_family_is_not_told() {
        let cache = "synapse_util_caches_cache{name=\"a\"} 2000\n";
        let text = format!("process_open_fds 1\npython_gc_time_sum 5.0\n{cache}");
        let process = ProcessMetrics::of(&text).unwrap();
        assert_eq!((process.collections, process.caches.len()), (None, 0));
        let hits = "synapse_util_caches_cache_hits{name=\"a\"} 0\npython_gc_time_count 3\n";
        let process = ProcessMetrics::of(&format!("{text}{hits}")).unwrap();
        assert_eq!((process.collections.map(|gc| gc.count), process.caches.len()), (Some(3), 1));
    }

    #[test]
    fn what_is_no_metrics_is_nothing() {
        assert_eq!(ProcessMetrics::of(""), None);
        assert_eq!(ProcessMetrics::of("<html><body>404</body></html>"), None);
        assert_eq!(ProcessMetrics::of("node_load1 0.5\n"), None);
        assert_eq!(ProcessMetrics::of("process_open_fds 2"), None, "it may be the beginning of 20");
    }

    #[test]
    fn a_large_text_is_read_whole() {
        let workers = 5 * 1024 * 1024 / CURRENT.len() + 1;
        let process = ProcessMetrics::of(&CURRENT.repeat(workers)).unwrap();
        assert_eq!(process.processes, workers);
    }
}

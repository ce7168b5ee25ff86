//! Snippets of the answer “Why is Synapse slow or eating memory?”

use super::{Place, Snippet};

/// What opens Synapse's metrics to its own machine, and reads them into a file.
#[must_use]
pub fn metrics() -> Vec<Snippet> {
    vec![
        Snippet::new(
            Place::HomeserverYaml,
            "\
enable_metrics: true
# Add this to the listeners that are there:
listeners:
  - port: 9000
    type: metrics
    bind_addresses: ['127.0.0.1']",
        ),
        Snippet::new(Place::Shell, "curl -s http://127.0.0.1:9000/_synapse/metrics > metrics.txt"),
    ]
}

/// The cache factor, as it is set today and as the FAQ sets it.
#[must_use]
pub fn cache_factor() -> Vec<Snippet> {
    vec![
        Snippet::new(
            Place::HomeserverYaml,
            "\
# 0.5 unless set. Less saves memory; with slow disks, try more: the FAQ begins at 2.0.
caches:
  global_factor: 2.0",
        ),
        Snippet::new(
            Place::Environment,
            "\
# The FAQ's way. Neither Synapse 1.98 nor 1.163 heeds it any more:
SYNAPSE_CACHE_FACTOR=2.0
# For one cache the environment still works:
SYNAPSE_CACHE_FACTOR_GET_USERS_IN_ROOM=2.0",
        ),
    ]
}

/// jemalloc on today's Debian and Ubuntu.
#[must_use]
pub fn jemalloc() -> Vec<Snippet> {
    vec![
        Snippet::new(Place::Shell, "sudo apt install libjemalloc2"),
        Snippet::new(
            Place::Environment,
            "\
# On ARM the folder is /usr/lib/aarch64-linux-gnu. The docker image has jemalloc built in.
LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2
PYTHONMALLOC=malloc",
        ),
        Snippet::new(Place::Shell, "sudo systemctl restart matrix-synapse"),
    ]
}

/// Presence off.
#[must_use]
pub fn presence_off() -> Vec<Snippet> {
    vec![Snippet::new(Place::HomeserverYaml, "presence:\n  enabled: false")]
}

/// From SQLite to PostgreSQL.
#[must_use]
pub fn to_postgres() -> Vec<Snippet> {
    vec![Snippet::new(
        Place::Shell,
        "\
# 1. Make the database; Synapse needs the locale C.
sudo -u postgres createuser --pwprompt synapse_user
sudo -u postgres createdb --encoding=UTF8 --locale=C --template=template0 --owner=synapse_user synapse
# 2. Copy homeserver.yaml to homeserver-postgres.yaml, and name the new database in its section 'database'.
# 3. Stop Synapse, keep a copy of the old database, and move the data.
sudo systemctl stop matrix-synapse
cp homeserver.db homeserver.db.snapshot
synapse_port_db --sqlite-database homeserver.db.snapshot --postgres-config homeserver-postgres.yaml
# 4. Put homeserver-postgres.yaml in the place of homeserver.yaml, and start Synapse.",
    )]
}

/// Rooms with more forward extremities than are good, in all rooms instead of the largest alone.
#[must_use]
pub fn extremities(limit: u64) -> Vec<Snippet> {
    let code = format!(
        "\
SELECT room_id, count(*) AS extremities
FROM event_forward_extremities
GROUP BY room_id
HAVING count(*) > {limit}
ORDER BY extremities DESC;"
    );
    vec![Snippet::new(Place::Psql, code.clone()), Snippet::new(Place::Sqlite, code)]
}

/// A newer Synapse, by how it was installed.
#[must_use]
pub fn upgrade() -> Vec<Snippet> {
    vec![Snippet::new(
        Place::Shell,
        "\
# Read https://element-hq.github.io/synapse/latest/upgrade.html first. Then one of these:
sudo apt update && sudo apt install matrix-synapse-py3
docker compose pull && docker compose up -d
pip install --upgrade matrix-synapse",
    )]
}

/// Everything that the FAQ recommends, as it is done today.
#[must_use]
pub fn all(extremities_limit: u64) -> Vec<Snippet> {
    let parts = [cache_factor(), jemalloc(), presence_off(), to_postgres(), extremities(extremities_limit)];
    parts.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::{Place, all, extremities};

    #[test]
    fn nothing_of_the_faq_is_missing() {
        let snippets = all(10);
        let has = |place: Place, words: &str| snippets.iter().any(|s| s.place == place && s.code.contains(words));
        assert!(has(Place::HomeserverYaml, "global_factor: 2.0"));
        assert!(has(Place::Environment, "SYNAPSE_CACHE_FACTOR=2.0"));
        assert!(has(Place::Environment, "libjemalloc.so.2\nPYTHONMALLOC=malloc"));
        assert!(has(Place::HomeserverYaml, "presence:\n  enabled: false"));
        assert!(has(Place::Shell, "synapse_port_db"));
        assert!(extremities(10).iter().all(|snippet| snippet.code.contains("> 10\n")));
    }
}

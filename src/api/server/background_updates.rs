//! `GET /_synapse/admin/v1/background_updates/status`: what Synapse is rebuilding in its database right now.
//!
//! Source: <https://element-hq.github.io/synapse/latest/usage/administration/admin_api/background_updates.html#status>.
//! Only the update that runs, one a database; neither the queue behind it nor how much is left.

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::odd::Kind;
use crate::api::{Endpoint, Method, Number, Odd, Path};

/// Asks for the running background updates.
#[derive(Clone, Copy, Debug)]
pub struct BackgroundUpdates;

/// What runs.
#[derive(Clone, Debug, PartialEq)]
pub struct UpdatesStatus {
    /// Whether updates may run; an admin can stop them until the next restart.
    pub enabled: bool,
    /// What runs, one a database.
    pub running: Vec<RunningUpdate>,
}

/// One background update.
#[derive(Clone, Debug, PartialEq)]
pub struct RunningUpdate {
    /// Its name, e.g. `populate_stats_process_rooms`.
    pub name: String,
    /// Rows done so far.
    pub items: Number,
    /// Time spent so far, in ms.
    pub duration_ms: Option<f64>,
}

impl Endpoint for BackgroundUpdates {
    type Response = UpdatesStatus;
    const METHOD: Method = Method::Get;

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v1/background_updates/status")
    }

    fn decode(&self, body: &Value) -> Result<UpdatesStatus, Odd> {
        let enabled =
            Fields::of(body)?.maybe_flag("enabled")?.ok_or_else(|| Odd::field("enabled", Kind::Flag, None))?;
        let running = match body.get("current_updates") {
            Some(Value::Object(updates)) => updates.values().map(running).collect::<Result<_, _>>()?,
            other => return Err(Odd::field("current_updates", Kind::Object, other)),
        };
        Ok(UpdatesStatus { enabled, running })
    }
}

fn running(update: &Value) -> Result<RunningUpdate, Odd> {
    let fields = Fields::of(update)?;
    Ok(RunningUpdate {
        name: fields.text("name")?,
        items: fields.number("total_item_count"),
        duration_ms: update.get("total_duration_ms").and_then(Value::as_f64),
    })
}

#[cfg(test)]
mod tests {
    use super::{BackgroundUpdates, RunningUpdate};
    use crate::api::Endpoint as _;
    use crate::api::endpoint::line;
    use serde_json::json;

    #[test]
    fn asks() {
        assert_eq!(line(&BackgroundUpdates), "GET /_synapse/admin/v1/background_updates/status");
    }

    /// As Synapse 1.163.2 sent it while one was running, and as it sends it else.
    #[test]
    fn decodes() {
        let body = json!({"enabled": true, "current_updates": {"master": {
            "name": "sliding_sync_prefill_joined_rooms_to_recalculate_table_bg_update", "total_item_count": 0,
            "total_duration_ms": 0.0, "average_items_per_ms": null}}});
        let status = BackgroundUpdates.decode(&body).unwrap();
        let name = "sliding_sync_prefill_joined_rooms_to_recalculate_table_bg_update".to_owned();
        assert_eq!(status.running, [RunningUpdate { name, items: 0.into(), duration_ms: Some(0.0) }]);
        let idle = BackgroundUpdates.decode(&json!({"enabled": false, "current_updates": {}})).unwrap();
        assert!(!idle.enabled && idle.running.is_empty());
        assert!(BackgroundUpdates.decode(&json!({"enabled": true})).is_err());
        assert!(BackgroundUpdates.decode(&json!({"current_updates": {}})).is_err());
    }
}

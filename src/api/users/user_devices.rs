//! `GET /_synapse/admin/v2/users/<user_id>/devices`: the devices of an account, one by one.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#list-all-devices>

use std::cmp::Reverse;

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::rows::{Row, rows};
use crate::api::{Endpoint, Method, Number, Odd, Path};
use crate::model::id::{DeviceId, UserId};

/// Asks for all devices of a local user; there are no pages. Answers 404 `M_NOT_FOUND` for unknown and 400 for remote users.
#[derive(Clone, Debug)]
pub struct UserDevices {
    /// MXID.
    pub user_id: UserId,
}

/// One device: a session that somebody signed in with.
#[derive(Clone, Debug, PartialEq)]
pub struct Device {
    /// Device id.
    pub device_id: DeviceId,
    /// What its client calls it.
    pub display_name: Option<String>,
    /// When it last asked for anything, in ms.
    pub last_seen_ts: Number,
    /// The address from which it did.
    pub last_seen_ip: Option<String>,
    /// What its client said of itself then.
    pub last_seen_user_agent: Option<String>,
}

impl Endpoint for UserDevices {
    type Response = Vec<Row<Device>>;
    const METHOD: Method = Method::Get;

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v2/users").id(self.user_id.as_str()).then("devices")
    }

    fn decode(&self, body: &Value) -> Result<Vec<Row<Device>>, Odd> {
        Ok(rows(Fields::of(body)?.list("devices")?, |fields| {
            Ok(Device {
                device_id: fields.text("device_id")?.into(),
                display_name: fields.shown("display_name"),
                last_seen_ts: fields.ms("last_seen_ts"),
                last_seen_ip: fields.shown("last_seen_ip"),
                last_seen_user_agent: fields.shown("last_seen_user_agent"),
            })
        }))
    }
}

/// The devices by when they were last seen, the latest first; those whose time is not known come behind them, and odd rows
/// last.
#[must_use]
pub fn latest_first(mut devices: Vec<Row<Device>>) -> Vec<Row<Device>> {
    devices.sort_by_key(|row| match row {
        Row::Good(device) => (false, Reverse(device.last_seen_ts.known())),
        Row::Odd(_) => (true, Reverse(None)),
    });
    devices
}

#[cfg(test)]
mod tests {
    use super::{Device, UserDevices, latest_first};
    use crate::api::endpoint::line;
    use crate::api::odd::{Kind, Odd};
    use crate::api::{Endpoint as _, Row};
    use serde_json::json;

    fn get() -> UserDevices {
        UserDevices { user_id: "@a/b:hs.example".into() }
    }

    /// As Synapse's documentation shows it (shortened).
    #[test]
    fn asks_and_reads() {
        assert_eq!(line(&get()), "GET /_synapse/admin/v2/users/%40a%2Fb%3Ahs.example/devices");
        let body = json!({"devices": [{"user_id": "@a/b:hs.example", "device_id": "QBUAZIFURK", "display_name": "android",
            "last_seen_ip": "1.2.3.4", "last_seen_user_agent": "Mozilla/5.0", "last_seen_ts": 1_474_491_775_024_u64,
            "dehydrated": false}], "total": 1});
        let device = Device {
            device_id: "QBUAZIFURK".into(),
            display_name: Some("android".to_owned()),
            last_seen_ts: 1_474_491_775_024.into(),
            last_seen_ip: Some("1.2.3.4".to_owned()),
            last_seen_user_agent: Some("Mozilla/5.0".to_owned()),
        };
        assert_eq!(get().decode(&body), Ok(vec![Row::Good(device)]));
        assert_eq!(get().decode(&json!({"total": 0})), Err(Odd::field("devices", Kind::List, None)));
    }

    #[test]
    fn what_is_odd_stays_and_comes_last() {
        let body = json!({"devices": [
            {"device_id": 7},
            {"device_id": "NEVER", "last_seen_ts": null},
            {"device_id": "OLD", "last_seen_ts": 1},
            {"device_id": "ODD", "last_seen_ts": "soon", "display_name": 5},
            {"device_id": "NEW", "last_seen_ts": 2},
        ]});
        let rows = latest_first(get().decode(&body).unwrap());
        let ids: Vec<&str> = rows
            .iter()
            .map(|row| match row {
                Row::Good(device) => device.device_id.as_str(),
                Row::Odd(odd) => odd.json.as_str(),
            })
            .collect();
        assert_eq!(ids, ["NEW", "OLD", "NEVER", "ODD", "{\"device_id\":7}"]);
        let Row::Good(odd) = &rows[3] else { panic!("{rows:?}") };
        assert_eq!((odd.last_seen_ts.odd(), odd.display_name.as_deref()), (Some("soon"), Some("5")));
    }
}

//! `GET /_synapse/admin/v1/federation/destinations`: one page of the servers that this one sends to.
//!
//! Source: <https://element-hq.github.io/synapse/latest/usage/administration/admin_api/federation.html#list-of-destinations>.
//! The rows of the table `destinations`: a server appears when this one first sends to it, or fails to.

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::rows::{Row, first, rows};
use crate::api::{Endpoint, Method, Number, Odd, Path};
use crate::model::id::ServerName;

/// What Synapse sorts destinations by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DestinationOrder {
    /// Server name.
    #[default]
    Destination,
    /// When it was last tried again.
    RetryLastTs,
    /// How long until the next try.
    RetryInterval,
    /// Since when it fails.
    FailureTs,
    /// The last event that it got.
    LastSuccessfulStreamOrdering,
}

impl DestinationOrder {
    /// All of them with Synapse's own names.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Destination, "destination"),
        (Self::RetryLastTs, "retry_last_ts"),
        (Self::RetryInterval, "retry_interval"),
        (Self::FailureTs, "failure_ts"),
        (Self::LastSuccessfulStreamOrdering, "last_successful_stream_ordering"),
    ];

    /// Synapse's own name.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(order, _)| *order == self).map_or("destination", |(_, name)| name)
    }
}

/// Asks for one page of destinations.
#[derive(Clone, Debug, Default)]
pub struct ListDestinations {
    /// Offset of the first row.
    pub from: u64,
    /// Rows a page; there is no upper bound.
    pub limit: u64,
    /// Part of the server name.
    pub destination: Option<String>,
    /// Sorted by. Where rows without a value come depends on the database.
    pub order_by: DestinationOrder,
    /// `dir=b`: descending.
    pub backwards: bool,
}

/// One page of destinations.
#[derive(Clone, Debug, PartialEq)]
pub struct DestinationsPage {
    /// The destinations, in order.
    pub destinations: Vec<Row<Destination>>,
    /// All that match, on all pages.
    pub total: Number,
}

/// One server that this one sends to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Destination {
    /// Server name.
    pub destination: ServerName,
    /// When it was last tried again, in ms since 1970; 0 when it does not fail.
    pub retry_last_ts: Number,
    /// How long Synapse waits between tries, in ms; 0 when it does not fail.
    pub retry_interval: Number,
    /// Since when it fails, in ms since 1970; missing when it does not.
    pub failure_ts: Number,
    /// The position in the event stream up to which it has everything; missing when it never got anything.
    pub last_successful_stream_ordering: Number,
}

impl Destination {
    pub(super) fn decode(fields: &Fields) -> Result<Self, Odd> {
        Ok(Self {
            destination: fields.text("destination")?.into(),
            retry_last_ts: fields.ms("retry_last_ts"),
            retry_interval: fields.ms("retry_interval"),
            failure_ts: fields.ms("failure_ts"),
            last_successful_stream_ordering: fields.number("last_successful_stream_ordering"),
        })
    }
}

impl Endpoint for ListDestinations {
    type Response = DestinationsPage;
    const METHOD: Method = Method::Get;

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v1/federation/destinations")
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        let mut query = vec![
            ("from", self.from.to_string()),
            ("limit", self.limit.max(1).to_string()),
            ("order_by", self.order_by.name().to_owned()),
            ("dir", if self.backwards { "b" } else { "f" }.to_owned()),
        ];
        if let Some(name) = &self.destination {
            query.push(("destination", name.clone()));
        }
        query
    }

    fn decode(&self, body: &Value) -> Result<DestinationsPage, Odd> {
        let fields = Fields::of(body)?;
        let destinations = rows(first(fields.list("destinations")?, self.limit), Destination::decode);
        Ok(DestinationsPage { destinations, total: fields.number("total") })
    }
}

#[cfg(test)]
mod tests {
    use super::{DestinationOrder, ListDestinations};
    use crate::api::endpoint::line;
    use crate::api::{Endpoint as _, Row};
    use serde_json::json;

    #[test]
    fn asks() {
        let list = ListDestinations {
            limit: 50,
            destination: Some("a&b".to_owned()),
            order_by: DestinationOrder::FailureTs,
            backwards: true,
            ..ListDestinations::default()
        };
        assert_eq!(
            line(&list),
            "GET /_synapse/admin/v1/federation/destinations?from=0&limit=50&order_by=failure_ts&dir=b&destination=a%26b"
        );
    }

    /// As Synapse 1.163.2 sent it, plus a healthy row and an odd one.
    #[test]
    fn decodes_real_rows() {
        let body = json!({"destinations": [
            {"destination": "srv04627.iris.example", "retry_last_ts": 1_794_520_276_268_u64, "retry_interval": 3_600_000,
             "failure_ts": 1_795_405_491_495_u64, "last_successful_stream_ordering": null},
            {"destination": "ok.example", "retry_last_ts": 0, "retry_interval": 0, "failure_ts": null,
             "last_successful_stream_ordering": 42},
            {"retry_last_ts": 0}
        ], "total": 5000, "next_token": "5"});
        let page = ListDestinations::default().decode(&body).unwrap();
        assert_eq!(page.total, 5000);
        let [Row::Good(failing), Row::Good(healthy), Row::Odd(_)] = &page.destinations[..] else { panic!("{page:?}") };
        assert_eq!(
            (failing.failure_ts.known(), failing.retry_interval.known()),
            (Some(1_795_405_491_495), Some(3_600_000))
        );
        assert_eq!((healthy.failure_ts.known(), healthy.last_successful_stream_ordering.known()), (None, Some(42)));
    }
}

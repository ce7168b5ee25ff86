//! The servers that this one sends to.

use glia::api::Row;
use glia::api::federation::{DestinationOrder, DestinationRooms, GetDestination, ListDestinations, ResetConnection};
use glia::model::id::ServerName;

use crate::harness::{Lab, everywhere};

fn cast(lab: &Lab, name: &str) -> ServerName {
    lab.text(&format!("/cast/federation/destinations/{name}")).into()
}

#[test]
fn destinations_in_every_order() {
    for lab in everywhere() {
        let all = lab.ok(&ListDestinations { limit: 500, ..ListDestinations::default() });
        assert!(all.total.known() > Some(3) && all.destinations.iter().all(|row| matches!(row, Row::Good(_))));
        for (order_by, name) in DestinationOrder::ALL {
            for backwards in [false, true] {
                let list = ListDestinations { limit: 2, order_by, backwards, ..ListDestinations::default() };
                assert_eq!(lab.ok(&list).destinations.len(), 2, "{name}");
            }
        }
    }
}

#[test]
fn one_destination_and_its_rooms() {
    for lab in everywhere() {
        for name in ["healthy", "port", "ipv6"] {
            let destination = cast(&lab, name);
            let found = lab.ok(&GetDestination { destination: destination.clone() });
            assert_eq!(found.destination, destination);
            lab.ok(&DestinationRooms { destination, from: 0, limit: 5 });
        }
        assert!(lab.ok(&GetDestination { destination: cast(&lab, "retrying") }).is_failing());
        let unknown = || ServerName::from("never.example");
        assert_eq!(lab.refused(&GetDestination { destination: unknown() }), (404, "M_NOT_FOUND".to_owned()));
        assert_eq!(lab.refused(&ResetConnection { destination: unknown() }), (404, "M_NOT_FOUND".to_owned()));
        let healthy = lab.call(&ResetConnection { destination: cast(&lab, "healthy") }).err().unwrap();
        assert!(ResetConnection::is_not_needed(&healthy));
    }
}

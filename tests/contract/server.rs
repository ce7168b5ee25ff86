//! The server itself.

use std::rc::Rc;

use futures_executor::block_on;
use glia::api::Method;
use glia::api::discovery::{discover, well_known};
use glia::api::server::{BackgroundUpdates, DatabaseRooms, ServerVersion, Versions, needs_postgres};
use glia::api::wire::{Wire as _, WireRequest};

use crate::harness::{Plain, everywhere, releases};

#[test]
fn versions_are_open_to_anybody() {
    for lab in releases() {
        lab.call_as(None, &Versions).unwrap();
        assert_eq!(lab.call_as(None, &ServerVersion).unwrap(), lab.text("/version"));
    }
}

#[test]
fn background_updates() {
    for lab in everywhere() {
        assert!(lab.ok(&BackgroundUpdates).enabled);
        assert_eq!(lab.refused_as(Some(&lab.person().token), &BackgroundUpdates).0, 403);
    }
}

#[test]
fn the_largest_rooms_need_postgresql() {
    for lab in everywhere() {
        match lab.call(&DatabaseRooms) {
            Ok(rooms) => assert!(lab.is_postgres() && rooms.len() <= 10),
            // Without column statistics PostgreSQL fails inside.
            Err(error) if lab.is_postgres() => assert_eq!(error.matrix().unwrap().status, 500),
            Err(error) => assert!(needs_postgres(&error), "{error:?}"),
        }
    }
}

/// Synapse answers for itself when it knows its public address.
#[test]
fn the_well_known_names_the_base_url() {
    for lab in releases() {
        let base_url = lab.text("/base_url");
        let found = block_on(discover(Rc::new(Plain::new()), &base_url)).unwrap();
        assert_eq!(found.base_url, base_url);
        let url = well_known::url(&base_url);
        let request = WireRequest { method: Method::Get, url, authorization: None, body: None };
        let answer = block_on(Plain::new().send(request)).unwrap();
        assert_eq!(well_known::base_url(&String::from_utf8(answer.body).unwrap()), Ok(base_url));
    }
}

//! What the rooms tell, and which would break first.

use leptos::prelude::*;

use crate::api::rooms::{Federation, RoomSummary};
use crate::browser::intl;
use crate::components::{Table, bar, number_words};
use crate::lists::room_name::room_name;
use crate::route::Page;
use crate::state::nav::Nav;
use crate::text::answers::delete_database as words;

/// How much of the list the findings are of.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Reading {
    /// All.
    All,
    /// A part of so many rooms, as far as that is known.
    Part(Option<u64>),
}

/// "1,000 of 50,021".
fn part(rooms: u64, of: Option<u64>) -> String {
    words::part_of(&intl::number(rooms), &of.map_or_else(|| "?".to_owned(), intl::number))
}

/// What was found, in words. Nothing before the first page.
pub(super) fn room_findings(federation: &Federation, reading: Reading) -> AnyView {
    let Federation { rooms, federated, remote_members, created_elsewhere, unknown, .. } = *federation;
    if rooms == 0 && unknown == 0 {
        return ().into_any();
    }
    let federated_words = match (federated, reading) {
        (0, Reading::All) if unknown > 0 => words::no_federated_known().to_owned(),
        (0, Reading::All) => words::no_federated().to_owned(),
        (0, Reading::Part(of)) => words::no_federated_so_far(&part(rooms, of)),
        _ => words::federated(federated, &intl::number(federated), &intl::number(rooms), &intl::number(remote_members)),
    };
    let foreign_words = match (created_elsewhere, reading) {
        (0, Reading::All) if unknown > 0 => words::no_foreign_known().to_owned(),
        (0, Reading::All) => words::no_foreign().to_owned(),
        (0, Reading::Part(of)) => words::no_foreign_so_far(&part(rooms, of)),
        _ => words::created_elsewhere(created_elsewhere, &intl::number(created_elsewhere)),
    };
    // None in a part is nothing to be glad of, nor is none where some are not known.
    let class = |count: u64| match reading {
        _ if count > 0 => "bad",
        Reading::All if unknown == 0 => "good",
        _ => "",
    };
    view! {
        <ul class="findings">
            <li class=class(federated)>
                <p>{federated_words}</p>
            </li>
            <li class=class(created_elsewhere)>
                <p>{foreign_words}</p>
            </li>
            {(unknown > 0)
                .then(|| {
                    view! {
                        <li class="warn">
                            <p>{words::unknown(unknown, &intl::number(unknown))}</p>
                        </li>
                    }
                        .into_any()
                })}
        </ul>
    }
    .into_any()
}

/// The rooms with the most members from other servers.
pub(super) fn broken(federation: &Federation) -> AnyView {
    let most = federation.top.first().map_or(0, |(_, count)| *count);
    if most == 0 {
        return ().into_any();
    }
    let nav = Nav::use_();
    let rows: Vec<AnyView> = federation.top.iter().map(|(room, remote)| row(room, *remote, most, nav)).collect();
    let head = view! {
        <th scope="col">{words::column_room()}</th>
        <th scope="col" class="num">
            {words::column_members()}
        </th>
        <th scope="col" class="num">
            {words::column_remote()}
        </th>
        <th scope="col">{words::column_share()}</th>
    }
    .into_any();
    view! {
        <h3>{words::broken()}</h3>
        <p>{words::broken_what()}</p>
        <Table name=words::broken() head>
            {rows}
        </Table>
    }
    .into_any()
}

fn row(room: &RoomSummary, remote: u64, most: u64, nav: Nav) -> AnyView {
    view! {
        <tr>
            <th scope="row" class="name">
                <a href=nav.href(Page::Room(room.room_id.to_string())) data-row title=room.room_id.to_string()>
                    <bdi>{room_name(room)}</bdi>
                </a>
            </th>
            <td class="num">{number_words(&room.joined_members)}</td>
            <td class="num">{intl::number(remote)}</td>
            <td class="bar-cell">{bar(remote, most)}</td>
        </tr>
    }
    .into_any()
}

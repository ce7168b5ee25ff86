//! The devices of one user.

use std::sync::Arc;

use leptos::prelude::*;

use crate::api::Row;
use crate::api::users::{Device, UserDevices, latest_first};
use crate::browser::intl;
use crate::components::{Load, OddTableRow, Table, copy_button, portions_in, time_words};
use crate::model::id::UserId;
use crate::state::api::Api;
use crate::state::boxed::drawn;
use crate::state::query::Query;
use crate::text;

/// The tab.
#[component]
pub(super) fn Devices(
    /// MXID.
    user_id: UserId,
) -> impl IntoView {
    let api = Api::use_();
    let devices = Query::new(move || {
        let asked = api.call(UserDevices { user_id: user_id.clone() });
        async move { Ok(latest_first(asked.await?)) }
    });
    let shown = move || devices.with(|devices| devices.as_ref().map(|rows| list(rows.clone())));
    view! { <Load status=devices.status()>{drawn(shown)}</Load> }
}

fn list(devices: Vec<Row<Device>>) -> AnyView {
    if devices.is_empty() {
        return view! { <p class="empty">{text::users::no_devices()}</p> }.into_any();
    }
    let count = devices.len();
    let total = u64::try_from(count).unwrap_or(u64::MAX);
    let draw = Arc::new(move |place: usize| devices.get(place).cloned().map(line).into_any());
    let head = view! {
        <th scope="col">{text::users::column_device()}</th>
        <th scope="col">{text::users::column_displayname()}</th>
        <th scope="col">{text::users::column_last_seen()}</th>
        <th scope="col">{text::users::column_ip()}</th>
        <th scope="col">{text::users::column_agent()}</th>
    };
    let around = move |rows: AnyView| {
        view! {
            <Table name=text::users::tab_devices() head=head.into_any()>
                {rows}
            </Table>
        }
        .into_any()
    };
    view! {
        <h2>{text::users::devices(total, &intl::number(total))}</h2>
        {portions_in("tbody>tr".to_owned(), count, draw, around)}
    }
    .into_any()
}

fn line(row: Row<Device>) -> AnyView {
    let device = match row {
        Row::Good(device) => device,
        Row::Odd(row) => return view! { <OddTableRow row /> }.into_any(),
    };
    let id = device.device_id.to_string();
    let (copy, shown) = (copy_button(id.clone(), &id), id.clone());
    view! {
        <tr>
            <th scope="row">
                <span class="id" title=id>
                    <bdi>{shown}</bdi>
                </span>
                {copy}
            </th>
            {cut(device.display_name)}
            <td>{time_words(&device.last_seen_ts)}</td>
            {cut(device.last_seen_ip)}
            {cut(device.last_seen_user_agent)}
        </tr>
    }
    .into_any()
}

/// A cell with a text that may be long.
fn cut(text: Option<String>) -> AnyView {
    let shown = text.clone();
    view! {
        <td class="name" title=text>
            <bdi>{shown}</bdi>
        </td>
    }
    .into_any()
}

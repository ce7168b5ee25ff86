//! One user: who it is, what can be done, and tabs with the rest. The account is read once, whichever tab is open.

use leptos::prelude::*;

use super::admin_dialog::AdminButton;
use super::devices::Devices;
use super::facts::{user_badges, user_cards};
use super::password_dialog::PasswordButton;
use super::rooms::Rooms;
use crate::api::users::{GetUser, UserDetails};
use crate::components::{Entity, EntityHead, Load};
use crate::model::id;
use crate::pages::tabs;
use crate::route::{Kind, Page};
use crate::state::api::Api;
use crate::state::boxed::drawn;
use crate::state::nav::Nav;
use crate::state::query::Query;
use crate::state::sessions::Sessions;
use crate::text;

/// The page of one user, whichever tab.
#[component]
pub fn UserPage(
    /// MXID.
    user_id: String,
) -> impl IntoView {
    let server = Sessions::use_().server_name();
    if id::server(&user_id).is_some_and(|own| own != server) {
        let name = user_id.clone();
        let known = Memo::new(move |_| Entity { name: name.clone(), picture: None });
        return view! {
            <EntityHead id=user_id id_label=text::users::fact_id() known />
            <p>
                <strong>{text::users::remote()}"."</strong> " " {text::users::remote_hint()}
            </p>
        }
        .into_any();
    }
    view! { <LocalUser user_id /> }.into_any()
}

#[component]
fn LocalUser(
    /// MXID.
    user_id: String,
) -> impl IntoView {
    let api = Api::use_();
    let id = StoredValue::new(user_id.clone());
    let user = Query::new(move || api.call(GetUser { user_id: id.get_value().into() }));
    let opened = tabs::opened(&[Kind::User, Kind::UserDevices, Kind::UserRooms]);
    let known = Memo::new(move |_| {
        user.with(|user| Entity {
            name: user.as_ref().and_then(own_name).map_or_else(|| id.get_value(), str::to_owned),
            picture: user.as_ref().and_then(|user| user.avatar_url.clone()),
        })
    });
    let badges = drawn(move || user.with(|user| user.as_ref().map(user_badges)));
    let profile = move || match opened.get() {
        Some(Kind::User) => user.with(|user| user.as_ref().map(user_cards)),
        _ => None,
    };
    let rest = move || match opened.get()? {
        Kind::UserDevices => Some(view! { <Devices user_id=id.get_value().into() /> }.into_any()),
        Kind::UserRooms => Some(view! { <Rooms user_id=id.get_value().into() /> }.into_any()),
        _ => None,
    };
    view! {
        <EntityHead id=user_id.clone() id_label=text::users::fact_id() known badges actions=actions(user) />
        {tabs::links(
            text::users::tabs(),
            opened,
            vec![
                (text::users::tab_profile(), Page::User(user_id.clone())),
                (text::users::tab_devices(), Page::UserDevices(user_id.clone())),
                (text::users::tab_rooms(), Page::UserRooms(user_id)),
            ],
        )}
        <Load status=user.status()>{drawn(profile)}</Load>
        {drawn(rest)}
    }
}

/// The display name, unless nothing of it can be seen.
fn own_name(user: &UserDetails) -> Option<&str> {
    user.displayname.as_deref().filter(|name| !name.trim().is_empty())
}

fn actions(user: Query<UserDetails>) -> AnyView {
    let nav = Nav::use_();
    let known = Memo::new(move |_| {
        user.with(|user| user.as_ref().map(|user| (user.name.clone(), user.admin, user.deactivated)))
    });
    let reload = Callback::new(move |()| user.reload());
    drawn(move || {
        let (name, admin, deactivated) = known.get()?;
        let buttons = view! {
            <AdminButton user_id=name.clone() admin on_done=reload />
            <PasswordButton user_id=name.clone() deactivated />
            <a class="button" href=nav.href(Page::Export(vec![name.into()]))>
                {text::users::export()}
            </a>
        };
        Some(buttons.into_any())
    })
}

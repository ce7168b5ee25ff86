//! What is known about a room: what stands out, and all of it in cards.

use leptos::prelude::*;

use crate::api::Number;
use crate::api::rooms::RoomDetails;
use crate::components::{badge, card, fact, id_text, number_words, yes_no};
use crate::model::id::{self, Kind};
use crate::route::Page;
use crate::state::nav::Nav;
use crate::text;

/// From this many bytes on a text may be higher than its place.
const LONG_TEXT: usize = 120;

/// What stands out about a room.
pub(super) fn room_badges(room: &RoomDetails) -> AnyView {
    let summary = &room.summary;
    let badges = [
        (room.tombstoned == Some(true), text::rooms::fact_tombstoned(), "warn"),
        (summary.joined_members == 0, text::rooms::badge_empty(), "warn"),
        (summary.room_type.as_deref() == Some("m.space"), text::rooms::badge_space(), ""),
        (summary.is_encrypted(), text::rooms::encrypted(), "good"),
        (summary.public, text::rooms::badge_public(), ""),
        (!summary.federatable, text::rooms::badge_not_federated(), ""),
    ];
    let shown = badges.into_iter().filter(|(is, ..)| *is).map(|(_, text, tone)| badge(text, tone));
    shown.collect::<Vec<_>>().into_any()
}

fn words(value: Option<String>) -> String {
    value.unwrap_or_else(|| text::app::none().to_owned())
}

fn count(value: &Number) -> String {
    number_words(value)
}

/// A text of the server's. What is long scrolls, and what scrolls can be reached with the keyboard.
fn bdi(text: Option<String>) -> AnyView {
    let text = words(text);
    let stop = (text.len() > LONG_TEXT).then_some("0");
    view! { <bdi class="long" tabindex=stop>{text}</bdi> }.into_any()
}

/// An id, which leads to its page if it is one.
fn link(id: Option<String>, kind: Kind, page: fn(String) -> Page, nav: Nav) -> AnyView {
    match id {
        Some(id) => {
            let href = id::is(&id, kind).then(|| nav.href(page(id.clone())));
            id_text(id, href)
        }
        None => text::app::none().into_any(),
    }
}

/// All facts but the id, in cards.
pub(super) fn room_cards(room: RoomDetails, nav: Nav) -> AnyView {
    let RoomDetails { summary, topic, avatar: _, joined_local_devices, forgotten, tombstoned, replacement_room } = room;
    let about = vec![
        fact(text::rooms::column_name(), bdi(summary.name)),
        fact(text::rooms::fact_topic(), bdi(topic)),
        fact(text::rooms::column_alias(), link(summary.canonical_alias.map(Into::into), Kind::Alias, Page::Alias, nav)),
        fact(text::rooms::fact_type(), bdi(summary.room_type)),
        fact(text::rooms::column_creator(), link(summary.creator.map(Into::into), Kind::User, Page::User, nav)),
    ];
    let members = vec![
        fact(text::rooms::column_members(), count(&summary.joined_members)),
        fact(text::rooms::column_local(), count(&summary.joined_local_members)),
        fact(text::rooms::fact_devices(), count(&joined_local_devices)),
        fact(text::rooms::column_state_events(), count(&summary.state_events)),
        fact(text::rooms::fact_forgotten(), yes_no(forgotten)),
    ];
    let access = vec![
        fact(text::rooms::column_encryption(), bdi(summary.encryption)),
        fact(text::rooms::column_join_rule(), bdi(summary.join_rules)),
        fact(text::rooms::column_public(), yes_no(summary.public)),
        fact(text::rooms::column_federatable(), yes_no(summary.federatable)),
        fact(text::rooms::column_guest_access(), bdi(summary.guest_access)),
        fact(text::rooms::column_history(), bdi(summary.history_visibility)),
    ];
    let mut version = vec![
        fact(text::rooms::column_version(), bdi(summary.version)),
        fact(text::rooms::fact_tombstoned(), yes_no(tombstoned)),
    ];
    if replacement_room.is_some() {
        version.push(fact(
            text::rooms::fact_replacement(),
            link(replacement_room.map(Into::into), Kind::Room, Page::Room, nav),
        ));
    }
    view! {
        <div class="cards">
            {card(text::rooms::card_about(), about)} {card(text::rooms::card_members(), members)}
            {card(text::rooms::card_access(), access)} {card(text::rooms::column_version(), version)}
        </div>
    }
    .into_any()
}

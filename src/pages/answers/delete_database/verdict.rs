//! The two exceptions, and whether they apply.

use leptos::prelude::*;

use crate::api::rooms::Never;
use crate::components::said;
use crate::text::answers::delete_database as words;

/// Exception 1: never federated.
pub(super) fn first_exception(never: Never) -> AnyView {
    let (class, verdict, what) = match never {
        Never::Disproven => ("bad", words::proven(), words::proven_what()),
        Never::Unlikely => ("warn", words::hinted(), words::hinted_what()),
        Never::Open => ("", words::open(), words::open_what()),
        Never::Unread => ("", words::reading(), words::reading_what()),
        Never::NoRooms => ("", words::reading(), words::no_list_what()),
    };
    view! {
        <li class=class>
            <p>
                {said(words::first(), &|_, _| view! { <strong>{verdict}</strong> }.into_any())}
            </p>
            <p>{what}</p>
        </li>
    }
    .into_any()
}

/// Exception 2: another server name.
pub(super) fn second_exception(server: &str) -> AnyView {
    view! {
        <li>
            <p>
                {said(words::second(), &|_, _| view! { <strong><bdi>{words::named(server)}</bdi></strong> }.into_any())}
            </p>
            <p>{words::second_what()}</p>
        </li>
    }
    .into_any()
}

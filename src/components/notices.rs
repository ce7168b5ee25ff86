//! The one live region of the page.

use leptos::prelude::*;

use crate::state::boxed::drawn;
use crate::state::notices::{Notice, Notices};
use crate::text;

/// Shows and reads out what happened.
#[component]
pub fn NoticeRegion() -> impl IntoView {
    let notices = Notices::use_();
    view! {
        <div class="notices" role="status" aria-live="polite">
            {drawn(move || Some(notices.list().into_iter().map(|notice| shown(notice, notices)).collect_view().into_any()))}
        </div>
    }
}

fn shown(notice: Notice, notices: Notices) -> AnyView {
    view! {
        <div class=if notice.warning { "notice warn" } else { "notice" }>
            <p>
                <bdi>{notice.text}</bdi>
            </p>
            <button
                type="button"
                class="close"
                aria-label=text::app::dismiss()
                title=text::app::dismiss()
                on:click=move |_| notices.dismiss(notice.id)
            ></button>
        </div>
    }
    .into_any()
}

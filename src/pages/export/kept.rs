//! An export that is kept in the browser: done, or begun.

use leptos::prelude::*;

use crate::browser::intl;
use crate::export::progress::Kept;
use crate::route::Page;
use crate::state::export::{Exports, Phase};
use crate::state::nav::Nav;
use crate::state::sessions::Sessions;
use crate::text::export as words;

/// Appears when there is one.
#[component]
pub(super) fn KeptExport(
    /// MXIDs.
    users: Memo<Vec<String>>,
) -> impl IntoView {
    let exports = Exports::use_();
    let own = move || {
        let kept = exports.kept.get().filter(|_| exports.phase.get() == Phase::Idle)?;
        users.with(|users| users.contains(&kept.options.user_id)).then_some(kept)
    };
    move || own().map(|kept| shown(exports, kept))
}

/// All that are kept, of whatever user: nothing should lie in a browser unseen.
#[component]
pub(super) fn AllKept() -> impl IntoView {
    let (nav, sessions, exports) = (Nav::use_(), Sessions::use_(), Exports::use_());
    exports.list();
    let row = move |kept: &Kept| {
        let (user_id, is_here) = (kept.options.user_id.clone(), kept.options.base_url == sessions.base_url());
        let name = if is_here {
            let href = nav.href(Page::Export(vec![user_id.clone()]));
            view! { <a href=href><bdi>{user_id}</bdi></a> }.into_any()
        } else {
            view! { <bdi>{user_id}</bdi> }.into_any()
        };
        let options = kept.options.clone();
        view! {
            <li>
                <p>{name} " " <span class="hint">{kept.options.base_url.clone()}</span></p>
                <p>{line(kept)} " " {intl::bytes(kept.bytes)}</p>
                <p class="actions">
                    <button type="button" on:click=move |_| exports.delete_listed(options.clone())>
                        {words::delete()}
                    </button>
                </p>
            </li>
        }
    };
    move || {
        let rows = exports.all_kept.with(|list| list.iter().map(row).collect_view());
        (!rows.is_empty()).then(|| {
            view! {
                <section class="panel" aria-labelledby="kept-exports">
                    <h2 id="kept-exports">{words::all_kept_title()}</h2>
                    <ul class="plain">{rows}</ul>
                    <p class="hint">{words::all_kept_hint()}</p>
                </section>
            }
        })
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn line(kept: &Kept) -> String {
    let of = |(done, all): (u64, u64)| words::of(&intl::number(done), &intl::number(all));
    words::kept(&intl::exact(kept.begun_ms as u64), kept.is_done, &of(kept.rooms), &of(kept.media))
}

fn shown(exports: Exports, kept: Kept) -> AnyView {
    let line = line(&kept);
    let options = kept.options.clone();
    let main = if kept.is_done {
        view! {
            <button type="button" class="primary" on:click=move |_| exports.save()>
                {words::save()}
            </button>
        }
        .into_any()
    } else {
        view! {
            <button type="button" class="primary" on:click=move |_| exports.go_on(options.clone())>
                {words::continue_it()}
            </button>
        }
        .into_any()
    };
    let (delete, hint) = match kept.file {
        Some(_) => (words::delete_record(), words::delete_record_hint()),
        None => (words::delete(), words::delete_hint()),
    };
    view! {
        <section class="panel">
            <h2>{words::kept_title()}</h2>
            <p>{line} " " {intl::bytes(kept.bytes)} " " {kept.file.as_deref().map(words::goes_to)}</p>
            <p class="actions">
                {main} <button type="button" on:click=move |_| exports.delete()>
                    {delete}
                </button>
            </p>
            <p class="hint">{hint}</p>
        </section>
    }
    .into_any()
}

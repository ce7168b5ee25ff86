//! An export that is kept in the browser: done, or begun.

use leptos::prelude::*;

use crate::browser::intl;
use crate::export::protocol::Kept;
use crate::state::export::{Exports, Phase};
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

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn shown(exports: Exports, kept: Kept) -> AnyView {
    let of = |(done, all): (u64, u64)| words::of(&intl::number(done), &intl::number(all));
    let line = words::kept(&intl::exact(kept.begun_ms as u64), kept.is_done, &of(kept.rooms), &of(kept.media));
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

//! An error as a person sees it: a sentence, what to do, the server's own words, and the evidence on demand.

use leptos::prelude::*;

use super::snippet;
use crate::text;
use crate::text::errors::Explained;

/// An explained error. It is read out when it appears.
#[component]
pub fn Explanation(
    /// What to say.
    explained: Explained,
) -> impl IntoView {
    let Explained { title, hint, words, evidence, doctor } = explained;
    view! {
        <div class="explanation">
            <p>
                <strong>{title}</strong>
                " "
                {hint}
            </p>
            {doctor.map(|href| view! { <p><a href=href>{text::errors::find_out()}</a></p> }.into_any())}
            {words.map(|words| view! { <p><q><bdi>{words}</bdi></q></p> }.into_any())}
            {(!evidence.is_empty())
                .then(|| {
                    view! {
                        <details>
                            <summary>{text::app::details()}</summary>
                            {snippet(evidence, text::app::details())}
                        </details>
                    }
                })}
        </div>
    }
}

/// An error in the page or a dialog, with a way to try again where there is one.
#[component]
pub fn ErrorPanel(
    /// What to say.
    explained: Explained,
    /// Tries again.
    #[prop(optional_no_strip)]
    retry: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <div class="panel bad" role="alert">
            <Explanation explained />
            {retry
                .map(|retry| {
                    view! {
                        <button type="button" on:click=move |_| retry.run(())>
                            {text::app::retry()}
                        </button>
                    }.into_any()
                })}
        </div>
    }
}

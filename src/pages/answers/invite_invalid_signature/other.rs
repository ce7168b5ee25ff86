//! Another address, at the admin's wish alone: Glia asks no further host by itself.

use leptos::prelude::*;

use super::{Known, probed::Probed};
use crate::api::probe::{Target, federation_address, other_address};
use crate::components::TextField;
use crate::text::answers::invite_invalid_signature as words;

/// The form, and what came out.
#[component]
pub(super) fn OtherAddress(
    /// The signed-in address.
    target: Target,
    /// What is known from all addresses.
    known: Known,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let (chosen, refused) = (RwSignal::new(None::<String>), RwSignal::new(false));
    let usual = federation_address(&target.server_name);
    let offer = (usual != target.base_url).then(|| {
        let (label, usual) = (words::probe_address(&usual), usual.clone());
        view! {
            <button type="button" on:click=move |_| {
                refused.set(false);
                chosen.set(Some(usual.clone()));
            }>{label}</button>
        }
        .into_any()
    });
    let tester = format!("{TESTER}#{}", target.server_name);
    let server_name = target.server_name;
    view! {
        <div class="probed">
            <h3>{words::other_title()}</h3>
            <p class="lead">{words::other_hint()}</p>
            <form
                on:submit=move |event| {
                    event.prevent_default();
                    let address = other_address(&typed.get_untracked());
                    refused.set(address.is_none());
                    chosen.set(address);
                }
            >
                <TextField id="federation-address" label=words::other_label() hint=words::other_field_hint() value=typed>
                    <button type="submit">{words::other_probe()}</button>
                </TextField>
                {move || refused.get().then(|| view! { <p role="alert">{words::other_not_understood()}</p> }.into_any())}
                {offer}
            </form>
            <p class="hint">
                {words::tester_hint()} " "
                <a href=tester target="_blank" rel="noreferrer">
                    {words::tester()}
                </a>
            </p>
        </div>
        {move || {
            chosen
                .get()
                .map(|base_url| {
                    let target = Target { base_url, server_name: server_name.clone() };
                    view! { <Probed target known /> }.into_any()
                })
        }}
    }
}

/// A well-known service that looks from outside. Nothing is sent to it unless its link is followed.
const TESTER: &str = "https://federationtester.matrix.org/";

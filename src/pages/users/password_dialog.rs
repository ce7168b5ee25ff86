//! Resetting a password.

use std::rc::Rc;

use leptos::prelude::*;

use crate::actions::ResetPassword;
use crate::model::id::UserId;
use crate::pages::actions::{ActionButton, Offer};

/// The button, or why there is none.
#[component]
pub fn PasswordButton(
    /// MXID.
    user_id: UserId,
    /// Whether the account is deactivated.
    deactivated: bool,
) -> impl IntoView {
    let offer = Offer::new(move |can| Rc::new(ResetPassword::new(user_id.clone(), deactivated, can)));
    view! { <ActionButton offer on_done=|_| () /> }
}

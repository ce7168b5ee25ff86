//! The connection doctor: why a server cannot be reached, or works only in part.

use leptos::prelude::*;

use crate::components::PageHead;
use crate::text;

/// The page.
#[component]
pub fn DoctorPage() -> impl IntoView {
    view! { <PageHead title=text::doctor::title() /> }
}

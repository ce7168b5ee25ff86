//! Making the first server admin.

use leptos::prelude::*;

use crate::components::PageHead;
use crate::text;

/// The page.
#[component]
pub fn FirstAdminPage() -> impl IntoView {
    view! { <PageHead title=text::first_admin::title() /> }
}

//! The users list.

use leptos::prelude::*;

use crate::lists::users::Users;
use crate::pages::list::{Extras, Seat, list_page};
use crate::route::Page;

/// The list page.
#[component]
pub fn UsersPage() -> impl IntoView {
    let pairs = |page| if let Page::Users(pairs) = page { Some(pairs) } else { None };
    list_page::<Users>(Seat { page: Page::Users, pairs }, Extras::default())
}

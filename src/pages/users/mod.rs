//! Users: the list, one user, and what can be done to one.

mod admin_dialog;
mod fetch;
mod list;
mod password_dialog;
mod user;

pub use admin_dialog::AdminButton;
pub use fetch::{everybody, fetch_users, total_users};
pub use list::UsersPage;
pub use password_dialog::PasswordButton;
pub use user::{UserPage, user_brief, user_facts};

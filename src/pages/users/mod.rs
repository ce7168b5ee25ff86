//! Users: the list, one user, and what can be done to one.

mod admin_dialog;
mod devices;
mod facts;
mod fetch;
mod list;
mod password_dialog;
mod rooms;
mod user;

pub use admin_dialog::AdminButton;
pub use facts::{user_brief, user_facts};
pub use fetch::{everybody, fetch_users, total_users};
pub use list::UsersPage;
pub use password_dialog::PasswordButton;
pub use user::UserPage;

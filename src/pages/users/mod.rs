//! Users: the list, one user, and what can be done to one.

mod admin_dialog;
mod columns;
mod filters;
mod list;
mod mas;
mod password_dialog;
mod user;

pub use list::{UsersPage, total_users};
pub use user::UserPage;

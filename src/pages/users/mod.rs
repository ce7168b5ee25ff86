//! Users: the list, one user, and what can be done to one.

mod admin_dialog;
mod columns;
mod filters;
mod list;
mod password_dialog;
mod user;

pub use admin_dialog::AdminButton;
pub use list::{UsersPage, total_users};
pub use password_dialog::PasswordField;
pub use user::UserPage;

//! One module a page. Pages compose: they ask endpoints through `state`, and draw with `components`.

pub mod actions;
pub mod aliases;
pub mod answers;
pub mod doctor;
pub mod export;
pub mod first_admin;
pub mod list;
pub mod logs;
pub mod no_rooms;
pub mod not_admin;
pub mod not_found;
pub mod open;
pub mod overview;
pub mod palette;
pub mod rooms;
pub mod sign_in;
pub mod sign_out;
pub mod tabs;
pub mod users;

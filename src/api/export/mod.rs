//! What an export of a user's data asks.
//!
//! Most of these answers go into the export as they are. They are kept as texts and read by `export`, for what is made
//! of them must be equal to what Synapse writes, to the last digit; so their `decode` gives nothing.

mod account_data;
mod download;
mod event_context;
mod fetch_event;
mod list_media;
mod list_memberships;
mod list_messages;
mod login_as_user;
mod room_list;

pub use super::users::ListDevices;
pub use account_data::AccountData;
pub use download::Download;
pub use event_context::EventContext;
pub use fetch_event::FetchEvent;
pub use list_media::ListMedia;
pub use list_memberships::ListMemberships;
pub use list_messages::{ListMessages, Only, PAGE};
pub use login_as_user::LoginAsUser;
pub use room_list::RoomList;

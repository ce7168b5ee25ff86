//! The User Admin API. Source: <https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html>

mod count_joined_rooms;
mod count_media;
mod count_memberships;
mod export;
mod get_admin;
mod get_user;
mod list_devices;
mod list_users;
mod reset_password;
mod set_admin;
mod user_devices;
mod user_rooms;

pub use count_joined_rooms::CountJoinedRooms;
pub use count_media::CountMedia;
pub use count_memberships::{CountMemberships, Memberships};
pub use export::{Accounts, ReadMark, Tally};
pub use get_admin::GetAdmin;
pub use get_user::{ExternalId, GetUser, ThreePid, UserDetails};
pub use list_devices::ListDevices;
pub use list_users::{ListUsers, UserOrder, UserSummary, UsersApi, UsersPage};
pub use reset_password::ResetPassword;
pub use set_admin::SetAdmin;
pub use user_devices::{Device, UserDevices, latest_first};
pub use user_rooms::UserRooms;

//! The fourteen answers of the Admin FAQ, from the live server: one module an answer.

mod become_admin;
mod biggest_rooms;
mod delete_database;
mod export_user_data;
mod file_handles;
mod find_request_in_log;
mod frame;
mod free_alias;
mod health;
mod index;
mod invite_invalid_signature;
mod processed_line;
mod registered_users;
mod reset_password;
mod servers_in_room;
mod servers_we_talk_to;
mod slow;
mod subject;

pub use become_admin::BecomeAdminPage;
pub use biggest_rooms::BiggestRoomsPage;
pub use delete_database::DeleteDatabasePage;
pub use export_user_data::ExportUserDataPage;
pub use file_handles::FileHandlesPage;
pub use find_request_in_log::FindRequestInLogPage;
pub use free_alias::FreeAliasPage;
pub use index::AnswersPage;
pub use invite_invalid_signature::InviteInvalidSignaturePage;
pub use processed_line::ProcessedLinePage;
pub use registered_users::RegisteredUsersPage;
pub use reset_password::ResetPasswordPage;
pub use servers_in_room::ServersInRoomPage;
pub use servers_we_talk_to::ServersWeTalkToPage;
pub use slow::SlowPage;

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

pub use index::AnswersPage;

use leptos::prelude::*;

use crate::route::Question;
use become_admin::BecomeAdminPage;
use biggest_rooms::BiggestRoomsPage;
use delete_database::DeleteDatabasePage;
use export_user_data::ExportUserDataPage;
use file_handles::FileHandlesPage;
use find_request_in_log::FindRequestInLogPage;
use free_alias::FreeAliasPage;
use invite_invalid_signature::InviteInvalidSignaturePage;
use processed_line::ProcessedLinePage;
use registered_users::RegisteredUsersPage;
use reset_password::ResetPasswordPage;
use servers_in_room::ServersInRoomPage;
use servers_we_talk_to::ServersWeTalkToPage;
use slow::SlowPage;

/// The page of one answer. What it is about, it reads from the address itself.
#[must_use]
pub fn answer_page(question: Question) -> AnyView {
    match question {
        Question::BecomeAdmin => view! { <BecomeAdminPage /> }.into_any(),
        Question::ServersWeTalkTo => view! { <ServersWeTalkToPage /> }.into_any(),
        Question::ServersInRoom => view! { <ServersInRoomPage /> }.into_any(),
        Question::RegisteredUsers => view! { <RegisteredUsersPage /> }.into_any(),
        Question::ExportUserData => view! { <ExportUserDataPage /> }.into_any(),
        Question::ResetPassword => view! { <ResetPasswordPage /> }.into_any(),
        Question::DeleteDatabase => view! { <DeleteDatabasePage /> }.into_any(),
        Question::FreeAlias => view! { <FreeAliasPage /> }.into_any(),
        Question::FindRequestInLog => view! { <FindRequestInLogPage /> }.into_any(),
        Question::ProcessedLine => view! { <ProcessedLinePage /> }.into_any(),
        Question::BiggestRooms => view! { <BiggestRoomsPage /> }.into_any(),
        Question::InviteInvalidSignature => view! { <InviteInvalidSignaturePage /> }.into_any(),
        Question::Slow => view! { <SlowPage /> }.into_any(),
        Question::FileHandles => view! { <FileHandlesPage /> }.into_any(),
    }
}

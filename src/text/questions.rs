//! The questions of the Admin FAQ. They stand apart from their answers because the overview shows them too, where no answer's words
//! are loaded.

use crate::route::Question;

sentences! {
    question(question: Question) = {
        become_admin: Question::BecomeAdmin => "How do I make somebody a server admin?",
        servers_we_talk_to: Question::ServersWeTalkTo => "Which servers is my server talking to?",
        servers_in_room: Question::ServersInRoom => "Which servers take part in a room?",
        registered_users: Question::RegisteredUsers => "Who is registered on my server?",
        export_user_data: Question::ExportUserData => "How can I export a user's data?",
        reset_password: Question::ResetPassword => "How do I reset a password?",
        delete_database: Question::DeleteDatabase => "Can I just delete my database and start again?",
        free_alias: Question::FreeAlias => "How do I free the alias of a room that nobody can enter?",
        find_request_in_log: Question::FindRequestInLog => "How do I find the log lines of one request?",
        processed_line: Question::ProcessedLine => "What do the fields of a “Processed request” line mean?",
        biggest_rooms: Question::BiggestRooms => "Which rooms are the biggest?",
        invite_invalid_signature: Question::InviteInvalidSignature => "Why can people not accept my invitations?",
        slow: Question::Slow => "Why is Synapse slow or eating memory?",
        file_handles: Question::FileHandles => "Why does Synapse run out of file handles?",
    };
}

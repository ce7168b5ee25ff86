//! The table of pages: one row a page, and all that is to be known about it outside its own file.
//!
//! `route` makes addresses of it, `text::pages` the names, and `app::parts` what is drawn; `cargo xtask build` reads it
//! too, so that a bookmark's part is fetched at once. A row is
//!
//! ```text
//! /// What it is for.
//! Name(what: Type, the: Type, address: Type, carries: Type) "its/<address>" {
//!     named a_sentence_of_text_pages;
//!     [key "x" a_sentence_of_text_app;]     // the shortcut `g x`
//!     draws its_folder::ItsComponent { what, it, is, given };
//!     [facts that are not those of `Row::PLAIN`]
//! }
//! ```
//!
//! and stands below the part of the wasm that it is in. `start` is the part that is always there; parts whose names begin
//! alike (`answers_…`) share a file of a language. In an address, `<name>` is one segment; `?name=<name>` a parameter, and
//! `<name>...` one that may stand there more than once; `*` is whatever no other row knows. A page that carries
//! [`Pairs`](super::Pairs) reads its parameters by itself, in its own part. Rows are asked in their order; those with
//! `menu` are the navigation, in this order too.

macro_rules! table {
    ($then:ident) => {
        $then! {
            start {
                /// Signing in.
                SignIn "sign-in" {
                    named sign_in;
                    draws sign_in::SignInPage {};
                    [open: true, elsewhere: Elsewhere::Overview]
                }
            }
            /// Where to begin.
            overview {
                /// How the server does, and ways to everything else.
                Overview "" {
                    named overview;
                    key "h" shortcut_overview;
                    draws overview::OverviewPage {};
                    [menu: Menu::often(None, "home")]
                }
            }
            /// The everyday pages.
            pages {
                /// The accounts of the server; what the parameters mean, `lists` knows.
                Users(query: Pairs) "users" {
                    named users;
                    key "u" shortcut_users;
                    draws users::UsersPage {};
                    [menu: Menu::often(Some(Group::People), "users"), elsewhere: Elsewhere::FirstRows,
                    asks: "/_synapse/admin/v3/users?from=0&limit=50&order_by=name&dir=f&locked=true&name=&deactivated=&admins=&guests=#103"]
                }
                /// The rooms of the server, likewise.
                Rooms(query: Pairs) "rooms" {
                    named rooms;
                    key "r" shortcut_rooms;
                    draws rooms::RoomsPage {};
                    [menu: Menu::often(Some(Group::Rooms), "rooms"), elsewhere: Elsewhere::FirstRows,
                    asks: "/_synapse/admin/v1/rooms?from=0&limit=50&order_by=joined_members&dir=f&search_term=&public_rooms=&empty_rooms="]
                }
                /// Leads on to what an id, a name or a link names.
                Open(url: String) "open?url=<anything>" {
                    named open;
                    draws open::OpenPage { url };
                    [elsewhere: Elsewhere::Overview]
                }
                /// Any other address, as it stood there.
                NotFound(address: String) "*" {
                    named not_found;
                    draws not_found::NotFoundPage {};
                    [elsewhere: Elsewhere::Overview]
                }
            }
            /// One user: the tabs are addresses of one page, whose header stays.
            pages_user {
                /// Who somebody is.
                User(user_id: String) "users/<user id>" {
                    named user;
                    draws users::UserPage { user_id };
                    [under: Some(Kind::Users)]
                }
                /// What somebody is signed in with.
                UserDevices(user_id: String) "users/<user id>/devices" {
                    named user_devices;
                    draws users::UserPage { user_id };
                    [under: Some(Kind::Users)]
                }
                /// Where somebody is.
                UserRooms(user_id: String) "users/<user id>/rooms" {
                    named user_rooms;
                    draws users::UserPage { user_id };
                    [under: Some(Kind::Users)]
                }
            }
            /// One room, likewise.
            pages_room {
                /// The facts about a room.
                Room(room_id: String) "rooms/<room id>" {
                    named room;
                    draws rooms::RoomPage { room_id };
                    [under: Some(Kind::Rooms)]
                }
                /// The names of a room on this server.
                RoomAliases(room_id: String) "rooms/<room id>/aliases" {
                    named room_aliases;
                    draws rooms::RoomPage { room_id };
                    [under: Some(Kind::Rooms)]
                }
            }
            /// Aliases.
            pages_aliases {
                /// Looking up an alias.
                Aliases "aliases" {
                    named aliases;
                    key "a" shortcut_aliases;
                    draws aliases::AliasesPage {};
                    [menu: Menu::seldom(Group::Rooms, "aliases")]
                }
                /// One alias: the same page, with its answer.
                Alias(alias: String) "aliases/<alias>" {
                    named alias;
                    draws aliases::AliasesPage {};
                    [under: Some(Kind::Aliases)]
                }
            }
            /// The answers to the Admin FAQ, as far as they are light. What their parameters mean,
            /// [`AnswerQuery`](super::AnswerQuery) knows.
            answers {
                /// The questions, perhaps those that a search finds.
                Answers(search: String) "answers?q=<search>" {
                    named answers;
                    key "q" shortcut_answers;
                    draws answers::AnswersPage {};
                    [menu: Menu::often(Some(Group::Help), "answers")]
                }
                /// How can I delete a room to free up the alias?
                FreeAlias(query: Pairs) "answers/free-alias" {
                    named answer;
                    draws answers::FreeAliasPage {};
                    [answers: Some(Question::FreeAlias)]
                }
                /// Can I just delete my database and start again?
                DeleteDatabase(query: Pairs) "answers/delete-database" {
                    named answer;
                    draws answers::DeleteDatabasePage {};
                    [answers: Some(Question::DeleteDatabase)]
                }
            }
            /// The answers about logs.
            answers_logs {
                /// How can I find the lines of a given HTTP request?
                FindRequestInLog(query: Pairs) "answers/find-request-in-log" {
                    named answer;
                    draws answers::FindRequestInLogPage {};
                    [answers: Some(Question::FindRequestInLog)]
                }
                /// What do all those fields in the "Processed" line mean?
                ProcessedLine(query: Pairs) "answers/processed-line" {
                    named answer;
                    draws answers::ProcessedLinePage {};
                    [answers: Some(Question::ProcessedLine)]
                }
            }
            /// The answers about users.
            answers_users {
                /// How do I become a server admin?
                BecomeAdmin(query: Pairs) "answers/become-admin" {
                    named answer;
                    draws answers::BecomeAdminPage {};
                    [answers: Some(Question::BecomeAdmin)]
                }
                /// What users are registered on my server?
                RegisteredUsers(query: Pairs) "answers/registered-users" {
                    named answer;
                    draws answers::RegisteredUsersPage {};
                    [answers: Some(Question::RegisteredUsers)]
                }
                /// How can I export user data?
                ExportUserData(query: Pairs) "answers/export-user-data" {
                    named answer;
                    draws answers::ExportUserDataPage {};
                    [answers: Some(Question::ExportUserData)]
                }
                /// Manually resetting passwords.
                ResetPassword(query: Pairs) "answers/reset-password" {
                    named answer;
                    draws answers::ResetPasswordPage {};
                    [answers: Some(Question::ResetPassword)]
                }
            }
            /// The answer about all other servers.
            answers_servers {
                /// What servers are my server talking to?
                ServersWeTalkTo(query: Pairs) "answers/servers-we-talk-to" {
                    named servers;
                    draws answers::ServersWeTalkToPage {};
                    [menu: Menu::seldom(Group::Server, "servers"), answers: Some(Question::ServersWeTalkTo)]
                }
            }
            /// The answers about rooms that ask much.
            answers_room {
                /// What servers are currently participating in this room?
                ServersInRoom(query: Pairs) "answers/servers-in-room" {
                    named answer;
                    draws answers::ServersInRoomPage {};
                    [answers: Some(Question::ServersInRoom)]
                }
                /// What are the biggest rooms on my server?
                BiggestRooms(query: Pairs) "answers/biggest-rooms" {
                    named answer;
                    draws answers::BiggestRoomsPage {};
                    [answers: Some(Question::BiggestRooms)]
                }
            }
            /// The answer about a server's keys, which asks much of what the connection doctor does.
            answers_keys {
                /// People can't accept room invitations from me.
                InviteInvalidSignature(query: Pairs) "answers/invite-invalid-signature" {
                    named answer;
                    draws answers::InviteInvalidSignaturePage {};
                    [answers: Some(Question::InviteInvalidSignature)]
                }
            }
            /// The answers about what a server is busy with.
            answers_load {
                /// Synapse is slow and eats all my RAM and CPU.
                Slow(query: Pairs) "answers/slow" {
                    named answer;
                    draws answers::SlowPage {};
                    [answers: Some(Question::Slow)]
                }
                /// Running out of file handles.
                FileHandles(query: Pairs) "answers/file-handles" {
                    named answer;
                    draws answers::FileHandlesPage {};
                    [answers: Some(Question::FileHandles)]
                }
            }
            /// The log explorer.
            logs {
                /// The log that is open in this browser, with a [`LogsQuery`](super::LogsQuery). It belongs to no server.
                Logs(query: Pairs) "logs" {
                    named logs;
                    key "l" shortcut_logs;
                    draws logs::LogsPage {};
                    [menu: Menu::seldom(Group::Help, "logs"), open: true]
                }
            }
            /// For who cannot get in yet.
            setup {
                /// Making the first server admin.
                FirstAdmin "first-admin" {
                    named first_admin;
                    draws first_admin::FirstAdminPage {};
                    [open: true]
                }
            }
            /// For who cannot get through.
            setup_doctor {
                /// Why the server of `server=` cannot be reached, or works only in part.
                Doctor "doctor" {
                    named doctor;
                    draws doctor::DoctorPage {};
                    [menu: Menu::seldom(Group::Help, "doctor"), open: true, by_server: true]
                }
            }
            /// Exporting users' data.
            export {
                /// Exporting the data of these users.
                Export(users: Vec<String>) "export?user=<user id>..." {
                    named export;
                    draws export::ExportPage {};
                    [elsewhere: Elsewhere::Bare]
                }
            }
        }
    };
}

pub(crate) use table;

//! The fourteen answers of the Admin FAQ: what every answer page has, one module an answer.

pub mod become_admin;
pub mod biggest_rooms;
pub mod delete_database;
pub mod export_user_data;
pub mod file_handles;
pub mod find_request_in_log;
pub mod free_alias;
pub mod health;
pub mod invite_invalid_signature;
pub mod processed_line;
pub mod registered_users;
pub mod reset_password;
pub mod servers_in_room;
pub mod servers_we_talk_to;
pub mod slow;

use crate::route::Question;
use crate::snippets::Place;

sentences! {
    title = "Answers";
    lead = "The questions of Synapse's Admin FAQ, answered from this server as it is now.";
    search_label = "Search questions";
    search_hint = "password, slow, alias …";
    nothing_found = "No question has these words.";
    live = "On this server, now";
    limits = "What this does not show";
    the_faq = "How the FAQ would have done it";
    all_answers = "All answers";
    read_from<requests> = "From {requests}";
    read_at<time> = "read at {time}";
    refresh = "Refresh";
    go_on = "Continue";
    stop = "Stop";
    choose_file = "Choose a file";
    or_drop<choose> = "{choose} or drop it here";
    user_field = "User";
    user_field_hint = "User ID, name before the colon, or a link: alice, @alice:example.org, https://matrix.to/#/…";
    show_user = "Show";
    some_user = "USER";
    some_alias = "ALIAS";
    mas = "This server uses Matrix Authentication Service.";
    too_long_to_show(size: &str) = "A text of {size}: it is read, but too long to be shown here.";
    read_again = "Read again";
    complete(count: &str) = "Complete: {count}.";
    place(place: Place) = {
        psql: Place::Psql => "SQL for psql",
        sqlite: Place::Sqlite => "SQL for sqlite3",
        shell: Place::Shell => "Shell",
        homeserver_yaml: Place::HomeserverYaml => "homeserver.yaml",
        log_yaml: Place::LogYaml => "The log configuration",
        compose: Place::Compose => "docker-compose.yml",
        environment: Place::Environment => "/etc/default/matrix-synapse",
        systemd: Place::Systemd => "systemd",
        limits: Place::Limits => "/etc/security/limits.conf",
        nginx: Place::Nginx => "nginx",
        apache: Place::Apache => "Apache",
        caddy: Place::Caddy => "Caddy",
        haproxy: Place::Haproxy => "HAProxy",
        traefik: Place::Traefik => "Traefik",
    };
    progress_rate(done: &str, total: &str, rate: &str) = "{done} of {total}, {rate} per second";
    progress_of(done: &str, total: &str) = "{done} of {total}";
    rate_alone(done: &str, rate: &str) = "{done}, {rate} per second";
    incomplete_of(done: &str, total: &str) = "Partial: {done} of {total}.";
    incomplete_open(done: &str) = "Partial: {done}.";
}

/// What every answer page has.
#[derive(Clone, Debug)]
pub struct Words {
    /// The question, in an admin's words.
    pub question: &'static str,
    /// The answer in general, in one or two sentences.
    pub lead: &'static str,
    /// More words to find it by.
    pub keywords: &'static str,
    /// What the live answer does not tell.
    pub limits: Vec<&'static str>,
    /// What the FAQ says to do, and what is different today.
    pub faq: &'static str,
}

/// The words of one answer.
#[must_use]
pub fn words(question: Question) -> Words {
    match question {
        Question::BecomeAdmin => become_admin::words(),
        Question::ServersWeTalkTo => servers_we_talk_to::words(),
        Question::ServersInRoom => servers_in_room::words(),
        Question::RegisteredUsers => registered_users::words(),
        Question::ExportUserData => export_user_data::words(),
        Question::ResetPassword => reset_password::words(),
        Question::DeleteDatabase => delete_database::words(),
        Question::FreeAlias => free_alias::words(),
        Question::FindRequestInLog => find_request_in_log::words(),
        Question::ProcessedLine => processed_line::words(),
        Question::BiggestRooms => biggest_rooms::words(),
        Question::InviteInvalidSignature => invite_invalid_signature::words(),
        Question::Slow => slow::words(),
        Question::FileHandles => file_handles::words(),
    }
}

/// Whether a question is about all of the words that were typed.
#[must_use]
pub fn matches(question: Question, search: &str) -> bool {
    let words = words(question);
    let text = format!("{} {} {}", words.question, words.lead, words.keywords).to_lowercase();
    search.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

/// How far a long read has come: "12,000 of 100,000, 8,400 a second".
#[must_use]
pub fn progress(done: &str, total: Option<&str>, rate: Option<&str>) -> String {
    match (total, rate) {
        (Some(total), Some(rate)) => progress_rate(done, total, rate),
        (Some(total), None) => progress_of(done, total),
        (None, Some(rate)) => rate_alone(done, rate),
        (None, None) => done.to_owned(),
    }
}

/// Only some of it is here.
#[must_use]
pub fn incomplete(done: &str, total: Option<&str>) -> String {
    match total {
        Some(total) => incomplete_of(done, total),
        None => incomplete_open(done),
    }
}

#[cfg(test)]
mod tests {
    use super::{matches, words};
    use crate::route::Question;

    #[test]
    fn every_answer_says_something() {
        for question in Question::ALL {
            let words = words(question);
            assert!(words.question.ends_with('?'), "{question:?}");
            assert!(!words.lead.is_empty() && !words.faq.is_empty() && !words.keywords.is_empty(), "{question:?}");
        }
    }

    #[test]
    fn questions_are_found_by_their_words() {
        let found = |search: &str| Question::ALL.into_iter().filter(|q| matches(*q, search)).count();
        assert_eq!(found(""), 14);
        assert!(matches(Question::ResetPassword, " PASSWORD reset"));
        assert!(!matches(Question::FreeAlias, "password"));
        assert_eq!(found("no such words"), 0);
    }
}

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
    limits = "What this does not tell";
    the_faq = "How the FAQ would have done it";
    all_answers = "All answers";
    read_from = "From";
    read_at = "read at";
    refresh = "Refresh";
    partial = "Partial";
    stopped = "Stopped before the end.";
    go_on = "Go on";
    stop = "Stop";
    download = "Download";
    choose_file = "Choose a file";
    or_drop = "or drop it here";
    user_field = "User";
    user_field_hint = "User ID, name before the colon, or a link: alice, @alice:example.org, https://matrix.to/#/…";
    show_user = "Show";
    some_user = "USER";
    some_alias = "ALIAS";
    mas = "This server uses Matrix Authentication Service.";
}

/// What every answer page has.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// The question, in an admin's words.
    pub question: &'static str,
    /// The answer in general, in one or two sentences.
    pub lead: &'static str,
    /// More words to find it by.
    pub keywords: &'static str,
    /// What the live answer does not tell.
    pub limits: &'static [&'static str],
    /// What the FAQ says to do, and what is different today.
    pub faq: &'static str,
}

/// The words of one answer.
#[must_use]
pub fn words(question: Question) -> Words {
    match question {
        Question::BecomeAdmin => become_admin::WORDS,
        Question::ServersWeTalkTo => servers_we_talk_to::WORDS,
        Question::ServersInRoom => servers_in_room::WORDS,
        Question::RegisteredUsers => registered_users::WORDS,
        Question::ExportUserData => export_user_data::WORDS,
        Question::ResetPassword => reset_password::WORDS,
        Question::DeleteDatabase => delete_database::WORDS,
        Question::FreeAlias => free_alias::WORDS,
        Question::FindRequestInLog => find_request_in_log::WORDS,
        Question::ProcessedLine => processed_line::WORDS,
        Question::BiggestRooms => biggest_rooms::WORDS,
        Question::InviteInvalidSignature => invite_invalid_signature::WORDS,
        Question::Slow => slow::WORDS,
        Question::FileHandles => file_handles::WORDS,
    }
}

/// Whether a question is about all of the words that were typed.
#[must_use]
pub fn matches(question: Question, search: &str) -> bool {
    let words = words(question);
    let text = format!("{} {} {}", words.question, words.lead, words.keywords).to_lowercase();
    search.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

/// What a place for a snippet is called.
#[must_use]
pub fn place(place: Place) -> &'static str {
    match place {
        Place::Psql => "SQL for psql",
        Place::Sqlite => "SQL for sqlite3",
        Place::Shell => "Shell",
        Place::HomeserverYaml => "homeserver.yaml",
        Place::LogYaml => "The log configuration",
        Place::Compose => "docker-compose.yml",
        Place::Environment => "/etc/default/matrix-synapse",
        Place::Systemd => "systemd",
        Place::Limits => "/etc/security/limits.conf",
        Place::Nginx => "nginx",
        Place::Apache => "Apache",
        Place::Caddy => "Caddy",
        Place::Haproxy => "HAProxy",
        Place::Traefik => "Traefik",
    }
}

/// How far a long read has come: "12,000 of 100,000, 8,400 a second".
#[must_use]
pub fn progress(done: &str, total: Option<&str>, rate: Option<&str>) -> String {
    let mut text = done.to_owned();
    if let Some(total) = total {
        text.push_str(" of ");
        text.push_str(total);
    }
    if let Some(rate) = rate {
        text.push_str(", ");
        text.push_str(rate);
        text.push_str(" a second");
    }
    text
}

/// A text that is read but not shown.
#[must_use]
pub fn too_long_to_show(size: &str) -> String {
    format!("A text of {size}: it is read, but too long to be shown here.")
}

/// All of it is here.
#[must_use]
pub fn complete(count: &str) -> String {
    format!("Complete: {count}.")
}

/// Only some of it is here.
#[must_use]
pub fn incomplete(done: &str, total: Option<&str>) -> String {
    match total {
        Some(total) => format!("Partial: {done} of {total}."),
        None => format!("Partial: {done}."),
    }
}

#[cfg(test)]
mod tests {
    use super::{matches, words};
    use crate::route::Question;

    #[test]
    fn every_answer_says_something() {
        for (question, slug) in Question::ALL {
            let words = words(question);
            assert!(words.question.ends_with('?'), "{slug}");
            assert!(!words.lead.is_empty() && !words.faq.is_empty() && !words.keywords.is_empty(), "{slug}");
        }
    }

    #[test]
    fn questions_are_found_by_their_words() {
        let found = |search: &str| Question::ALL.into_iter().filter(|(q, _)| matches(*q, search)).count();
        assert_eq!(found(""), 14);
        assert!(matches(Question::ResetPassword, " PASSWORD reset"));
        assert!(!matches(Question::FreeAlias, "password"));
        assert_eq!(found("no such words"), 0);
    }
}

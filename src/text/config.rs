//! What is wrong with `config.json`, for the host of this Glia.

use crate::config::{Mistake, Wanted};

sentences! {
    mistake_is(mistakes: &str) = "This Glia's config.json has a mistake: {mistakes}.";
    not_read(why: &str) = "This Glia's config.json could not be read: {why}. Until it is, no homeserver can be used here.";
    and(first: &str, second: &str) = "{first}; {second}";
    status(status: u16) = "the web server answered {status}";
    not_json(words: &str) = "it is not JSON ({words})";
    not_an_object = "it must be an object, {…}";
    unknown(key: &str) = "\"{key}\" is not a setting of Glia";
    twice = "\"homeservers\" stands in it more than once";
    wrong(key: &str, wanted: &str) = "\"{key}\" must be {wanted}";
    wanted(wanted: Wanted) = {
        text: Wanted::Text => "a text",
        texts: Wanted::Texts => "a list of texts",
        named_texts: Wanted::NamedTexts => "an object of texts",
        connections: Wanted::Connections => "objects with \"admin_base_url\" and \"credentials\" (\"include\" or \"omit\")",
    };
    no_server(text: &str, key: &str) = "\"{text}\" in \"{key}\" is not a server name or base URL";
    no_base_url(text: &str, key: &str) = "\"{text}\" in \"{key}\" is not a base URL, such as https://matrix.example.org";
    no_file_name(text: &str, key: &str) = "\"{text}\" in \"{key}\" is not the plain name of a file beside Glia";
    default_not_allowed(server: &str) = "\"{server}\" in \"default_homeserver\" is not among \"homeservers\"";
}

/// All mistakes in one sentence; none for none.
#[must_use]
pub fn mistakes(mistakes: &[Mistake]) -> Option<String> {
    // A file that did not come has no mistakes that anybody knows of.
    if let [unread @ (Mistake::Status(_) | Mistake::Unreadable(_))] = mistakes {
        return Some(not_read(&mistake(unread)));
    }
    let all = mistakes.iter().map(mistake).reduce(|first, second| and(&first, &second))?;
    Some(mistake_is(&all))
}

fn mistake(mistake: &Mistake) -> String {
    match mistake {
        Mistake::Status(code) => status(*code),
        Mistake::Unreadable(words) => words.clone(),
        Mistake::NotJson(words) => not_json(words),
        Mistake::NotAnObject => not_an_object().to_owned(),
        Mistake::Unknown(key) => unknown(key),
        Mistake::Twice => twice().to_owned(),
        Mistake::Wrong { key, wanted: kind } => wrong(key, wanted(*kind)),
        Mistake::NoServer { key, text } => no_server(text, key),
        Mistake::NoBaseUrl { key, text } => no_base_url(text, key),
        Mistake::NoFileName { key, text } => no_file_name(text, key),
        Mistake::DefaultNotAllowed(server) => default_not_allowed(server),
    }
}

#[cfg(test)]
mod tests {
    use super::mistakes;
    use crate::config::{Config, Mistake};

    #[test]
    fn every_mistake_is_named() {
        let said = |file: &str| mistakes(&Config::parse(file, str::to_owned).mistakes).unwrap_or_default();
        assert_eq!(said("{}"), "");
        assert_eq!(
            said(r#"{"defaultHomeserver": "x", "title": 1}"#),
            "This Glia's config.json has a mistake: \"defaultHomeserver\" is not a setting of Glia; \"title\" must be a text."
        );
        assert!(said("[]").contains("it must be an object, {…}"));
    }

    #[test]
    fn a_file_that_did_not_come_is_not_called_faulty() {
        for (mistake, why) in [
            (Mistake::Status(503), "the web server answered 503."),
            (Mistake::Unreadable("TypeError: Failed to fetch".to_owned()), "TypeError: Failed to fetch."),
        ] {
            let said = mistakes(&[mistake]).unwrap();
            assert!(said.starts_with("This Glia's config.json could not be read: ") && said.contains(why), "{said}");
        }
    }
}

//! Addresses. They are a public contract: people bookmark them, and parameters carry Synapse's own names.
//!
//! All of an address lives behind the `#`, so that no web host needs rewrite rules. Ids are percent-encoded as one
//! segment. Every address also takes `server=<name or URL>`. Written by hand because the framework's router knows no
//! hash routing, and because a typed address that round-trips is the heart of "the URL is the state".

mod answers;
mod logs;
mod query;

pub use answers::{AnswerQuery, Question};
pub use logs::{
    DEFAULT_SLOW_MS, EndpointOrder, LogsQuery, LogsTab, REQUEST_LIMITS, REQUEST_ORDERS, read_status, status_name,
};
pub use query::{DEFAULT_PAGE_SIZE, PAGE_SIZES, Pairs};

use crate::model::percent;

/// A page with all the state that is worth a bookmark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// `#/sign-in`
    SignIn,
    /// `#/first-admin`: making the first server admin; needs no session.
    FirstAdmin,
    /// `#/doctor`: why a server cannot be reached, or works only in part; needs no session. Which server: `server=`.
    Doctor,
    /// `#/`
    Home,
    /// `#/users?…`: what its parameters mean, `lists` knows.
    Users(Pairs),
    /// `#/users/<mxid>`
    User(String),
    /// `#/rooms?…`
    Rooms(Pairs),
    /// `#/rooms/<room id>`
    Room(String),
    /// `#/aliases`
    Aliases,
    /// `#/aliases/<alias>`
    Alias(String),
    /// `#/answers?q=<search>`
    Answers(String),
    /// `#/answers/<slug>?…`
    Answer(AnswerQuery),
    /// `#/logs?…`: the log explorer; needs no session. What its parameters mean, [`LogsQuery`] knows: it is loaded with the
    /// log explorer, so that the first load carries none of it.
    Logs(Pairs),
    /// `#/export?user=<mxid>`: exporting somebody's data; more users by more `user=`.
    Export(Vec<String>),
    /// `#/open?url=<anything>`: leads on to what it names.
    Open(String),
    /// Anything else, as it stood there.
    NotFound(String),
}

impl Page {
    /// The same kind of page on another server, whose users and rooms are others.
    #[must_use]
    pub fn elsewhere(&self) -> Self {
        match self {
            Self::Users(list) => Self::Users(list.clone().without("from")),
            Self::User(_) => Self::Users(Pairs::default()),
            Self::Rooms(list) => Self::Rooms(list.clone().without("from")),
            Self::Room(_) => Self::Rooms(Pairs::default()),
            Self::Alias(_) => Self::Aliases,
            Self::Export(_) => Self::Export(Vec::new()),
            Self::Answer(answer) => Self::Answer(AnswerQuery::new(answer.question)),
            Self::SignIn | Self::Open(_) | Self::NotFound(_) => Self::Home,
            Self::FirstAdmin | Self::Doctor | Self::Home | Self::Aliases | Self::Answers(_) | Self::Logs(_) => {
                self.clone()
            }
        }
    }
}

/// A page, perhaps on a named homeserver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The page.
    pub page: Page,
    /// `server=`: a server name or base URL.
    pub server: Option<String>,
}

impl Address {
    /// Reads `location.hash`, with or without its `#`.
    #[must_use]
    pub fn parse(hash: &str) -> Self {
        let text = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let pairs = Pairs::parse(query);
        let server = pairs.text("server");
        let segments: Vec<String> = path.split('/').filter(|s| !s.is_empty()).map(percent::decode).collect();
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        let page = match segments.as_slice() {
            [] => Page::Home,
            ["sign-in"] => Page::SignIn,
            ["first-admin"] => Page::FirstAdmin,
            ["doctor"] => Page::Doctor,
            ["users"] => Page::Users(pairs.without("server")),
            ["users", id] => Page::User((*id).to_owned()),
            ["rooms"] => Page::Rooms(pairs.without("server")),
            ["rooms", id] => Page::Room((*id).to_owned()),
            ["aliases"] => Page::Aliases,
            ["aliases", alias] => Page::Alias((*alias).to_owned()),
            ["answers"] => Page::Answers(pairs.text("q").unwrap_or_default()),
            ["answers", slug] => match Question::of_slug(slug) {
                Some(question) => Page::Answer(AnswerQuery::read(question, &pairs)),
                None => Page::NotFound(text.to_owned()),
            },
            ["logs"] => Page::Logs(pairs.without("server")),
            ["export"] => Page::Export(pairs.texts("user")),
            ["open"] => Page::Open(pairs.text("url").unwrap_or_default()),
            _ => Page::NotFound(text.to_owned()),
        };
        Self { page, server }
    }

    /// The address as a link, e.g. `#/users/%40alice%3Ahs.example`.
    #[must_use]
    pub fn href(&self) -> String {
        let mut pairs = Pairs::default();
        let path = match &self.page {
            Page::SignIn => "sign-in".to_owned(),
            Page::FirstAdmin => "first-admin".to_owned(),
            Page::Doctor => "doctor".to_owned(),
            Page::Home => String::new(),
            Page::Users(list) => {
                pairs.clone_from(list);
                "users".to_owned()
            }
            Page::User(id) => format!("users/{}", percent::encode(id)),
            Page::Rooms(list) => {
                pairs.clone_from(list);
                "rooms".to_owned()
            }
            Page::Room(id) => format!("rooms/{}", percent::encode(id)),
            Page::Aliases => "aliases".to_owned(),
            Page::Alias(alias) => format!("aliases/{}", percent::encode(alias)),
            Page::Answers(search) => {
                pairs.push("q", search);
                "answers".to_owned()
            }
            Page::Answer(answer) => {
                answer.write(&mut pairs);
                format!("answers/{}", answer.question.slug())
            }
            Page::Logs(parameters) => {
                pairs.clone_from(parameters);
                "logs".to_owned()
            }
            Page::Export(users) => {
                users.iter().for_each(|user| pairs.push("user", user));
                "export".to_owned()
            }
            Page::Open(url) => {
                pairs.push("url", url);
                "open".to_owned()
            }
            Page::NotFound(text) => return format!("#{text}"),
        };
        if let Some(server) = &self.server {
            pairs.push("server", server);
        }
        format!("#/{path}{}", pairs.to_query())
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, AnswerQuery, LogsQuery, Page, Pairs, Question};

    const ODD_IDS: [&str; 6] = [
        "@alice:hs.example",
        "@user=with.odd/chars_+-:hs.example:8448",
        "!hGJIdtiQlBCSHbp7OZknhIzCKCQIcpCqmz41pRE9trE",
        "#a/b#c?d&e=f%25\"'\\🦊:hs.example",
        "../..",
        "100% \u{202e}",
    ];

    #[test]
    fn every_page_round_trips() {
        let mut pages = vec![
            Page::SignIn,
            Page::FirstAdmin,
            Page::Doctor,
            Page::Home,
            Page::Users(Pairs::default()),
            Page::Users(Pairs::parse("name=a%20b%26c%3Dd%23%25&order_by=last_seen_ts&dir=b&from=100&admins=false")),
            Page::Rooms(Pairs::default()),
            Page::Rooms(Pairs::parse("search_term=%C3%A9%2F%22&order_by=state_events&limit=25")),
            Page::Aliases,
            Page::Answers("é/?&".to_owned()),
            Page::Answer(AnswerQuery {
                list: Pairs::parse("destination=a%3A8448&order_by=failure_ts&dir=b&rooms_of=%5B%3A%3A1%5D%3A8448"),
                ..AnswerQuery::new(Question::ServersWeTalkTo)
            }),
            LogsQuery::default().page(),
            LogsQuery::default().of_request("GET-é/?&", None).page(),
            Page::Export(Vec::new()),
            Page::Export(ODD_IDS.iter().map(|id| (*id).to_owned()).collect()),
            Page::Open("https://matrix.to/#/%23a%3Ab?via=c&d".to_owned()),
            Page::NotFound("/nowhere/at/all?x=1".to_owned()),
        ];
        for id in ODD_IDS {
            pages.extend([Page::User(id.to_owned()), Page::Room(id.to_owned()), Page::Alias(id.to_owned())]);
            for question in [Question::ServersInRoom, Question::FreeAlias, Question::ResetPassword] {
                pages.push(Page::Answer(AnswerQuery::about(question, id)));
            }
        }
        for (question, _) in Question::ALL {
            pages.push(Page::Answer(AnswerQuery::new(question)));
        }
        for page in pages {
            for server in [None, Some("https://hs.example/a b?#&".to_owned())] {
                if matches!(page, Page::NotFound(_)) && server.is_some() {
                    continue;
                }
                let address = Address { page: page.clone(), server };
                assert_eq!(Address::parse(&address.href()), address, "{}", address.href());
            }
        }
    }

    /// The written contract, letter by letter.
    #[test]
    fn the_contract() {
        let check = |href: &str, page: Page| {
            assert_eq!(Address::parse(href).page, page);
            assert_eq!(Address { page, server: None }.href(), href);
        };
        check("#/", Page::Home);
        check("#/first-admin", Page::FirstAdmin);
        check("#/doctor", Page::Doctor);
        check("#/logs", LogsQuery::default().page());
        check("#/logs?tab=find&tag=GET-37", LogsQuery::default().of_request("GET-37", None).page());
        check("#/users", Page::Users(Pairs::default()));
        check("#/users/%40alice%3Ahs.example", Page::User("@alice:hs.example".to_owned()));
        let by_state = Pairs::parse("order_by=state_events");
        check("#/rooms?order_by=state_events", Page::Rooms(by_state.clone()));
        check("#/aliases/%23lobby%3Ahs.example", Page::Alias("#lobby:hs.example".to_owned()));
        check("#/export?user=%40alice%3Ahs.example", Page::Export(vec!["@alice:hs.example".to_owned()]));
        check("#/answers", Page::Answers(String::new()));
        for (question, slug) in Question::ALL {
            check(&format!("#/answers/{slug}"), Page::Answer(AnswerQuery::new(question)));
        }
        check(
            "#/answers/servers-in-room?room=%23lobby%3Ahs.example",
            Page::Answer(AnswerQuery::about(Question::ServersInRoom, "#lobby:hs.example")),
        );
        let long =
            "#/rooms?search_term=&order_by=state_events&dir=&from=&limit=&public_rooms=&empty_rooms=&server=hs.example";
        assert_eq!(
            Address::parse(long),
            Address { page: Page::Rooms(by_state), server: Some("hs.example".to_owned()) }
        );
        let long = "#/users?name=&order_by=&dir=&from=&limit=&deactivated=&locked=&admins=&guests=";
        assert_eq!(Address::parse(long).page, Page::Users(Pairs::default()));
    }

    #[test]
    fn another_server_has_other_things_on_the_same_kinds_of_pages() {
        let list = Page::Rooms(Pairs::parse("order_by=state_events&from=100"));
        let elsewhere = Page::Rooms(Pairs::parse("order_by=state_events"));
        assert_eq!(list.elsewhere(), elsewhere, "filters and order stay");
        assert_eq!(Page::User("@a:hs.example".to_owned()).elsewhere(), Page::Users(Pairs::default()));
        assert_eq!(Page::Alias("#a:hs.example".to_owned()).elsewhere(), Page::Aliases);
        let about = Page::Answer(AnswerQuery::about(Question::ServersInRoom, "#a:hs.example"));
        assert_eq!(about.elsewhere(), Page::Answer(AnswerQuery::new(Question::ServersInRoom)));
        assert_eq!(Page::Doctor.elsewhere(), Page::Doctor);
    }

    #[test]
    fn hand_written_addresses_are_understood() {
        assert_eq!(Address::parse("").page, Page::Home);
        assert_eq!(Address::parse("#").page, Page::Home);
        assert_eq!(Address::parse("#users/@alice:hs.example").page, Page::User("@alice:hs.example".to_owned()));
        assert_eq!(Address::parse("#/users/").page, Page::Users(Pairs::default()));
    }
}

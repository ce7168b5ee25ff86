//! What the command palette offers, as values: where each entry leads, and which ones fit what is typed. All of it comes
//! from tables that are there already (pages, questions, actions), so that nothing is registered twice.

mod fit;
mod recent;
mod subject;

use crate::model::id::UserId;
use crate::model::link::{Target, host, understand};
use crate::route::{Address, AnswerQuery, Kind, Page, Question};
use crate::text;
use crate::text::palette as words;

pub use fit::{fitting, place_of};
pub use recent::remember;
pub use subject::Subject;

/// What stands together, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// What was chosen here lately.
    Recent,
    /// What is typed names it.
    Here,
    /// What can be done with the user or the alias that is typed, or whose page is open.
    Actions,
    /// Pages.
    Pages,
    /// What changes Glia itself.
    Commands,
    /// The questions of the Admin FAQ.
    Questions,
    /// Users by name. What a server finds comes below what is here at once, which stays in its place.
    Users,
    /// Rooms by name.
    Rooms,
    /// The text may be the name of a user, whom nobody has looked up.
    Perhaps,
}

impl Group {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Recent,
        Self::Here,
        Self::Actions,
        Self::Pages,
        Self::Commands,
        Self::Questions,
        Self::Users,
        Self::Rooms,
        Self::Perhaps,
    ];

    /// What it is called.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Recent => words::group_recent(),
            Self::Here | Self::Perhaps => words::group_here(),
            Self::Actions => words::group_actions(),
            Self::Users => words::group_users(),
            Self::Rooms => words::group_rooms(),
            Self::Pages => words::group_pages(),
            Self::Questions => words::group_questions(),
            Self::Commands => words::group_commands(),
        }
    }
}

/// What Glia itself can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// The colours of the system.
    ThemeAutomatic,
    /// Light colours.
    ThemeLight,
    /// Dark colours.
    ThemeDark,
    /// Folds the side bar, or unfolds it.
    Fold,
    /// Lists the keyboard shortcuts.
    Shortcuts,
    /// Opens the account's menu.
    Account,
    /// Asks whether to sign out.
    SignOut,
}

/// Where an entry leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Leads {
    /// To a page.
    Page(Page),
    /// To a page of another server.
    Elsewhere(Address),
    /// To the dialog of an action, by its place among [`Subject::actions`].
    Action(usize),
    /// To something that Glia itself does.
    Command(Command),
}

/// One entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it stands with.
    pub group: Group,
    /// What it says, and what is searched.
    pub words: String,
    /// Beside it: an id, a shortcut.
    pub hint: String,
    /// Where it leads.
    pub leads: Leads,
}

impl Entry {
    /// An entry that leads to a page.
    #[must_use]
    pub fn page(group: Group, words: &str, hint: &str, page: Page) -> Self {
        Self { group, words: words.to_owned(), hint: hint.to_owned(), leads: Leads::Page(page) }
    }
}

/// What is always there: pages, questions, commands.
#[must_use]
pub fn standing() -> Vec<Entry> {
    let page = |kind: &Kind| {
        let row = kind.row();
        row.menu?;
        let hint = row.key.map(|key| format!("g {key}")).unwrap_or_default();
        Some(Entry::page(Group::Pages, text::pages::name(*kind), &hint, kind.start()))
    };
    let question = |question: Question| {
        Entry::page(Group::Questions, text::questions::question(question), "", AnswerQuery::new(question).page())
    };
    let commands = [
        (Command::ThemeAutomatic, words::theme_automatic(), ""),
        (Command::ThemeLight, words::theme_light(), ""),
        (Command::ThemeDark, words::theme_dark(), ""),
        (Command::Fold, words::fold(), ""),
        (Command::Shortcuts, text::app::shortcuts(), "?"),
        (Command::Account, words::account(), ""),
        (Command::SignOut, text::app::sign_out(), ""),
    ];
    let command = |(command, words, hint): (Command, &str, &str)| Entry {
        group: Group::Commands,
        words: words.to_owned(),
        hint: hint.to_owned(),
        leads: Leads::Command(command),
    };
    let pages = Kind::ALL.iter().filter_map(page);
    pages.chain(Question::ALL.into_iter().map(question)).chain(commands.map(command)).collect()
}

/// The other servers that one is signed in to. `all`: base URLs and accounts; `here`: the base URL of this one; `page`: what
/// is open, and is looked at there, too, if that has a meaning.
#[must_use]
pub fn servers(all: Vec<(String, UserId)>, here: &str, page: &Page) -> Vec<Entry> {
    let others = all.into_iter().filter(|(base_url, _)| base_url != here);
    let entry = |(base_url, user_id): (String, UserId)| Entry {
        group: Group::Commands,
        words: words::switch(host(&base_url)),
        hint: user_id.into(),
        leads: Leads::Elsewhere(Address { page: page.elsewhere(), server: Some(base_url) }),
    };
    others.map(entry).collect()
}

/// What the text itself names: a user, a room, an alias, by id or link; a server by its name.
#[must_use]
pub fn named(typed: &str, own_server: &str) -> Option<Entry> {
    let typed = typed.trim();
    let entry = |words: &str, id: &str, page| Some(Entry::page(Group::Here, words, id, page));
    let is_bare = !typed.starts_with('@') && searched(typed, own_server).is_some();
    match understand(typed, own_server)? {
        Target::Room(id) => entry(words::open_room(), &id, Page::Room(id.clone())),
        Target::Alias(id) => entry(words::open_alias(), &id, Page::Alias(id.clone())),
        Target::User(_) | Target::Search(_) if is_server(typed) => {
            entry(words::open_server(), typed, AnswerQuery::destinations(typed).page())
        }
        Target::User(id) => {
            let group = if is_bare { Group::Perhaps } else { Group::Here };
            Some(Entry::page(group, words::open_user(), &id, Page::User(id.clone())))
        }
        Target::Search(_) => None,
    }
}

/// A name with a dot in it, or an address with a port: more likely a server than a user.
fn is_server(typed: &str) -> bool {
    let is_of_a_name = |letter: char| letter.is_alphanumeric() || ".-:[]".contains(letter);
    let has_dot = typed.trim_matches('.').contains('.') || typed.starts_with('[');
    has_dot && typed.chars().all(is_of_a_name)
}

/// What is typed is a name, so that lists can be searched for it.
#[must_use]
pub fn searched(typed: &str, own_server: &str) -> Option<String> {
    let typed = typed.trim();
    let is_id = typed.starts_with(['@', '#', '!', '$']);
    let is_name = matches!(understand(typed, own_server), Some(Target::User(_) | Target::Search(_)));
    (!is_id && is_name && typed.chars().count() > 1 && !typed.contains("://") && !typed.starts_with("matrix:"))
        .then(|| typed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Group, Leads, named, searched, servers, standing};
    use crate::route::{Kind, Page, Question};

    #[test]
    fn the_tables_are_all_there() {
        let entries = standing();
        let count = |group| entries.iter().filter(|entry| entry.group == group).count();
        assert_eq!(count(Group::Questions), Question::ALL.len());
        assert_eq!(count(Group::Pages), Kind::ALL.iter().filter(|kind| kind.row().menu.is_some()).count());
    }

    #[test]
    fn ids_links_and_servers_lead_to_their_pages() {
        let page = |typed| named(typed, "hs.example").map(|entry| entry.leads);
        let user = || Some(Leads::Page(Page::User("@a:hs.example".to_owned())));
        assert_eq!(page("@a:hs.example"), user());
        assert_eq!(page(" https://matrix.to/#/@a:hs.example "), user());
        assert_eq!(page("ada"), Some(Leads::Page(Page::User("@ada:hs.example".to_owned()))));
        let group = |typed| named(typed, "hs.example").map(|entry| entry.group);
        assert_eq!((group("ada"), group("@ada")), (Some(Group::Perhaps), Some(Group::Here)));
        assert_eq!(group("matrix:u/ada:hs.example"), Some(Group::Here));
        assert_eq!(page("!r:x"), Some(Leads::Page(Page::Room("!r:x".to_owned()))));
        assert_eq!(page("#r"), Some(Leads::Page(Page::Alias("#r:hs.example".to_owned()))));
        assert!(matches!(page("matrix.org"), Some(Leads::Page(Page::ServersWeTalkTo(_)))));
        assert_eq!((page("two words"), page(""), page("  ")), (None, None, None));
    }

    #[test]
    fn the_other_servers_are_offered_with_the_same_kind_of_page() {
        let all = || ["https://one.example", "https://two.example:8448"].map(|url| (url.to_owned(), "@a:b".into()));
        let entries = servers(all().to_vec(), "https://one.example", &Page::User("@a:one.example".to_owned()));
        let [entry] = &entries[..] else { panic!("{entries:?}") };
        assert!(entry.words.contains("two.example:8448"), "{}", entry.words);
        let Leads::Elsewhere(address) = &entry.leads else { panic!("{entry:?}") };
        assert_eq!((address.page.kind(), address.server.as_deref()), (Kind::Users, Some("https://two.example:8448")));
        assert!(servers(Vec::new(), "", &Page::Overview).is_empty());
    }

    #[test]
    fn only_names_are_searched_for() {
        let asks = |typed| searched(typed, "hs.example");
        assert_eq!(asks(" Zoë Müller "), Some("Zoë Müller".to_owned()));
        assert_eq!(asks("lobby"), Some("lobby".to_owned()));
        for typed in ["", "a", "@a:hs", "#a", "!a:b", "https://matrix.to/#/@a:b", "matrix:u/a:b"] {
            assert_eq!(asks(typed), None, "{typed}");
        }
        for odd in ["\u{202e}x", "🦊🦊", "<b>bold</b>", "\u{0}\u{0}"] {
            let _ = (named(odd, ""), asks(odd));
        }
        assert!(asks(&"x y".repeat(10_000)).is_some());
    }
}

//! What the [table of pages](super::table) says, as types: the pages, and the facts of their rows.

use super::answers::Question;
use super::pattern::{Carried, Values};
use super::query::Pairs;
use super::table::table;

/// What a row says about its kind of page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its address: see [`super::table`].
    pub pattern: &'static str,
    /// The part of the wasm that draws it.
    pub part: &'static str,
    /// Whether it needs no session.
    pub open: bool,
    /// Its place in the navigation, where that leads there.
    pub menu: Option<Menu>,
    /// The page of the navigation that it belongs to, when it is not there itself.
    pub under: Option<Kind>,
    /// The key that leads there, after `g`.
    pub key: Option<&'static str>,
    /// Whether it is another page on another server, though nobody is signed in.
    pub by_server: bool,
    /// The question of the Admin FAQ that it answers. Such pages are under [`Kind::Answers`] and keep their path.
    pub answers: Option<Question>,
    /// What becomes of it on another server.
    pub elsewhere: Elsewhere,
    /// The request that a list begins with, for `boot.js`: what stands in the address takes the place of the values here,
    /// and a parameter without a value is left out. Behind `#`, the minor version of Synapse that it needs. It has to be
    /// what the page will ask, to the letter, or it is asked in vain.
    pub asks: &'static str,
}

impl Row {
    /// What holds for a page whose row says nothing else.
    const PLAIN: Self = Self {
        pattern: "",
        part: "",
        open: false,
        menu: None,
        under: None,
        key: None,
        by_server: false,
        answers: None,
        elsewhere: Elsewhere::Same,
        asks: "",
    };
}

/// A place in the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Menu {
    /// What it stands with; alone, and first, where there is nothing.
    pub group: Option<Group>,
    /// Its icon, a symbol of `index.html` (`icon-…`).
    pub icon: &'static str,
    /// Whether it is one of the few that a phone always shows.
    pub often: bool,
}

impl Menu {
    /// One of those that a phone always shows.
    pub(super) const fn often(group: Option<Group>, icon: &'static str) -> Option<Self> {
        Some(Self { group, icon, often: true })
    }

    /// Another one.
    pub(super) const fn seldom(group: Group, icon: &'static str) -> Option<Self> {
        Some(Self { group: Some(group), icon, often: false })
    }
}

/// What stands together in the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Accounts.
    People,
    /// Rooms, and what belongs to them.
    Rooms,
    /// The server itself, and others.
    Server,
    /// What helps to find something out.
    Help,
}

impl Group {
    /// All of them, in their order.
    pub const ALL: [Self; 4] = [Self::People, Self::Rooms, Self::Server, Self::Help];
}

/// What becomes of a page when one looks at another server, whose users and rooms are others. A page that is
/// [under](Row::under) another one becomes that, unless it keeps its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// It stays as it is.
    Same,
    /// The list stays, from its first row on.
    FirstRows,
    /// It stays, with nothing chosen.
    Bare,
    /// It has no meaning there.
    Overview,
}

/// What is drawn, without what a page reads from the address itself: as long as this stays the same, so does the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    component: &'static str,
    given: Values,
}

macro_rules! pages {
    ($(
        $(#[$_about:meta])* $part:ident { $(
            $(#[$doc:meta])*
            $name:ident $( ($($field:ident : $carried:ty),*) )? $pattern:literal {
                named $_words:ident;
                $( key $key:literal $_go:ident; )?
                draws $_folder:ident :: $component:ident { $($prop:ident),* };
                [$($fact:ident : $value:expr),*]
            }
        )* }
    )*) => {
        /// A page with all the state that is worth a bookmark.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Page { $($(
            $(#[$doc])*
            #[doc = concat!("\n\n`#/", $pattern, "`")]
            $name $( ($($carried),*) )?,
        )*)* }

        /// The kinds of pages: the rows of the table, in its order.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Kind { $($(
            $(#[$doc])*
            $name,
        )*)* }

        impl Kind {
            /// All of them.
            pub const ALL: &[Self] = &[$($(Self::$name,)*)*];

            /// What the table says about it.
            #[must_use]
            pub fn row(self) -> &'static Row {
                match self { $($(
                    Self::$name => const { &Row {
                        pattern: $pattern,
                        part: stringify!($part),
                        $(key: Some($key),)?
                        $($fact: $value,)*
                        ..Row::PLAIN
                    } },
                )*)* }
            }

            /// The page with these values; `None` when they do not fit.
            pub(super) fn page(self, mut values: Values) -> Option<Page> {
                let from = &mut values;
                Some(match self { $($(
                    Self::$name => Page::$name $( ($(<$carried>::take(from)?),*) )?,
                )*)* })
            }
        }

        impl Page {
            /// Which kind of page it is.
            #[must_use]
            pub fn kind(&self) -> Kind {
                match self { $($( Self::$name { .. } => Kind::$name, )*)* }
            }

            /// What stands in its address.
            pub(super) fn values(&self) -> Values {
                let mut values = Values::default();
                match self { $($(
                    Self::$name $( ($($field),*) )? => { $($( $field.put(&mut values); )*)? }
                )*)* }
                values
            }

            /// What is drawn.
            #[must_use]
            // What a page reads from the address itself, it is not given.
            #[allow(unused_variables)]
            pub fn drawing(&self) -> Drawing {
                let mut given = Values::default();
                let component = match self { $($(
                    Self::$name $( ($($field),*) )? => {
                        $( $prop.put(&mut given); )*
                        stringify!($component)
                    }
                )*)* };
                Drawing { component, given }
            }
        }
    };
}

table!(pages);

impl Page {
    /// The same kind of page on another server, whose users and rooms are others.
    #[must_use]
    pub fn elsewhere(&self) -> Self {
        let row = self.kind().row();
        let mut values = self.values();
        let kind = match (row.elsewhere, row.under) {
            (Elsewhere::Overview, _) => return Self::Overview,
            _ if row.answers.is_some() => {
                values.pairs = Pairs::default();
                self.kind()
            }
            (Elsewhere::Same, None) => return self.clone(),
            (Elsewhere::Same, Some(list)) => {
                values = Values::default();
                list
            }
            (Elsewhere::FirstRows, _) => {
                values.pairs = values.pairs.without("from");
                self.kind()
            }
            (Elsewhere::Bare, _) => {
                values = Values::default();
                self.kind()
            }
        };
        kind.page(values).unwrap_or(Self::Overview)
    }

    /// The page of the navigation that it belongs to.
    #[must_use]
    pub fn heading(&self) -> Kind {
        self.kind().heading()
    }
}

impl Kind {
    /// The page of the navigation that pages of this kind belong to.
    #[must_use]
    pub fn heading(self) -> Self {
        let row = self.row();
        if row.menu.is_some() {
            return self;
        }
        row.under.or(row.answers.map(|_| Self::Answers)).unwrap_or(self)
    }

    /// The page as one gets there by navigation: with nothing chosen yet.
    #[must_use]
    pub fn start(self) -> Page {
        self.page(Values::default()).unwrap_or(Page::Overview)
    }
}

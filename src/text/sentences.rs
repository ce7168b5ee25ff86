//! The macro that the catalogue is written with.
//!
//! Every sentence has a key: the module and the name it stands under. Its English is compiled in; a language file has
//! other words for the same key. Unused sentences are dead code, which the compiler reports in the browser's build.
//!
//! ```text
//! sentences! {
//!     title = "Users";                                          // fn title() -> &'static str
//!     made_admin(user: &str) = "{user} is now a server admin."; // fn made_admin(user: &str) -> String
//!     total(n: u64, count: &str) = { by n: one "{count} user", other "{count} users" };
//!     level(level: Level) = { good: Level::Good => "Intact", bad: Level::Bad => "Broken" };
//!     came(came: &Came) = { late(seconds): Came::Late { seconds } => "No answer within {seconds} s" };
//!     signed_in<user, server> = "Signed in as {user} on {server}";  // fn signed_in() -> Rich
//! }
//! ```
//!
//! A slot takes whatever can be displayed, numbers already formatted where that matters. `by` names the number that
//! chooses the form; other languages have more forms than these two (`Intl.PluralRules` knows which). The slots of a
//! [`Rich`](super::catalogue::Rich) sentence are elements, such as a name in `<bdi>`; `{link|these words}` is one around
//! words.

/// The catalogue's number of a sentence, made while compiling.
macro_rules! id {
    ($name:ident $(. $form:ident)?) => {
        const { $crate::text::catalogue::Id::of(concat!(module_path!(), "::", stringify!($name) $(, ".", stringify!($form))?)) }
    };
}

/// Declares the sentences of a module.
macro_rules! sentences {
    ($($name:ident $(($($arg:ident: $type:ty),+ $(,)?))? $(<$($slot:ident),+>)? = $body:tt;)*) => {
        $(sentence! { $name [$($($arg: $type),+)?] [$($($slot)+)?] $body })*

        /// What stands in this module.
        #[cfg(not(target_arch = "wasm32"))]
        pub(crate) const SENTENCES: $crate::text::words::Module = $crate::text::words::Module {
            path: module_path!(),
            sentences: &[$(listed! { $name [$($($arg: $type),+)?] [$($($slot)+)?] $body }),*],
        };
    };
}

/// One sentence as a function.
macro_rules! sentence {
    ($name:ident [] [] $text:literal) => {
        #[doc = $text]
        #[must_use]
        pub(crate) fn $name() -> &'static str {
            $crate::text::catalogue::say(id!($name), $text)
        }
    };
    ($name:ident [$($arg:ident: $type:ty),+] [] $text:literal) => {
        #[doc = $text]
        #[must_use]
        pub(crate) fn $name($($arg: $type),+) -> String {
            $crate::text::catalogue::fill(id!($name), $text, &[$((stringify!($arg), &$arg)),+])
        }
    };
    ($name:ident [$($arg:ident: $type:ty),+] [] { by $n:ident: one $one:literal, other $other:literal }) => {
        #[doc = $other]
        #[must_use]
        pub(crate) fn $name($($arg: $type),+) -> String {
            let count = $crate::text::catalogue::Count::count($n);
            $crate::text::catalogue::fill_counted(id!($name), count, ($one, $other), &[$((stringify!($arg), &$arg)),+])
        }
    };
    ($name:ident [$arg:ident: $type:ty] [] { $($key:ident: $pattern:pat => $text:literal),+ $(,)? }) => {
        #[doc = concat!($($text, "\n\n"),+)]
        #[must_use]
        pub(crate) fn $name($arg: $type) -> &'static str {
            match $arg {
                $($pattern => $crate::text::catalogue::say(id!($name.$key), $text)),+
            }
        }
    };
    ($name:ident [$arg:ident: $type:ty] [] { $($key:ident($($slot:ident),*): $pattern:pat => $text:literal),+ $(,)? }) => {
        #[doc = concat!($($text, "\n\n"),+)]
        #[must_use]
        pub(crate) fn $name($arg: $type) -> String {
            match $arg {
                $($pattern => {
                    $crate::text::catalogue::fill(id!($name.$key), $text, &[$((stringify!($slot), &$slot)),*])
                }),+
            }
        }
    };
    ($name:ident [] [$($slot:ident)+] $text:literal) => {
        #[doc = $text]
        #[must_use]
        pub(crate) fn $name() -> $crate::text::catalogue::Rich {
            $crate::text::catalogue::rich(id!($name), $text, &[$(stringify!($slot)),+])
        }
    };
}

/// One sentence as a line of the catalogue.
#[cfg(not(target_arch = "wasm32"))]
macro_rules! listed {
    ($name:ident [$($arg:ident: $type:ty),*] [] $text:literal) => {
        listed!(@ $name Plain, ("", $text, [$($arg)*]))
    };
    ($name:ident [$($arg:ident: $type:ty),+] [] { by $n:ident: one $one:literal, other $other:literal }) => {
        listed!(@ $name Plural, ("one", $one, [$($arg)+]), ("other", $other, [$($arg)+]))
    };
    ($name:ident [$arg:ident: $type:ty] [] { $($key:ident: $pattern:pat => $text:literal),+ $(,)? }) => {
        listed!(@ $name Choice, $((stringify!($key), $text, [])),+)
    };
    ($name:ident [$arg:ident: $type:ty] [] { $($key:ident($($slot:ident),*): $pattern:pat => $text:literal),+ $(,)? }) => {
        listed!(@ $name Choice, $((stringify!($key), $text, [$($slot)*])),+)
    };
    ($name:ident [] [$($slot:ident)+] $text:literal) => {
        listed!(@ $name Rich, ("", $text, [$($slot)+]))
    };
    (@ $name:ident $kind:ident, $(($key:expr, $text:literal, [$($slot:ident)*])),+) => {
        $crate::text::words::Sentence {
            name: stringify!($name),
            kind: $crate::text::words::Kind::$kind,
            forms: &[$($crate::text::words::Form { key: $key, english: $text, slots: &[$(stringify!($slot)),*] }),+],
        }
    };
}

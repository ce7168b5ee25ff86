//! Identifiers as types, so that a room id is never handed over where a user is meant.
//!
//! They hold whatever the server sent, odd or not: nothing is checked, and nothing is lost.

use std::fmt;

macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(String);

            impl $name {
                /// The text as the server knows it.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl From<String> for $name {
                fn from(text: String) -> Self {
                    Self(text)
                }
            }

            impl From<&str> for $name {
                fn from(text: &str) -> Self {
                    Self(text.to_owned())
                }
            }

            impl From<$name> for String {
                fn from(id: $name) -> Self {
                    id.0
                }
            }

            impl AsRef<str> for $name {
                fn as_ref(&self) -> &str {
                    &self.0
                }
            }

            impl PartialEq<str> for $name {
                fn eq(&self, other: &str) -> bool {
                    self.0 == other
                }
            }

            impl PartialEq<&str> for $name {
                fn eq(&self, other: &&str) -> bool {
                    self.0 == *other
                }
            }

            impl PartialEq<String> for $name {
                fn eq(&self, other: &String) -> bool {
                    self.0 == *other
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(&self.0)
                }
            }
        )*
    };
}

identifiers! {
    /// A user: `@alice:example.org`.
    UserId;
    /// A room: `!opaque:example.org`, or `!opaque` since room version 12.
    RoomId;
    /// A room alias: `#lobby:example.org`.
    RoomAlias;
    /// A homeserver by name, with its port if it has one: `example.org:8448`.
    ServerName;
    /// An event: `$opaque`.
    EventId;
    /// A device of a user.
    DeviceId;
    /// A file in the media repository: `mxc://example.org/opaque`.
    Mxc;
}

#[cfg(test)]
mod tests {
    use super::{RoomAlias, UserId};

    #[test]
    fn an_odd_id_is_kept_to_the_letter() {
        for odd in ["", "alice", "@Zoë two words:hs.example:8448", "@a:b\u{202e}c", " @a:b "] {
            let id = UserId::from(odd);
            assert_eq!((id.as_str(), id.to_string(), String::from(id.clone())), (odd, odd.to_owned(), odd.to_owned()));
        }
        let (alias, owned) = (RoomAlias::from("#a:b"), "#a:b".to_owned());
        assert!(alias == *"#a:b" && alias == owned);
    }
}

//! The pages' names: what the navigation calls them, and the window until the page itself knows better. One sentence for
//! each row of the [table of pages](crate::route::table).

use crate::route::Kind;
use crate::route::table::table;

sentences! {
    sign_in = "Sign in";
    overview = "Overview";
    users = "Users";
    user = "User";
    user_devices = "Devices of a user";
    user_rooms = "Rooms of a user";
    rooms = "Rooms";
    room = "Room";
    room_aliases = "Aliases of a room";
    aliases = "Aliases";
    alias = "Alias";
    open = "Open";
    not_found = "There is no such page";
    answers = "Answers";
    answer = "Answer";
    servers = "Servers";
    logs = "Logs";
    first_admin = "The first admin";
    doctor = "Doctor";
    export = "Export a user's data";
}

macro_rules! names {
    ($(
        $(#[$_about:meta])* $_part:ident { $(
            $(#[$_doc:meta])*
            $kind:ident $( ($($_carried:tt)*) )? $_pattern:literal {
                named $name:ident;
                $( key $_key:literal $shortcut:ident; )?
                draws $($_rest:tt)*
            }
        )* }
    )*) => {
        /// What a page of this kind is called.
        #[must_use]
        pub fn name(kind: Kind) -> &'static str {
            match kind { $($( Kind::$kind => $name(), )*)* }
        }

        /// What its shortcut does, where it has one.
        #[must_use]
        pub fn shortcut(kind: Kind) -> Option<&'static str> {
            match kind {
                $($( $( Kind::$kind => Some(super::app::$shortcut()), )? )*)*
                _ => None,
            }
        }
    };
}

table!(names);

#[cfg(test)]
mod tests {
    use super::{name, shortcut};
    use crate::route::Kind;

    #[test]
    fn names_tell_pages_apart() {
        // An answer's page says its question as soon as it is there.
        let others = || Kind::ALL.iter().filter(|kind| kind.row().answers.is_none());
        let mut names: Vec<&str> = others().map(|kind| name(*kind)).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), others().count());
        for kind in Kind::ALL {
            assert_eq!(kind.row().key.is_some(), shortcut(*kind).is_some());
        }
    }
}

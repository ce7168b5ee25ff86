//! Who takes part from elsewhere: servers with very different numbers of people, and names that
//! are easily taken apart wrongly.

/// Two servers on one host, told apart by the port.
pub const HOST: &str = "host.example";
/// See [`HOST`].
pub const HOST_WITH_PORT: &str = "host.example:8448";
/// An IPv6 literal with a port.
pub const IPV6_WITH_PORT: &str = "[2001:db8::1]:8448";
/// An IPv6 literal without one.
pub const IPV6: &str = "[2001:db8::2]";
/// The server with most people.
pub const LARGEST: &str = "commons.example";
/// Sends, and was never sent anything.
pub const QUIET: &str = "quiet.example";
/// Everybody has left.
pub const LEFT: &str = "moved-away.example";
/// Its one user is banned.
pub const BANNED: &str = "spam.example";
/// Nobody has joined yet.
pub const INVITED: &str = "newcomers.example";

/// Servers and how many of their users have joined the public room.
pub const JOINED: [(&str, usize); 22] = [
    (LARGEST, 117),
    ("fablab.example", 61),
    ("chaos.example", 38),
    (HOST, 23),
    ("makers.example", 19),
    (HOST_WITH_PORT, 14),
    ("repair.example", 11),
    (IPV6_WITH_PORT, 9),
    ("library.example", 8),
    (QUIET, 7),
    ("xn--werksttte-z2a.example", 6),
    ("radio.example", 5),
    ("198.51.100.7:8448", 4),
    (IPV6, 3),
    ("allotment.example", 3),
    ("bicycles.example", 2),
    ("choir.example", 2),
    ("choir.example.example", 2),
    ("brewery.example", 1),
    ("observatory.example", 1),
    ("lighthouse.example", 1),
    (ODD, 1),
];

/// As odd as a server name may be.
pub const ODD: &str = "--0dd-.xn--bcher-kva.EXAMPLE:443";

/// Servers with somebody who is in the room no more, or not yet: server, membership, how many.
/// Servers of [`JOINED`] are among them.
pub const NOT_JOINED: [(&str, &str, usize); 7] = [
    (LARGEST, "leave", 5),
    (HOST_WITH_PORT, "leave", 2),
    (LEFT, "leave", 3),
    (BANNED, "ban", 1),
    ("chaos.example", "ban", 2),
    (INVITED, "invite", 1),
    (IPV6_WITH_PORT, "invite", 1),
];

/// Localpart of the first user of every server in [`JOINED`].
pub const FIRST: &str = "a";

/// Localpart with a quote, as old servers allowed it; the second user of [`LARGEST`].
pub const WITH_QUOTE: &str = "o'brien";

/// A membership in the public room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The full id.
    pub user_id: String,
    /// `join`, `leave`, `ban` or `invite`.
    pub membership: &'static str,
}

/// Everybody from elsewhere in the public room.
pub fn members() -> Vec<Member> {
    let joined = JOINED
        .iter()
        .flat_map(|(server, count)| (0..*count).map(move |index| user_id(&joined_localpart(server, index), server)))
        .map(|user_id| Member { user_id, membership: "join" });
    let others = NOT_JOINED.iter().flat_map(|&(server, membership, count)| {
        (0..count)
            .map(move |index| Member { user_id: user_id(&other_localpart(membership, index), server), membership })
    });
    joined.chain(others).collect()
}

fn joined_localpart(server: &str, index: usize) -> String {
    match (server, index) {
        (_, 0) => FIRST.to_owned(),
        (LARGEST, 1) => WITH_QUOTE.to_owned(),
        _ => format!("user-{index}"),
    }
}

/// Localpart of one of [`NOT_JOINED`].
pub fn other_localpart(membership: &str, index: usize) -> String {
    format!("{membership}-{index}")
}

/// `@localpart:server`
pub fn user_id(localpart: &str, server: &str) -> String {
    format!("@{localpart}:{server}")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn nobody_is_there_twice() {
        let members = members();
        let ids: HashSet<&str> = members.iter().map(|member| member.user_id.as_str()).collect();
        assert_eq!(ids.len(), members.len());
        assert!(ids.contains("@a:host.example:8448") && ids.contains("@a:[2001:db8::1]:8448"));
        assert!(ids.contains("@o'brien:commons.example"));
    }

    #[test]
    fn those_who_do_not_count_are_of_servers_with_and_without_others() {
        let joined: HashSet<&str> = JOINED.iter().map(|(server, _)| *server).collect();
        for gone in [LEFT, BANNED, INVITED] {
            assert!(!joined.contains(gone), "{gone}");
        }
        assert!(NOT_JOINED.iter().any(|(server, ..)| joined.contains(server)));
    }
}

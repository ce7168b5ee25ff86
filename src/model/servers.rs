//! Which servers a room's members come from.

use std::collections::HashMap;

use super::{csv, id};

/// One server and how many of the members are its users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerCount {
    /// Server name, with its port if it has one.
    pub server: String,
    /// Members.
    pub members: u64,
}

/// All servers of a room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The servers, largest first, equally large ones by name.
    pub servers: Vec<ServerCount>,
    /// The members of all of them.
    pub members: u64,
    /// Members whose id names no server. Not among the others.
    pub odd: u64,
}

/// Counts members by server, which is all behind the **first** colon of an MXID: `@a:host:8448` lives on `host:8448`,
/// `@a:[::1]:8448` on `[::1]:8448`.
///
/// A room may have 100,000 members, so the ids are only looked at: one `String` a server is made, none a member.
#[must_use]
pub fn tally<'a>(members: impl Iterator<Item = &'a str>) -> Tally {
    let mut counts: HashMap<&str, u64> = HashMap::new();
    let (mut total, mut odd) = (0, 0);
    for member in members {
        match id::server(member) {
            Some(server) => {
                *counts.entry(server).or_default() += 1;
                total += 1;
            }
            None => odd += 1,
        }
    }
    let mut servers: Vec<(&str, u64)> = counts.into_iter().collect();
    servers.sort_unstable_by(|(a, most), (b, least)| least.cmp(most).then_with(|| a.cmp(b)));
    let servers = servers.into_iter().map(|(server, members)| ServerCount { server: server.to_owned(), members });
    Tally { servers: servers.collect(), members: total, odd }
}

impl Tally {
    /// The members of the largest server: what bars are measured against.
    #[must_use]
    pub fn most(&self) -> u64 {
        self.servers.first().map_or(0, |first| first.members)
    }

    /// The members of one server.
    #[must_use]
    pub fn members_of(&self, server: &str) -> u64 {
        self.servers.iter().find(|count| count.server == server).map_or(0, |count| count.members)
    }

    /// One server a line, as the FAQ's query prints them, largest first.
    #[must_use]
    pub fn to_list(&self) -> String {
        self.servers.iter().flat_map(|count| [count.server.as_str(), "\n"]).collect()
    }

    /// As CSV with a header, largest first.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let rows = self.servers.iter().map(|count| csv::record(&[&count.server, &count.members.to_string()]));
        std::iter::once(csv::record(&["server", "members"])).chain(rows).collect()
    }

    /// The servers whose name has this part, in order.
    pub fn matching<'a>(&'a self, part: &str) -> impl Iterator<Item = &'a ServerCount> {
        let part = part.to_lowercase();
        self.servers.iter().filter(move |count| part.is_empty() || count.server.to_lowercase().contains(&part))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{ServerCount, tally};
    use crate::model::id;

    fn count(server: &str, members: u64) -> ServerCount {
        ServerCount { server: server.to_owned(), members }
    }

    #[test]
    fn splits_at_the_first_colon_and_keeps_the_rest() {
        let members = [
            "@a:host:8448",
            "@b:host:8448",
            "@a:host",
            "@a:[::1]:8448",
            "@b:[::1]",
            "@a=b/c:host",
            "@c:host",
            "@:host",
        ];
        let found = tally(members.into_iter());
        assert_eq!(found.servers, [count("host", 4), count("host:8448", 2), count("[::1]", 1), count("[::1]:8448", 1)]);
        assert_eq!((found.members, found.odd, found.most()), (8, 0, 4));
        assert_eq!((found.members_of("host:8448"), found.members_of("nowhere")), (2, 0));
    }

    #[test]
    fn what_names_no_server_is_counted_apart() {
        let found = tally(["@a", "@b:", "", "@c:hs"].into_iter());
        assert_eq!((found.servers, found.members, found.odd), (vec![count("hs", 1)], 1, 3));
        assert_eq!(tally(std::iter::empty()).most(), 0);
    }

    #[test]
    fn saves_all_of_them() {
        let found = tally(["@a:hs", "@a:[::1]:8448", "@b:hs"].into_iter());
        assert_eq!(found.to_list(), "hs\n[::1]:8448\n");
        assert_eq!(found.to_csv(), "server,members\r\nhs,2\r\n[::1]:8448,1\r\n");
    }

    #[test]
    fn finds_by_part_of_the_name_whatever_the_case() {
        let found = tally(["@a:B.example", "@a:a.example:8448", "@b:a.example:8448"].into_iter());
        let names = |part| found.matching(part).map(|count| count.server.as_str()).collect::<Vec<_>>();
        assert_eq!(names(""), ["a.example:8448", "B.example"]);
        assert_eq!(names("b.EX"), ["B.example"]);
        assert_eq!(names(":8448"), ["a.example:8448"]);
        assert!(names("c").is_empty());
    }

    /// 100,000 members of 5,001 servers, counted another way too.
    #[test]
    fn a_hundred_thousand_members() {
        let members: Vec<String> = (0..100_000_u32)
            .map(|n| match n % 10 {
                0 => format!("@user{n}:own.example"),
                1 => format!("@user{n}:[2001:db8::{:x}]:8448", n % 100),
                _ => format!("@user{n}:srv{:05}.example:{}", n.wrapping_mul(7919) % 4999, 8000 + n % 7),
            })
            .collect();
        let found = tally(members.iter().map(String::as_str));
        let mut expected: BTreeMap<&str, u64> = BTreeMap::new();
        for member in &members {
            *expected.entry(&member[member.find(':').unwrap() + 1..]).or_default() += 1;
        }
        assert_eq!((found.members, found.odd), (100_000, 0));
        assert_eq!(found.servers.len(), expected.len());
        assert!(found.servers.iter().all(|count| expected[count.server.as_str()] == count.members));
        assert!(found.servers.windows(2).all(|pair| {
            let (a, b) = (&pair[0], &pair[1]);
            a.members > b.members || (a.members == b.members && a.server < b.server)
        }));
        assert_eq!(found.servers[0], count("own.example", 10_000));
        assert_eq!(id::server(&members[1]), Some("[2001:db8::1]:8448"));
    }
}

//! `Processed request`: the one line in which Synapse says what a request cost.

use std::fmt;

use super::Time;
use super::cut::{cut, cut_last, cuts};

/// What stands between the requester and the numbers.
const MARK: &str = "} Processed request: ";

/// Which Synapse writes lines like this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generation {
    /// Up to 0.27: whole milliseconds, nothing about events.
    Milliseconds,
    /// From 0.33: seconds, and events from the database; not yet the time for sending.
    Seconds,
    /// From 0.99 to 1.149: the time for sending, too.
    Sending,
    /// From 1.150 on: with `ru=` and `db=`.
    Named,
}

/// What a `Processed request` says. Slices of the message, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Processed<'a> {
    /// Which Synapse writes lines like this.
    pub generation: Generation,
    /// Who asked: an IP address, or the path of a socket.
    pub ip: &'a str,
    /// The listener: its tag, or else its port.
    pub site: &'a str,
    /// As whom: a user, a server, or `None`; `admin|user` when an admin acts as a user.
    pub requester: &'a str,
    /// From receiving the request until its handler was done.
    pub total: Time<'a>,
    /// From then until the answer was sent.
    pub send: Option<Time<'a>>,
    /// Processor time in Python's own code.
    pub user_cpu: Time<'a>,
    /// Processor time in the operating system.
    pub system_cpu: Time<'a>,
    /// Waiting for a connection to the database, summed over work done side by side.
    pub db_wait: Time<'a>,
    /// In transactions of the database, summed over work done side by side.
    pub db_time: Time<'a>,
    /// Transactions of the database.
    pub db_count: u64,
    /// Bytes of the answer that were sent.
    pub bytes: u64,
    /// HTTP status.
    pub status: u16,
    /// `!` behind the status: the connection was lost before the answer was sent.
    pub lost: bool,
    /// HTTP method.
    pub method: &'a str,
    /// The address as it came, access tokens removed.
    pub uri: &'a str,
    /// As in `HTTP/1.1`.
    pub protocol: &'a str,
    /// The program that asked, as it calls itself: not escaped, so it may hold anything.
    pub user_agent: &'a str,
    /// Events that had to come from the database because no cache had them.
    pub db_events: Option<u64>,
}

impl<'a> Processed<'a> {
    /// Reads a message, or a line that ends with one. `None` when there is none in it.
    #[must_use]
    pub fn read(text: &'a str) -> Option<Self> {
        // What a client sends (addresses, its own name) may hold the mark as well, so each is tried.
        cuts(text, MARK).find_map(|(before, after)| Self::split(before, after))
    }

    fn split(before: &'a str, after: &'a str) -> Option<Self> {
        let (before, requester) = cut_last(before, " - {")?;
        let (before, site) = cut_last(before, " - ")?;
        // In a format without a tag there may be words before the address.
        let ip = cut_last(before, " - ").map_or(before, |(_, ip)| ip);
        let ip = cut_last(ip, " ").map_or(ip, |(_, ip)| ip);

        let (times, rest) = cut(after, " ")?;
        let (total, send) = match cut(times, "/") {
            Some((total, send)) => (Time::read(total)?, Some(Time::read(send)?)),
            None => (Time::read(times)?, None),
        };
        let named = rest.starts_with("ru=(");
        let (ru, rest) = cut(rest.strip_prefix("ru=").unwrap_or(rest).strip_prefix('(')?, ") ")?;
        let (user_cpu, system_cpu) = cut(ru, ", ")?;
        let (db, rest) = cut(rest.strip_prefix("db=").unwrap_or(rest).strip_prefix('(')?, ") ")?;
        let (db_wait, db) = cut(db, "/")?;
        let (db_time, db_count) = cut(db, "/")?;
        let (bytes, rest) = cut(rest, "B ")?;
        let (status, rest) = cut(rest, " ")?;

        let (rest, db_events) = events(rest);
        // From the right, for the user agent is not escaped; and the request's line has no space within its address.
        let (request, user_agent) = rest.strip_prefix('"')?.strip_suffix('"').and_then(|rest| cut(rest, "\" \""))?;
        let (method, request) = cut(request, " ")?;
        let (uri, protocol) = cut_last(request, " ")?;
        Some(Self {
            generation: match (named, send, total.text.ends_with("ms")) {
                (true, ..) => Generation::Named,
                (false, Some(_), _) => Generation::Sending,
                (false, None, false) => Generation::Seconds,
                (false, None, true) => Generation::Milliseconds,
            },
            ip,
            site,
            requester,
            total,
            send,
            user_cpu: Time::read(user_cpu)?,
            system_cpu: Time::read(system_cpu)?,
            db_wait: Time::read(db_wait)?,
            db_time: Time::read(db_time)?,
            db_count: db_count.parse().ok()?,
            bytes: bytes.parse().ok()?,
            status: status.trim_end_matches('!').parse().ok()?,
            lost: status.ends_with('!'),
            method,
            uri,
            protocol,
            user_agent,
            db_events,
        })
    }

    /// Whether the client lost patience and Synapse stopped working for it.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.lost && self.status == 499
    }
}

/// Cuts ` [12 dbevts]` off the end, and what was copied along behind it. Old lines have none.
fn events(rest: &str) -> (&str, Option<u64>) {
    let found = cut_last(rest, " dbevts]").and_then(|(before, _)| {
        let (before, count) = cut_last(before, " [")?;
        // Else it is a user agent's, in an old line.
        before.ends_with('"').then_some((before, count.parse().ok()?))
    });
    match found {
        Some((before, count)) => (before, Some(count)),
        None => (rest.trim_end(), None),
    }
}

/// The message as Synapse writes it.
impl fmt::Display for Processed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = |name| if self.generation == Generation::Named { name } else { "" };
        write!(f, "{} - {} - {{{}{MARK}{}", self.ip, self.site, self.requester, self.total.text)?;
        if let Some(send) = self.send {
            write!(f, "/{}", send.text)?;
        }
        write!(f, " {}({}, {})", named("ru="), self.user_cpu.text, self.system_cpu.text)?;
        write!(f, " {}({}/{}/{})", named("db="), self.db_wait.text, self.db_time.text, self.db_count)?;
        write!(f, " {}B {}{}", self.bytes, self.status, if self.lost { "!" } else { "" })?;
        write!(f, " \"{} {} {}\" \"{}\"", self.method, self.uri, self.protocol, self.user_agent)?;
        match self.db_events {
            Some(count) => write!(f, " [{count} dbevts]"),
            None => Ok(()),
        }
    }
}

//! What is unusual about a request. The limits are Glia's own; Synapse knows none.

use super::Processed;

/// From here on a request is slow, in ms: the FAQ says "more than a few seconds".
const SLOW_MS: i64 = 3_000;
/// From here on processor time matters, in ms: Python serves one request at a time meanwhile.
const MUCH_CPU_MS: i64 = 1_000;
/// From here on time in the database matters, in ms.
const MUCH_DB_MS: i64 = 1_000;
/// From here on waiting for a connection matters, in ms.
const LONG_WAIT_MS: i64 = 100;
/// From here on sending matters, in ms.
const SLOW_SEND_MS: i64 = 1_000;
/// From here on transactions are many.
const MANY_TRANSACTIONS: u64 = 100;
/// From here on events from the database are many.
const MANY_EVENTS: u64 = 100;
/// From here on an answer is large, in bytes.
const LARGE: u64 = 1_000_000;

/// Something unusual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// The client had gone, and Synapse stopped working.
    Cancelled,
    /// The client had gone before the answer was sent.
    Lost,
    /// The client had gone while it waited for news, as clients do when they are closed or ask anew.
    LeftPoll,
    /// 5xx.
    ServerError,
    /// 429.
    Limited,
    /// 401 or 403.
    Refused,
    /// It took long.
    Slow,
    /// It took long, as it should: the client asked to wait for news.
    LongPoll,
    /// Much processor time.
    MuchCpu,
    /// Much time in the database.
    MuchDb,
    /// The database's connections were all in use.
    LongWait,
    /// Many transactions.
    ManyTransactions,
    /// Many events that no cache had.
    ManyEvents,
    /// Sending took long.
    SlowSend,
    /// The answer was through before its handler was done.
    NegativeSend,
    /// Much was sent.
    Large,
    /// An admin acts as a user.
    Puppet,
}

impl Oddity {
    /// Whether somebody should look into it; else it only explains itself.
    #[must_use]
    pub fn is_warning(self) -> bool {
        !matches!(self, Self::LeftPoll | Self::LongPoll | Self::NegativeSend | Self::Puppet | Self::Refused)
    }
}

impl Processed<'_> {
    /// What is unusual, worst first.
    #[must_use]
    pub fn oddities(&self) -> Vec<Oddity> {
        let slow = self.total.ms >= SLOW_MS;
        let polls = self.is_long_poll();
        let cpu = self.user_cpu.ms.saturating_add(self.system_cpu.ms);
        let send = self.send.map_or(0, |send| send.ms);
        let all = [
            (self.is_cancelled() && !polls, Oddity::Cancelled),
            (self.lost && !self.is_cancelled() && !polls, Oddity::Lost),
            (polls && (self.lost || self.is_cancelled()), Oddity::LeftPoll),
            (self.status >= 500, Oddity::ServerError),
            (self.status == 429, Oddity::Limited),
            (matches!(self.status, 401 | 403), Oddity::Refused),
            (slow && !polls, Oddity::Slow),
            (slow && polls, Oddity::LongPoll),
            (cpu >= MUCH_CPU_MS, Oddity::MuchCpu),
            (self.db_time.ms >= MUCH_DB_MS, Oddity::MuchDb),
            (self.db_wait.ms >= LONG_WAIT_MS, Oddity::LongWait),
            (self.db_count >= MANY_TRANSACTIONS, Oddity::ManyTransactions),
            (self.db_events.is_some_and(|events| events >= MANY_EVENTS), Oddity::ManyEvents),
            (send >= SLOW_SEND_MS, Oddity::SlowSend),
            (self.send.is_some_and(|send| send.is_negative()), Oddity::NegativeSend),
            (self.bytes >= LARGE, Oddity::Large),
            (self.requester.contains('|'), Oddity::Puppet),
        ];
        all.into_iter().filter_map(|(is, oddity)| is.then_some(oddity)).collect()
    }

    /// `/sync` and `/events` wait for news as long as the client wishes.
    fn is_long_poll(&self) -> bool {
        let path = self.uri.split('?').next().unwrap_or_default();
        path.ends_with("/sync") || path.ends_with("/events")
    }
}

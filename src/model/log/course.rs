//! How the time of a request went by, as far as its `Processed request` tells.

use super::Processed;

/// A request over time, in ms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// From receiving it until its handler was done.
    pub total: u64,
    /// From then until the answer was sent; 0 when it was through before.
    pub send: u64,
    /// Waiting for a connection to the database. This and the next may exceed the total, for work is done side by side.
    pub wait: u64,
    /// In the database.
    pub database: u64,
    /// Processor time.
    pub cpu: u64,
    /// What of the total none of these explains: waiting for other servers, locks, or other requests.
    pub rest: u64,
}

impl Course {
    /// Takes a line apart.
    #[must_use]
    pub fn of(line: &Processed<'_>) -> Self {
        let ms = |ms: i64| u64::try_from(ms).unwrap_or(0);
        let (total, wait, database) = (ms(line.total.ms), ms(line.db_wait.ms), ms(line.db_time.ms));
        let cpu = ms(line.user_cpu.ms.saturating_add(line.system_cpu.ms));
        let explained = wait.saturating_add(database).saturating_add(cpu);
        let send = line.send.map_or(0, |send| ms(send.ms));
        Self { total, send, wait, database, cpu, rest: total.saturating_sub(explained) }
    }

    /// From receiving it until all was over: when its line is logged.
    #[must_use]
    pub fn whole(&self) -> u64 {
        self.total.saturating_add(self.send)
    }
}

#[cfg(test)]
mod tests {
    use super::{Course, Processed};

    fn course(times: &str) -> Course {
        let line =
            format!("::1 - 8008 - {{None}} Processed request: {times} 0B 200 \"GET / HTTP/1.1\" \"-\" [0 dbevts]");
        Course::of(&Processed::read(&line).unwrap())
    }

    #[test]
    fn what_nothing_explains_is_the_rest() {
        let slow = course("1.810sec/0.100sec ru=(0.034sec, 0.002sec) db=(0.193sec/0.410sec/35)");
        assert_eq!(slow, Course { total: 1810, send: 100, wait: 193, database: 410, cpu: 36, rest: 1171 });
        assert_eq!(slow.whole(), 1910);
    }

    #[test]
    fn work_side_by_side_leaves_no_rest_and_an_early_answer_no_sending() {
        let parallel = course("0.100sec/-0.050sec ru=(0.010sec, 0.000sec) db=(0.500sec/0.700sec/9)");
        assert_eq!((parallel.rest, parallel.send, parallel.whole()), (0, 0, 100));
    }
}

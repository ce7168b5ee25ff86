//! Who wrote the log: processes, and their runs. The numbers of tags begin anew with each start of a process, so a tag
//! means something only within a run.

use super::protocol::{Place, Run, RunSign};

/// More runs than this are not told apart.
const MOST_RUNS: usize = 10_000;

/// Two processes' clocks, and requests that end in another order than they began: within this, in ms, nothing follows.
const SLACK_MS: i64 = 2_000;

/// A process while its lines are read.
#[derive(Clone, Debug, Default)]
pub struct Process {
    /// Its runs, in the order of reading.
    pub runs: Vec<RunLines>,
    /// The largest number of a tag in this run, and when that request began.
    highest: Option<(u64, Option<i64>)>,
    /// Starts that only tags told of; too many of them mean that tags are no numbers that count.
    by_tags: usize,
    last: Option<i64>,
}

/// A run with its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunLines {
    /// What is told of it.
    pub run: Run,
    /// Where it begins in the order of reading: the file's turn, and the offset.
    pub order: (u32, u64),
    /// Its lines.
    pub lines: u64,
}

impl Process {
    /// A line of this process. Whether time went backwards by more than a second.
    pub fn line(&mut self, place: Place, turn: u32, at: Option<i64>) -> bool {
        if self.runs.is_empty() {
            self.begin(place, turn, at, RunSign::First);
        }
        if let Some(run) = self.runs.last_mut() {
            run.lines += 1;
            run.run.at = run.run.at.or(at);
            run.run.until = at.or(run.run.until);
        }
        let is_backwards = matches!((at, self.last), (Some(at), Some(last)) if at < last - 1_000);
        self.last = at.or(self.last);
        is_backwards
    }

    /// Synapse says that it starts. The line itself has been told already.
    pub fn starts(&mut self, place: Place, turn: u32, at: Option<i64>) {
        match self.runs.last_mut() {
            Some(run) if run.lines <= 1 => run.run.sign = RunSign::Start,
            _ => self.begin(place, turn, at, RunSign::Start),
        }
    }

    /// A request's tag, and when the request began. Whether a new run begins with it.
    pub fn tag(&mut self, tag: &str, began: Option<i64>, place: Place, turn: u32) -> bool {
        let Some(number) = number(tag) else { return false };
        let begins_anew = match (self.highest, began) {
            // A request with a smaller number that began later: the numbers have begun anew.
            (Some((highest, Some(then))), Some(began)) => number < highest && began > then + SLACK_MS,
            // Without times only a far smaller number tells.
            (Some((highest, _)), _) => number < 16 && highest > 1_000,
            (None, _) => false,
        };
        let counts = self.by_tags < 64 || self.runs.iter().map(|run| run.lines).sum::<u64>() > 64 * self.by_tags as u64;
        if begins_anew && counts {
            self.by_tags += 1;
            self.begin(place, turn, began, RunSign::Tags);
        }
        if self.highest.is_none_or(|(highest, _)| number > highest) {
            self.highest = Some((number, began));
        }
        begins_anew && counts
    }

    /// In which run something is, from 0.
    #[must_use]
    pub fn run_of(&self, order: (u32, u64)) -> usize {
        self.runs.partition_point(|run| run.order <= order).saturating_sub(1)
    }

    fn begin(&mut self, place: Place, turn: u32, at: Option<i64>, sign: RunSign) {
        self.highest = None;
        if self.runs.len() < MOST_RUNS {
            let run = Run { place, at, until: at, sign };
            self.runs.push(RunLines { run, order: (turn, place.offset), lines: 0 });
        }
    }
}

/// The number in a request's tag, as in `GET-37`. In one pass, for a log has two a request.
fn number(tag: &str) -> Option<u64> {
    let (mut number, mut has_digit, mut in_number) = (0_u64, false, false);
    for byte in tag.bytes() {
        match byte {
            b'0'..=b'9' if in_number => {
                // No server has had so many requests, and a number that is known to fit is read more quickly.
                if number > u64::MAX / 16 {
                    return None;
                }
                number = number * 10 + u64::from(byte - b'0');
                has_digit = true;
            }
            b'A'..=b'Z' if !in_number => {}
            b'-' if !in_number => in_number = true,
            _ => return None,
        }
    }
    has_digit.then_some(number)
}

#[cfg(test)]
mod tests {
    use super::{Place, Process, RunSign};

    fn place(offset: u64) -> Place {
        Place { file: 0, offset }
    }

    /// Tags as they come: number, and when the request began in seconds.
    fn runs(tags: &[(u64, Option<i64>)]) -> Vec<RunSign> {
        let mut process = Process::default();
        for (offset, (number, began)) in (0..).zip(tags) {
            let began = began.map(|seconds| seconds * 1000);
            process.line(place(offset), 0, began);
            process.tag(&format!("GET-{number}"), began, place(offset), 0);
        }
        process.runs.iter().map(|run| run.run.sign).collect()
    }

    #[test]
    fn numbers_that_begin_anew_are_another_run() {
        let at = |seconds| Some(seconds);
        assert_eq!(runs(&[(5, at(10)), (6, at(11)), (1, at(60)), (2, at(61))]), [RunSign::First, RunSign::Tags]);
        // A long poll ends late, but began early.
        assert_eq!(runs(&[(500, at(30)), (7, at(0)), (501, at(31))]), [RunSign::First]);
        assert_eq!(runs(&[(5000, None), (4990, None), (1, None), (2, None)]), [RunSign::First, RunSign::Tags]);
    }

    #[test]
    fn what_does_not_count_makes_no_runs() {
        let random: Vec<_> = (0..10_000).map(|n: i64| ((n.cast_unsigned() * 7_919) % 10_007, Some(n * 10))).collect();
        assert!(runs(&random).len() <= 200, "{}", runs(&random).len());
    }

    #[test]
    fn synapse_says_that_it_starts() {
        let mut process = Process::default();
        process.line(place(0), 0, Some(0));
        process.starts(place(0), 0, Some(0));
        process.tag("GET-900", Some(1), place(1), 0);
        process.line(place(2), 0, Some(90_000));
        process.starts(place(2), 0, Some(90_000));
        assert!(!process.tag("GET-1", Some(91_000), place(3), 0));
        let signs: Vec<_> = process.runs.iter().map(|run| run.run.sign).collect();
        assert_eq!(signs, [RunSign::Start, RunSign::Start]);
        assert_eq!([0, 1, 2, 9].map(|offset| process.run_of((0, offset))), [0, 0, 1, 1]);
        assert!(process.line(place(4), 0, Some(80_000)));
    }
}

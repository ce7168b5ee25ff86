//! What can be measured. `tests/bench/measures.mjs` has a function of the same name for each.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// One measure, in the order they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Bytes and requests until the sign-in form can be typed in
    FirstLoad,
    /// Time to the sign-in form
    Form,
    /// Time to the sign-in form on a processor slowed down four times
    FormSlow,
    /// Time from a signed-in bookmark to the first row
    Bookmark,
    /// Requests of 100 rooms, and their time from the last byte to the screen
    Rooms,
    /// The same for 100 users
    Users,
    /// The same for 500 rooms
    #[value(name = "rooms-500")]
    #[serde(rename = "rooms-500")]
    Rooms500,
    /// The same for 500 users
    #[value(name = "users-500")]
    #[serde(rename = "users-500")]
    Users500,
    /// Two clicks on "State events", without the API's time
    SortRooms,
    /// Two clicks on "Last seen", without the API's time
    SortUsers,
    /// What 300 page changes leave behind in memory
    Soak,
    /// How far things move by themselves while a page loads, on the worst of all pages
    Shift,
}

impl Measure {
    /// The wanted measures in the order they run; all when none are named.
    pub fn chosen(only: &[Self]) -> Vec<Self> {
        Self::value_variants().iter().copied().filter(|measure| only.is_empty() || only.contains(measure)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_run_in_their_order_and_once() {
        let only = [Measure::Soak, Measure::Form, Measure::Form];
        assert_eq!(Measure::chosen(&only), [Measure::Form, Measure::Soak]);
        assert_eq!(Measure::chosen(&[]).len(), Measure::value_variants().len());
    }

    #[test]
    fn the_browser_side_gets_the_names_of_the_command_line() -> anyhow::Result<()> {
        for measure in Measure::value_variants() {
            let shown = measure.to_possible_value().map(|value| value.get_name().to_owned());
            assert_eq!(serde_json::to_value(measure)?.as_str(), shown.as_deref());
        }
        Ok(())
    }
}

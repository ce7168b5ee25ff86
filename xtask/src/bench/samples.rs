//! The raw numbers, as the browser side writes them.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::measure::Measure;
use crate::files;

/// Numbers by name.
pub(super) type Numbers = BTreeMap<String, Vec<f64>>;

/// The numbers of one measure, of both sides.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Sides {
    pub(super) app: Numbers,
    pub(super) floor: Numbers,
}

/// Everything that was measured.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Raw {
    pub(super) browser: String,
    pub(super) measures: BTreeMap<Measure, Sides>,
}

impl Raw {
    pub(super) fn read(path: &Path) -> Result<Self> {
        serde_json::from_str(&files::read_text(path)?)
            .with_context(|| format!("{} does not hold the numbers of a benchmark", path.display()))
    }
}

/// What a list of numbers says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Summary {
    pub(super) median: f64,
    pub(super) min: f64,
    pub(super) max: f64,
}

impl Summary {
    /// `None` without numbers.
    pub(super) fn of(numbers: &[f64]) -> Option<Self> {
        let mut sorted = numbers.to_vec();
        sorted.sort_by(f64::total_cmp);
        let (min, max) = (*sorted.first()?, *sorted.last()?);
        let middle = sorted.len() / 2;
        let median =
            if sorted.len() % 2 == 1 { sorted[middle] } else { f64::midpoint(sorted[middle - 1], sorted[middle]) };
        Some(Self { median, min, max })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        let summary = |numbers: &[f64]| Summary::of(numbers);
        assert_eq!(summary(&[9.0, 1.0, 5.0]), Some(Summary { median: 5.0, min: 1.0, max: 9.0 }));
        assert_eq!(summary(&[4.0, 1.0, 2.0, 9.0]), Some(Summary { median: 3.0, min: 1.0, max: 9.0 }));
        assert_eq!(summary(&[]), None);
    }
}

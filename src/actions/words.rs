//! What an action says about itself.

use crate::model::secret::Secret;

/// What the button and the dialog say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// On the button, and on the one that confirms.
    pub button: &'static str,
    /// The question above the dialog.
    pub title: &'static str,
    /// What will happen, and whether it can be undone.
    pub lines: Vec<Line>,
    /// It takes something away.
    pub danger: bool,
}

impl Words {
    /// The button's words and what it is about, in one line.
    #[must_use]
    pub fn subject(&self) -> String {
        let id = self.lines.iter().find_map(|line| match line {
            Line::Id(id) => Some(id),
            _ => None,
        });
        id.map_or_else(|| self.button.to_owned(), |id| format!("{} {id}", self.button))
    }
}

/// A line of a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// The id of what it is about, whole.
    Id(String),
    /// A sentence.
    Text(&'static str),
    /// A sentence that must not be missed.
    Warning(&'static str),
    /// A secret that is shown this once, and its name.
    Secret(&'static str, Secret),
}

/// What is shown once when it is done, e.g. the password that was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// What was done.
    pub title: &'static str,
    /// What to read and to copy.
    pub lines: Vec<Line>,
}

impl Receipt {
    /// Its ids and secrets in one line, for when its dialog is gone. The one place beside it where a secret is shown.
    #[must_use]
    pub fn in_one_line(&self) -> String {
        let texts = self.lines.iter().filter_map(|line| match line {
            Line::Id(id) => Some(id.clone()),
            Line::Secret(name, secret) => Some(format!("{name}: {}", secret.reveal())),
            Line::Text(_) | Line::Warning(_) => None,
        });
        texts.collect::<Vec<_>>().join(" · ")
    }
}

//! The app's one style sheet, put together from `style/`: each file becomes a cascade layer named
//! like it, so that the order of the layers decides and not the weight of selectors.

use std::fs;

use anyhow::{Result, bail};

use crate::files;
use crate::repo::Repo;

/// The layers, each stronger than the ones before it.
const LAYERS: [&str; 15] = [
    "tokens",
    "base",
    "layout",
    "components",
    "avatar",
    "nav",
    "forms",
    "tables",
    "entity",
    "overview",
    "charts",
    "answers",
    "logs",
    "export",
    "palette",
];

/// Where `index.html` expects the result.
const OUTPUT: &str = "style/glia.css";

/// Writes the style sheet, unless it is up to date: watchers take every write for a change.
pub fn assemble(repo: &Repo) -> Result<()> {
    let dir = repo.root().join("style");
    for file in files::list(&dir)? {
        let is_layer = LAYERS.iter().any(|layer| file.as_os_str() == format!("{layer}.css").as_str());
        if !is_layer {
            bail!("style/{} is none of the layers {}.", file.display(), LAYERS.join(", "));
        }
    }
    let mut sheet = String::new();
    for layer in LAYERS {
        sheet.push_str(&wrap(layer, &files::read_text(&dir.join(format!("{layer}.css")))?));
    }
    let output = repo.target(OUTPUT);
    if fs::read_to_string(&output).is_ok_and(|present| present == sheet) {
        return Ok(());
    }
    files::write(&output, sheet)
}

fn wrap(layer: &str, rules: &str) -> String {
    format!("@layer {layer} {{\n{rules}}}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_becomes_a_layer() {
        assert_eq!(wrap("base", "a {}\n"), "@layer base {\na {}\n}\n");
    }
}

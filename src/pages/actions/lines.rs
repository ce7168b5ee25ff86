//! The lines of an action's dialog.

use leptos::prelude::*;

use crate::actions::Line;
use crate::components::{id_text, snippet};

/// Draws them in order.
pub(super) fn lines(lines: Vec<Line>) -> Vec<AnyView> {
    lines.into_iter().map(line).collect()
}

fn line(line: Line) -> AnyView {
    match line {
        Line::Id(id) => view! { <p>{id_text(id, None)}</p> }.into_any(),
        Line::Text(text) => view! { <p>{text}</p> }.into_any(),
        Line::Warning(text) => view! { <p class="panel warn">{text}</p> }.into_any(),
        Line::Secret(name, secret) => snippet(secret.reveal().to_owned(), name),
    }
}

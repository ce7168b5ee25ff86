//! Sentences with elements in them.

use leptos::prelude::*;

use crate::text::catalogue::{Piece, Rich};

/// A sentence, in which `draw` makes the element of each slot from its name and the words inside of it.
pub fn said(sentence: Rich, draw: &dyn Fn(&'static str, &'static str) -> AnyView) -> AnyView {
    let pieces = sentence.pieces().into_iter().map(|piece| match piece {
        Piece::Text(text) => text.into_any(),
        Piece::Slot(name, inside) => draw(name, inside),
    });
    pieces.collect::<Vec<_>>().into_any()
}

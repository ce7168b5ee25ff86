//! The command palette is a part of its own, loaded when it is first opened, and kept from then on.

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::components::Part;
use crate::state::language::with_words;
use crate::text;

/// Whether it is open, what is typed, and what opens the list of shortcuts.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) open: RwSignal<bool>,
    pub(super) typed: RwSignal<String>,
    pub(super) help: RwSignal<bool>,
}

#[wasm_split(palette, fallible, preload(load_palette))]
fn draw_palette(Asked { open, typed, help }: Asked) -> Result<AnyView, SplitLoaderError> {
    use crate::pages::palette::Palette;
    Ok(view! { <Palette open typed help /> }.into_any())
}

fn fetch() -> LocalBoxFuture<'static, Result<(), SplitLoaderError>> {
    with_words(text::files_of("palette"), load_palette().boxed_local())
}

/// The part.
pub(super) fn palette() -> Part<Asked> {
    Part::new(fetch, |asked| draw_palette(asked).now_or_never())
}

//! Leptos' effect, derived signal and dynamic view, compiled once instead of once for each closure.
//!
//! Each call of the generic originals adds one to two KiB of wasm; boxing the closure first shares one copy.

use leptos::prelude::*;

/// Runs now (after the view is built) and whenever a signal that it reads changes.
pub fn effect(run: impl Fn() + 'static) {
    boxed_effect(Box::new(run));
}

fn boxed_effect(run: Box<dyn Fn()>) {
    Effect::new(move |_| run());
}

/// A signal computed from others, each time it is read.
pub fn derived<T: Send + Sync + 'static>(compute: impl Fn() -> T + Send + Sync + 'static) -> Signal<T> {
    boxed_derived(Box::new(compute))
}

fn boxed_derived<T: Send + Sync + 'static>(compute: Box<dyn Fn() -> T + Send + Sync>) -> Signal<T> {
    Signal::derive(compute)
}

/// What is drawn anew whenever a signal that it reads changes.
pub fn drawn(draw: impl FnMut() -> Option<AnyView> + Send + 'static) -> AnyView {
    boxed_drawn(Box::new(draw))
}

fn boxed_drawn(mut draw: Box<dyn FnMut() -> Option<AnyView> + Send>) -> AnyView {
    (move || draw()).into_any()
}

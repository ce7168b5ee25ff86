//! The export's Web Worker, a wasm of its own.

#[cfg(target_arch = "wasm32")]
fn main() {
    glia::workers::export::start();
}

/// On the host there is nothing to run: it is built by `cargo xtask build`.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}

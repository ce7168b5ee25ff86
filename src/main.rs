//! Starts the app in the browser.

#[cfg(target_arch = "wasm32")]
fn main() {
    glia::app::start();
}

/// On the host there is nothing to run: the library is the pure core, and the app is built by `cargo xtask build`.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}

//! The Web Workers: the pure core in a thread of its own, so that heavy work never holds up the page. Each is a binary
//! (`src/bin/`), built and named by `cargo xtask build` (`xtask/src/build/workers.rs`), which puts `worker.js` before
//! it: that starts the wasm.
//!
//! A page starts one by the name in `<meta name="glia-worker-…">`:
//! `new Worker("./<name>.js", { type: "module" })`, and talks to it over a [`link`].
//!
//! Invariant: nothing panics. If a panic ever happens, the `Worker`'s `error` event carries its message.

pub mod export;
mod link;
pub mod logs;
mod panic;
mod pause;

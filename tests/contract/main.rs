//! Contract tests: every endpoint and every action of the core, natively against real Synapses.
//!
//! What is sent, what comes back, what is true afterwards, and each refusal; without a browser, so that they are quick and
//! carry the breadth. `cargo xtask test --only contract` starts the servers. To run them again and again, leave the servers
//! running (`cargo xtask lab --no-app`) and name them: `GLIA_LAB=… cargo test --test contract`. Without servers they say
//! that they are skipped. The rule that every endpoint and action is named here is in `tests/layering.rs`.

mod account;
mod actions;
mod directory;
mod export;
mod federation;
mod harness;
mod mas;
mod named;
mod register;
mod rooms;
mod server;
mod users;

//! Glia, the admin app for Matrix homeservers that run Synapse.
//!
//! On the host this crate is the pure core: [`model`], [`api`], [`route`] and [`text`], which know neither Leptos nor
//! the DOM. Everything that draws or touches the browser exists for `wasm32` only. See ARCHITECTURE.md for the map.

pub mod api;
pub mod config;
pub mod model;
pub mod route;

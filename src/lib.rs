//! Glia, the admin app for Matrix homeservers that run Synapse.
//!
//! On the host this crate is the pure core: [`model`], [`logs`], [`snippets`], [`api`], [`config`], [`runs`],
//! [`export`], [`route`], [`text`], [`lists`], [`actions`] and [`palette`], which know neither Leptos nor the DOM. What touches the
//! browser exists for `wasm32` only: with the feature `app` everything that draws, with the feature `worker` the Web
//! Workers. ARCHITECTURE.md is the map.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod actions;
pub mod api;
pub mod config;
pub mod export;
pub mod lists;
pub mod logs;
pub mod model;
pub mod palette;
pub mod route;
pub mod runs;
pub mod snippets;
pub mod text;

#[cfg(all(target_arch = "wasm32", feature = "app"))]
pub mod app;
#[cfg(all(target_arch = "wasm32", feature = "app"))]
pub mod browser;
#[cfg(all(target_arch = "wasm32", feature = "app"))]
pub mod components;
#[cfg(all(target_arch = "wasm32", feature = "app"))]
pub mod pages;
#[cfg(all(target_arch = "wasm32", feature = "app"))]
pub mod state;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
pub mod workers;

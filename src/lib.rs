//! Glia, the admin app for Matrix homeservers that run Synapse.
//!
//! On the host this crate is the pure core: [`model`], [`snippets`], [`api`], [`config`], [`export`], [`route`] and [`text`],
//! which know neither Leptos nor the DOM. Everything that draws or touches the browser exists for `wasm32` only. ARCHITECTURE.md is the map.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod api;
pub mod config;
pub mod export;
pub mod logs;
pub mod model;
pub mod route;
pub mod snippets;
pub mod text;

#[cfg(target_arch = "wasm32")]
pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod components;
#[cfg(target_arch = "wasm32")]
pub mod pages;
#[cfg(target_arch = "wasm32")]
pub mod state;

//! The programs the build, the lab and the tests need. Each module checks whether its tool is
//! there in the right version, and otherwise says so and installs it.

pub mod chromium;
pub mod firefox;
pub mod node;
pub mod npm;
pub mod postgresql;
pub mod proxies;
pub mod python;
pub mod synapse;
pub mod system;
pub mod toolbox;
pub mod trunk;
pub mod wasm_opt;
pub mod wasm_target;

pub use postgresql::Postgresql;
pub use toolbox::Toolbox;

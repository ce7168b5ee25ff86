//! Quoting for everything that an admin copies elsewhere: one module, so that no id can ever change a command.

mod properties;
pub mod shell;
pub mod sql;
pub mod yaml;

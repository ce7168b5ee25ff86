//! Every sentence that a person reads, in one layer: translations can come without touching pages.
//!
//! One module a page, one function a sentence. Names of API parameters and the server's own words are not sentences.

/// Declares sentences: each becomes a function that returns it.
macro_rules! sentences {
    ($($name:ident = $text:expr;)*) => {
        $(
            #[doc = $text]
            #[must_use]
            pub fn $name() -> &'static str {
                $text
            }
        )*
    };
}

pub mod actions;
pub mod aliases;
pub mod answers;
pub mod app;
pub mod chart;
pub mod doctor;
pub mod errors;
pub mod export;
pub mod export_file;
pub mod first_admin;
pub mod home;
pub mod list;
pub mod logs;
pub mod rooms;
pub mod sign_in;
pub mod users;

/// "1 room", "3 rooms": the number is formatted by the caller.
#[must_use]
pub fn counted(count: u64, formatted: &str, one: &str, many: &str) -> String {
    format!("{formatted} {}", if count == 1 { one } else { many })
}

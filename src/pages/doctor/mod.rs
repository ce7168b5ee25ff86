//! The connection doctor: why a server cannot be reached, or works only in part.

mod finding;
mod page;
mod run;

pub use page::DoctorPage;

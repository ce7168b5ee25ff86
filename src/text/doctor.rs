//! The connection doctor.

sentences! {
    title = "Connection doctor";
}

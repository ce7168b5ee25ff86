//! The connection doctor.

sentences! {
    title = "Connection doctor";
    find_out = "Find out why";
}

//! Making the first server admin.

sentences! {
    title = "The first admin";
}

//! Freeing an alias.

sentences! {
    moved(room: &str) = "Nothing was done: someone has since pointed this alias at another room ({room}).";
}

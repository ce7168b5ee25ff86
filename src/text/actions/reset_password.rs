//! Resetting a password.

sentences! {
    unknown = "It is not known whether the password was set: no answer came that says so, and no server tells what a password is. It may be in force already, so keep it. Setting the same password again is safe.";
}

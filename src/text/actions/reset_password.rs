//! Resetting a password.

sentences! {
    accepted = "The password is set. Give it to the user over a safe channel; dismiss this when you have noted it:";
    unknown = "It is not known whether the password was set: no answer came that says so, and no server tells what a password is. It may be in force already, so keep it. Setting the same password again is safe.";
}

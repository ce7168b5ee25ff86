//! Accounts whose sign-in data people and tests need to know.

use serde::{Deserialize, Serialize};

/// An account that somebody signs in with. The passwords are no secrets: they only ever guard
/// throwaway servers on loopback.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Account {
    /// The full id, `@localpart:server`.
    pub user_id: String,
    /// The part before the colon, without `@`.
    pub localpart: String,
    /// The password.
    pub password: String,
    /// A token of the account, valid for as long as the server's data exists.
    pub access_token: String,
}

/// What it takes to try to sign in as somebody who may not.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Credentials {
    /// The full id, `@localpart:server`.
    pub user_id: String,
    /// The password.
    pub password: String,
}

impl From<&Account> for Credentials {
    fn from(account: &Account) -> Self {
        Self { user_id: account.user_id.clone(), password: account.password.clone() }
    }
}

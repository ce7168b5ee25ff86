//! What a `POST` carries to Synapse: its body, and whether the one that signs in gets through at all.
//!
//! Synapse reads these bodies before anything else. That which signs in names no way to sign in, so Synapse refuses it
//! before its limits count an attempt (`rc_login`): with a way that it does not know, it would count.

use super::ask::Asker;
use super::parts::is_lost;
use super::server::login_url;
use super::{Says, Seen};
use crate::api::Method;
use crate::api::probe::Answer;

/// What two of them came to.
pub(super) struct Posts {
    login: Answer,
    /// Registering as a kind that nobody can be registered as.
    pub register: Answer,
    pub login_seen: Vec<Seen>,
    pub register_seen: Vec<Seen>,
}

impl Posts {
    pub async fn ask(asker: &mut Asker, base_url: &str) -> Self {
        let body = || Some("{}".to_owned());
        let login = asker.with_no_token(Method::Post, &login_url(base_url), body()).await;
        let login_seen = asker.take();
        let url = format!("{base_url}/_matrix/client/v3/register?kind=glia-connection-doctor");
        let register = asker.with_no_token(Method::Post, &url, body()).await;
        Self { login, register, login_seen, register_seen: asker.take() }
    }

    /// Whether Synapse saw no body, or another: what was sent is JSON.
    pub fn is_dropped(&self) -> bool {
        [&self.login, &self.register].iter().any(|answer| answer.has_code("M_NOT_JSON"))
    }

    /// What is wrong with signing in, where the other `POST` gets through: its answer is of the same kind.
    pub fn refused(&self) -> Option<Says> {
        let path = "POST /_matrix/client/v3/login".to_owned();
        (is_lost(&self.login) && self.register.is_matrix())
            .then(|| Says::Intercepted { path, status: self.login.status() })
    }
}

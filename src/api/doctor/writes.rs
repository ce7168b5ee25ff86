//! What comes through with a token: methods, bodies, and the token itself.

use super::ask::Asker;
use super::parts::{ADMIN_DEVICE, DEVICE};
use super::{Says, Seen};
use crate::api::Method;
use crate::api::probe::Answer;

/// What may be written to, and would change nothing even with a token: no such user and no such device can exist.
const METHODS: [Method; 4] = [Method::Get, Method::Post, Method::Put, Method::Delete];
/// The length of the long body, in bytes. Synapse takes 12 MiB and more; nginx passes 1 MiB on unless told otherwise.
const LONG: usize = 64 * 1024;

/// What writes with a token that is none came to, in one part of the API.
pub(super) struct Writes {
    answers: Vec<(Method, Answer)>,
    /// The same `POST` with a long body.
    long: Option<Answer>,
    /// A good answer to a `GET` with a token; asked where errors cannot be read.
    good: Option<Answer>,
    admin_only: bool,
    seen: Vec<Seen>,
}

/// All that is told of them.
pub(super) struct Told {
    pub preflight: Says,
    pub bodies: Says,
    pub token: Says,
    pub seen: Vec<Seen>,
}

impl Writes {
    /// Asks. `control` is whether the errors can be read without a token, `good` an address whose good answer can be.
    pub async fn ask(asker: &mut Asker, base_url: &str, admin_only: bool, control: bool, good: &str) -> Self {
        let (device, delete) = if admin_only {
            (ADMIN_DEVICE, "/_synapse/admin/v2/users/%40glia-connection-doctor%3Aglia.invalid/delete_devices")
        } else {
            (DEVICE, "/_matrix/client/v3/delete_devices")
        };
        let mut writes = Self { answers: Vec::new(), long: None, good: None, admin_only, seen: Vec::new() };
        if control {
            for method in METHODS {
                let path = if method == Method::Post { delete } else { device };
                let body = matches!(method, Method::Put | Method::Post).then(|| "{}".to_owned());
                let answer = asker.with_no_token(method, &format!("{base_url}{path}"), body).await;
                writes.answers.push((method, answer));
            }
            if writes.of(Method::Post).is_some_and(Answer::is_matrix) {
                let body = format!(r#"{{"devices":[],"padding":"{}"}}"#, "x".repeat(LONG));
                writes.long = Some(asker.with_no_token(Method::Post, &format!("{base_url}{delete}"), Some(body)).await);
            }
        } else {
            writes.good = Some(asker.with_no_token(Method::Get, good, None).await);
        }
        writes.seen = asker.take();
        writes
    }

    fn of(&self, method: Method) -> Option<&Answer> {
        self.answers.iter().find(|(asked, _)| *asked == method).map(|(_, answer)| answer)
    }

    fn preflight(&self) -> Says {
        let admin_only = self.admin_only;
        if let Some(good) = &self.good {
            // The same answer can be read without a token. Of other methods nothing is known.
            return if good.is_silence() { Says::PreflightRefused { admin_only } } else { Says::Blocked };
        }
        let refused: Vec<_> =
            self.answers.iter().filter(|(_, answer)| is_refused(answer)).map(|(method, _)| method.name()).collect();
        if refused.is_empty() {
            return if self.answers.iter().any(|(_, answer)| *answer == Answer::Limited) {
                Says::Limited
            } else {
                Says::Passes
            };
        }
        if self.answers.iter().all(|(_, answer)| answer.is_silence()) {
            return Says::PreflightRefused { admin_only };
        }
        Says::MethodsRefused(refused)
    }

    fn bodies(&self) -> Says {
        match &self.long {
            Some(long) if is_refused(long) => Says::BodyRefused { status: long.status(), admin_only: self.admin_only },
            Some(long) if long.status() == Some(413) => {
                Says::BodyRefused { status: long.status(), admin_only: self.admin_only }
            }
            Some(long) if long.is_matrix() => Says::BodiesPass,
            _ => Says::Blocked,
        }
    }

    /// What the answers say about the token.
    fn token(&self) -> Says {
        let any = |judge: &dyn Fn(&Answer) -> bool| self.answers.iter().any(|(_, answer)| judge(answer));
        // What is neither GET nor POST no cache answers.
        let sure = self.answers.iter().filter(|(method, _)| matches!(method, Method::Put | Method::Delete));
        if sure.into_iter().any(|(_, answer)| answer.has_code("M_MISSING_TOKEN")) {
            Says::Stripped { admin_only: false }
        } else if any(&|answer| answer.has_code("M_UNKNOWN_TOKEN")) {
            Says::Arrives
        } else if any(&|answer| answer.has_code("M_MISSING_TOKEN")) {
            Says::Stripped { admin_only: false }
        } else if any(&|answer| answer.status() == Some(401) && answer.error().is_none()) {
            Says::OtherCredentials
        } else {
            match self.answers.iter().find_map(|(_, answer)| answer.status()) {
                Some(status) => Says::Odd { status },
                None => Says::Blocked,
            }
        }
    }
}

/// Whether something in front of Synapse answered. What it asks credentials for is no method's fault.
fn is_refused(answer: &Answer) -> bool {
    answer.is_silence() || (answer.is_said() && !answer.is_matrix() && answer.status() != Some(401))
}

/// What both parts of the API come to; the admin API speaks where the client API is as it should be.
pub(super) fn judge(client: Writes, admin: Option<Writes>) -> Told {
    let mut told =
        Told { preflight: client.preflight(), bodies: client.bodies(), token: client.token(), seen: client.seen };
    let Some(admin) = admin else { return told };
    if matches!(told.preflight, Says::Passes | Says::Blocked) {
        told.preflight = match admin.preflight() {
            Says::Passes | Says::Blocked => told.preflight,
            other => other,
        };
    }
    if told.bodies == Says::BodiesPass {
        told.bodies = match admin.bodies() {
            Says::Blocked => told.bodies,
            other => other,
        };
    }
    told.token = match (told.token, admin.token()) {
        (Says::Arrives, Says::Stripped { .. }) => Says::Stripped { admin_only: true },
        (Says::Arrives, Says::OtherCredentials) => Says::OtherCredentials,
        (client, _) => client,
    };
    told.seen.extend(admin.seen);
    told
}

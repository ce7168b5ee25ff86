//! What Synapse answers once `/versions` can be read: preflights, the admin API, sign-in, rights, clock.

use super::ask::{Asker, Heard};
use super::{Case, Says};
use crate::api::Method;
use crate::api::admin_right::{self, AdminRight};
use crate::api::session::Session;
use crate::api::wire::Client;
use crate::model::percent;

/// Clocks that differ less are not worth a word.
const CLOCK_TOLERANCE_MS: f64 = 2.0 * 60_000.0;
/// How old Synapse's note of when somebody was last seen may be.
const LAST_SEEN_MS: f64 = 2.0 * 60_000.0;
/// For how long Synapse says that its keys hold (unless `key_refresh_interval` says otherwise), counted from at most
/// half of that ago.
const KEYS_VALID_MS: f64 = 24.0 * 3_600_000.0;

/// `/_synapse/admin` as a simple request sees it.
pub(super) async fn admin_api(asker: &mut Asker, base_url: &str) -> Says {
    let url = format!("{base_url}/_synapse/admin/v1/server_version");
    let answer = asker.get(&url).await;
    if let Some(version) = answer.good().as_ref().and_then(|body| body.get("server_version")?.as_str()) {
        return Says::AdminAnswers(version.to_owned());
    }
    if answer.has_code("M_UNRECOGNIZED") {
        return Says::AdminElsewhere;
    }
    match answer {
        Heard::Said { status: status @ 502..=504, .. } => Says::BadGateway { status },
        Heard::Said { status, .. } => Says::AdminRefused { status },
        Heard::Late => Says::Late { after_ms: super::ask::TIMEOUT_MS },
        Heard::Silence => {
            asker.reach(&url).await;
            // Synapse's own "not found": if that can be read, good answers are spoiled.
            let nowhere = asker.get(&format!("{base_url}/_synapse/admin/v1/glia-connection-doctor")).await;
            if nowhere.error().is_some() { Says::Twice { admin_only: true } } else { Says::AdminHidden }
        }
    }
}

/// What writes with a token that is none came to, in one part of the API.
struct Writes {
    answers: Vec<(&'static str, Heard)>,
}

impl Writes {
    /// These would change nothing even with a token: no such user and no such device can exist.
    async fn ask(asker: &mut Asker, base_url: &str, admin: bool) -> Self {
        let path = if admin {
            "/_synapse/admin/v2/users/%40glia-connection-doctor%3Aglia.invalid/devices/none"
        } else {
            "/_matrix/client/v3/devices/glia-connection-doctor"
        };
        let url = format!("{base_url}{path}");
        let mut answers = Vec::new();
        for method in [Method::Get, Method::Put, Method::Delete] {
            answers.push((method.name(), asker.with_no_token(method, &url).await));
        }
        Self { answers }
    }

    fn refused(&self) -> Vec<&'static str> {
        self.answers.iter().filter(|(_, heard)| !heard.is_said()).map(|(method, _)| *method).collect()
    }

    fn all_refused(&self) -> bool {
        self.answers.iter().all(|(_, heard)| !heard.is_said())
    }

    /// What the answers say about the token.
    fn token(&self) -> Says {
        let any = |judge: &dyn Fn(&Heard) -> bool| self.answers.iter().any(|(_, heard)| judge(heard));
        if any(&|heard| heard.has_code("M_MISSING_TOKEN")) {
            Says::Stripped { admin_only: false }
        } else if any(&|heard| heard.has_code("M_UNKNOWN_TOKEN")) {
            Says::Arrives
        } else if any(&|heard| heard.status() == Some(401) && heard.error().is_none()) {
            Says::OtherCredentials
        } else {
            match self.answers.iter().find_map(|(_, heard)| heard.status()) {
                Some(status) => Says::Odd { status },
                None => Says::Blocked,
            }
        }
    }
}

/// The preflight and what it lets through. `admin` is whether the admin API answers simple requests.
pub(super) async fn writes(asker: &mut Asker, base_url: &str, admin: bool) -> (Says, Says) {
    let client = Writes::ask(asker, base_url, false).await;
    if client.all_refused() {
        return (Says::PreflightRefused { admin_only: false }, Says::Blocked);
    }
    if !client.refused().is_empty() {
        return (Says::MethodsRefused(client.refused()), client.token());
    }
    if !admin {
        return (Says::Passes, client.token());
    }
    let admin = Writes::ask(asker, base_url, true).await;
    let preflight = if admin.all_refused() {
        Says::PreflightRefused { admin_only: true }
    } else if admin.refused().is_empty() {
        Says::Passes
    } else {
        Says::MethodsRefused(admin.refused())
    };
    let token = match (client.token(), admin.token()) {
        (Says::Arrives, Says::Stripped { .. }) => Says::Stripped { admin_only: true },
        (Says::Arrives, Says::OtherCredentials) => Says::OtherCredentials,
        (client, _) => client,
    };
    (preflight, token)
}

/// The ways to sign in, and Matrix Authentication Service.
pub(super) async fn login(asker: &mut Asker, base_url: &str) -> Says {
    let answer = asker.get(&format!("{base_url}/_matrix/client/v3/login")).await;
    if let Some(body) = answer.good() {
        let flows = body.get("flows").and_then(serde_json::Value::as_array).cloned().unwrap_or_default();
        let has = |kind: &str| flows.iter().any(|flow| flow.get("type").and_then(|found| found.as_str()) == Some(kind));
        return Says::Flows { password: has("m.login.password"), sso: has("m.login.sso") };
    }
    if answer.has_code("M_UNRECOGNIZED") { Says::NoFlows } else { odd(&answer) }
}

/// The issuer of Matrix Authentication Service, when it is in use.
pub(super) async fn delegated(asker: &mut Asker, base_url: &str) -> Says {
    let mut odd_answer = None;
    for path in ["v1/auth_metadata", "unstable/org.matrix.msc2965/auth_metadata"] {
        let answer = asker.get(&format!("{base_url}/_matrix/client/{path}")).await;
        if let Some(issuer) = answer.good().as_ref().and_then(|body| body.get("issuer")?.as_str()) {
            return Says::Mas(issuer.trim_end_matches('/').to_owned());
        }
        if !answer.has_code("M_UNRECOGNIZED") && !answer.has_code("M_NOT_FOUND") {
            odd_answer = Some(odd(&answer));
        }
    }
    odd_answer.unwrap_or(Says::NoMas)
}

pub(super) fn odd(answer: &Heard) -> Says {
    match answer {
        Heard::Said { status, .. } => Says::Odd { status: *status },
        Heard::Silence => Says::NotReadable,
        Heard::Late => Says::Late { after_ms: super::ask::TIMEOUT_MS },
    }
}

/// Whether the signed-in account is an admin here.
pub(super) async fn right(asker: &Asker, case: &Case, base_url: &str) -> Says {
    let Some(session) = session(case, base_url) else { return Says::NotSignedIn };
    let client = Client::new(asker.wire.clone(), base_url);
    match admin_right::probe(&client, session).await {
        Ok(AdminRight::Admin | AdminRight::AdminApiHidden(_)) => Says::Admin,
        Ok(AdminRight::NotAdmin) => Says::NotAdmin,
        Err(error) if error.is_unknown_token() => Says::Ended,
        // Why it cannot be said is told by the other checks.
        Err(error) => match error.matrix() {
            Some(matrix) => Says::Odd { status: matrix.status },
            None => Says::Blocked,
        },
    }
}

/// The session, if it is on the server that is being examined.
pub(super) fn session<'a>(case: &'a Case, base_url: &str) -> Option<&'a Session> {
    case.session.as_ref().filter(|session| session.base_url == base_url)
}

/// The server's clock against this device's. The `Date` header is hidden from pages of other origins, so it is read off
/// what the server notes down: when it last saw this very session, else until when its keys hold.
pub(super) async fn clock(asker: &mut Asker, case: &Case, base_url: &str, keys: Option<f64>) -> Says {
    if let Some(session) = session(case, base_url) {
        let user = percent::encode(session.user_id.as_str());
        let url = format!("{base_url}/_matrix/client/v3/admin/whois/{user}");
        let answer = asker.signed_in(&url, &session.access_token).await;
        if let Some(last_seen) = answer.good().as_ref().and_then(newest) {
            return judge(last_seen - asker.wire.now_ms(), -LAST_SEEN_MS, Says::ClockAgrees);
        }
    }
    match keys {
        // Made between now and half of their validity ago.
        Some(valid_until) => {
            judge(valid_until - KEYS_VALID_MS - asker.wire.now_ms(), -KEYS_VALID_MS / 2.0, Says::ClockRoughly)
        }
        None => Says::ClockHidden,
    }
}

/// `offset` is how far ahead of this device's clock the server noted something down that lies up to `least` (below zero)
/// in its past.
fn judge(offset: f64, least: f64, fine: Says) -> Says {
    if offset > CLOCK_TOLERANCE_MS {
        Says::ClockOff(offset)
    } else if offset < least - CLOCK_TOLERANCE_MS {
        Says::ClockOff(offset - least)
    } else {
        fine
    }
}

/// When the account was last seen, by any of its connections.
fn newest(whois: &serde_json::Value) -> Option<f64> {
    let devices = whois.get("devices")?.as_object()?.values();
    let sessions = devices.filter_map(|device| device.get("sessions")?.as_array()).flatten();
    let connections = sessions.filter_map(|session| session.get("connections")?.as_array()).flatten();
    connections.filter_map(|connection| connection.get("last_seen")?.as_f64()).reduce(f64::max)
}

//! What Synapse answers once `/versions` can be read: sign-in, rights, clock.

use super::ask::Asker;
use super::{Case, Says};
use crate::api::admin_right::{self, AdminRight};
use crate::api::probe::{Answer, TIMEOUT_MS};
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

/// The ways to sign in.
pub(super) fn login(answer: &Answer, base_url: &str) -> Says {
    if let Some(body) = answer.good() {
        let flows = body.get("flows").and_then(serde_json::Value::as_array).cloned().unwrap_or_default();
        let has = |kind: &str| flows.iter().any(|flow| flow.get("type").and_then(|found| found.as_str()) == Some(kind));
        return Says::Flows { password: has("m.login.password"), sso: has("m.login.sso") };
    }
    if answer.has_code("M_UNRECOGNIZED") { Says::NoFlows } else { odd(answer, &login_url(base_url)) }
}

/// Where the ways to sign in are.
pub(super) fn login_url(base_url: &str) -> String {
    format!("{base_url}/_matrix/client/v3/login")
}

/// Where a server publishes its keys.
pub(super) fn keys_url(base_url: &str) -> String {
    format!("{base_url}/_matrix/key/v2/server")
}

/// The issuer of Matrix Authentication Service, when it is in use.
pub(super) async fn delegated(asker: &mut Asker, base_url: &str) -> Says {
    let mut odd_answer = None;
    for path in ["v1/auth_metadata", "unstable/org.matrix.msc2965/auth_metadata"] {
        let url = format!("{base_url}/_matrix/client/{path}");
        let answer = asker.get(&url).await;
        if let Some(issuer) = answer.good().as_ref().and_then(|body| body.get("issuer")?.as_str()) {
            return Says::Mas(issuer.trim_end_matches('/').to_owned());
        }
        if !answer.has_code("M_UNRECOGNIZED") && !answer.has_code("M_NOT_FOUND") {
            odd_answer = Some(odd(&answer, &url));
        }
    }
    odd_answer.unwrap_or(Says::NoMas)
}

/// What an answer is that says nothing about the question. Synapse answers everything below these paths itself, also what
/// it does not serve, and lets pages read it.
pub(super) fn odd(answer: &Answer, url: &str) -> Says {
    let path = url.find("/_").and_then(|at| url.get(at..)).unwrap_or(url).to_owned();
    match answer {
        Answer::Said { status, .. } if answer.is_matrix() => Says::Odd { status: *status },
        Answer::Said { status, .. } => Says::Intercepted { path, status: Some(*status) },
        Answer::Silence { .. } => Says::Intercepted { path, status: None },
        Answer::Late { .. } => Says::Late { after_ms: TIMEOUT_MS },
        Answer::Limited => Says::Limited,
    }
}

/// Whether the signed-in account is an admin here.
pub(super) async fn right(asker: &Asker, case: &Case, base_url: &str) -> Says {
    let Some(session) = session(case, base_url) else { return Says::NotSignedIn };
    let client = Client::new(asker.courier.wire().clone(), base_url);
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
            return judge(last_seen - asker.now_ms(), -LAST_SEEN_MS, Says::ClockAgrees);
        }
    }
    match keys {
        // Made between now and half of their validity ago.
        Some(valid_until) => {
            judge(valid_until - KEYS_VALID_MS - asker.now_ms(), -KEYS_VALID_MS / 2.0, Says::ClockRoughly)
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

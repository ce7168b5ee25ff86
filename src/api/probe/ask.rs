//! Sends the probes.

use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{Either, LocalBoxFuture, join_all, select};

use super::path::path;
use super::{Answer, Check, Echo, Evidence, Identity, Judgement, Report, Signed, Target, Unknown, judge};
use crate::api::Method;
use crate::api::wire::{Authorization, Wire, WireRequest};

/// When to give up on an answer, in ms.
const TIMEOUT_MS: u32 = 15_000;

/// As long as a real Ed25519 signature, and valid for nothing.
const NO_SIGNATURE: [u8; 86] = [b'A'; 86];

/// Verifies Ed25519 signatures; `None` when this browser cannot.
pub trait Verify {
    /// Whether the signature is right.
    fn verify(&self, signed: Signed) -> LocalBoxFuture<'static, Option<bool>>;
}

/// Asks all and judges. `known` is what the same server said of itself at another address.
pub async fn run(wire: Rc<dyn Wire>, verifier: &dyn Verify, target: &Target, known: Option<&Identity>) -> Report {
    let mut checks = vec![Check::Identity, Check::Federation, Check::Route];
    checks.extend(Echo::ALL.map(Check::Echo));
    let mut evidence = join_all(checks.into_iter().map(|check| ask(&wire, target, check, None))).await;
    let first = evidence.iter().find(|found| found.check == Check::Identity).map(|found| found.answer.clone());
    let identity = first.as_ref().and_then(Identity::read);
    if let Some(key_id) = identity.as_ref().and_then(Identity::key_id) {
        let header = Authorization::XMatrix(x_matrix(&target.server_name, key_id));
        evidence.push(ask(&wire, target, Check::Authorization, Some(header)).await);
    }
    let signature = match (&identity, &first) {
        (Some(identity), Some(answer)) => verify(verifier, identity, answer).await,
        _ => Judgement::Unknown(Unknown::NoKey),
    };
    judge(target, evidence, signature, known)
}

/// Only our own name and key are named: for those of others Synapse would go and fetch their keys.
fn x_matrix(server_name: &str, key_id: &str) -> String {
    let signature = String::from_utf8_lossy(&NO_SIGNATURE);
    format!(r#"origin="{server_name}",destination="{server_name}",key="{key_id}",sig="{signature}""#)
}

/// Whether every signature of a server over its own keys is right.
async fn verify(verifier: &dyn Verify, identity: &Identity, answer: &Answer) -> Judgement {
    let Some(signatures) = identity.signatures(answer) else { return Judgement::Forged };
    let results = join_all(signatures.into_iter().map(|signed| verifier.verify(signed))).await;
    if results.contains(&Some(false)) {
        Judgement::Forged
    } else if results.contains(&None) {
        Judgement::Unknown(Unknown::NoCrypto)
    } else {
        Judgement::Intact
    }
}

async fn ask(wire: &Rc<dyn Wire>, target: &Target, check: Check, authorization: Option<Authorization>) -> Evidence {
    let mut url = format!("{}{}", target.base_url, path(&target.server_name, check));
    if let Check::Echo(_) = check {
        // No server of that name but this one is to be asked for the file.
        url.push_str("?allow_remote=false");
    }
    let request = WireRequest { method: Method::Get, url, authorization, body: None };
    let shown = format!("{} {}", request.method.name(), request.url);
    let mut answer = send(wire, request.clone()).await;
    if matches!(answer, Answer::Silence { .. }) {
        // Once may be chance. Silence counts as an answer below, so it is asked again.
        answer = send(wire, request).await;
    }
    Evidence { check, request: shown, answer }
}

async fn send(wire: &Rc<dyn Wire>, request: WireRequest) -> Answer {
    match select(wire.send(request), wire.sleep(TIMEOUT_MS)).boxed_local().await {
        Either::Left((Ok(response), _)) => {
            Answer::Said { status: response.status, body: String::from_utf8_lossy(&response.body).into_owned() }
        }
        Either::Left((Err(cause), _)) => Answer::Silence { cause },
        Either::Right(_) => Answer::Late { after_ms: TIMEOUT_MS },
    }
}

//! Sends the probes.

use futures_util::future::{LocalBoxFuture, join_all};

use super::path::path;
use super::{Answer, Check, Courier, Echo, Evidence, Identity, Judgement, Report, Signed, Target, Unknown, judge};
use crate::api::Method;
use crate::api::wire::{Authorization, WireRequest};

/// As long as a real Ed25519 signature, and valid for nothing.
const NO_SIGNATURE: [u8; 86] = [b'A'; 86];

/// Verifies Ed25519 signatures; `None` when this browser cannot.
pub trait Verify {
    /// Whether the signature is right.
    fn verify(&self, signed: Signed) -> LocalBoxFuture<'static, Option<bool>>;
}

/// Asks all and judges. `known` is what the same server said of itself at another address.
pub async fn run(courier: &Courier, verifier: &dyn Verify, target: &Target, known: Option<&Identity>) -> Report {
    // Those that the others are compared with come first.
    let controls = [Check::Identity, Check::Federation, Check::Echo(Echo::Plain)];
    let mut evidence = ask(courier, target, &controls.map(|check| (check, None)), None).await;
    let readable = |check: Check| {
        let found: Option<&Evidence> = evidence.iter().find(|found| found.check == check);
        found.is_some_and(|found| found.answer.is_said()).then_some(check)
    };
    let mut others = vec![(Check::Route, readable(Check::Federation))];
    let plain = readable(Check::Echo(Echo::Plain));
    others.extend(Echo::ALL.into_iter().filter(|echo| *echo != Echo::Plain).map(|echo| (Check::Echo(echo), plain)));
    let federation = readable(Check::Federation);
    let others = ask(courier, target, &others, None).await;
    evidence.extend(others);
    let first = evidence.iter().find(|found| found.check == Check::Identity).map(|found| found.answer.clone());
    let identity = first.as_ref().and_then(Identity::read);
    if let Some(key_id) = identity.as_ref().and_then(Identity::key_id) {
        let header = Authorization::XMatrix(x_matrix(&target.server_name, key_id));
        evidence.extend(ask(courier, target, &[(Check::Authorization, federation)], Some(header)).await);
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

/// Each check comes with the one whose request tells whether a silence is the check's own.
async fn ask(
    courier: &Courier,
    target: &Target,
    checks: &[(Check, Option<Check>)],
    authorization: Option<Authorization>,
) -> Vec<Evidence> {
    let request = |check: Check, authorization: Option<Authorization>| {
        let mut url = format!("{}{}", target.base_url, path(&target.server_name, check));
        if let Check::Echo(_) = check {
            // No server of that name but this one is to be asked for the file.
            url.push_str("?allow_remote=false");
        }
        WireRequest { method: Method::Get, url, authorization, body: None }
    };
    let requests: Vec<_> = checks
        .iter()
        .map(|(check, control)| (request(*check, authorization.clone()), control.map(|control| request(control, None))))
        .collect();
    let shown: Vec<_> = requests.iter().map(|(sent, _)| format!("{} {}", sent.method.name(), sent.url)).collect();
    let answers = courier.ask_all(requests).await;
    let all = checks.iter().zip(shown).zip(answers);
    all.map(|(((check, _), request), answer)| Evidence { check: *check, request, answer }).collect()
}

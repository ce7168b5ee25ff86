//! Checks on other hosts than the homeserver's, made only when somebody asks for them.

use std::rc::Rc;

use super::ask::Asker;
use super::server::odd;
use super::{Examined, Finding, Says, Step};
use crate::api::discovery::web_address;
use crate::api::probe::{self, Fault, Target, Verify, federation_address};
use crate::api::wire::Wire;

/// The hosts that would be asked, as far as they are known beforehand.
#[must_use]
pub fn hosts_elsewhere(examined: &Examined) -> Vec<String> {
    let mut hosts = vec![web_address(&examined.server_name), federation_address(&examined.server_name)];
    hosts.extend(examined.issuer.clone());
    hosts
}

/// Asks them: what `.well-known` tells other servers, who answers them there, and Matrix Authentication Service.
pub async fn elsewhere(wire: Rc<dyn Wire>, verifier: &dyn Verify, examined: &Examined, tell: &dyn Fn(Finding)) {
    let mut asker = Asker::new(wire);
    let delegated = well_known(&mut asker, &examined.server_name).await;
    let address = match &delegated {
        Says::Delegates(name) => federation_address(name),
        _ => federation_address(&examined.server_name),
    };
    tell(Finding { step: Step::WellKnownServer, says: delegated, seen: asker.take() });

    let target = Target { base_url: address, server_name: examined.server_name.clone() };
    let report = probe::run(asker.wire.clone(), verifier, &target, Some(&examined.identity)).await;
    for evidence in report.findings.iter().filter_map(|finding| finding.evidence.as_ref()) {
        asker.saw(evidence.request.clone(), &evidence.answer);
    }
    let says = if let Some(Fault::OtherHomeserver { name }) = report.faults.first() {
        let name = name.clone().unwrap_or_default();
        Says::OtherServer { name, expected: examined.server_name.clone() }
    } else if report.faults.contains(&Fault::OtherKeys) {
        Says::OtherKeys
    } else if report.identity.is_none() {
        // Also what no browser may read, such as a certificate for servers alone.
        Says::NotReadable
    } else {
        Says::Paths(Box::new(report))
    };
    tell(Finding { step: Step::FederationAddress, says, seen: asker.take() });

    let Some(issuer) = &examined.issuer else { return };
    let answer = asker.get(&format!("{issuer}/.well-known/openid-configuration")).await;
    let says = match answer.good().as_ref().and_then(|body| body.get("issuer")) {
        Some(_) => Says::MasAnswers,
        None => odd(&answer),
    };
    tell(Finding { step: Step::DelegatedHost, says, seen: asker.take() });
    let answer = asker.get(&format!("{issuer}/api/admin/v1/users?page%5Bfirst%5D=1")).await;
    // Without a token the API refuses; what matters is that it is there.
    let says = if matches!(answer.status(), Some(200 | 401 | 403)) { Says::MasAdmin } else { Says::NoMasAdmin };
    tell(Finding { step: Step::DelegatedAdmin, says, seen: asker.take() });
}

/// What the server name's host tells other servers.
async fn well_known(asker: &mut Asker, server_name: &str) -> Says {
    let answer = asker.get(&format!("{}/.well-known/matrix/server", web_address(server_name))).await;
    if let Some(name) = answer.good().as_ref().and_then(|body| body.get("m.server")?.as_str()) {
        return Says::Delegates(name.to_owned());
    }
    match answer.status() {
        Some(404) => Says::NoWellKnown,
        // Synapse's own answer has no CORS header: servers read it all the same.
        None => Says::NotReadable,
        Some(_) => odd(&answer),
    }
}

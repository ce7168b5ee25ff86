//! Checks on other hosts than the homeserver's, made only when somebody asks for them.

use std::net::Ipv6Addr;
use std::rc::Rc;

use super::ask::Asker;
use super::{Examined, Finding, Says, Step};
use crate::api::discovery::{web_address, well_known as published};
use crate::api::probe::{self, Answer, Fault, Target, Verify, federation_address};
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
        // What is no name of a host sends nobody anywhere.
        _ => federation_address(&examined.server_name),
    };
    tell(Finding { step: Step::WellKnownServer, says: delegated, seen: asker.take() });

    let target = Target { base_url: address, server_name: examined.server_name.clone() };
    let report = probe::run(&asker.courier, verifier, &target, Some(&examined.identity)).await;
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
        None => answer.status().map_or(Says::NotReadable, |status| Says::Odd { status }),
    };
    tell(Finding { step: Step::DelegatedHost, says, seen: asker.take() });
    let answer = asker.get(&format!("{issuer}/api/admin/v1/users?page%5Bfirst%5D=1")).await;
    // Without a token the API refuses; what matters is that it is there.
    let says = if matches!(answer.status(), Some(200 | 401 | 403)) { Says::MasAdmin } else { Says::NoMasAdmin };
    tell(Finding { step: Step::DelegatedAdmin, says, seen: asker.take() });
}

/// What the server name's host tells other servers.
async fn well_known(asker: &mut Asker, server_name: &str) -> Says {
    match asker.get(&format!("{}/.well-known/matrix/server", web_address(server_name))).await {
        Answer::Said { status: 200..=299, body } => match published::json(&body) {
            Ok(body) => match body.get("m.server").and_then(serde_json::Value::as_str) {
                Some(name) if is_host_and_port(name) => Says::Delegates(name.to_owned()),
                Some(name) => Says::BadDelegate(name.to_owned()),
                None => Says::NoDelegate,
            },
            Err(why) => Says::ServerBroken(why),
        },
        Answer::Said { status: 404, .. } => Says::NoWellKnown,
        Answer::Said { status, .. } => Says::WellKnownStatus { status },
        Answer::Limited => Says::Limited,
        // Synapse's own answer has no CORS header: servers read it all the same.
        Answer::Silence { .. } | Answer::Late { .. } => Says::NotReadable,
    }
}

/// Whether other servers understand it: a host name or an IP address, perhaps with a port; IPv6 in brackets.
/// Source: <https://spec.matrix.org/latest/appendices/#server-name>
fn is_host_and_port(text: &str) -> bool {
    let (host, port) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, rest)) if host.parse::<Ipv6Addr>().is_ok() => match rest.strip_prefix(':') {
            Some(port) => ("v6", Some(port)),
            None if rest.is_empty() => ("v6", None),
            None => return false,
        },
        _ => match text.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (text, None),
        },
    };
    let letter = |letter: u8| letter.is_ascii_alphanumeric() || b"-.".contains(&letter);
    let digits =
        |port: &str| port.bytes().all(|digit| digit.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0);
    !host.is_empty() && host.bytes().all(letter) && port.is_none_or(digits)
}

#[cfg(test)]
mod tests {
    use super::is_host_and_port;

    #[test]
    fn what_other_servers_understand() {
        for good in ["hs.example", "hs.example:443", "192.0.2.1:8448", "[2001:db8::1]", "[2001:db8::1]:8448", "a-b.c:1"]
        {
            assert!(is_host_and_port(good), "{good}");
        }
        for bad in [
            "",
            "https://hs.example",
            "http://hs.example:443",
            "hs.example:",
            "hs.example/",
            "hs.example:443/",
            ":8448",
            "hs.example:https",
            "hs.example:0",
            "hs.example:65536",
            "hs.example:+443",
            "hs example",
            "user@hs.example",
            "2001:db8::1",
            "[2001:db8::1]8448",
            "[2001:db8::1]:",
            "[x]",
            "//hs.example",
            "hs.example?",
            "hs.example:443 ",
        ] {
            assert!(!is_host_and_port(bad), "{bad}");
        }
    }
}

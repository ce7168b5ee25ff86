//! The walk through all checks of one homeserver.

use std::rc::Rc;

use super::ask::{Asker, Heard};
use super::{Case, Finding, Level, Says, Seen, Step, connection, server};
use crate::api::discovery::Typed;
use crate::api::probe::{self, Check, Fault, Identity, Outcome, Report, Target, Verify};
use crate::api::session::Session;
use crate::api::wire::Wire;

/// The name that probes use where the server's own is unknown. No server is called that.
const NO_NAME: &str = "glia.invalid";

/// What the checks on other hosts need to know.
#[derive(Clone, Debug, PartialEq)]
pub struct Examined {
    /// The server's name, as it says it itself.
    pub server_name: String,
    /// Its keys.
    pub identity: Identity,
    /// The address of Matrix Authentication Service.
    pub issuer: Option<String>,
}

/// Makes all checks in their order; `tell` hears of each when it is done. What cannot be checked any more, because of
/// what failed before, is told as such: every step is told exactly once.
pub async fn examine(
    wire: Rc<dyn Wire>,
    verifier: &dyn Verify,
    case: &Case,
    tell: &dyn Fn(Finding),
) -> Option<Examined> {
    let mut walk = Walk { asker: Asker::new(wire), tell, told: Vec::new() };
    let examined = walk.go(verifier, case).await;
    for step in Step::HERE {
        if !walk.told.contains(&step) {
            walk.tell(step, Says::Blocked);
        }
    }
    examined
}

struct Walk<'a> {
    asker: Asker,
    tell: &'a dyn Fn(Finding),
    told: Vec<Step>,
}

impl Walk<'_> {
    /// Tells a finding, with the evidence since the last one.
    fn tell(&mut self, step: Step, says: Says) {
        let seen = self.asker.take();
        self.tell_with(step, says, seen);
    }

    /// `None` when the walk ended early.
    async fn go(&mut self, verifier: &dyn Verify, case: &Case) -> Option<Examined> {
        let (says, typed) = connection::name(&case.typed);
        self.tell(Step::Name, says);
        let typed = typed?;
        let base_url = self.connect(case, &typed).await?;
        let admin = server::admin_api(&mut self.asker, &base_url).await;
        let admin_answers = matches!(admin, Says::AdminAnswers(_));
        let admin_evidence = self.asker.take();
        let (preflight, token) = server::writes(&mut self.asker, &base_url, admin_answers).await;
        let mut writes = self.asker.take();
        let token_evidence = if token.level() == Level::Bad { std::mem::take(&mut writes) } else { Vec::new() };
        self.tell_with(Step::Preflight, preflight, writes);
        match admin {
            twice @ Says::Twice { .. } => {
                self.tell_with(Step::CorsOnce, twice, admin_evidence);
                self.tell(Step::AdminApi, Says::Blocked);
            }
            other => {
                self.tell(Step::CorsOnce, Says::Once);
                self.tell_with(Step::AdminApi, other, admin_evidence);
            }
        }
        self.tell_with(Step::Authorization, token, token_evidence);
        let login = server::login(&mut self.asker, &base_url).await;
        self.tell(Step::Login, login);
        let keys = self.asker.get(&format!("{base_url}/_matrix/key/v2/server")).await;
        let keys = (keys, self.asker.take());
        let named = keys.0.good().and_then(|body| Some(body.get("server_name")?.as_str()?.to_owned()));
        // At another homeserver the session means nothing.
        let is_other = |session: &Session| named.as_ref().is_some_and(|name| name != session.server_name());
        let right = if server::session(case, &base_url).is_some_and(is_other) {
            Says::Blocked
        } else {
            server::right(&self.asker, case, &base_url).await
        };
        self.tell(Step::AdminRight, right);
        let delegated = server::delegated(&mut self.asker, &base_url).await;
        let issuer = if let Says::Mas(issuer) = &delegated { Some(issuer.clone()) } else { None };
        self.tell(Step::Delegated, delegated);
        self.federation(verifier, case, &typed, &base_url, issuer, keys).await
    }

    fn tell_with(&mut self, step: Step, says: Says, seen: Vec<Seen>) {
        self.told.push(step);
        (self.tell)(Finding { step, says, seen });
    }

    /// Up to `/versions`; `None` when it cannot be read.
    async fn connect(&mut self, case: &Case, typed: &Typed) -> Option<String> {
        let (mut well_known, base_url) = connection::well_known(&mut self.asker, typed).await;
        let mut looked_up = self.asker.take();
        let Some(mut base_url) = base_url else {
            self.tell_with(Step::WellKnown, well_known, looked_up);
            return None;
        };
        let mut found = connection::connect(&mut self.asker, case, &base_url).await;
        let mut seen = self.asker.take();
        // People type the address of a website that leads on to the homeserver's.
        if let (Typed::BaseUrl(_), Says::NotMatrix { .. }) = (typed, &found.versions) {
            let other = connection::leads_on(&mut self.asker, &base_url).await;
            seen.extend(self.asker.take());
            if let Some(other) = other {
                looked_up = std::mem::take(&mut seen);
                well_known = Says::LeadsOn(other.clone());
                base_url = other;
                found = connection::connect(&mut self.asker, case, &base_url).await;
                seen = self.asker.take();
            }
        }
        self.tell_with(Step::WellKnown, well_known, looked_up);
        let works = matches!(found.versions, Says::Matrix);
        let mut steps = vec![
            (Step::Reach, found.reach),
            (Step::Encryption, found.encryption),
            (Step::Versions, found.versions),
            (Step::Cors, found.cors),
        ];
        if !works {
            steps.extend([(Step::Preflight, Says::Blocked), (Step::CorsOnce, found.cors_once)]);
        }
        // The evidence stands where the fault is.
        let wrong = steps.iter().find(|(_, says)| says.level() == Level::Bad).map_or(Step::Versions, |(step, _)| *step);
        for (step, says) in steps {
            let seen = if step == wrong { std::mem::take(&mut seen) } else { Vec::new() };
            self.tell_with(step, says, seen);
        }
        works.then_some(base_url)
    }

    async fn federation(
        &mut self,
        verifier: &dyn Verify,
        case: &Case,
        typed: &Typed,
        base_url: &str,
        issuer: Option<String>,
        (keys, keys_evidence): (Heard, Vec<Seen>),
    ) -> Option<Examined> {
        let body = keys.good();
        let name = body.as_ref().and_then(|body| body.get("server_name")?.as_str()).map(str::to_owned);
        let valid_until = body.as_ref().and_then(|body| body.get("valid_until_ts")?.as_f64());
        let clock = server::clock(&mut self.asker, case, base_url, valid_until).await;
        self.tell(Step::Clock, clock);

        let expected = server::session(case, base_url).map(|session| session.server_name().to_owned());
        let server_name = expected.clone().or_else(|| name.clone()).unwrap_or_else(|| NO_NAME.to_owned());
        let target = Target { base_url: base_url.to_owned(), server_name };
        let report = probe::run(self.asker.wire.clone(), verifier, &target, None).await;
        let identity = report.identity.clone();
        let whose = whose(&report, expected, typed, base_url);
        let report = of_paths(report);
        for finding in &report.findings {
            if let Some(evidence) = finding.evidence.as_ref().filter(|_| !is_of_keys(finding.check)) {
                self.asker.saw(evidence.request.clone(), &evidence.answer);
            }
        }
        self.tell(Step::Paths, Says::Paths(Box::new(report)));
        let whose =
            whose.unwrap_or_else(|| if keys.has_code("M_UNRECOGNIZED") { Says::NotServed } else { server::odd(&keys) });
        self.tell_with(Step::Keys, whose, keys_evidence);

        let version = self.asker.get(&format!("{base_url}/_matrix/federation/v1/version")).await;
        let says = match version.good().as_ref().and_then(|body| body.get("server")) {
            Some(server) => {
                let part = |name: &str| server.get(name).and_then(|part| part.as_str()).unwrap_or_default();
                Says::Version(format!("{} {}", part("name"), part("version")).trim().to_owned())
            }
            None if version.has_code("M_UNRECOGNIZED") => Says::NotServed,
            None => server::odd(&version),
        };
        self.tell(Step::Federation, says);
        let identity = identity?;
        Some(Examined { server_name: identity.server_name.clone(), identity, issuer })
    }
}

fn is_of_keys(check: Check) -> bool {
    matches!(check, Check::Identity | Check::SelfSignature)
}

/// Whose server answers. `expected` is the signed-in account's; what was typed is only a hint, for people also type the
/// name of the host.
fn whose(report: &Report, expected: Option<String>, typed: &Typed, base_url: &str) -> Option<Says> {
    let Identity { server_name: name, .. } = report.identity.clone()?;
    let key = report.identity.as_ref().and_then(Identity::key_id).unwrap_or_default().to_owned();
    if let Some(expected) = expected.filter(|expected| *expected != name) {
        return Some(Says::OtherServer { name, expected });
    }
    if report.faults.contains(&Fault::BadSelfSignature) {
        return Some(Says::BadSignature);
    }
    if let Typed::ServerName(typed) = typed
        && *typed != name
        && !connection::is_host_of(typed, base_url)
    {
        return Some(Says::OtherName { name, typed: typed.clone() });
    }
    let verified = report
        .findings
        .iter()
        .any(|finding| finding.check == Check::SelfSignature && finding.judgement == probe::Judgement::Intact);
    Some(Says::Keys { name, key, verified })
}

/// Without what other steps tell: whose server it is, its keys, and the header.
fn of_paths(mut report: Report) -> Report {
    let elsewhere = |fault: &Fault| {
        matches!(
            fault,
            Fault::OtherHomeserver { .. }
                | Fault::OtherKeys
                | Fault::BadSelfSignature
                | Fault::StripsAuthorization
                | Fault::BreaksAuthorization
        )
    };
    report.faults.retain(|fault| !elsewhere(fault));
    let paths = |check: Check| matches!(check, Check::Echo(_) | Check::Route);
    let levels: Vec<_> =
        report.findings.iter().filter(|found| paths(found.check)).map(|found| found.judgement.level()).collect();
    report.outcome = if levels.contains(&probe::Level::Bad) {
        Outcome::Broken
    } else if levels.contains(&probe::Level::Warn) {
        Outcome::Odd
    } else if levels.contains(&probe::Level::Good) {
        // One way of asking is enough: old servers echo nothing, and some serve no federation at this address.
        Outcome::Intact
    } else {
        Outcome::Unclear
    };
    report
}

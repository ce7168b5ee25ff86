//! The walk through all checks of one homeserver.

use std::rc::Rc;

use super::ask::Asker;
use super::parts::{self, Part};
use super::posts::Posts;
use super::writes::{self, Told, Writes};
use super::{Case, Finding, Level, Says, Seen, Step, between, connection, server};
use crate::api::discovery::Typed;
use crate::api::probe::{
    self, Answer, Check, Echo, Fault, Identity, Judgement, Outcome, Report, Target, Unknown, Verify,
};
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
    let mut walk = Walk { asker: Asker::new(wire), tell, told: Vec::new(), readable: true, arrives: false };
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
    /// Whether errors of the client API can be read.
    readable: bool,
    /// Whether a token arrives.
    arrives: bool,
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
        let (base_url, client) = self.connect(case, &typed).await?;
        let (admin, mut posts) = self.api(&base_url, client).await;
        let dropped = between::query(&mut self.asker, case, &base_url, &admin, &posts.register).await;
        let mut seen = std::mem::take(&mut posts.register_seen);
        seen.extend(self.asker.take());
        self.tell_with(Step::Query, dropped, seen);
        let cached = between::caching(&mut self.asker, case, &base_url, &admin).await;
        self.tell(Step::Caching, cached);

        let login = self.asker.get(&server::login_url(&base_url)).await;
        let ways = server::login(&login, &base_url);
        let login = match posts.refused().filter(|_| matches!(ways, Says::Flows { .. })) {
            Some(refused) => refused,
            None => self.own(ways),
        };
        let mut seen = posts.login_seen;
        seen.extend(self.asker.take());
        self.tell_with(Step::Login, login, seen);
        let keys = self.asker.get(&server::keys_url(&base_url)).await;
        let keys = (keys, self.asker.take());
        let named = keys.0.good().and_then(|body| Some(body.get("server_name")?.as_str()?.to_owned()));
        // At another homeserver the session means nothing.
        let is_other = |session: &Session| named.as_ref().is_some_and(|name| name != session.server_name());
        // Nor where no token arrives.
        let right = if server::session(case, &base_url).is_some_and(|own| !self.arrives || is_other(own)) {
            Says::Blocked
        } else {
            server::right(&self.asker, case, &base_url).await
        };
        self.tell(Step::AdminRight, right);
        let delegated = server::delegated(&mut self.asker, &base_url).await;
        let issuer = if let Says::Mas(issuer) = &delegated { Some(issuer.clone()) } else { None };
        let delegated = self.own(delegated);
        self.tell(Step::Delegated, delegated);
        let examined = self.federation(verifier, case, &typed, &base_url, issuer, keys).await;
        let limited = self.asker.courier.met_limit();
        self.tell(Step::Limits, if limited { Says::Limit } else { Says::NoLimit });
        examined
    }

    /// Where errors are hidden or replaced, that one of them is so is no fault of its own.
    fn own(&self, says: Says) -> Says {
        if self.readable || !matches!(says, Says::Intercepted { .. }) { says } else { Says::Blocked }
    }

    /// The parts of the API: what is forwarded, errors, methods, bodies, token.
    async fn api(&mut self, base_url: &str, client: Part) -> (Part, Posts) {
        self.readable = client.errors == Says::ErrorsReadable;
        let admin = parts::admin(&mut self.asker, base_url, self.readable).await;
        // A good answer that needs no token, for what follows where errors cannot be read.
        let good = server::keys_url(base_url);
        let mut told = if client.control || self.asker.get(&good).await.good().is_some() {
            let writes = Writes::ask(&mut self.asker, base_url, false, client.control, &good).await;
            let admins = if admin.answers && (admin.control || !client.control) {
                let version = parts::version(base_url);
                Some(Writes::ask(&mut self.asker, base_url, true, admin.control, &version).await)
            } else {
                None
            };
            writes::judge(writes, admins)
        } else {
            Told { preflight: Says::Blocked, bodies: Says::Blocked, token: Says::Blocked, seen: self.asker.take() }
        };
        let posts = Posts::ask(&mut self.asker, base_url).await;
        let (errors, errors_seen) = match (client.errors, admin.errors.clone()) {
            (Says::ErrorsReadable, Says::Blocked) => (Says::ErrorsReadable, Vec::new()),
            (Says::ErrorsReadable, of_admin) => {
                let wrong = of_admin.level() == Level::Bad;
                (of_admin, if wrong { admin.seen.clone() } else { Vec::new() })
            }
            (of_client, _) => (of_client, client.seen.clone()),
        };
        self.tell_with(Step::Errors, errors, errors_seen);
        // The evidence stands where the fault is; all of it comes from the same requests.
        let mut of = |says: &Says| if says.level() == Level::Bad { std::mem::take(&mut told.seen) } else { Vec::new() };
        let (token_seen, mut bodies_seen) = (of(&told.token), of(&told.bodies));
        if posts.is_dropped() {
            told.bodies = Says::BodyDropped;
            bodies_seen.extend(posts.login_seen.iter().chain(&posts.register_seen).cloned());
        }
        self.tell_with(Step::Preflight, told.preflight, told.seen);
        self.tell_with(Step::Bodies, told.bodies, bodies_seen);
        let (once, once_seen) = match (client.once, admin.once.clone()) {
            (Says::Once, Says::Once) => (Says::Once, Vec::new()),
            (Says::Once, of_admin) => (of_admin, admin.seen.clone()),
            (of_client, _) => (of_client, client.seen),
        };
        self.tell_with(Step::CorsOnce, once, once_seen);
        self.tell_with(Step::AdminApi, admin.says.clone(), admin.seen.clone());
        self.arrives = told.token == Says::Arrives;
        self.tell_with(Step::Authorization, told.token, token_seen);
        (admin, posts)
    }

    fn tell_with(&mut self, step: Step, says: Says, seen: Vec<Seen>) {
        self.told.push(step);
        (self.tell)(Finding { step, says, seen });
    }

    /// Up to `/versions`, and the client API beside it; `None` when `/versions` cannot be read.
    async fn connect(&mut self, case: &Case, typed: &Typed) -> Option<(String, Part)> {
        let (mut well_known, base_url) = connection::well_known(&mut self.asker, typed).await;
        let mut looked_up = self.asker.take();
        let Some(mut base_url) = base_url else {
            self.tell_with(Step::WellKnown, well_known, looked_up);
            return None;
        };
        let mut found = connection::connect(&mut self.asker, case, &base_url).await;
        let mut seen = self.asker.take();
        // People type the address of a website that leads on to the homeserver's.
        if let (Typed::BaseUrl(_), Says::NotMatrix { .. }) = (typed, &found.versions)
            && let Some(other) = connection::leads_on(&mut self.asker, &base_url).await
        {
            seen.extend(self.asker.take());
            looked_up = std::mem::take(&mut seen);
            well_known = other;
            let Says::LeadsOn(other) = &well_known else {
                self.tell_with(Step::WellKnown, well_known, looked_up);
                return None;
            };
            base_url.clone_from(other);
            found = connection::connect(&mut self.asker, case, &base_url).await;
            seen = self.asker.take();
        }
        // Which of both is at fault nobody can tell, but that the name leads nowhere.
        if let (Says::WellKnownUnreadable, Says::Unreadable | Says::NotMatrix { .. }) = (&well_known, &found.versions) {
            let hidden =
                if found.versions == Says::Unreadable { Says::WellKnownHidden } else { Says::WellKnownForbidden };
            looked_up.extend(seen);
            self.tell_with(Step::WellKnown, hidden, looked_up);
            return None;
        }
        self.tell_with(Step::WellKnown, well_known, looked_up);
        let works = matches!(found.versions, Says::Matrix);
        let mut client = None;
        if works {
            self.asker.can_read(&connection::versions(&base_url));
            let part = parts::client(&mut self.asker, &base_url).await;
            if part.says != Says::Matrix {
                seen.extend(part.seen.iter().cloned());
                found.versions = part.says.clone();
            }
            client = Some(part);
        }
        let mut steps = vec![
            (Step::Reach, found.reach),
            (Step::Encryption, found.encryption),
            (Step::Versions, found.versions),
            (Step::Cors, found.cors),
        ];
        if !works {
            let blocked = [Step::Errors, Step::Preflight, Step::Bodies].map(|step| (step, Says::Blocked));
            steps.extend(blocked);
            steps.push((Step::CorsOnce, found.cors_once));
        }
        // The evidence stands where the fault is.
        let wrong = steps.iter().find(|(_, says)| says.level() == Level::Bad).map_or(Step::Versions, |(step, _)| *step);
        for (step, says) in steps {
            let seen = if step == wrong { std::mem::take(&mut seen) } else { Vec::new() };
            self.tell_with(step, says, seen);
        }
        Some((base_url, client?))
    }

    async fn federation(
        &mut self,
        verifier: &dyn Verify,
        case: &Case,
        typed: &Typed,
        base_url: &str,
        issuer: Option<String>,
        (keys, keys_evidence): (Answer, Vec<Seen>),
    ) -> Option<Examined> {
        let body = keys.good();
        let name = body.as_ref().and_then(|body| body.get("server_name")?.as_str()).map(str::to_owned);
        let valid_until = body.as_ref().and_then(|body| body.get("valid_until_ts")?.as_f64());
        let clock = server::clock(&mut self.asker, case, base_url, valid_until).await;
        self.tell(Step::Clock, clock);

        let expected = server::session(case, base_url).map(|session| session.server_name().to_owned());
        let server_name = expected.clone().or_else(|| name.clone()).unwrap_or_else(|| NO_NAME.to_owned());
        let target = Target { base_url: base_url.to_owned(), server_name };
        let report = probe::run(&self.asker.courier, verifier, &target, None).await;
        let identity = report.identity.clone();
        let whose = whose(&report, expected, typed, base_url);
        let stripped = report.faults.contains(&Fault::StripsAuthorization);
        let report = of_paths(report);
        for finding in &report.findings {
            if let Some(evidence) = finding.evidence.as_ref().filter(|_| !is_of_keys(finding.check)) {
                self.asker.saw(evidence.request.clone(), &evidence.answer);
            }
        }
        let paths = match media(&report) {
            Some(status) if report.outcome != Outcome::Broken && self.readable => {
                Says::Intercepted { path: "/_matrix/media".to_owned(), status }
            }
            _ => Says::Paths(Box::new(report)),
        };
        self.tell(Step::Paths, paths);
        let whose = whose.unwrap_or_else(|| {
            if keys.has_code("M_UNRECOGNIZED") {
                Says::NotServed
            } else {
                server::odd(&keys, &server::keys_url(base_url))
            }
        });
        let whose = self.own(whose);
        self.tell_with(Step::Keys, whose, keys_evidence);

        let url = format!("{base_url}/_matrix/federation/v1/version");
        let version = self.asker.get(&url).await;
        let says = match version.good().as_ref().and_then(|body| body.get("server")) {
            Some(server) => {
                let part = |name: &str| server.get(name).and_then(|part| part.as_str()).unwrap_or_default();
                Says::Version(format!("{} {}", part("name"), part("version")).trim().to_owned())
            }
            None if version.has_code("M_UNRECOGNIZED") => Says::NotServed,
            None => server::odd(&version, &url),
        };
        // A token that is stripped, too, is told by its own check.
        let says = if stripped && self.arrives { Says::SignatureStripped } else { self.own(says) };
        self.tell(Step::Federation, says);
        let identity = identity?;
        Some(Examined { server_name: identity.server_name.clone(), identity, issuer })
    }
}

/// The status with which something in front of Synapse answers for media, when it does; `Some(None)` for what cannot be read.
fn media(report: &Report) -> Option<Option<u16>> {
    let plain = report.findings.iter().find(|finding| finding.check == Check::Echo(Echo::Plain))?;
    let answer = &plain.evidence.as_ref()?.answer;
    let asked = matches!(plain.judgement, Judgement::Unknown(Unknown::NoAnswer | Unknown::NoEcho));
    let foreign = answer.is_silence() || (answer.is_said() && !answer.is_matrix());
    (asked && foreign).then(|| answer.status())
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
        .any(|finding| finding.check == Check::SelfSignature && finding.judgement == Judgement::Intact);
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

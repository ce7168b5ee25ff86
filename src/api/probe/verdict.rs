//! What all findings mean together: the broken layer, named.

use super::{Change, Check, Echo, Finding, Identity, Judgement, Level, Target, Unknown};

/// Something that makes signatures invalid, or may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Another homeserver answers at this address.
    OtherHomeserver {
        /// Its name, if it said it.
        name: Option<String>,
    },
    /// The same homeserver name with other keys than at the base URL.
    OtherKeys,
    /// The published keys are not signed with the keys.
    BadSelfSignature,
    /// `%2F` reaches Synapse as `/`.
    DecodesSlashes,
    /// Encoded letters reach Synapse decoded or encoded in another way; slashes may stay.
    DecodesEscapes,
    /// Requests with `%2F` never reach Synapse.
    RefusesSlashes,
    /// Requests with other encoded letters never reach Synapse.
    RefusesEscapes,
    /// Paths reach Synapse changed in another way.
    AltersPaths,
    /// Escapes that no usual request has are decoded.
    Normalizes,
    /// `//` reaches Synapse as `/`.
    MergesSlashes,
    /// The `Authorization` header does not reach Synapse.
    StripsAuthorization,
    /// The `Authorization` header reaches Synapse broken.
    BreaksAuthorization,
}

/// What shows in just this way. Several programs may fit each; the words about it say what tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// Everything is decoded: nginx with an address behind `proxy_pass` that has a path (be it one slash) or a `rewrite`;
    /// others with a rewrite to the decoded path.
    DecodesAll,
    /// All but slashes: Apache without `nocanon`.
    ApacheCanon,
    /// `%2F` alone is refused: Apache without `AllowEncodedSlashes NoDecode`; Traefik that allows all but this.
    RefusesSlash,
    /// Apache, without either.
    ApacheBoth,
    /// `%23 %25 %3F` are refused, mostly `%2F`, too: Traefik where `encodedCharacters` does not allow them.
    RefusesReserved,
    /// Caddy, with `rewrite * {path}`.
    CaddyRewrite,
    /// Traefik always, HAProxy with `normalize-uri`.
    Normalizes,
}

/// The answer in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// At least one fault that makes signatures invalid.
    Broken,
    /// Only something odd, from which no usual request suffers.
    Odd,
    /// All that can be checked from here is as it should be.
    Intact,
    /// No fault, but something important could not be checked.
    Unclear,
}

/// All that came out at one address.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Where, and who should answer.
    pub target: Target,
    /// Who did.
    pub identity: Option<Identity>,
    /// The checks in the order in which they are to be read.
    pub findings: Vec<Finding>,
    /// What is wrong, worst first.
    pub faults: Vec<Fault>,
    /// The mistake that shows like this, when it is a known one.
    pub habit: Option<Habit>,
    /// The answer in short.
    pub outcome: Outcome,
}

pub(super) fn report(target: &Target, identity: Option<Identity>, findings: Vec<Finding>) -> Report {
    let faults = faults(&findings);
    let habit = habit(&findings);
    let outcome = outcome(&findings, &faults);
    Report { target: target.clone(), identity, findings, faults, habit, outcome }
}

fn of(findings: &[Finding], check: Check) -> Option<&Judgement> {
    findings.iter().find(|finding| finding.check == check).map(|finding| &finding.judgement)
}

fn faults(findings: &[Finding]) -> Vec<Fault> {
    let mut found: Vec<Fault> = Vec::new();
    for finding in findings {
        let fault = match (finding.check, &finding.judgement) {
            (_, Judgement::Intact | Judgement::Unknown(_)) => continue,
            (_, Judgement::OtherServer { name }) => Fault::OtherHomeserver { name: name.clone() },
            (_, Judgement::OtherKeys) => Fault::OtherKeys,
            (_, Judgement::Forged) => Fault::BadSelfSignature,
            (_, Judgement::Stripped) => Fault::StripsAuthorization,
            (_, Judgement::Mangled) => Fault::BreaksAuthorization,
            (_, Judgement::Lost) => Fault::DecodesSlashes,
            (Check::Echo(Echo::Slash) | Check::Route, Judgement::Refused) => Fault::RefusesSlashes,
            (_, Judgement::Refused) => Fault::RefusesEscapes,
            (Check::Echo(Echo::Slash), Judgement::Changed { change: Change::Decoded, .. }) => Fault::DecodesSlashes,
            (_, Judgement::Changed { change: Change::Decoded, .. }) => Fault::DecodesEscapes,
            (_, Judgement::Changed { change: Change::Normalized, .. }) => Fault::Normalizes,
            (_, Judgement::Changed { change: Change::Merged, .. }) => Fault::MergesSlashes,
            (_, Judgement::Changed { change: Change::Altered, .. }) => Fault::AltersPaths,
        };
        if !found.contains(&fault) {
            found.push(fault);
        }
    }
    // Whoever decodes slashes decodes the rest, and whoever decodes merges: one mistake, one name.
    if found.contains(&Fault::DecodesSlashes) {
        found.retain(|fault| *fault != Fault::DecodesEscapes);
    }
    if found.contains(&Fault::DecodesSlashes) || found.contains(&Fault::DecodesEscapes) {
        found.retain(|fault| !matches!(fault, Fault::MergesSlashes | Fault::Normalizes | Fault::RefusesEscapes));
    }
    if found.contains(&Fault::Normalizes) {
        found.retain(|fault| *fault != Fault::MergesSlashes);
    }
    found
}

fn habit(findings: &[Finding]) -> Option<Habit> {
    let echo = |kind| of(findings, Check::Echo(kind));
    let changed = |kind| matches!(echo(kind), Some(Judgement::Changed { .. }));
    let intact = |kind| echo(kind) == Some(&Judgement::Intact);
    let refused = |kind| echo(kind) == Some(&Judgement::Refused);
    let sigils = changed(Echo::Sigils);
    if changed(Echo::Slash) && sigils {
        Some(Habit::DecodesAll)
    } else if refused(Echo::Slash) && sigils {
        Some(Habit::ApacheBoth)
    } else if refused(Echo::Reserved) && intact(Echo::Sigils) {
        Some(Habit::RefusesReserved)
    } else if refused(Echo::Slash) && intact(Echo::Sigils) {
        Some(Habit::RefusesSlash)
    } else if intact(Echo::Slash) && sigils {
        Some(Habit::ApacheCanon)
    } else if intact(Echo::Slash) && intact(Echo::Sigils) && intact(Echo::Reserved) && changed(Echo::Unreserved) {
        Some(Habit::Normalizes)
    } else if intact(Echo::Unreserved) && intact(Echo::Sigils) && changed(Echo::Reserved) {
        Some(Habit::CaddyRewrite)
    } else {
        None
    }
}

fn outcome(findings: &[Finding], faults: &[Fault]) -> Outcome {
    if findings.iter().any(|finding| finding.judgement.level() == Level::Bad) {
        return Outcome::Broken;
    }
    if !faults.is_empty() {
        return Outcome::Odd;
    }
    // A browser without Ed25519 is no reason to doubt the server.
    let unclear =
        findings.iter().any(|finding| matches!(finding.judgement, Judgement::Unknown(why) if why != Unknown::NoCrypto));
    if unclear { Outcome::Unclear } else { Outcome::Intact }
}

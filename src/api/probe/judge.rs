//! What each answer means.

use super::finding::{Change, Finding, Judgement, Unknown};
use super::path::path;
use super::verdict::{self, Report};
use super::{Answer, Check, Echo, Evidence, Identity, Target};
use crate::model::percent;

/// Judges all answers, in the order in which they are to be read. `signature` is what came of verifying the keys'
/// signature, `known` what the same server said of itself at another address.
#[must_use]
pub fn judge(target: &Target, evidence: Vec<Evidence>, signature: Judgement, known: Option<&Identity>) -> Report {
    let answer = |check: Check| evidence.iter().find(|found| found.check == check).map(|found| &found.answer);
    let identity = answer(Check::Identity).and_then(Identity::read);
    let mut judged = vec![
        (Check::Identity, whose(target, identity.as_ref(), answer(Check::Identity), known)),
        (Check::SelfSignature, signature),
    ];
    let plain = echo(target, Echo::Plain, answer(Check::Echo(Echo::Plain)), None);
    let echoes = !matches!(plain, Judgement::Unknown(_));
    judged.push((Check::Echo(Echo::Plain), plain));
    if echoes {
        let others = Echo::ALL.into_iter().filter(|echo| *echo != Echo::Plain);
        judged.extend(others.map(|kind| {
            let check = Check::Echo(kind);
            (check, echo(target, kind, answer(check), answer(Check::Echo(Echo::Plain))))
        }));
    }
    let served = federation(answer(Check::Federation));
    judged.push((Check::Route, route(&served, answer(Check::Route))));
    judged.push((Check::Authorization, header(&served, answer(Check::Authorization), identity.as_ref())));
    judged.insert(2, (Check::Federation, served));
    let findings = judged
        .into_iter()
        .map(|(check, judgement)| Finding {
            check,
            judgement,
            evidence: evidence.iter().find(|found| found.check == check).cloned(),
        })
        .collect();
    verdict::report(target, identity, findings)
}

fn whose(target: &Target, identity: Option<&Identity>, answer: Option<&Answer>, known: Option<&Identity>) -> Judgement {
    match (identity, answer) {
        (Some(found), _) if found.server_name != target.server_name => {
            Judgement::OtherServer { name: Some(found.server_name.clone()) }
        }
        (Some(found), _) if known.is_some_and(|known| known.keys != found.keys) => Judgement::OtherKeys,
        (Some(_), _) => Judgement::Intact,
        (None, answer) => Judgement::Unknown(unreadable(answer)),
    }
}

/// Why an answer says nothing about the question.
fn unreadable(answer: Option<&Answer>) -> Unknown {
    match answer {
        None | Some(Answer::Silence { .. } | Answer::Late { .. }) => Unknown::NoAnswer,
        Some(Answer::Limited) => Unknown::Limited,
        Some(Answer::Said { status: 404 | 405, .. }) => Unknown::NotServed,
        Some(Answer::Said { .. }) => Unknown::Unexpected,
    }
}

fn echo(target: &Target, kind: Echo, answer: Option<&Answer>, plain: Option<&Answer>) -> Judgement {
    let sent = path(&target.server_name, Check::Echo(kind));
    if let Some(seen) = answer.and_then(Answer::echoed) {
        return if seen == sent { Judgement::Intact } else { changed(sent, seen) };
    }
    match answer {
        None | Some(Answer::Late { .. } | Answer::Limited) => Judgement::Unknown(unreadable(answer)),
        // Without the plain one there is nothing to compare with.
        Some(Answer::Silence { .. }) if plain.is_none() => Judgement::Unknown(Unknown::NoAnswer),
        Some(Answer::Said { .. }) if plain.is_none() => Judgement::Unknown(Unknown::NoEcho),
        // Synapse's own words about something else, such as too many requests.
        Some(said) if said.error().is_some() => Judgement::Unknown(Unknown::Unexpected),
        Some(_) => Judgement::Refused,
    }
}

fn changed(sent: String, seen: String) -> Judgement {
    let change = if merged(&sent) == seen {
        Change::Merged
    } else if normalized(&sent) == normalized(&seen) || merged(&normalized(&sent)) == normalized(&seen) {
        Change::Normalized
    } else if percent::decode(&sent) == percent::decode(&seen) {
        Change::Decoded
    } else {
        Change::Altered
    };
    Judgement::Changed { sent, seen, change }
}

fn merged(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for letter in path.chars() {
        if !(letter == '/' && out.ends_with('/')) {
            out.push(letter);
        }
    }
    out
}

/// As RFC 3986 (6.2.2) has it: unreserved letters decoded, hexadecimal digits in capitals.
fn normalized(path: &str) -> String {
    let mut parts = path.split('%');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        match u8::from_str_radix(digits, 16).map(char::from) {
            Ok(letter) if letter.is_ascii_alphanumeric() || "-._~".contains(letter) => out.push(letter),
            _ => {
                out.push('%');
                out.push_str(&digits.to_ascii_uppercase());
            }
        }
        out.push_str(rest);
    }
    out
}

/// Synapse wants a signature for this, so that is what it must say.
fn federation(answer: Option<&Answer>) -> Judgement {
    match answer.and_then(Answer::error) {
        Some(error) if error.status == 401 => Judgement::Intact,
        _ => Judgement::Unknown(unreadable(answer)),
    }
}

fn route(served: &Judgement, answer: Option<&Answer>) -> Judgement {
    if let Judgement::Unknown(why) = served {
        return Judgement::Unknown(*why);
    }
    match (answer.and_then(Answer::error), answer) {
        (Some(error), _) if error.status == 401 => Judgement::Intact,
        (Some(error), _) if error.errcode == "M_UNRECOGNIZED" => Judgement::Lost,
        (Some(_), _) => Judgement::Unknown(Unknown::Unexpected),
        (None, None | Some(Answer::Late { .. } | Answer::Limited)) => Judgement::Unknown(unreadable(answer)),
        (None, Some(_)) => Judgement::Refused,
    }
}

/// Synapse has one errcode for all of these, so its words decide (the same ones in 1.98 and 1.163).
fn header(served: &Judgement, answer: Option<&Answer>, identity: Option<&Identity>) -> Judgement {
    let Some(answer) = answer else {
        return Judgement::Unknown(if identity.is_none() { Unknown::NoKey } else { Unknown::NoAnswer });
    };
    if let Judgement::Unknown(why) = served {
        return Judgement::Unknown(*why);
    }
    let Some(error) = answer.error() else { return Judgement::Unknown(unreadable(Some(answer))) };
    let says = |words: &str| error.error.starts_with(words);
    // A server that federates with a list of others alone may not have itself on it: it has read the header all the same.
    if says("Invalid signature") || says("Federation denied with") {
        Judgement::Intact
    } else if says("Missing Authorization headers") {
        Judgement::Stripped
    } else if says("Malformed Authorization header") {
        Judgement::Mangled
    } else if says("Destination mismatch") {
        Judgement::OtherServer { name: identity.map(|identity| identity.server_name.clone()) }
    } else {
        Judgement::Unknown(Unknown::Unexpected)
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, Judgement, changed};

    /// Hexadecimal digits in capitals mean the same; a letter with a meaning does not.
    #[test]
    fn what_needs_no_escape_is_normalized() {
        for (sent, seen, change) in [
            ("/a/p%2e%2E", "/a/p..", Change::Normalized),
            ("/a/%7Eb%2D", "/a/~b-", Change::Normalized),
            ("/a//%7E", "/a/~", Change::Normalized),
            ("/a/p%2fq", "/a/p%2Fq", Change::Normalized),
            ("/a//p", "/a/p", Change::Merged),
            ("/a/p%21", "/a/p!", Change::Decoded),
            ("/a/p%2Fq", "/a/p/q", Change::Decoded),
            ("/a/p%2Fq", "/a/p", Change::Altered),
            ("/a/%é", "/a/é", Change::Altered),
        ] {
            let found = changed(sent.to_owned(), seen.to_owned());
            assert!(
                matches!(found, Judgement::Changed { change: found, .. } if found == change),
                "{sent} {seen}: {found:?}"
            );
        }
    }
}

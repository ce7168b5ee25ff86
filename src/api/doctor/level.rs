//! How bad it is what a check came to, and how sure.

use super::{Level, Says, Sure};
use crate::api::probe;

impl Says {
    /// How bad it is.
    #[must_use]
    pub fn level(&self) -> Level {
        match self {
            Self::NotAName
            | Self::WellKnownBroken(_)
            | Self::WellKnownHidden
            | Self::WellKnownForbidden
            | Self::NoClientApi
            | Self::WantsPassword
            | Self::Aborted
            | Self::TwiceOnErrors
            | Self::ErrorsHidden { .. }
            | Self::ErrorsReplaced { .. }
            | Self::BodyRefused { .. }
            | Self::BodyDropped
            | Self::AdminPartly(_)
            | Self::AdminAborted
            | Self::QueryDropped { .. }
            | Self::Cached { .. }
            | Self::SignatureStripped
            | Self::BadDelegate(_)
            | Self::ServerBroken(_)
            | Self::NoDelegate
            | Self::Nothing { .. }
            | Self::NoHost
            | Self::Mixed
            | Self::NoTrust
            | Self::NotMatrix { .. }
            | Self::BadGateway { .. }
            | Self::Unreadable
            | Self::ClientHidden
            | Self::Twice { .. }
            | Self::PreflightRefused { .. }
            | Self::MethodsRefused(_)
            | Self::AdminHidden
            | Self::AdminRefused { .. }
            | Self::AdminElsewhere
            | Self::Stripped { .. }
            | Self::OtherCredentials
            | Self::NotAdmin
            | Self::Ended
            | Self::OtherServer { .. }
            | Self::BadSignature
            | Self::OtherKeys
            | Self::Late { .. } => Level::Bad,
            // Federation may come in at another address; nothing of Glia's does.
            Self::Intercepted { path, .. }
                if ["/_matrix/key", "/_matrix/fed"].iter().any(|part| path.starts_with(part)) =>
            {
                Level::Warn
            }
            Self::Intercepted { .. } => Level::Bad,
            Self::Plain
            | Self::ClockOff(_)
            | Self::OtherName { .. }
            | Self::LeadsOn(_)
            | Self::WellKnownStatus { .. }
            | Self::Limit => Level::Warn,
            Self::WellKnownUnreadable
            | Self::ClockHidden
            | Self::NotReadable
            | Self::Odd { .. }
            | Self::NoMasAdmin
            | Self::Limited => Level::Unknown,
            Self::NotNeeded
            | Self::NotSignedIn
            | Self::NotServed
            | Self::QueryUnknown
            | Self::CacheUnknown
            | Self::Blocked => Level::Skipped,
            Self::Paths(report) => match report.outcome {
                probe::Outcome::Broken => Level::Bad,
                probe::Outcome::Odd => Level::Warn,
                probe::Outcome::Intact => Level::Good,
                probe::Outcome::Unclear => Level::Unknown,
            },
            _ => Level::Good,
        }
    }

    /// How sure it is; only for what is not as it should be.
    #[must_use]
    pub fn sure(&self) -> Option<Sure> {
        match self {
            Self::NoTrust
            | Self::ErrorsHidden { .. }
            | Self::TwiceOnErrors
            | Self::Twice { admin_only: true }
            | Self::PreflightRefused { .. }
            | Self::MethodsRefused(_)
            | Self::Limit
            | Self::BodyRefused { status: None, .. } => Some(Sure::Likely),
            Self::Nothing { .. }
            | Self::NoHost
            | Self::Unreadable
            | Self::ClientHidden
            | Self::Aborted
            | Self::WellKnownHidden
            | Self::AdminHidden
            | Self::AdminAborted
            | Self::AdminPartly(_)
            | Self::Intercepted { status: None, .. } => Some(Sure::Possible),
            Self::Paths(report) if report.habit.is_some() => Some(Sure::Fault),
            says if matches!(says.level(), Level::Bad | Level::Warn) => Some(Sure::Certain),
            _ => None,
        }
    }
}

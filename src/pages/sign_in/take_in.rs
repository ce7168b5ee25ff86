//! From an answer of the server to the session of this tab.

use super::enter::Entered;
use crate::api::admin_right::AdminRight;
use crate::api::session::Session;
use crate::state::notices::Notices;
use crate::state::sessions::Sessions;
use crate::text;

/// Takes a new session up.
pub(super) fn take_in(entered: Entered, keep: bool, sessions: Sessions, notices: Notices) -> Session {
    let Entered { session, right } = entered;
    if let Ok(AdminRight::AdminApiHidden(_)) = right {
        notices.warn(text::app::admin_api_hidden());
    }
    sessions.begin(session.clone(), keep, right != Ok(AdminRight::NotAdmin));
    session
}

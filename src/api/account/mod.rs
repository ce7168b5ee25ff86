//! The session's own account: signing in and out, staying signed in, who am I.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#client-authentication>

mod login;
mod login_flows;
mod login_with_token;
mod logout;
mod presence;
mod refresh;
mod whoami;
mod whois;

pub use login::{Login, LoginAnswer};
pub use login_flows::{Flows, IdentityProvider, LoginFlows};
pub use login_with_token::LoginWithToken;
pub use logout::Logout;
pub use presence::{GetPresence, Presence, SetPresence};
pub use refresh::{Refresh, Refreshed};
pub use whoami::{WhoAmI, WhoAmIAnswer};
pub use whois::WhoIs;

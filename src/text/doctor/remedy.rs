//! What to do about a fault.

use crate::api::doctor::Says;
use crate::api::probe::{Fault, Outcome};

/// Words, and what kind of configuration helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// What to do.
    pub words: &'static str,
    /// A configuration of the homeserver's proxy shows how.
    pub proxy: bool,
    /// A configuration of the name's web server shows how.
    pub well_known: bool,
}

/// What to do; nothing where nothing is wrong.
#[must_use]
pub fn remedy(says: &Says) -> Option<Remedy> {
    let words = |words| Some(Remedy { words, proxy: false, well_known: false });
    let proxy = |words| Some(Remedy { words, proxy: true, well_known: false });
    let well_known = |words| Some(Remedy { words, proxy: false, well_known: true });
    match says {
        Says::NotAName => words("Examples: example.org, https://matrix.example.org, @alice:example.org"),
        Says::WellKnownBroken => well_known("Publish the homeserver's address like this:"),
        Says::WellKnownUnreadable => well_known("To make it readable for browsers:"),
        Says::LeadsOn(_) => words("Use that address, or the server's name."),
        Says::Nothing { https: true } => words(
            "Open the address in a new tab. If the browser warns of the certificate there, that is the reason; if nothing \
             comes, look whether the server runs and its port is open.",
        ),
        Says::Nothing { https: false } => {
            words("Look whether the server runs, at this port, and whether its firewall lets you through.")
        }
        Says::NoHost => words("Check the spelling, or type the homeserver's address instead of its name."),
        Says::NoTrust => words(
            "Open the address in a new tab to see what the browser says. Install a certificate that browsers trust (Let's \
             Encrypt, for example), for exactly this name.",
        ),
        Says::Plain => proxy("Put a reverse proxy with TLS in front of Synapse, and use its https: address."),
        Says::Mixed => proxy(
            "Give the homeserver an https: address; or open Glia over http: on your own machine, where this rule does not \
             hold.",
        ),
        Says::Late { .. } => words("Look at the server's load and its log."),
        Says::NotMatrix { .. } => proxy(
            "Type the server's name, or the address that its .well-known names. If the address is right, let the proxy \
             forward /_matrix to Synapse:",
        ),
        Says::BadGateway { .. } => proxy("Start Synapse, and compare its port with the proxy's configuration:"),
        Says::Unreadable => proxy(
            "Open the address in a new tab to see the page. Start Synapse if it is an error page, and compare the proxy's \
             configuration:",
        ),
        Says::Twice { .. } => proxy("Remove the lines that add Access-Control headers. All that is needed is this:"),
        Says::PreflightRefused { .. } | Says::MethodsRefused(_) => proxy(
            "Let the proxy pass every method on to Synapse, and limit the admin API by address, not by a password:",
        ),
        Says::AdminHidden | Says::AdminRefused { .. } => proxy("Let the proxy forward it, for your networks:"),
        Says::AdminElsewhere => proxy("Send /_synapse/admin to Synapse's main process:"),
        Says::Stripped { .. } | Says::OtherCredentials => {
            proxy("Remove what touches the Authorization header, and any password of the proxy's own:")
        }
        Says::NotAdmin => words("The page “The first admin” and your server's admins can change that."),
        Says::ClockOff(_) => words("Set both clocks by the network (NTP)."),
        Says::Paths(report) if report.outcome == Outcome::Broken => {
            proxy("Let the proxy pass addresses on as they came:")
        }
        Says::Paths(report) if report.faults.contains(&Fault::MergesSlashes) => {
            words("Usual requests do not suffer from it.")
        }
        Says::OtherServer { .. } | Says::OtherKeys => {
            words("Point the proxy, or this port, at the right Synapse, and stop the other one if it is a copy.")
        }
        Says::OtherName { .. } => {
            words("Type the homeserver's own name, or correct .well-known if it should be this one.")
        }
        Says::BadSignature => words(
            "Does a cache or a static file serve /_matrix/key? Pass it on to Synapse, which signs its keys itself.",
        ),
        _ => None,
    }
}

//! What tests and people need to know of the federation of a community.

use serde::{Deserialize, Serialize};

/// Everything remote, by role.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Federation {
    /// Rooms with remote members.
    pub rooms: Rooms,
    /// Remote users in [`Rooms::public`].
    pub users: Users,
    /// Other servers.
    pub destinations: Destinations,
    /// A server with joined members in [`Rooms::public`] that this one has never sent anything
    /// to: it is no destination.
    pub no_destination: String,
}

/// Room ids by role.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rooms {
    /// Public, with some hundred joined members of about twenty servers; others have left, are
    /// banned or invited.
    pub public: String,
    /// More than ten forward extremities.
    pub many_extremities: String,
    /// Several forward extremities, and no reason to worry.
    pub few_extremities: String,
}

/// Full ids of remote users by role.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Users {
    /// Of a server with a port in its name; others are of the same host without a port.
    pub port: String,
    /// Of a server whose name is an IPv6 literal and a port.
    pub ipv6: String,
    /// With a quote in the localpart.
    pub quote: String,
    /// Has left, as everybody of that server has.
    pub left: String,
    /// Is banned, and was alone on that server.
    pub banned: String,
    /// Is invited, and nobody of that server has joined.
    pub invited: String,
}

/// Server names by role.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Destinations {
    /// Takes what is sent.
    pub healthy: String,
    /// Took what was sent once, and has failed for weeks.
    pub retrying: String,
    /// Has failed from the start.
    pub never_reached: String,
    /// Nothing is known but the name: every other column is `NULL`.
    pub untried: String,
    /// Has a port.
    pub port: String,
    /// An IPv6 literal with a port; fails.
    pub ipv6: String,
    /// As odd as a name may be.
    pub odd: String,
}

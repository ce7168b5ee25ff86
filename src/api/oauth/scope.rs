//! What a token may do.

/// The client API.
const CLIENT_API: &str = "urn:matrix:client:api:*";
/// Synapse's admin API.
pub const SYNAPSE_ADMIN: &str = "urn:synapse:admin:*";
/// The admin API of Matrix Authentication Service.
pub const MAS_ADMIN: &str = "urn:mas:admin";

/// The scopes to ask for. No device: nothing that Glia does needs one, and it would show up as a device without keys
/// in the user's list.
#[must_use]
pub fn wanted(with_mas_admin: bool) -> String {
    let mut scope = format!("{CLIENT_API} {SYNAPSE_ADMIN}");
    if with_mas_admin {
        scope.push(' ');
        scope.push_str(MAS_ADMIN);
    }
    scope
}

/// Whether a scope is among those granted.
#[must_use]
pub fn has_scope(granted: &str, scope: &str) -> bool {
    granted.split_ascii_whitespace().any(|known| known == scope)
}

#[cfg(test)]
mod tests {
    use super::{MAS_ADMIN, SYNAPSE_ADMIN, has_scope, wanted};

    #[test]
    fn asks_for_no_more_than_was_chosen() {
        assert_eq!(wanted(false), "urn:matrix:client:api:* urn:synapse:admin:*");
        assert!(has_scope(&wanted(true), MAS_ADMIN) && has_scope(&wanted(true), SYNAPSE_ADMIN));
        assert!(!has_scope("urn:mas:administration", MAS_ADMIN));
    }
}

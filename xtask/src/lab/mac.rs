//! The signature of Synapse's shared-secret registration.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// What is signed: the fields of a registration request that decide who is created.
#[derive(Clone, Copy, Debug)]
pub struct Registration<'a> {
    /// The one-time value Synapse handed out.
    pub nonce: &'a str,
    /// The localpart, exactly as sent.
    pub username: &'a str,
    /// The password, exactly as sent.
    pub password: &'a str,
    /// Whether a server admin is created.
    pub admin: bool,
    /// `bot` or `support`; part of the signature only when sent.
    pub user_type: Option<&'a str>,
}

impl Registration<'_> {
    /// The `mac` field: hexadecimal HMAC-SHA1 of the fields, parted by NUL.
    pub fn mac(&self, shared_secret: &str) -> String {
        let admin = if self.admin { "admin" } else { "notadmin" };
        let mut fields = vec![self.nonce, self.username, self.password, admin];
        fields.extend(self.user_type);
        let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(shared_secret.as_bytes()) else {
            unreachable!("HMAC takes keys of any length");
        };
        mac.update(fields.join("\0").as_bytes());
        crate::files::hex(&mac.finalize().into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Registration<'_> = Registration {
        nonce: "thisisanonce",
        username: "pepper_roni",
        password: "pizza",
        admin: true,
        user_type: None,
    };

    // Computed with Python's hmac module, as Synapse's own documentation does it.
    #[test]
    fn known_vectors() {
        assert_eq!(PLAIN.mac("shared_secret"), "48715842ad67d5dc9a9ee938a3bda4fcfae8d7c7");
        let bot = Registration { admin: false, user_type: Some("bot"), ..PLAIN };
        assert_eq!(bot.mac("shared_secret"), "b269635cb53e1adc15073ae7ffbd000b836b3105");
    }
}

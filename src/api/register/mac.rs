//! The signature of a shared-secret registration.

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::{Digest as _, Sha1};

use crate::model::secret::Secret;

/// SHA-1's block, which is how long HMAC's keys are inside.
const BLOCK: usize = 64;

/// Hexadecimal HMAC-SHA1 over `nonce \0 username \0 password \0 admin`. The username counts as it is sent, while the
/// account's is in lower case.
pub(super) fn mac(shared_secret: &Secret, nonce: &str, username: &str, password: &Secret) -> String {
    let mut mac = Hmac::<Sha1>::new(&key(shared_secret.reveal().as_bytes()).into());
    mac.update([nonce, username, password.reveal(), "admin"].join("\0").as_bytes());
    let mut out = String::with_capacity(40);
    for byte in mac.finalize().into_bytes() {
        // Writing to a String cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// A key as long as a block (RFC 2104: longer ones are hashed first, shorter ones end in zeros), for which HMAC cannot
/// fail.
fn key(secret: &[u8]) -> [u8; BLOCK] {
    let hashed = Sha1::digest(secret);
    let short: &[u8] = if secret.len() > BLOCK { &hashed } else { secret };
    let mut key = [0; BLOCK];
    for (place, byte) in key.iter_mut().zip(short) {
        *place = *byte;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::mac;
    use crate::model::secret::Secret;

    /// Computed with Python's hmac module, as Synapse's own documentation does it.
    #[test]
    fn known_vectors() {
        let sign = |secret: &str, username: &str| {
            mac(&Secret::exact(secret), "thisisanonce", username, &Secret::exact("pizza"))
        };
        assert_eq!(sign("shared_secret", "pepper_roni"), "48715842ad67d5dc9a9ee938a3bda4fcfae8d7c7");
        assert_eq!(sign(&"k".repeat(64), "pepper_roni"), "9165dd4718fb237c69d9d54695320e73f798c80a");
        assert_eq!(sign(&"k".repeat(65), "pepper_roni"), "5a9404f6834373bca018b5b7346cf41555364ca7");
        assert_eq!(sign("schlüssel 🦊", "Pepper"), "f7e097fdda8c2871426cd351b03706bc53bd0340");
    }
}

//! Proof Key for Code Exchange: what keeps an authorization code useless to whoever else gets hold of it.
//!
//! Source: <https://www.rfc-editor.org/rfc/rfc7636>. SHA-256 is a crate and not the browser's own, because the browser
//! has one only on secure pages, and only asynchronously.

use sha2::{Digest as _, Sha256};

use super::base64;
use super::secret::Secret;

/// The secret half, from randomness.
#[must_use]
pub fn verifier(random: [u8; 32]) -> Secret {
    Secret::new(&base64::url(&random))
}

/// The half that goes along with the user (`code_challenge_method=S256`).
#[must_use]
pub fn challenge(verifier: &Secret) -> String {
    base64::url(&Sha256::digest(verifier.reveal()))
}

#[cfg(test)]
mod tests {
    use super::{challenge, verifier};

    /// The example of RFC 7636, appendix B.
    #[test]
    fn makes_the_challenge_of_the_standard() {
        let random = [
            116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37, 77, 105, 214, 191,
            240, 91, 88, 5, 88, 83, 132, 141, 121,
        ];
        let verifier = verifier(random);
        assert_eq!(verifier.reveal(), "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assert_eq!(challenge(&verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}

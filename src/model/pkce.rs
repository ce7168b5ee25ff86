//! Proof Key for Code Exchange: what keeps an authorization code useless to whoever else gets hold of it.
//!
//! Source: <https://www.rfc-editor.org/rfc/rfc7636>. SHA-256 is a crate and not the browser's own, because the browser
//! has one only on secure pages, and only asynchronously.

use sha2::{Digest as _, Sha256};

use super::secret::Secret;

/// The secret half, from randomness.
#[must_use]
pub fn verifier(random: [u8; 32]) -> Secret {
    Secret::new(&base64url(&random))
}

/// The half that goes along with the user (`code_challenge_method=S256`).
#[must_use]
pub fn challenge(verifier: &Secret) -> String {
    base64url(&Sha256::digest(verifier.reveal()))
}

/// Base64 for addresses, without padding.
#[must_use]
pub fn base64url(bytes: &[u8]) -> String {
    let digit = |value: u32| {
        let value = u8::try_from(value & 63).unwrap_or_default();
        char::from(match value {
            0..=25 => b'A' + value,
            26..=51 => b'a' + value - 26,
            52..=61 => b'0' + value - 52,
            62 => b'-',
            _ => b'_',
        })
    };
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        out.extend((0..=chunk.len()).zip([18, 12, 6, 0]).map(|(_, shift)| digit(bits >> shift)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{base64url, challenge, verifier};

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

    #[test]
    fn base64_has_no_padding() {
        let of = |text: &str| base64url(text.as_bytes());
        assert_eq!([of(""), of("f"), of("fo"), of("foo"), of("foob")], ["", "Zg", "Zm8", "Zm9v", "Zm9vYg"]);
        assert_eq!(base64url(&[0xfb, 0xff]), "-_8");
    }
}

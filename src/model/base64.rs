//! Base64: as Matrix writes keys and signatures (the standard alphabet, without padding), and as addresses carry it.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Servers may pad, and fill the last letter with what they like.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Decodes unpadded (or padded) base64; `None` for anything else.
///
/// Source: <https://spec.matrix.org/latest/appendices/#unpadded-base64>
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    LENIENT.decode(text).ok()
}

/// Encodes for addresses, without padding.
#[must_use]
pub fn url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::{decode, url};

    /// The examples of the specification.
    #[test]
    fn decodes_what_the_specification_encodes() {
        for (text, bytes) in [
            ("", ""),
            ("Zg", "f"),
            ("Zm8", "fo"),
            ("Zm9v", "foo"),
            ("Zm9vYg", "foob"),
            ("Zm9vYmE", "fooba"),
            ("Zm9vYmFy", "foobar"),
            ("Zm9vYg==", "foob"),
        ] {
            assert_eq!(decode(text).unwrap(), bytes.as_bytes(), "{text}");
        }
        assert_eq!(decode("+/+/").unwrap(), [0xfb, 0xff, 0xbf]);
    }

    #[test]
    fn has_another_alphabet_in_addresses() {
        let of = |text: &str| url(text.as_bytes());
        assert_eq!([of(""), of("f"), of("fo"), of("foo"), of("foob")], ["", "Zg", "Zm8", "Zm9v", "Zm9vYg"]);
        assert_eq!(url(&[0xfb, 0xff, 0xbf]), "-_-_");
    }

    #[test]
    fn refuses_what_is_no_base64() {
        for text in ["Z", "Zm9vY", "Zm 8", "Zm-_", "é", "Zg=x"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }

    /// A key and a signature of a real Synapse 1.163.2.
    #[test]
    fn keys_and_signatures_have_their_lengths() {
        assert_eq!(decode("lSttK9P69zRgUNoI8q6/HHNxb5Vrl7i4FvqEUL3QQx0").unwrap().len(), 32);
        let signature = "kWW3NYn+ckJ60It8Ln8i92Lg7q7QE0nPd+vBspwboRa3t7c1hKv8R2JKpj365GNjaLQZMRM1xnuMpYzv4iYECQ";
        assert_eq!(decode(signature).unwrap().len(), 64);
    }
}

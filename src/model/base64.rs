//! Base64 as Matrix writes keys and signatures: the standard alphabet, without padding.
//!
//! Source: <https://spec.matrix.org/latest/appendices/#unpadded-base64>

/// Decodes unpadded (or padded) base64; `None` for anything else.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=');
    let mut out = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for group in text.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for byte in group {
            bits = bits << 6 | value(*byte)?;
        }
        // A lone last letter holds six bits, which are no byte.
        let bytes = match group.len() {
            4 => 3,
            3 => 2,
            2 => 1,
            _ => return None,
        };
        let [_, whole @ ..] = (bits << (6 * (4 - group.len()))).to_be_bytes();
        out.extend(whole.iter().take(bytes));
    }
    Some(out)
}

fn value(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

#[cfg(test)]
mod tests {
    use super::decode;

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

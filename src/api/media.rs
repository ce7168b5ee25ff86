//! `GET /_matrix/client/v1/media/thumbnail/<server>/<id>`: a small picture, with a token; and
//! `GET /_matrix/media/v3/thumbnail/<server>/<id>`, without.
//!
//! Sources: <https://spec.matrix.org/latest/client-server-api/#get_matrixclientv1mediathumbnailservernamemediaid>,
//! <https://spec.matrix.org/latest/client-server-api/#get_matrixmediav3thumbnailservernamemediaid>. The older one is
//! deprecated, but the only way before one has signed in, and at a Synapse before 1.111. Synapse serves what was uploaded
//! since 1.120 only to those who have signed in.

use crate::model::id::Mxc;
use crate::model::percent;
use crate::model::version::Version;

/// The first Synapse that serves pictures to a token.
const WITH_TOKEN_SINCE: Version = Version::new(1, 111, 0);

/// The address of the thumbnail of `mxc://<server>/<id>`; `None` when that is no such thing.
#[must_use]
pub fn thumbnail(base_url: &str, mxc: &Mxc) -> Option<String> {
    address(base_url, "/_matrix/media/v3", mxc)
}

/// The same for who is signed in at a server of this version; an unknown one is taken for new. It does not move.
#[must_use]
pub fn own_thumbnail(base_url: &str, mxc: &Mxc, version: Option<Version>) -> Option<String> {
    let is_old = version.is_some_and(|version| version < WITH_TOKEN_SINCE);
    let api = if is_old { "/_matrix/media/v3" } else { "/_matrix/client/v1/media" };
    address(base_url, api, mxc).map(|address| format!("{address}&animated=false"))
}

fn address(base_url: &str, api: &str, mxc: &Mxc) -> Option<String> {
    let (server, id) = mxc.as_str().strip_prefix("mxc://")?.split_once('/')?;
    let (server, id) = (percent::encode(server), percent::encode(id));
    Some(format!("{base_url}{api}/thumbnail/{server}/{id}?width=64&height=64&method=crop"))
}

/// Whether these bytes are a picture that a thumbnail may be, which stands still: PNG, JPEG or WebP.
#[must_use]
pub fn is_still(bytes: &[u8]) -> bool {
    let has = |mark: &[u8]| bytes.windows(mark.len()).take(STILL_WITHIN).any(|window| window == mark);
    let is_png = bytes.starts_with(b"\x89PNG\r\n") && !has(b"acTL");
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") && !has(b"ANIM");
    is_png || is_webp || bytes.starts_with(b"\xff\xd8\xff")
}

/// Before this many bytes a picture says that it moves.
const STILL_WITHIN: usize = 4096;

#[cfg(test)]
mod tests {
    use super::{is_still, own_thumbnail, thumbnail};
    use crate::model::version::Version;

    #[test]
    fn names_server_and_picture() {
        assert_eq!(
            thumbnail("https://hs.example", &"mxc://hs.example:8448/a?b".into()).as_deref(),
            Some(
                "https://hs.example/_matrix/media/v3/thumbnail/hs.example%3A8448/a%3Fb?width=64&height=64&method=crop"
            )
        );
        assert_eq!(thumbnail("https://hs.example", &"https://evil.example/x".into()), None);
        assert_eq!(thumbnail("https://hs.example", &"mxc://hs.example".into()), None);
    }

    #[test]
    fn each_release_is_asked_in_its_way() {
        let ask = |minor: Option<u32>| {
            let version = minor.map(|minor| Version::new(1, minor, 0));
            own_thumbnail("https://hs", &"mxc://hs/a".into(), version).unwrap()
        };
        let query = "width=64&height=64&method=crop&animated=false";
        assert_eq!(ask(Some(98)), format!("https://hs/_matrix/media/v3/thumbnail/hs/a?{query}"));
        for minor in [Some(111), Some(163), None] {
            assert_eq!(ask(minor), format!("https://hs/_matrix/client/v1/media/thumbnail/hs/a?{query}"));
        }
    }

    #[test]
    fn only_still_pictures_are_shown() {
        assert!(
            is_still(b"\xff\xd8\xff\xe0") && is_still(b"\x89PNG\r\n\x1a\n....IHDR") && is_still(b"RIFF....WEBPVP8 ")
        );
        for odd in
            [&b"GIF89a"[..], b"\x89PNG\r\n\x1a\n....acTL", b"RIFF....WEBPVP8X....ANIM", b"<svg", b"{}", b"", b"RIFF"]
        {
            assert!(!is_still(odd), "{odd:?}");
        }
    }
}

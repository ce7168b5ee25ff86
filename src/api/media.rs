//! `GET /_matrix/media/v3/thumbnail/<server>/<id>`: a small picture, without a token.
//!
//! Source: <https://spec.matrix.org/latest/client-server-api/#get_matrixmediav3thumbnailservernamemediaid>. Deprecated, but the
//! only way before one has signed in. Synapse serves what was uploaded since 1.120 only to those who have.

use crate::model::id::Mxc;
use crate::model::percent;

/// The address of the thumbnail of `mxc://<server>/<id>`; `None` when that is no such thing.
#[must_use]
pub fn thumbnail(base_url: &str, mxc: &Mxc) -> Option<String> {
    let (server, id) = mxc.as_str().strip_prefix("mxc://")?.split_once('/')?;
    let (server, id) = (percent::encode(server), percent::encode(id));
    Some(format!("{base_url}/_matrix/media/v3/thumbnail/{server}/{id}?width=64&height=64&method=crop"))
}

#[cfg(test)]
mod tests {
    use super::thumbnail;

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
}

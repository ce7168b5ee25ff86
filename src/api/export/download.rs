//! `GET /_matrix/client/v1/media/download/<server_name>/<media_id>`: the bytes of a medium.
//!
//! Sources: <https://spec.matrix.org/latest/client-server-api/#get_matrixclientv1mediadownloadservernamemediaid>;
//! <https://element-hq.github.io/synapse/latest/admin_api/media_admin_api.html> for quarantined media (Synapse 1.145+).
//! Synapse before 1.111 knows only the older address.

use serde_json::Value;

use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::id::ServerName;

/// Asks for a file.
#[derive(Clone, Debug)]
pub struct Download {
    /// The server that it was uploaded to.
    pub server_name: ServerName,
    /// Media id.
    pub media_id: String,
    /// Even if it is quarantined; only admins may ask so.
    pub quarantined: bool,
    /// By the address of before 1.111.
    pub old: bool,
}

impl Endpoint for Download {
    type Response = ();
    const METHOD: Method = Method::Get;

    fn path(&self) -> Path {
        let path = if self.old { "/_matrix/media/v3/download" } else { "/_matrix/client/v1/media/download" };
        Path::new(path).id(self.server_name.as_str()).id(&self.media_id)
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        let bypass = ("admin_unsafely_bypass_quarantine", "true".to_owned());
        if self.quarantined { vec![bypass] } else { Vec::new() }
    }

    fn decode(&self, _: &Value) -> Result<(), Odd> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Download;
    use crate::api::endpoint::line;

    #[test]
    fn asks() {
        let get = |quarantined, old| {
            line(&Download { server_name: "hs:8448".into(), media_id: "a/b".to_owned(), quarantined, old })
        };
        assert_eq!(get(false, false), "GET /_matrix/client/v1/media/download/hs%3A8448/a%2Fb");
        let bypass = "GET /_matrix/client/v1/media/download/hs%3A8448/a%2Fb?admin_unsafely_bypass_quarantine=true";
        assert_eq!(get(true, false), bypass);
        assert_eq!(get(false, true), "GET /_matrix/media/v3/download/hs%3A8448/a%2Fb");
    }
}

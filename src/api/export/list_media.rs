//! `GET /_synapse/admin/v1/users/<user_id>/media`: what an account has uploaded, page by page.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#list-media-uploaded-by-a-user>.
//! Ordered by age, so that uploads during the export come at the end and no page shifts.

use serde_json::Value;

use crate::api::{Endpoint, Method, Odd, Path};
use crate::model::id::UserId;

/// Asks for a page of a local user's media, oldest first. Absent (404 `M_UNRECOGNIZED`) without a media repository.
#[derive(Clone, Debug)]
pub struct ListMedia {
    /// MXID.
    pub user_id: UserId,
    /// How many come before this page.
    pub from: u64,
}

impl Endpoint for ListMedia {
    type Response = ();
    const METHOD: Method = Method::Get;

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v1/users").id(self.user_id.as_str()).then("media")
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        let text = str::to_owned;
        vec![
            ("from", self.from.to_string()),
            ("limit", text("1000")),
            ("order_by", text("created_ts")),
            ("dir", text("f")),
        ]
    }

    fn decode(&self, _: &Value) -> Result<(), Odd> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::ListMedia;
    use crate::api::endpoint::line;

    #[test]
    fn asks() {
        let get = ListMedia { user_id: "@a/b:hs".into(), from: 1000 };
        let path = "GET /_synapse/admin/v1/users/%40a%2Fb%3Ahs/media";
        assert_eq!(line(&get), format!("{path}?from=1000&limit=1000&order_by=created_ts&dir=f"));
    }
}

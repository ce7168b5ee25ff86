//! `GET /_synapse/admin/v1/register`: a one-time value, to be signed.
//!
//! Source: <https://element-hq.github.io/synapse/latest/admin_api/register_api.html>

use serde_json::Value;

use crate::api::fields::Fields;
use crate::api::{Auth, Endpoint, Method, Odd, Path};

/// Asks for a nonce. It is good for one registration within 60 s, in the process that gave it.
#[derive(Clone, Copy, Debug)]
pub struct GetNonce;

impl Endpoint for GetNonce {
    type Response = String;
    const METHOD: Method = Method::Get;
    const DELEGATED: bool = true;
    const AUTH: Auth = Auth::Open;
    const TIMEOUT_MS: u32 = 20_000;

    fn path(&self) -> Path {
        Path::new("/_synapse/admin/v1/register")
    }

    fn decode(&self, body: &Value) -> Result<String, Odd> {
        Fields::of(body)?.text("nonce")
    }
}

#[cfg(test)]
mod tests {
    use super::GetNonce;
    use crate::api::Endpoint as _;
    use crate::api::endpoint::line;
    use serde_json::json;

    /// As Synapse 1.163.2 answers, shortened.
    #[test]
    fn asks_and_reads() {
        assert_eq!(line(&GetNonce), "GET /_synapse/admin/v1/register");
        assert_eq!(GetNonce.decode(&json!({"nonce": "6f2c"})), Ok("6f2c".to_owned()));
    }
}

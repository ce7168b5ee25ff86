//! Who answers: `GET /_matrix/key/v2/server`, the keys that a server publishes for others to check its signatures with.
//!
//! Source: <https://spec.matrix.org/latest/server-server-api/#get_matrixkeyv2server>

use serde_json::Value;

use super::Answer;
use super::canonical::signed_text;
use crate::model::base64;

/// What a server says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Its name.
    pub server_name: String,
    /// Its keys of today: ids such as `ed25519:a_SwyS`, each with the public key in base64, sorted.
    pub keys: Vec<(String, String)>,
}

/// A signature to be verified: Ed25519 (RFC 8032).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The public key, 32 bytes.
    pub key: Vec<u8>,
    /// The signature, 64 bytes.
    pub signature: Vec<u8>,
    /// What was signed.
    pub message: Vec<u8>,
}

impl Identity {
    /// Reads an answer; `None` when it is none of a homeserver's.
    pub(super) fn read(answer: &Answer) -> Option<Self> {
        let (status, body) = answer.json()?;
        let server_name = body.get("server_name").and_then(Value::as_str).filter(|_| status == 200)?.to_owned();
        let published = body.get("verify_keys")?.as_object()?;
        let key = |key: &Value| key.get("key").and_then(Value::as_str).map(str::to_owned);
        let mut keys: Vec<_> = published.iter().filter_map(|(id, found)| Some((id.clone(), key(found)?))).collect();
        keys.sort_unstable();
        Some(Self { server_name, keys })
    }

    /// The first key, to talk about.
    #[must_use]
    pub fn key_id(&self) -> Option<&str> {
        self.keys.first().map(|(id, _)| id.as_str())
    }

    /// The server's own signatures over the answer, one for each of its keys. `None` when one is missing or malformed,
    /// or when there is no key at all: no other server would believe such an answer.
    pub(super) fn signatures(&self, answer: &Answer) -> Option<Vec<Signed>> {
        let (_, body) = answer.json()?;
        let message = signed_text(&body)?.into_bytes();
        let signatures = body.get("signatures")?.get(&self.server_name)?;
        let signed = self.keys.iter().filter(|(id, _)| id.starts_with("ed25519:")).map(|(id, key)| {
            let key = base64::decode(key).filter(|key| key.len() == 32)?;
            let signature = base64::decode(signatures.get(id)?.as_str()?).filter(|signature| signature.len() == 64)?;
            Some(Signed { key, signature, message: message.clone() })
        });
        signed.collect::<Option<Vec<_>>>().filter(|signed| !signed.is_empty())
    }
}

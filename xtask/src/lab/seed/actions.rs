//! What users do in the client API, one function each.

use anyhow::Result;
use serde_json::{Value, json};

use crate::lab::account::Account;
use crate::lab::client::{Client, Session, text};
use crate::lab::path;

/// Creates a room with the body of `POST /createRoom`; returns its id.
pub fn create_room(creator: &Session, body: &Value) -> Result<String> {
    text(&creator.post(&path::client(&["createRoom"]), body)?, "room_id")
}

/// Joins a room that lets the user in.
pub fn join(user: &Session, room_id: &str) -> Result<()> {
    user.post(&path::client(&["rooms", room_id, "join"]), &json!({}))?;
    Ok(())
}

/// Leaves a room.
pub fn leave(user: &Session, room_id: &str) -> Result<()> {
    user.post(&path::client(&["rooms", room_id, "leave"]), &json!({}))?;
    Ok(())
}

/// Knocks at a room's door.
pub fn knock(user: &Session, room_id: &str, reason: &str) -> Result<()> {
    user.post(&path::client(&["knock", room_id]), &json!({ "reason": reason }))?;
    Ok(())
}

/// Invites somebody.
pub fn invite(user: &Session, room_id: &str, invited: &Account) -> Result<()> {
    let body = json!({ "user_id": invited.user_id });
    user.post(&path::client(&["rooms", room_id, "invite"]), &body)?;
    Ok(())
}

/// Sends an event; `transaction` must differ for each event a user sends. Returns the event id.
pub fn send(user: &Session, room_id: &str, event_type: &str, transaction: &str, content: &Value) -> Result<String> {
    let path = path::client(&["rooms", room_id, "send", event_type, transaction]);
    text(&user.put(&path, content)?, "event_id")
}

/// Sends a text message; see [`send`].
pub fn say(user: &Session, room_id: &str, transaction: &str, body: &str) -> Result<String> {
    let content = json!({ "msgtype": "m.text", "body": body });
    send(user, room_id, "m.room.message", transaction, &content)
}

/// Sets a state event.
pub fn set_state(user: &Session, room_id: &str, event_type: &str, state_key: &str, content: &Value) -> Result<()> {
    let mut path = path::client(&["rooms", room_id, "state", event_type]);
    path.push('/');
    path.push_str(&path::encode(state_key));
    user.put(&path, content)?;
    Ok(())
}

/// Gives a room an alias.
pub fn add_alias(user: &Session, room_id: &str, alias: &str) -> Result<()> {
    let path = path::client(&["directory", "room", alias]);
    user.put(&path, &json!({ "room_id": room_id }))?;
    Ok(())
}

/// The session of an account.
pub fn session(client: &Client, account: &Account) -> Session {
    client.session(&account.access_token)
}

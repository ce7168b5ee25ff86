//! Snippets of the answer “How do I reset a password?”

use super::{Place, Snippet};
use crate::model::id;
use crate::model::quote::{shell, sql};

/// What stands where the hash belongs. Whoever forgets to replace it sets no password that anybody could type.
pub const HASH_PLACEHOLDER: &str = "PASTE THE HASH HERE";

/// The FAQ's way: `curl` is the request as a command. And the way without any admin.
#[must_use]
pub fn snippets(user_id: &str, curl: &str) -> Vec<Snippet> {
    let hash = "# Asks for the new password twice and prints its hash, for the UPDATE. Here homeserver.yaml matters:\n\
                # it may hold a pepper.\nhash_password -c homeserver.yaml";
    let literal = sql::literal(user_id);
    let update = format!(
        "-- Works at once, and signs nobody out. One row?\n\
         UPDATE users SET password_hash = {} WHERE name = {literal};\n\
         SELECT name, password_hash FROM users WHERE name = {literal};",
        sql::literal(HASH_PLACEHOLDER),
    );
    let local = id::localpart(user_id);
    // After `--` no program takes a name for an option.
    let name = if local.starts_with('-') { format!("-- {}", shell::quote(local)) } else { shell::quote(local) };
    let mas = format!("# With Matrix Authentication Service.\nmas-cli manage set-password {name} 'THE NEW PASSWORD'");
    vec![
        Snippet::new(Place::Shell, curl),
        Snippet::new(Place::Shell, hash),
        Snippet::new(Place::Psql, update.clone()),
        Snippet::new(Place::Sqlite, update),
        Snippet::new(Place::Shell, mas),
    ]
}

#[cfg(test)]
mod tests {
    use super::snippets;

    #[test]
    fn no_id_changes_a_command() {
        let all: Vec<String> = snippets("@it's $(id):hs", "curl").into_iter().map(|snippet| snippet.code).collect();
        assert!(all[2].contains("SET password_hash = 'PASTE THE HASH HERE' WHERE name = '@it''s $(id):hs';"));
        assert_eq!(all[2], all[3]);
        assert!(all[4].ends_with("mas-cli manage set-password 'it'\\''s $(id)' 'THE NEW PASSWORD'"));
        assert!(snippets("@-x:hs", "")[4].code.contains("set-password -- -x 'THE"));
    }
}

//! Making the first server admin from a shell on the server.

use super::{Place, Snippet};
use crate::model::id;
use crate::model::quote::{shell, sql};

/// In PostgreSQL's `psql`.
#[must_use]
pub fn psql(user_id: &str) -> Snippet {
    Snippet::new(Place::Psql, update(user_id))
}

/// In `sqlite3`.
#[must_use]
pub fn sqlite(user_id: &str) -> Snippet {
    Snippet::new(Place::Sqlite, update(user_id))
}

fn update(user_id: &str) -> String {
    let name = sql::literal(user_id);
    format!("UPDATE users SET admin = 1 WHERE name = {name};\nSELECT name, admin FROM users WHERE name = {name};")
}

/// Restarts Synapse.
#[must_use]
pub fn restart() -> Snippet {
    Snippet::new(
        Place::Shell,
        "sudo systemctl restart matrix-synapse\n# With Docker (if the container is called synapse):\ndocker restart synapse",
    )
}

/// Makes a new account.
#[must_use]
pub fn register(user_id: &str) -> Snippet {
    let name = shell::quote(&format!("--user={}", id::localpart(user_id)));
    Snippet::new(Place::Shell, format!("register_new_matrix_user -c homeserver.yaml -a {name} http://localhost:8008"))
}

/// In Matrix Authentication Service.
#[must_use]
pub fn promote_in_mas(user_id: &str) -> Snippet {
    let local = id::localpart(user_id);
    let end_of_options = if local.starts_with('-') { "-- " } else { "" };
    Snippet::new(Place::Shell, format!("mas-cli manage promote-admin {end_of_options}{}", shell::quote(local)))
}

#[cfg(test)]
mod tests {
    use super::{promote_in_mas, psql, register, sqlite};

    #[test]
    fn is_filled_in() {
        let update = "UPDATE users SET admin = 1 WHERE name = '@foo:bar.com';\n\
                      SELECT name, admin FROM users WHERE name = '@foo:bar.com';";
        assert_eq!((psql("@foo:bar.com").code.as_str(), sqlite("@foo:bar.com").code.as_str()), (update, update));
        assert_eq!(
            register("@foo:bar.com").code,
            "register_new_matrix_user -c homeserver.yaml -a --user=foo http://localhost:8008"
        );
        assert_eq!(promote_in_mas("@foo:bar.com").code, "mas-cli manage promote-admin foo");
    }

    #[test]
    fn no_id_changes_a_command() {
        let nasty = "@it's $(id)`;--\\:hs";
        assert!(psql(nasty).code.contains("name = '@it''s $(id)`;--\\:hs';"));
        assert_eq!(promote_in_mas(nasty).code, "mas-cli manage promote-admin 'it'\\''s $(id)`;--\\'");
        assert!(register("@-x y:hs").code.contains(" -a '--user=-x y' "));
        assert_eq!(promote_in_mas("@-x y:hs").code, "mas-cli manage promote-admin -- '-x y'");
    }
}

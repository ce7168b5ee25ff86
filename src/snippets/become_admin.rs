//! Snippets of the answer “How do I make somebody a server admin?”

use super::{Place, Snippet};
use crate::model::id;
use crate::model::quote::{shell, sql};

/// Sets the flag of an account that exists.
#[must_use]
pub fn set_flag(user_id: &str) -> String {
    format!("UPDATE users SET admin = 1 WHERE name = {};", sql::literal(user_id))
}

/// Promotes in Matrix Authentication Service.
#[must_use]
pub fn promote_in_mas(user_id: &str) -> String {
    format!("mas-cli manage promote-admin {}", positional(id::localpart(user_id)))
}

/// The ways without an admin.
#[must_use]
pub fn snippets(user_id: &str) -> Vec<Snippet> {
    let literal = sql::literal(user_id);
    let update = format!(
        "{}\n-- One row, with admin = 1? Then restart Synapse: it remembers who is no admin.\n\
         SELECT name, admin FROM users WHERE name = {literal};",
        set_flag(user_id)
    );
    let restart = "# Debian and other systemd servers:\nsudo systemctl restart matrix-synapse\n\
                   # Docker (here the container is called synapse):\ndocker restart synapse";
    let local = id::localpart(user_id);
    let name = if local.starts_with('-') { format!("--user={local}") } else { format!("-u {}", shell::quote(local)) };
    let name = if local.starts_with('-') { shell::quote(&name) } else { name };
    let register = format!(
        "# A new account that is an admin; asks for its password. Needs registration_shared_secret in homeserver.yaml.\n\
         register_new_matrix_user -c homeserver.yaml -a {name} http://localhost:8008"
    );
    let mas = format!(
        "# With Matrix Authentication Service; the user signs in again afterwards.\n{}",
        promote_in_mas(user_id)
    );
    vec![
        Snippet::new(Place::Psql, update.clone()),
        Snippet::new(Place::Sqlite, update),
        Snippet::new(Place::Shell, restart),
        Snippet::new(Place::Shell, register),
        Snippet::new(Place::Shell, mas),
    ]
}

/// A word that no program takes for an option.
fn positional(word: &str) -> String {
    let quoted = shell::quote(word);
    if word.starts_with('-') { format!("-- {quoted}") } else { quoted }
}

#[cfg(test)]
mod tests {
    use super::{promote_in_mas, set_flag, snippets};

    #[test]
    fn is_filled_in() {
        assert_eq!(set_flag("@foo:bar.com"), "UPDATE users SET admin = 1 WHERE name = '@foo:bar.com';");
        assert_eq!(promote_in_mas("@foo:bar.com"), "mas-cli manage promote-admin foo");
        let all: Vec<String> = snippets("@foo:bar.com").into_iter().map(|snippet| snippet.code).collect();
        assert!(all[0].contains("restart Synapse"));
        assert!(all[3].ends_with("register_new_matrix_user -c homeserver.yaml -a -u foo http://localhost:8008"));
    }

    #[test]
    fn no_id_changes_a_command() {
        let nasty = "@it's $(id)`;--\\:hs";
        assert!(set_flag(nasty).ends_with("'@it''s $(id)`;--\\:hs';"));
        assert_eq!(promote_in_mas(nasty), "mas-cli manage promote-admin 'it'\\''s $(id)`;--\\'");
        let all: Vec<String> = snippets("@-x y:hs").into_iter().map(|snippet| snippet.code).collect();
        assert!(all[3].ends_with("-a '--user=-x y' http://localhost:8008"));
        assert!(all[4].ends_with("mas-cli manage promote-admin -- '-x y'"));
    }
}

//! Snippets of the answer “How can I export a user's data?”

use super::{Place, Snippet};
use crate::model::id;
use crate::model::quote::shell::quote;

/// The user whose data are exported, and from where.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// Base URL of the homeserver.
    pub base_url: &'a str,
    /// The server's name.
    pub server: &'a str,
    /// MXID.
    pub user_id: &'a str,
}

/// The FAQ's way: Synapse's command, and the script for the media.
#[must_use]
pub fn snippets(case: Case) -> Vec<Snippet> {
    let user = quote(case.user_id);
    let folder = folder(case.user_id);
    let (out, inside) = (quote(&format!("/var/tmp/{folder}")), quote(&format!("/data/{folder}")));
    let command = |python: &str, config: &str, out: &str| {
        format!("{python} -m synapse.app.admin_cmd {config} export-data {user} --output-directory {out}")
    };
    let plain = format!(
        "# Where Synapse was installed with pip, in its virtual environment. The folder must be new or empty.\n{}",
        command("python", "-c homeserver.yaml", &out)
    );
    let debian = format!(
        "# Debian's and Ubuntu's package matrix-synapse-py3.\n{}",
        command(
            "sudo -u matrix-synapse /opt/venvs/matrix-synapse/bin/python",
            "-c /etc/matrix-synapse/homeserver.yaml -c /etc/matrix-synapse/conf.d",
            &out
        )
    );
    let docker = format!(
        "# Docker (here the container is called synapse), and then out of the container.\n{}\ndocker cp synapse:{inside} {out}",
        command("docker exec synapse python", "-c /data/homeserver.yaml", &inside)
    );
    vec![
        Snippet::new(Place::Shell, plain),
        Snippet::new(Place::Shell, debian),
        Snippet::new(Place::Shell, docker),
        Snippet::new(Place::Shell, media_script(case, &out)),
    ]
}

/// A name for the folder, without anything that is special to a file system.
fn folder(user_id: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' };
    format!("export-{}", id::localpart(user_id).chars().map(plain).collect::<String>())
}

/// Downloads the files whose ids the export holds. `$TOKEN` is the access token of a server admin.
fn media_script(case: Case, out: &str) -> String {
    let Case { base_url, server, .. } = case;
    format!(
        r#"# The files themselves, into media_files beside media_ids. TOKEN is the access token of a server admin.
export_dir={out}
base_url={}
server_name={}
mkdir -p "$export_dir/media_files"
for file in "$export_dir"/media_ids/*; do
  [ -e "$file" ] || continue
  media_id=$(basename "$file")
  # The second address is for Synapse before 1.111, which does not know the first.
  for path in _matrix/client/v1/media/download _matrix/media/v3/download; do
    if curl --fail --silent --location --header "Authorization: Bearer $TOKEN" \
      --output "$export_dir/media_files/$media_id" "$base_url/$path/$server_name/$media_id"
    then
      echo "$media_id"
      continue 2
    fi
  done
  echo "Could not download $media_id" >&2
done"#,
        quote(base_url),
        quote(server),
    )
}

#[cfg(test)]
mod tests {
    use super::{Case, snippets};

    fn all(user_id: &str) -> Vec<String> {
        let case = Case { base_url: "https://hs.example", server: "hs.example", user_id };
        snippets(case).into_iter().map(|snippet| snippet.code).collect()
    }

    #[test]
    fn is_filled_in() {
        let all = all("@alice:hs.example");
        assert!(all[0].ends_with(
            "python -m synapse.app.admin_cmd -c homeserver.yaml export-data @alice:hs.example \
             --output-directory /var/tmp/export-alice"
        ));
        assert!(all[2].ends_with("docker cp synapse:/data/export-alice /var/tmp/export-alice"));
        assert!(all[3].contains("\nexport_dir=/var/tmp/export-alice\nbase_url=https://hs.example\n"));
    }

    #[test]
    fn no_id_changes_a_command() {
        for snippet in &all("@it's $(id)/../x:hs")[..3] {
            assert!(snippet.contains("export-data '@it'\\''s $(id)/../x:hs' --output-directory /"));
            assert!(snippet.contains("/export-it_s___id__.._x"), "{snippet}");
        }
    }
}

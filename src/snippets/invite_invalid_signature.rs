//! Snippets of the answer “Why can people not accept my invitations?”: proxies that leave addresses alone, and the
//! probes as commands. Source: <https://element-hq.github.io/synapse/latest/reverse_proxy.html>

use super::{Place, Snippet};
use crate::model::percent;
use crate::model::quote::shell::quote;

/// In place of a host that cannot stand in a configuration file.
const SOME_HOST: &str = "matrix.example.com";

/// All of them, for this server. `first` is the proxy in use, as far as it gives itself away.
#[must_use]
pub fn snippets(base_url: &str, server_name: &str, key_id: Option<&str>, first: Option<Place>) -> Vec<Snippet> {
    let (client, server) = (plain_host(host(base_url)), plain_host(without_port(server_name)));
    let mut proxies = vec![
        Snippet::new(Place::Nginx, nginx(client, server)),
        Snippet::new(Place::Apache, apache(client, server)),
        Snippet::new(Place::Caddy, caddy(client, server)),
        Snippet::new(Place::Haproxy, haproxy(client, server)),
    ];
    // The order of the others stays.
    proxies.sort_by_key(|snippet| Some(snippet.place) != first);
    proxies.push(Snippet::new(Place::Shell, curl(base_url, server_name, key_id)));
    proxies
}

/// The host of an address, without its port.
fn host(base_url: &str) -> &str {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    without_port(rest.split('/').next().unwrap_or_default())
}

/// IPv6 literals keep their brackets.
fn without_port(name: &str) -> &str {
    match name.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => host,
        _ => name,
    }
}

/// No configuration language has a quoting that all its directives accept, so what is no plain host does not get in.
fn plain_host(host: &str) -> &str {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | ':' | '[' | ']');
    if !host.is_empty() && host.chars().all(plain) { host } else { SOME_HOST }
}

/// Both names, once each.
fn names(client: &str, server: &str) -> String {
    if client == server { client.to_owned() } else { format!("{client} {server}") }
}

fn nginx(client: &str, server: &str) -> String {
    format!(
        "server {{
    listen 443 ssl;
    listen [::]:443 ssl;
    # Where other servers come in, unless .well-known sends them to 443:
    listen 8448 ssl;
    listen [::]:8448 ssl;
    server_name {};
    # Keep your ssl_certificate lines here.

    location ~ ^(/_matrix|/_synapse/client|/_synapse/admin) {{
        # No path behind the port, not even one slash, no $uri, and no rewrite above:
        # else nginx decodes the address.
        proxy_pass http://127.0.0.1:8008;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_set_header Host $host:$server_port;
        # No \"proxy_set_header Authorization\" here or above.
        client_max_body_size 50M;
        proxy_http_version 1.1;
    }}
}}",
        names(client, server)
    )
}

fn apache(client: &str, server: &str) -> String {
    let alias = if client == server { String::new() } else { format!("\n    ServerAlias {server}") };
    let mut out = format!(
        "<VirtualHost *:443 *:8448>
    ServerName {client}{alias}
    # Keep your SSLEngine and SSLCertificate lines here.

    RequestHeader set \"X-Forwarded-Proto\" expr=%{{REQUEST_SCHEME}}
    # Without this Apache refuses every address with %2F:
    AllowEncodedSlashes NoDecode
    ProxyPreserveHost on
    # Without nocanon Apache decodes the rest of the address:"
    );
    for path in ["/_matrix", "/_synapse/client", "/_synapse/admin"] {
        out.push_str(&format!(
            "\n    ProxyPass {path} http://127.0.0.1:8008{path} nocanon\n    ProxyPassReverse {path} http://127.0.0.1:8008{path}"
        ));
    }
    out.push_str("\n    # No \"RequestHeader unset Authorization\".\n</VirtualHost>");
    out
}

fn caddy(client: &str, server: &str) -> String {
    format!(
        "{client}, {server}:8448 {{
    # No \"rewrite\", \"uri\" or \"handle_path\" on the way:
    reverse_proxy /_matrix/* 127.0.0.1:8008
    reverse_proxy /_synapse/client/* 127.0.0.1:8008
    reverse_proxy /_synapse/admin/* 127.0.0.1:8008
}}"
    )
}

fn haproxy(client: &str, server: &str) -> String {
    format!(
        "frontend https
    bind *:443,[::]:443 ssl crt /etc/ssl/haproxy/ strict-sni alpn h2,http/1.1
    http-request set-header X-Forwarded-Proto https if {{ ssl_fc }}
    http-request set-header X-Forwarded-For %[src]
    # No \"normalize-uri\", no \"set-path\", no \"del-header Authorization\".
    acl matrix-host hdr(host),field(1,:) -i {}
    acl matrix-path path_beg /_matrix /_synapse/client /_synapse/admin
    use_backend matrix if matrix-host matrix-path

frontend matrix-federation
    bind *:8448,[::]:8448 ssl crt /etc/ssl/haproxy/ alpn h2,http/1.1
    http-request set-header X-Forwarded-Proto https if {{ ssl_fc }}
    http-request set-header X-Forwarded-For %[src]
    default_backend matrix

backend matrix
    server matrix 127.0.0.1:8008",
        names(client, server)
    )
}

/// Run where other servers are, these also tell what they meet on their way.
fn curl(base_url: &str, server_name: &str, key_id: Option<&str>) -> String {
    let name = percent::encode(server_name);
    let url = |path: &str| quote(&format!("{base_url}{path}"));
    let signature = "A".repeat(86);
    let key = key_id.unwrap_or("ed25519:KEY");
    let header = format!(
        r#"Authorization: X-Matrix origin="{server_name}",destination="{server_name}",key="{key}",sig="{signature}""#
    );
    format!(
        "# Must answer: Not found '/_matrix/media/v3/download/{name}/p%2Fq%21%24', with the very same escapes.
curl {}
# Must name this server, and its key.
curl {}
# Must answer \"Invalid signature\": the header came through. \"Missing Authorization headers\": it did not.
curl -H {} {}",
        url(&format!("/_matrix/media/v3/download/{name}/p%2Fq%21%24?allow_remote=false")),
        url("/_matrix/key/v2/server"),
        quote(&header),
        url("/_matrix/federation/v1/make_join/a/b"),
    )
}

#[cfg(test)]
mod tests {
    use super::{Place, snippets};

    fn code(base_url: &str, server_name: &str, place: Place) -> String {
        let all = snippets(base_url, server_name, Some("ed25519:a_1"), None);
        all.into_iter().find(|snippet| snippet.place == place).unwrap().code
    }

    #[test]
    fn names_this_server() {
        let (base, name) = ("https://matrix.hs.example", "hs.example");
        assert!(code(base, name, Place::Nginx).contains("server_name matrix.hs.example hs.example;"));
        assert!(code(base, name, Place::Apache).contains("ServerName matrix.hs.example\n    ServerAlias hs.example\n"));
        assert!(code(base, name, Place::Caddy).starts_with("matrix.hs.example, hs.example:8448 {"));
        assert!(code(base, name, Place::Haproxy).contains("-i matrix.hs.example hs.example\n"));
        assert!(code("https://hs.example:8448", name, Place::Nginx).contains("server_name hs.example;"));
        assert!(code("https://[::1]:8448/x", "[::1]:8448", Place::Nginx).contains("server_name [::1];"));
    }

    #[test]
    fn the_proxy_in_use_comes_first() {
        let places = |first| {
            let all = snippets("https://hs.example", "hs.example", None, first);
            all.into_iter().map(|snippet| snippet.place).collect::<Vec<_>>()
        };
        let [nginx, apache, caddy, haproxy, shell] =
            [Place::Nginx, Place::Apache, Place::Caddy, Place::Haproxy, Place::Shell];
        assert_eq!(places(None), [nginx, apache, caddy, haproxy, shell]);
        assert_eq!(places(Some(Place::Caddy)), [caddy, nginx, apache, haproxy, shell]);
    }

    #[test]
    fn no_name_changes_a_configuration() {
        let (base, name) = ("https://a;} evil {", "a'$(id)\n;}");
        for snippet in snippets(base, name, None, None).into_iter().filter(|snippet| snippet.place != Place::Shell) {
            assert!(!snippet.code.contains("evil") && !snippet.code.contains("$(id)"), "{}", snippet.code);
            assert!(snippet.code.contains("matrix.example.com"));
        }
    }

    /// The real shell must hand curl one address and one header, whatever the names are.
    #[cfg(unix)]
    #[test]
    fn a_real_shell_reads_the_commands() {
        let script = code("https://hs.example", "it's$(id)`id`\nid", Place::Shell);
        let script = format!("curl() {{ printf '%s\\0' \"$#\" \"$@\"; }}\n{script}");
        let out = std::process::Command::new("sh").arg("-c").arg(&script).output().unwrap();
        let words = String::from_utf8(out.stdout).unwrap();
        let words: Vec<_> = words.split_terminator('\0').collect();
        assert_eq!(words.len(), 8, "{words:?}");
        assert_eq!((words[0], words[2], words[4], words[5]), ("1", "1", "3", "-H"));
        assert!(words[6].starts_with("Authorization: X-Matrix origin=\"it's$(id)`id`\nid\","));
    }
}

//! Reverse proxies that let Glia (and everybody else) through to Synapse, for one homeserver.
//!
//! They forward paths as they came, add no CORS header of their own, answer no preflight themselves, and let the admin
//! API be reached from the admins' networks alone. The networks are examples (RFC 5737, RFC 3849), to be replaced.
//! Source: <https://element-hq.github.io/synapse/latest/reverse_proxy.html>

use super::{Place, Snippet};

/// In place of a host that cannot stand in a configuration file.
const SOME_HOST: &str = "matrix.example.org";

/// For every proxy that Synapse's documentation knows, and Traefik. `host` may have a port.
#[must_use]
pub fn proxies(host: &str) -> Vec<Snippet> {
    let host = plain_host(host);
    vec![
        Snippet::new(Place::Nginx, fill(NGINX, host)),
        Snippet::new(Place::Caddy, fill(CADDY, host)),
        Snippet::new(Place::Apache, fill(APACHE, host)),
        Snippet::new(Place::Haproxy, fill(HAPROXY, host)),
        Snippet::new(Place::Traefik, fill(TRAEFIK, host)),
    ]
}

/// `.well-known/matrix/client` on the web server of a server name, for a base URL.
#[must_use]
pub fn well_known(base_url: &str) -> Vec<Snippet> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-._:/[]".contains(letter);
    let base_url = if base_url.chars().all(plain) { base_url } else { "https://matrix.example.org" };
    [(Place::Nginx, WELL_KNOWN_NGINX), (Place::Caddy, WELL_KNOWN_CADDY), (Place::Apache, WELL_KNOWN_APACHE)]
        .map(|(place, template)| Snippet::new(place, template.replace("BASE_URL", base_url)))
        .into()
}

fn fill(template: &str, host: &str) -> String {
    template.trim().replace("SERVER_HOST", host)
}

/// Without port, and nothing but what a host can be: no configuration language quotes alike everywhere.
fn plain_host(host: &str) -> &str {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => name,
        _ => host,
    };
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | ':' | '[' | ']');
    if !name.is_empty() && name.chars().all(plain) { name } else { SOME_HOST }
}

const NGINX: &str = r#"
geo $may_use_admin_api {
    default        0;
    192.0.2.0/24   1;    # your networks
    2001:db8::/32  1;
}
# The request as it was sent, not as nginx decodes it: Synapse gets it as it was sent, too.
map "$may_use_admin_api $request_uri" $refuse_admin_api {
    default               0;
    "~^0 /_synapse/admin" 1;
}

server {
    listen 443 ssl;
    listen [::]:443 ssl;
    server_name SERVER_HOST;
    # Keep your ssl_certificate lines here. No "add_header Access-Control-…": Synapse sends them.

    location ~ ^(/_matrix|/_synapse/client|/_synapse/admin) {
        if ($refuse_admin_api) {
            return 403;
        }
        # No path after the port, not even "/", and no rewrite: with them, nginx decodes the address.
        proxy_pass http://127.0.0.1:8008;
        # In case these stand around this server, in nginx.conf or conf.d. Look there for add_header
        # Access-Control-…, limit_req and deny as well: those cannot be undone from here.
        proxy_intercept_errors off;
        proxy_cache off;
        auth_basic off;
        proxy_http_version 1.1;
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto $scheme;
        client_max_body_size 50M;
    }
}
"#;

const CADDY: &str = r#"
SERVER_HOST {
	# The request as it was sent, not as Caddy decodes it: Synapse gets it as it was sent, too.
	@refused {
		expression {http.request.uri}.startsWith("/_synapse/admin")
		not remote_ip 192.0.2.0/24 2001:db8::/32
	}
	respond @refused 403

	# No "rewrite", no "uri", no "header Access-Control-…": Synapse sends them.
	reverse_proxy /_matrix/* 127.0.0.1:8008
	reverse_proxy /_synapse/client/* 127.0.0.1:8008
	reverse_proxy /_synapse/admin/* 127.0.0.1:8008
}
"#;

const APACHE: &str = r#"
# Apache does not start with these lines before: a2enmod ssl headers proxy proxy_http
<VirtualHost *:443>
    ServerName SERVER_HOST
    # Keep your SSLEngine and SSLCertificate lines here. No "Header … Access-Control-…": Synapse sends them.

    # Without this Apache refuses every address with %2F; without nocanon it decodes the rest.
    AllowEncodedSlashes NoDecode
    ProxyErrorOverride Off
    ProxyPreserveHost On
    RequestHeader set X-Forwarded-Proto expr=%{REQUEST_SCHEME}
    ProxyPass "/_matrix" "http://127.0.0.1:8008/_matrix" nocanon
    ProxyPass "/_synapse/client" "http://127.0.0.1:8008/_synapse/client" nocanon
    ProxyPass "/_synapse/admin" "http://127.0.0.1:8008/_synapse/admin" nocanon

    <Location "/_synapse/admin">
        Require ip 192.0.2.0/24 2001:db8::/32
    </Location>
</VirtualHost>
"#;

const HAPROXY: &str = r"
frontend https
    bind *:443,[::]:443 ssl crt /etc/ssl/haproxy/ strict-sni alpn h2,http/1.1
    http-request set-header X-Forwarded-Proto https
    http-request set-header X-Forwarded-For %[src]
    acl matrix-host hdr(host),field(1,:) -i SERVER_HOST
    acl matrix-path path_beg /_matrix /_synapse/client /_synapse/admin
    acl matrix-admin path,url_dec -m beg /_synapse/admin
    acl may-use-admin src 192.0.2.0/24 2001:db8::/32
    http-request deny deny_status 403 if matrix-host matrix-admin !may-use-admin
    # No normalize-uri, and no http-response lines that add Access-Control headers: Synapse sends them.
    use_backend matrix if matrix-host matrix-path

backend matrix
    server matrix 127.0.0.1:8008
";

const TRAEFIK: &str = r#"
# In Traefik's static configuration (traefik.yml), or some releases refuse IDs with these letters:
#   entryPoints:
#     websecure:
#       http:
#         encodedCharacters:
#           allowEncodedSlash: true
#           allowEncodedPercent: true
#           allowEncodedHash: true
#           allowEncodedQuestionMark: true
#           allowEncodedSemicolon: true
#           allowEncodedBackSlash: true

# A file of Traefik's file provider. No "headers" middleware with accessControl…: Synapse sends them.
http:
  routers:
    matrix:
      rule: "Host(`SERVER_HOST`) && (PathPrefix(`/_matrix`) || PathPrefix(`/_synapse/client`))"
      service: matrix
      entryPoints: [websecure]
      tls: {}
    matrix-admin:
      rule: "Host(`SERVER_HOST`) && PathPrefix(`/_synapse/admin`)"
      service: matrix
      entryPoints: [websecure]
      middlewares: [matrix-admins]
      tls: {}
  middlewares:
    matrix-admins:
      ipAllowList:    # ipWhiteList before Traefik 3
        sourceRange: ["192.0.2.0/24", "2001:db8::/32"]
  services:
    matrix:
      loadBalancer:
        servers:
          - url: "http://127.0.0.1:8008"
"#;

const WELL_KNOWN_NGINX: &str = r#"location = /.well-known/matrix/client {
    default_type application/json;
    add_header Access-Control-Allow-Origin *;
    return 200 '{"m.homeserver": {"base_url": "BASE_URL"}}';
}"#;

const WELL_KNOWN_CADDY: &str = r#"handle /.well-known/matrix/client {
	header Content-Type application/json
	header Access-Control-Allow-Origin *
	respond `{"m.homeserver": {"base_url": "BASE_URL"}}`
}"#;

const WELL_KNOWN_APACHE: &str = r#"# Put {"m.homeserver": {"base_url": "BASE_URL"}} into the file .well-known/matrix/client.
<Location "/.well-known/matrix/client">
    Header set Access-Control-Allow-Origin "*"
    ForceType application/json
</Location>"#;

#[cfg(test)]
mod tests {
    use super::{plain_host, proxies, well_known};

    #[test]
    fn are_filled_in_and_limit_the_admin_api() {
        let all = proxies("matrix.hs.example:8448");
        assert_eq!(all.len(), 5);
        for snippet in all {
            let code = &snippet.code;
            assert!(code.contains("matrix.hs.example") && !code.contains("SERVER_HOST"), "{code}");
            assert!(code.contains("/_synapse/admin") && code.contains("192.0.2.0/24"), "{code}");
            assert!(code.lines().all(|line| line.chars().count() <= 120), "{code}");
        }
        for snippet in well_known("https://matrix.hs.example") {
            assert!(snippet.code.contains("\"base_url\": \"https://matrix.hs.example\""));
        }
    }

    #[test]
    fn no_host_changes_a_configuration() {
        for host in ["a;b", "a b", "a\nb", "a`) || PathPrefix(`/", "", "{$X}"] {
            assert_eq!(plain_host(host), "matrix.example.org", "{host}");
        }
        assert_eq!(plain_host("[::1]:8448"), "[::1]");
        assert!(well_known("https://a'b").iter().all(|snippet| !snippet.code.contains("a'b")));
    }
}

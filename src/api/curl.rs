//! The same as curl: any request as a command for a POSIX shell, with the token as `$TOKEN`.

use super::{Auth, Endpoint, Request};
use crate::model::quote::shell::quote;

/// The command that does what this endpoint does. No secret is in it.
#[must_use]
pub fn command<E: Endpoint>(base_url: &str, endpoint: &E) -> String {
    of(base_url, &endpoint.shown(), &str::to_owned)
}

/// The command for a request that is for showing ([`Endpoint::shown`]). `address`: where a request to a URL really goes.
#[must_use]
pub fn of(base_url: &str, request: &Request, address: &dyn Fn(&str) -> String) -> String {
    let mut out = format!("curl -X {}", request.method.name());
    if request.auth == Auth::Token {
        out.push_str(" -H \"Authorization: Bearer $TOKEN\"");
    }
    match &request.body {
        Some(body) if request.form => {
            for (name, value) in body.as_object().into_iter().flatten() {
                out.push_str(" --data-urlencode ");
                out.push_str(&quote(&format!("{name}={}", value.as_str().unwrap_or_default())));
            }
        }
        Some(body) => {
            out.push_str(" -H 'Content-Type: application/json' --data ");
            out.push_str(&quote(&body.to_string()));
        }
        None => {}
    }
    out.push(' ');
    // Some things are done elsewhere, and name their whole address.
    let base_url = if request.target.starts_with('/') { base_url } else { "" };
    out.push_str(&quote(&address(&format!("{base_url}{}", request.target))));
    out
}

/// What this endpoint asks, for saying where a number comes from: `GET /_matrix/client/versions`, without its query.
#[must_use]
pub fn source<E: Endpoint>(endpoint: &E) -> String {
    let request = endpoint.request();
    let path = request.target.split('?').next().unwrap_or_default();
    format!("{} {path}", request.method.name())
}

#[cfg(test)]
mod tests {
    use super::command;
    use crate::api::directory::{DeleteAlias, PutAlias};
    use crate::api::oauth::Revoke;
    use crate::api::users::ResetPassword;
    use crate::model::secret::Secret;

    #[test]
    fn shows_no_secret() {
        let reset =
            ResetPassword { user_id: "@b:hs".into(), new_password: Secret::new("s3cret"), logout_devices: true };
        assert_eq!(
            command("https://hs.example", &reset),
            "curl -X POST -H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/json' \
             --data '{\"logout_devices\":true,\"new_password\":\"THE NEW PASSWORD\"}' \
             https://hs.example/_synapse/admin/v1/reset_password/%40b%3Ahs"
        );
    }

    #[test]
    fn shows_a_form_to_another_server() {
        let revoke = Revoke {
            endpoint: "https://auth.example/oauth2/revoke".to_owned(),
            client_id: "01H".to_owned(),
            token: Secret::new("mar_s3cret"),
            is_refresh_token: true,
        };
        assert_eq!(
            command("https://hs.example", &revoke),
            "curl -X POST --data-urlencode client_id=01H --data-urlencode 'token=THE TOKEN' \
             --data-urlencode token_type_hint=refresh_token https://auth.example/oauth2/revoke"
        );
    }

    #[test]
    fn quotes_ids() {
        let delete = DeleteAlias { alias: "#it's!:hs".into() };
        assert_eq!(
            command("https://hs.example", &delete),
            "curl -X DELETE -H \"Authorization: Bearer $TOKEN\" \
             'https://hs.example/_matrix/client/v3/directory/room/%23it'\\''s!%3Ahs'"
        );
        let put = PutAlias { alias: "#a:hs".into(), room_id: "!x'$(id)".into() };
        assert!(command("https://hs.example", &put).contains("'{\"room_id\":\"!x'\\''$(id)\"}'"));
    }
}

//! The lab's servers, and asking them as the app does.

mod wire;

use std::env;
use std::fs;
use std::io::Write as _;
use std::process::Command;
use std::rc::Rc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use futures_executor::block_on;
use glia::api::account::Login;
use glia::api::wire::{Client, Wire};
use glia::api::{ApiError, Ask, Endpoint, Keyed};
use glia::model::secret::Secret;
use serde_json::{Value, json};

pub use wire::{Fate, Plain};

/// One server of the lab, as its admin sees it.
#[derive(Clone)]
pub struct Lab {
    /// As `lab.json` describes it.
    pub about: Value,
}

/// Somebody on a server.
pub struct Person {
    pub user_id: String,
    pub password: String,
    pub token: String,
}

/// What `lab.json` says; `None` without a lab, which is said once and past the test runner's capture.
fn manifest() -> Option<&'static Value> {
    static MANIFEST: OnceLock<Option<Value>> = OnceLock::new();
    let read = || {
        let Ok(path) = env::var("GLIA_LAB") else {
            let words = "\n*** The contract tests are SKIPPED: GLIA_LAB names no lab. \
                         Run `cargo xtask test --only contract`. ***\n\n";
            std::io::stderr().write_all(words.as_bytes()).unwrap();
            return None;
        };
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("GLIA_LAB={path}: {error}"));
        Some(serde_json::from_str(&text).unwrap_or_else(|error| panic!("GLIA_LAB={path}: {error}")))
    };
    MANIFEST.get_or_init(read).as_ref()
}

/// The servers of these roles; none without a lab.
pub fn servers(roles: &[&str]) -> Vec<Lab> {
    let Some(manifest) = manifest() else { return Vec::new() };
    roles.iter().map(|role| Lab { about: manifest["servers"][*role].clone() }).collect()
}

/// The two releases that everything must work on.
pub fn releases() -> Vec<Lab> {
    servers(&["current", "oldest"])
}

/// Both, and PostgreSQL.
pub fn everywhere() -> Vec<Lab> {
    servers(&["current", "oldest", "postgres"])
}

/// A name that nobody else has, so that tests run side by side.
pub fn unique(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros();
    format!("{prefix}-{now:x}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

impl Lab {
    /// A text of `lab.json`, by its path in it.
    pub fn text(&self, pointer: &str) -> String {
        let found = self.about.pointer(pointer).and_then(Value::as_str);
        found.unwrap_or_else(|| panic!("lab.json has no {pointer}")).to_owned()
    }

    pub fn is_old(&self) -> bool {
        self.text("/version") == "1.98.0"
    }

    pub fn is_postgres(&self) -> bool {
        self.text("/database/kind") == "postgres"
    }

    pub fn server_name(&self) -> String {
        self.text("/server_name")
    }

    pub fn admin_token(&self) -> Secret {
        Secret::new(&self.text("/admin/access_token"))
    }

    /// A client over this wire.
    pub fn client(&self, wire: Rc<dyn Wire>) -> Client {
        Client::new(wire, &self.text("/base_url"))
    }

    /// Who asks as this token's owner, over this wire.
    pub fn ask_over(&self, wire: Rc<dyn Wire>, token: Option<Secret>) -> impl Ask + use<> {
        Keyed::new(self.client(wire), token)
    }

    /// Asks as somebody; `None` without a token.
    pub fn call_as<E: Endpoint>(&self, token: Option<&str>, endpoint: &E) -> Result<E::Response, ApiError> {
        let ask = self.ask_over(Rc::new(Plain::new()), token.map(Secret::new));
        let ask: &dyn Ask = &ask;
        block_on(ask.call(endpoint))
    }

    /// Asks as the admin.
    pub fn call<E: Endpoint>(&self, endpoint: &E) -> Result<E::Response, ApiError> {
        self.call_as(Some(self.admin_token().reveal()), endpoint)
    }

    /// Asks as the admin what must be answered well.
    pub fn ok<E: Endpoint>(&self, endpoint: &E) -> E::Response {
        self.call(endpoint).unwrap_or_else(|error| panic!("{}: {error:?}", self.text("/version")))
    }

    /// Asks as the admin what must be refused; status and errcode.
    pub fn refused<E: Endpoint>(&self, endpoint: &E) -> (u16, String) {
        self.refused_as(Some(self.admin_token().reveal()), endpoint)
    }

    /// Asks as somebody what must be refused; status and errcode.
    pub fn refused_as<E: Endpoint>(&self, token: Option<&str>, endpoint: &E) -> (u16, String) {
        let request = endpoint.request().route;
        match self.call_as(token, endpoint) {
            Ok(_) => panic!("{request} was not refused"),
            Err(error) => {
                let matrix = error.matrix().unwrap_or_else(|| panic!("{request}: {error:?}"));
                (matrix.status, matrix.errcode.clone())
            }
        }
    }

    /// Sends something that no endpoint of Glia does, to arrange a test.
    pub fn arrange(&self, token: &str, method: &str, path: &str, body: Option<Value>) -> Value {
        let base_url = if path.starts_with('/') { self.text("/base_url") } else { String::new() };
        let answer = wire::exchange(method, &format!("{base_url}{path}"), Some(token), body);
        let (status, body) = answer.unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        assert!(status < 300, "{method} {path}: {status} {}", String::from_utf8_lossy(&body));
        serde_json::from_slice(&body).unwrap_or(Value::Null)
    }

    /// Writes into the server's own database, while it runs.
    pub fn sql(&self, statement: &str) {
        let mut command = if self.is_postgres() {
            let of = |name: &str| self.text(&format!("/database/{name}"));
            let port = &self.about["database"]["port"];
            let connection = format!("host={} port={port} user={} dbname={}", of("host"), of("user"), of("name"));
            let mut psql = Command::new("psql");
            psql.args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--command", statement, &connection]);
            psql
        } else {
            let mut sqlite = Command::new("sqlite3");
            // Synapse writes all the while: it is waited for.
            sqlite.args(["-bail", "-cmd", ".timeout 20000", &self.text("/database/path"), statement]);
            sqlite
        };
        let ended = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        assert!(ended.status.success(), "{command:?}: {}", String::from_utf8_lossy(&ended.stderr));
    }

    /// A new user, signed in.
    pub fn person(&self) -> Person {
        let (localpart, password) = (unique("contract"), unique("secret"));
        let user_id = format!("@{localpart}:{}", self.server_name());
        let path = format!("/_synapse/admin/v2/users/{}", glia::model::percent::encode(&user_id));
        self.arrange(self.admin_token().reveal(), "PUT", &path, Some(json!({ "password": password })));
        let login = Login { user: user_id.clone(), password: Secret::new(&password), device_name: "lab".to_owned() };
        let token = self.call_as(None, &login).unwrap().access_token.reveal().to_owned();
        Person { user_id, password, token }
    }

    /// A new room of somebody's.
    pub fn room(&self, token: &str, request: Value) -> String {
        let made = self.arrange(token, "POST", "/_matrix/client/v3/createRoom", Some(request));
        made["room_id"].as_str().unwrap().to_owned()
    }

    /// A new alias of this server, not yet taken.
    pub fn alias(&self) -> String {
        format!("#{}:{}", unique("alias"), self.server_name())
    }
}

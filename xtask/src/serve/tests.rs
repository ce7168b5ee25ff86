//! The server as a client sees it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::AppServer;
use crate::files;

struct Fixture {
    dir: PathBuf,
    server: AppServer,
}

impl Fixture {
    fn new(name: &str) -> Result<Self> {
        let dir = std::env::temp_dir().join(format!("xtask-serve-{name}-{}", std::process::id()));
        files::write(&dir.join("index.html"), "<p>plain</p>")?;
        files::write(&dir.join("index.html.br"), "brotli")?;
        files::write(&dir.join("index.html.gz"), "gzip")?;
        let server = AppServer::start(dir.clone(), "/deep/path/", 0)?;
        Ok(Self { dir, server })
    }

    fn ask(&self, request_line: &str, headers: &str) -> Result<String> {
        let mut connection = TcpStream::connect(("127.0.0.1", self.server.port))?;
        write!(connection, "{request_line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n")?;
        let mut answer = String::new();
        connection.read_to_string(&mut answer)?;
        Ok(answer)
    }
}

impl Drop for Fixture {
    fn drop(&mut self) {
        let _ = files::remove_dir(&self.dir);
    }
}

#[test]
fn encodings_are_negotiated() -> Result<()> {
    let fixture = Fixture::new("encodings")?;
    let plain = fixture.ask("GET /deep/path/", "")?;
    assert!(plain.starts_with("HTTP/1.1 200 OK") && plain.ends_with("<p>plain</p>"), "{plain}");
    assert!(plain.contains("Vary: Accept-Encoding"), "{plain}");
    let brotli = fixture.ask("GET /deep/path/", "Accept-Encoding: gzip, br\r\n")?;
    assert!(brotli.contains("Content-Encoding: br\r\n") && brotli.ends_with("brotli"), "{brotli}");
    assert!(brotli.contains("Content-Type: text/html"), "{brotli}");
    let gzip = fixture.ask("GET /deep/path/index.html", "Accept-Encoding: gzip\r\n")?;
    assert!(gzip.ends_with("gzip"), "{gzip}");
    Ok(())
}

#[test]
fn files_from_elsewhere_stand_in_as_they_are_now() -> Result<()> {
    let fixture = Fixture::new("elsewhere")?;
    let other = fixture.dir.with_extension("log");
    let others = vec![("index.html", other.clone()), ("homeserver.log", other.clone())];
    let server = AppServer::start_with(fixture.dir.clone(), "/", 0, others)?;
    let elsewhere = Fixture { dir: fixture.dir.clone(), server };
    for content in ["one", "another"] {
        files::write(&other, content)?;
        for path in ["/", "/homeserver.log"] {
            let answer = elsewhere.ask(&format!("GET {path}"), "Accept-Encoding: br\r\n")?;
            assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with(content), "{answer}");
            assert!(!answer.contains("Content-Encoding"), "{answer}");
        }
    }
    assert!(fixture.ask("GET /deep/path/homeserver.log", "")?.starts_with("HTTP/1.1 404"));
    Ok(std::fs::remove_file(&other)?)
}

#[test]
fn other_paths_and_methods_are_refused() -> Result<()> {
    let fixture = Fixture::new("refused")?;
    for path in ["/", "/deep/path", "/deep/path/none", "/deep/path/..%2findex.html"] {
        let answer = fixture.ask(&format!("GET {path}"), "")?;
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        assert!(answer.contains("X-Frame-Options: DENY"), "{answer}");
    }
    let answer = fixture.ask("POST /deep/path/", "Content-Length: 1\r\n")?;
    assert!(answer.starts_with("HTTP/1.1 405"), "{answer}");
    Ok(())
}

#[test]
fn head_has_no_body_and_known_files_are_not_sent_again() -> Result<()> {
    let fixture = Fixture::new("head")?;
    let head = fixture.ask("HEAD /deep/path/", "")?;
    assert!(head.contains("Content-Length: 12") && head.ends_with("\r\n\r\n"), "{head}");
    let tag = head.lines().find_map(|line| line.strip_prefix("ETag: ")).unwrap_or_default();
    let again = fixture.ask("GET /deep/path/", &format!("If-None-Match: {tag}\r\n"))?;
    assert!(again.starts_with("HTTP/1.1 304") && again.ends_with("\r\n\r\n"), "{again}");
    Ok(())
}

#[test]
fn a_connection_stays_open_and_answers_without_delay() -> Result<()> {
    const REQUESTS: u32 = 100;
    let fixture = Fixture::new("speed")?;
    let mut connection = TcpStream::connect(("127.0.0.1", fixture.server.port))?;
    connection.set_nodelay(true)?;
    let started = Instant::now();
    let mut chunk = [0; 4096];
    for _ in 0..REQUESTS {
        connection.write_all(b"GET /deep/path/ HTTP/1.1\r\nHost: x\r\n\r\n")?;
        let count = connection.read(&mut chunk)?;
        assert!(chunk[..count].ends_with(b"<p>plain</p>"));
    }
    let each = started.elapsed() / REQUESTS;
    println!("{each:?} per request");
    // Measured: far below a millisecond. A delayed acknowledgement would cost 40 ms.
    assert!(each < Duration::from_millis(10), "{each:?} per request");
    Ok(())
}

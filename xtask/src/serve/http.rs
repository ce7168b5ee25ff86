//! As much of HTTP/1.1 as a static server needs: GET and HEAD on connections that stay open.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::site::Site;

/// Longest request head that is read.
const MAX_HEAD: usize = 16 * 1024;

const MAX_HEADERS: usize = 64;

/// An idle connection is closed after this.
const IDLE: Duration = Duration::from_secs(30);

/// The parts of a request that matter here.
#[derive(Debug, Default)]
pub(super) struct Request {
    pub(super) method: String,
    /// Path and query as sent.
    pub(super) target: String,
    pub(super) accept_encoding: String,
    pub(super) if_none_match: String,
    keep_alive: bool,
    has_body: bool,
}

/// An answer; the body is not sent for HEAD.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) status: &'static str,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
}

impl Response {
    /// A short text in place of a file.
    pub(super) fn text(status: &'static str) -> Self {
        Self {
            status,
            headers: vec![("Content-Type", "text/plain; charset=utf-8".to_owned())],
            body: format!("{status}\n").into_bytes(),
        }
    }
}

/// Answers requests until the client is done.
pub(super) fn serve(mut connection: &TcpStream, site: &Site) -> Result<()> {
    connection.set_nodelay(true)?;
    connection.set_read_timeout(Some(IDLE))?;
    let mut buffer = Vec::new();
    while let Some(request) = read_request(connection, &mut buffer)? {
        let is_head = request.method == "HEAD";
        let keep_alive = request.keep_alive && !request.has_body;
        let response = site.answer(&request);
        connection.write_all(&encode(&response, is_head, keep_alive))?;
        if !keep_alive {
            break;
        }
    }
    Ok(())
}

/// Reads one request head; `None` when the client closed the connection between requests.
/// `buffer` keeps what was read beyond it.
fn read_request(mut connection: &TcpStream, buffer: &mut Vec<u8>) -> Result<Option<Request>> {
    let mut chunk = [0; 4096];
    loop {
        if let Some((request, length)) = parse(buffer)? {
            buffer.drain(..length);
            return Ok(Some(request));
        }
        if buffer.len() > MAX_HEAD {
            bail!("The request head is too long.");
        }
        match connection.read(&mut chunk)? {
            0 if buffer.is_empty() => return Ok(None),
            0 => bail!("The request ended in its head."),
            count => buffer.extend_from_slice(&chunk[..count]),
        }
    }
}

fn parse(buffer: &[u8]) -> Result<Option<(Request, usize)>> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut parsed = httparse::Request::new(&mut headers);
    let httparse::Status::Complete(length) = parsed.parse(buffer).context("The request is not HTTP")? else {
        return Ok(None);
    };
    let mut request = Request {
        method: parsed.method.unwrap_or_default().to_owned(),
        target: parsed.path.unwrap_or_default().to_owned(),
        keep_alive: parsed.version == Some(1),
        ..Request::default()
    };
    for header in parsed.headers.iter() {
        let value = String::from_utf8_lossy(header.value).into_owned();
        match header.name.to_ascii_lowercase().as_str() {
            "accept-encoding" => request.accept_encoding = value,
            "if-none-match" => request.if_none_match = value,
            "connection" if value.eq_ignore_ascii_case("close") => request.keep_alive = false,
            "content-length" => request.has_body |= value.trim() != "0",
            "transfer-encoding" => request.has_body = true,
            _ => {}
        }
    }
    Ok(Some((request, length)))
}

fn encode(response: &Response, is_head: bool, keep_alive: bool) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {}\r\n", response.status);
    for (name, value) in &response.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if !response.status.starts_with("304") {
        head.push_str(&format!("Content-Length: {}\r\n", response.body.len()));
    }
    head.push_str(if keep_alive { "Connection: keep-alive\r\n\r\n" } else { "Connection: close\r\n\r\n" });
    // One write for head and body, so that they leave in as few packets as possible.
    let mut bytes = head.into_bytes();
    if !is_head {
        bytes.extend_from_slice(&response.body);
    }
    bytes
}

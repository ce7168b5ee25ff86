//! A static web server for the finished app, on loopback: correct types, precompressed files,
//! caching and security headers as a good production server sends them, and no delay of its own,
//! as it is used to measure the app.

mod http;
mod mime;
mod negotiate;
mod site;

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context, Result};

use site::Site;

/// Connections served at a time, a thread each; further ones are closed at once.
const MAX_CONNECTIONS: usize = 256;

/// A running server; stops accepting when dropped.
#[derive(Debug)]
pub struct AppServer {
    port: u16,
    prefix: String,
    stopping: Arc<AtomicBool>,
}

impl AppServer {
    /// Serves the folder `dir` below `prefix` (which starts and ends with a slash) on
    /// 127.0.0.1; everything outside the prefix is 404.
    pub fn start(dir: PathBuf, prefix: &str, port: u16) -> Result<Self> {
        Self::start_with(dir, prefix, port, Vec::new())
    }

    /// The same, with some files that lie elsewhere in place of those in the folder, as they are at each request.
    pub fn start_with(dir: PathBuf, prefix: &str, port: u16, others: Vec<(&'static str, PathBuf)>) -> Result<Self> {
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
            .with_context(|| format!("Cannot serve the app on port {port}"))?;
        let port = listener.local_addr().context("Cannot read the server's port")?.port();
        let stopping = Arc::new(AtomicBool::new(false));
        let site = Arc::new(Site::new(dir, prefix, others));
        let stop = Arc::clone(&stopping);
        thread::Builder::new()
            .name("app-server".to_owned())
            .spawn(move || accept(&listener, &site, &stop))
            .context("Cannot start the app server's thread")?;
        Ok(Self { port, prefix: prefix.to_owned(), stopping })
    }

    /// The app's address.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.port, self.prefix)
    }

    /// The port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Stops accepting connections.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for AppServer {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::Release);
        // A connection wakes the thread that waits for one; if none can be made, the listener is
        // gone already.
        let _ = TcpStream::connect(SocketAddr::from((Ipv4Addr::LOCALHOST, self.port)));
    }
}

fn accept(listener: &TcpListener, site: &Arc<Site>, stopping: &AtomicBool) {
    let open = Arc::new(AtomicUsize::new(0));
    for connection in listener.incoming() {
        if stopping.load(Ordering::Acquire) {
            return;
        }
        let connection = match connection {
            Ok(connection) => connection,
            Err(error) if error.kind() == ErrorKind::ConnectionAborted => continue,
            Err(error) => {
                crate::say::note(&format!("The app server cannot accept a connection: {error}"));
                continue;
            }
        };
        if open.load(Ordering::Relaxed) >= MAX_CONNECTIONS {
            continue;
        }
        let guard = Open::count(&open);
        let site = Arc::clone(site);
        let spawned = thread::Builder::new().spawn(move || {
            let _guard = guard;
            // A browser that goes away in the middle is no news.
            let _ = http::serve(&connection, &site);
        });
        if let Err(error) = spawned {
            crate::say::note(&format!("The app server cannot start a thread: {error}"));
        }
    }
}

/// Counts an open connection for as long as it lives.
struct Open(Arc<AtomicUsize>);

impl Open {
    fn count(open: &Arc<AtomicUsize>) -> Self {
        open.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(open))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests;

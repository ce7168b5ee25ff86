//! Loopback ports: refusing a taken one in one clear sentence, or finding a free one.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};

use anyhow::{Context, Result, bail};

fn is_free(port: u16) -> bool {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).is_ok()
}

/// Fails with one sentence when `port` is in use; `user` says what wants it, `option` how to
/// choose another.
pub fn require_free(port: u16, user: &str, option: &str) -> Result<()> {
    if !is_free(port) {
        bail!("{}", taken_message(port, user, option));
    }
    Ok(())
}

fn taken_message(port: u16, user: &str, option: &str) -> String {
    format!(
        "Port {port} on 127.0.0.1, which {user} needs, is already in use: \
         stop the program that uses it or choose another port with {option}."
    )
}

/// `wanted` when it is free, otherwise a free port of the system's choice.
pub fn free_or_any(wanted: u16) -> Result<u16> {
    if is_free(wanted) { Ok(wanted) } else { any_free() }
}

/// A free port of the system's choice.
pub fn any_free() -> Result<u16> {
    let listener =
        TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).context("No port on 127.0.0.1 is free")?;
    Ok(listener.local_addr().context("Cannot read the port that was given")?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_one_sentence() -> Result<()> {
        let holder = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = holder.local_addr()?.port();
        let message = require_free(port, "the app", "--port").unwrap_err().to_string();
        assert_eq!(message.lines().count(), 1);
        assert!(message.contains(&port.to_string()) && message.contains("--port"), "{message}");
        Ok(())
    }

    #[test]
    fn a_taken_port_is_replaced() -> Result<()> {
        let holder = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = holder.local_addr()?.port();
        assert_ne!(free_or_any(port)?, port);
        Ok(())
    }
}

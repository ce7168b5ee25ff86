//! How often, and for how long, one thing is asked for.

use super::{Failure, Server};
use crate::api::{ApiError, Endpoint, ErrorKind, Odd};
use crate::export::progress::Waiting;

/// The longest wait between two tries, in ms.
const LONGEST_WAIT_MS: u32 = 30_000;
/// How often a request is sent again on which the server fails (500), before that is the answer: for half a minute.
const FAILURES: u32 = 6;
/// How long the server may be silent before the export stops (and can be gone on with later), in ms.
const SILENCE_MS: f64 = 30.0 * 60_000.0;
/// How often one thing has been asked for.
#[derive(Debug, Default)]
pub struct Tries {
    failures: u32,
    silences: u32,
    since_ms: Option<f64>,
}

impl Tries {
    /// The server failed: asks again a few times.
    pub(super) async fn failed<E: Endpoint>(
        &mut self,
        server: &Server,
        endpoint: &E,
        error: Option<ApiError>,
    ) -> Result<(), Failure> {
        self.failures += 1;
        if self.failures >= FAILURES {
            let unreadable = || {
                let why = Odd::NotJson;
                server.error(endpoint, ErrorKind::Unexpected { status: 200, why, snippet: String::new() })
            };
            return Err(Failure::Refused(error.unwrap_or_else(unreadable)));
        }
        server.world.wire().sleep(500 << self.failures).await;
        Ok(())
    }

    /// The server asked to wait.
    pub(super) async fn limited(&mut self, server: &Server, ms: u64) {
        let ms = u32::try_from(ms).unwrap_or(u32::MAX).clamp(100, 10 * 60_000);
        server.waits(Waiting::Limited(u64::from(ms)));
        server.world.wire().sleep(ms).await;
    }

    /// There is no answer: asks again for half an hour.
    pub(super) async fn silent<E: Endpoint>(
        &mut self,
        server: &Server,
        endpoint: &E,
        kind: ErrorKind,
    ) -> Result<(), Failure> {
        server.pace.strained();
        let wire = server.world.wire();
        let since_ms = *self.since_ms.get_or_insert_with(|| wire.now_ms());
        let error = server.error(endpoint, kind);
        if wire.now_ms() - since_ms > SILENCE_MS {
            return Err(Failure::Stopped(error));
        }
        let words = match &error.kind {
            ErrorKind::Network { cause } => cause.clone(),
            ErrorKind::NotMatrix { status, .. } => format!("HTTP {status}"),
            ErrorKind::Matrix(matrix) => format!("HTTP {}", matrix.status),
            _ => String::new(),
        };
        server.waits(Waiting::Silence(since_ms, words));
        wire.sleep((500_u32 << self.silences.min(6)).min(LONGEST_WAIT_MS)).await;
        self.silences += 1;
        Ok(())
    }

    /// The time counts anew: something came.
    pub fn came_on(&mut self) {
        self.since_ms = None;
        self.silences = 0;
    }
}

//! The server, as an export asks it: as the admin and as the user, for texts, files, and files piece by piece.

use std::rc::Rc;

use super::python_json::Text;
use super::world::{Download, World};
use crate::api::wire::WireResponse;
use crate::api::{ApiError, Endpoint, ErrorKind, Odd};
use crate::runs::pace::Pace;
use crate::runs::patient::{Again, Bearer, Failure, Patient};
use crate::runs::tries::Tries;

mod puppet;
use puppet::Puppet;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The admin.
    Admin,
    /// The user, by a token that the admin has got.
    User,
}

impl Who {
    /// The admin, or else the user.
    #[must_use]
    pub fn is_admin(as_admin: bool) -> Self {
        if as_admin { Self::Admin } else { Self::User }
    }
}

/// The server, for one export.
pub struct Server {
    world: Rc<dyn World>,
    patient: Rc<Patient>,
    /// `None` when the user is the admin: then their own token serves.
    puppet: Option<Puppet>,
}

impl Server {
    /// The server at this address, for an export of this user by that admin.
    #[must_use]
    pub fn new(world: Rc<dyn World>, base_url: &str, user_id: &str, admin_id: &str, pace: Rc<Pace>) -> Self {
        let patient = Rc::new(Patient::new(world.clone(), base_url, pace));
        let puppet = (user_id != admin_id).then(|| Puppet::new(world.clone(), patient.clone(), user_id));
        Self { world, patient, puppet }
    }

    /// How many requests were sent.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.patient.requests()
    }

    /// The answer to an endpoint. Half an answer (a proxy's doing) is asked for again.
    ///
    /// # Errors
    /// When the server says no, or nothing.
    pub async fn text<E: Endpoint>(&self, who: Who, endpoint: &E) -> Result<Text, Failure> {
        let request = endpoint.request();
        let mut tries = Tries::default();
        loop {
            let answer = self.patient.answer(self.bearer(who), &request, &mut tries).await?;
            match String::from_utf8(answer.body).ok().and_then(|text| Text::parse(text).ok()) {
                Some(text) => return Ok(text),
                None => {
                    let error = self.unexpected(endpoint, Odd::NotJson);
                    self.patient.after_failure(&mut tries, error).await?;
                }
            }
        }
    }

    /// A file, whole: for those that are small.
    ///
    /// # Errors
    /// When the server says no, or nothing.
    pub async fn bytes<E: Endpoint>(&self, who: Who, endpoint: &E) -> Result<Vec<u8>, Failure> {
        let mut tries = Tries::default();
        Ok(self.patient.answer(self.bearer(who), &endpoint.request(), &mut tries).await?.body)
    }

    /// A file, piece by piece. The pieces can break off: then it must be asked for again.
    ///
    /// # Errors
    /// When the server says no, or nothing.
    pub async fn open<E: Endpoint>(&self, who: Who, endpoint: &E) -> Result<Download, Failure> {
        let (request, bearer) = (endpoint.request(), self.bearer(who));
        let mut tries = Tries::default();
        loop {
            let attempt = self.patient.attempt(bearer, &request).await?;
            let opened = self.world.open(attempt.request.clone()).await;
            let token = attempt.end();
            let mut good = None;
            let answer = match opened {
                Ok(download) if (200..300).contains(&download.status) => {
                    let status = download.status;
                    good = Some(download);
                    Ok(WireResponse { status, body: Vec::new() })
                }
                Ok(mut download) => {
                    let mut body = Vec::new();
                    while let (Ok(Some(piece)), true) = (download.body.next().await, body.len() < 65_536) {
                        body.extend(piece);
                    }
                    Ok(WireResponse { status: download.status, body })
                }
                Err(words) => Err(ErrorKind::Network { cause: words }),
            };
            let judged = self.patient.judge(bearer, &request, answer, token, &mut tries).await;
            match (judged, good) {
                (Ok(_), Some(download)) => return Ok(download),
                (Err(Again::Failure(failure)), _) => return Err(failure),
                _ => {}
            }
        }
    }

    /// A break in the middle of a download: waits as after every lost connection.
    ///
    /// # Errors
    /// When it has been silent for too long.
    pub async fn broke_off<E: Endpoint>(&self, endpoint: &E, tries: &mut Tries, words: String) -> Result<(), Failure> {
        let error = self.patient.error(&endpoint.request(), ErrorKind::Network { cause: words });
        self.patient.after_silence(tries, error).await
    }

    /// A file that never came whole.
    #[must_use]
    pub fn cut_off<E: Endpoint>(&self, endpoint: &E) -> ApiError {
        self.unexpected(endpoint, Odd::BrokeOff)
    }

    /// Checks that the server knows this user: of one whom it does not know, it tells an admin an empty list.
    ///
    /// # Errors
    /// When it does not.
    pub async fn know(&self, user_id: &str) -> Result<(), Failure> {
        puppet::know(&self.patient, &user_id.into()).await
    }

    /// Revokes every token of the user that was made. Whatever comes of it: they end by themselves within minutes.
    pub async fn revoke(&self) {
        match &self.puppet {
            Some(puppet) => puppet.revoke().await,
            None => self.world.puppets(&[]),
        }
    }

    fn bearer(&self, who: Who) -> &dyn Bearer {
        match &self.puppet {
            Some(puppet) if who == Who::User => puppet,
            _ => &*self.patient,
        }
    }

    fn unexpected<E: Endpoint>(&self, endpoint: &E, why: Odd) -> ApiError {
        let kind = ErrorKind::Unexpected { status: 200, why, snippet: String::new() };
        self.patient.error(&endpoint.request(), kind)
    }
}

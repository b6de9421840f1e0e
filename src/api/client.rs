//! Sends requests with a living token, repeats once after a 401, retries reads
//! with growing pauses, and turns answers into documents or errors. A write is
//! sent once: whether it may be sent again is for the outbox to find out.

use std::rc::Rc;
use std::time::Duration;

use futures::future::{FutureExt, LocalBoxFuture};

use super::document::Document;
use super::error::ApiError;
use super::outside::{Clock, Content, Method, Request, Response, Transport, TransportError};
use super::query::{without_include, Query};
use super::session::Session;

/// Where the API begins, on the app's own origin.
pub const BASE: &str = "/api/v1";

const READ_TIMEOUT: Duration = Duration::from_secs(20);
const WRITE_TIMEOUT: Duration = Duration::from_secs(30);
/// Pauses before the second and third try of a read.
const PAUSES: [Duration; 2] = [Duration::from_millis(400), Duration::from_millis(1500)];
/// No request waits longer for a server that asks for patience.
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

/// A document on its way. Of one type, so that the code of a request is there
/// once and not in each of the 150 operations.
pub(super) type Answer<'a> = LocalBoxFuture<'a, Result<Document, ApiError>>;

/// The door to the API. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    session: Rc<Session>,
    transport: Rc<dyn Transport>,
    clock: Rc<dyn Clock>,
}

impl Client {
    pub fn new(session: Rc<Session>, transport: Rc<dyn Transport>, clock: Rc<dyn Clock>) -> Self {
        Self { session, transport, clock }
    }

    pub fn session(&self) -> &Rc<Session> {
        &self.session
    }

    pub fn clock(&self) -> &Rc<dyn Clock> {
        &self.clock
    }

    /// Reads, and tries again where the failure may pass.
    ///
    /// # Errors
    /// The last try's error.
    pub fn read<'a>(&'a self, path: &'a str, query: &'a Query) -> Answer<'a> {
        self.document(path, query, &PAUSES)
    }

    /// Reads without a second try: for polling, which comes again anyway.
    ///
    /// # Errors
    /// Network, refusal or an unreadable answer.
    pub fn read_once<'a>(&'a self, path: &'a str, query: &'a Query) -> Answer<'a> {
        self.document(path, query, &[])
    }

    fn document<'a>(&'a self, path: &'a str, query: &'a Query, pauses: &'static [Duration]) -> Answer<'a> {
        async move { parse(&self.bytes(path, query, pauses).await?) }.boxed_local()
    }

    /// Reads as [`Client::read`] does, and leaves the text as it came.
    ///
    /// # Errors
    /// The last try's error.
    pub(super) fn text<'a>(
        &'a self,
        path: &'a str,
        query: &'a Query,
    ) -> LocalBoxFuture<'a, Result<Vec<u8>, ApiError>> {
        self.bytes(path, query, &PAUSES)
    }

    /// Reads, and tries again after each of these pauses where the failure may pass.
    fn bytes<'a>(
        &'a self,
        path: &'a str,
        query: &'a Query,
        pauses: &'static [Duration],
    ) -> LocalBoxFuture<'a, Result<Vec<u8>, ApiError>> {
        async move {
            let mut pauses = pauses.iter();
            loop {
                let answer = self.send(Method::Get, query.onto(path), None, READ_TIMEOUT).await;
                match (answer, pauses.next()) {
                    (Err(error), Some(pause)) if error.is_passing() => {
                        let asked = match error {
                            ApiError::Trouble { retry_after: Some(time), .. } => time.min(LONGEST_PAUSE),
                            _ => *pause,
                        };
                        self.clock.sleep(self.jittered(asked)).await;
                    }
                    (answer, _) => return Ok(answer?.body),
                }
            }
        }
        .boxed_local()
    }

    /// Writes, once.
    ///
    /// # Errors
    /// As for reads; after a network error the write may have arrived.
    pub async fn write(&self, method: Method, path: &str, body: String) -> Result<Document, ApiError> {
        self.change(method, path.to_owned(), Some(body.into())).await
    }

    /// Writes, once, with any content or none. A server that refuses what was to
    /// come along has not written anything: it is asked again without.
    ///
    /// # Errors
    /// As [`Client::write`].
    pub(super) fn change(&self, method: Method, path: String, content: Option<Content>) -> Answer<'_> {
        async move {
            let plain = without_include(&path);
            let answer = self.send(method, path, content.clone(), WRITE_TIMEOUT).await;
            let response = match (answer, plain) {
                (Err(error), Some(plain)) if error.refuses_includes() => {
                    self.send(method, plain, content, WRITE_TIMEOUT).await?
                }
                (answer, _) => answer?,
            };
            parse(&response.body)
        }
        .boxed_local()
    }

    /// Fetches a file, with one try: whoever waits for it sees that it failed.
    ///
    /// # Errors
    /// Network or refusal.
    pub(super) async fn file(&self, path: &str) -> Result<Vec<u8>, ApiError> {
        Ok(self.send(Method::Get, path.to_owned(), None, WRITE_TIMEOUT).await?.body)
    }

    fn send(
        &self,
        method: Method,
        path: String,
        body: Option<Content>,
        timeout: Duration,
    ) -> LocalBoxFuture<'_, Result<Response, ApiError>> {
        async move {
            let token = self.session.token().await?;
            let request = |bearer: String| Request {
                method,
                path: format!("{BASE}{path}"),
                body: body.clone(),
                bearer: Some(bearer),
                timeout,
            };
            let first = self.transport.send(request(token.clone())).await;
            // A 401 was refused before anything was done, so even a write may repeat.
            if !matches!(&first, Ok(response) if response.status == 401) {
                return classify(first);
            }
            let token = self.session.renewed(&token).await?;
            match classify(self.transport.send(request(token)).await) {
                Err(ApiError::Refused { status: 401, .. }) => Err(ApiError::SignedOut),
                answer => answer,
            }
        }
        .boxed_local()
    }

    /// A quarter more or less, so that tablets that lost the server together do
    /// not come back together.
    fn jittered(&self, pause: Duration) -> Duration {
        let [byte, ..] = self.clock.random();
        pause.mul_f64(0.75 + f64::from(byte) / 510.0)
    }
}

fn parse(text: &[u8]) -> Result<Document, ApiError> {
    Document::parse(text).map_err(|_| ApiError::Unreadable)
}

/// Sorts answers by what can be done about them.
pub(super) fn classify(answer: Result<Response, TransportError>) -> Result<Response, ApiError> {
    let response = answer.map_err(|error| match error {
        TransportError::Unreachable => ApiError::Unreachable,
        TransportError::TimedOut => ApiError::TimedOut,
    })?;
    match response.status {
        200..=299 => Ok(response),
        408 | 425 | 429 | 500..=599 => {
            Err(ApiError::Trouble { status: response.status, retry_after: response.retry_after })
        }
        status => Err(ApiError::Refused { status, faults: Document::faults(&response.body) }),
    }
}

#[cfg(test)]
mod tests;

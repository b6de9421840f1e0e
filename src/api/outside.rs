//! What the pure layers need of the world, as small traits. `platform`
//! implements them for the browser, tests for simulation.

use std::time::Duration;

use chrono::{DateTime, Utc};
use futures::future::LocalBoxFuture;

/// A method of HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Patch,
    Delete,
}

/// One request, complete but for the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub method: Method,
    /// From `/api` on, with the query.
    pub path: String,
    pub body: Option<Content>,
    /// Access token.
    pub bearer: Option<String>,
    pub timeout: Duration,
}

/// What a request carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// JSON:API text.
    Document(String),
    /// `multipart/form-data` with this boundary.
    Form { boundary: String, bytes: Vec<u8> },
}

impl From<String> for Content {
    fn from(document: String) -> Self {
        Self::Document(document)
    }
}

impl Content {
    /// The media type of JSON:API.
    pub const DOCUMENT_TYPE: &'static str = "application/vnd.api+json";

    /// The value of `Content-Type`.
    pub fn media_type(&self) -> String {
        match self {
            Self::Document(_) => Self::DOCUMENT_TYPE.to_owned(),
            Self::Form { boundary, .. } => format!("multipart/form-data; boundary={boundary}"),
        }
    }

    /// The text of a document.
    pub fn document(&self) -> Option<&str> {
        match self {
            Self::Document(text) => Some(text),
            Self::Form { .. } => None,
        }
    }
}

/// An answer, whatever its status.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Response {
    pub status: u16,
    pub body: Vec<u8>,
    /// The server asks to wait this long (`Retry-After`).
    pub retry_after: Option<Duration>,
    /// The server's clock, to judge by when a token dies.
    pub date: Option<DateTime<Utc>>,
}

/// No answer came. Whether the request arrived is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    #[error("the server was not reached")]
    Unreachable,
    #[error("no answer in time")]
    TimedOut,
}

/// Sends requests. Dropping the future cancels the request.
pub trait Transport {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, TransportError>>;
}

/// Time and chance.
pub trait Clock {
    fn now(&self) -> DateTime<Utc>;
    fn sleep(&self, time: Duration) -> LocalBoxFuture<'static, ()>;
    /// Unpredictable bytes, for ids made here.
    fn random(&self) -> [u8; 16];
}

/// Releases its lock when it is dropped.
pub trait LockGuard {}

/// Locks between the tabs of one browser.
pub trait Locks {
    /// Waits for the lock of this name and takes it.
    fn exclusive(&self, name: &'static str) -> LocalBoxFuture<'static, Box<dyn LockGuard>>;
}

/// A place for secrets that survives a reload: encrypted, this device only.
/// A value that cannot be read is as good as none.
pub trait Vault {
    fn get(&self, key: &'static str) -> LocalBoxFuture<'static, Option<String>>;
    fn put(&self, key: &'static str, value: String) -> LocalBoxFuture<'static, ()>;
    fn remove(&self, key: &'static str) -> LocalBoxFuture<'static, ()>;
}

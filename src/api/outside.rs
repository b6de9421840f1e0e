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
    /// Time since some beginning, which nobody sets: for what has to last.
    fn uptime(&self) -> Duration;
    fn sleep(&self, time: Duration) -> LocalBoxFuture<'static, ()>;
    /// Unpredictable bytes, for ids made here.
    fn random(&self) -> [u8; 16];
    /// Does this to its end, whether or not somebody waits for it. (Where there
    /// is nobody to do it, whoever waits does.)
    fn carry_on(&self, _work: LocalBoxFuture<'static, ()>) {}
}

/// Releases its lock when it is dropped.
pub trait LockGuard {}

/// Locks between the tabs of one browser.
pub trait Locks {
    /// Waits for the lock of this name and takes it.
    fn exclusive(&self, name: &'static str) -> LocalBoxFuture<'static, Box<dyn LockGuard>>;
}

/// The device did not answer what it has: it may have it all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the device cannot be read")]
pub struct Unreadable;

/// A secret as it was found; `None` where there is none, or a damaged one.
pub type Secret = Result<Option<String>, Unreadable>;

/// A place for secrets that survives a reload: encrypted, this device only.
pub trait Vault {
    fn get(&self, key: &'static str) -> LocalBoxFuture<'static, Secret>;
    /// Whether it is kept; where not, it lives in this page only.
    fn put(&self, key: &'static str, value: String) -> LocalBoxFuture<'static, bool>;
    /// Whether it is gone; where not, the device still has it.
    fn remove(&self, key: &'static str) -> LocalBoxFuture<'static, bool>;
}

/// Why the device did not keep something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    #[error("no room on the device")]
    Full,
    /// The store was lost or never there; it may come back.
    #[error("the device's store does not answer")]
    Failing,
    /// Another tab leads now.
    #[error("another tab leads")]
    Superseded,
}

/// An entry of the journal as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub key: u64,
    /// It was about to be sent at least once.
    pub tried: bool,
    /// `None` where the entry is damaged.
    pub bytes: Option<Vec<u8>>,
}

/// The whole journal as it was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// By key.
    pub entries: Vec<Kept>,
    /// What stands beside them.
    pub beside: Option<Vec<u8>>,
}

/// An entry of the journal as it is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// It was sent, while it could not be kept; an entry that was tried stays so.
    pub tried: bool,
    pub bytes: Vec<u8>,
}

/// What is written in one step: all of it or nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Writes {
    /// New entries, in order, each with a name of its own: one that is there
    /// already (its write was answered with an error and happened) keeps its key
    /// and reads as it did.
    pub append: Vec<(String, Line)>,
    /// Entries that read differently now; those that are gone stay gone.
    pub replace: Vec<(u64, Line)>,
    pub remove: Vec<u64>,
    /// What stands beside the entries, replaced as a whole.
    pub beside: Option<Vec<u8>>,
}

/// What became of an entry that was to be taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withdrawal {
    /// It is out unsent, whoever took it out and when.
    InTime,
    /// It was sent, or is about to be.
    TooLate,
    /// It is not there, and nothing tells why: a full device may not note what it let
    /// go of.
    Unknown,
}

/// What must not be lost, kept on the device in the order in which it came:
/// shared by all tabs, encrypted, and on the disk before a write is answered.
pub trait Journal {
    /// Reads everything.
    fn load(&self) -> LocalBoxFuture<'static, Result<Found, JournalError>>;

    /// Writes and gives the keys of what was appended, each larger than all
    /// before it. What has been there under its name is not appended anew: it has the
    /// key that it had, also where it was taken out since.
    fn write(&self, writes: Writes) -> LocalBoxFuture<'static, Result<Vec<u64>, JournalError>>;

    /// This tab leads from now on; gives the number of its reign.
    fn lead(&self) -> LocalBoxFuture<'static, Result<u64, JournalError>>;

    /// Notes that these are about to be sent, and gives the keys of everything
    /// that is there. Only the latest reign may: a tab that slept through the end of
    /// its own sends nothing more.
    fn mark(&self, reign: u64, keys: Vec<u64>) -> LocalBoxFuture<'static, Result<Vec<u64>, JournalError>>;

    /// Takes an entry out unless it was about to be sent.
    fn withdraw(&self, key: u64) -> LocalBoxFuture<'static, Result<Withdrawal, JournalError>>;
}

/// Blocks of bytes by key, as they were read at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Blocks {
    /// Rises with every write.
    pub version: u64,
    /// By key; `None` where one is damaged.
    pub blocks: Vec<(u64, Option<Vec<u8>>)>,
}

/// A place on the device for what can be fetched again: encrypted, shared by all
/// tabs, quick rather than sure.
pub trait Archive {
    /// Reads all blocks in these ranges of keys, both ends included, as they are
    /// at one moment.
    fn read(&self, ranges: Vec<(u64, u64)>) -> LocalBoxFuture<'static, Result<Blocks, JournalError>>;

    /// Writes blocks, or (`None`) removes them, all or none, and gives the new
    /// version. Only over the version that is known: who slept through another
    /// tab's writes is superseded.
    fn write(
        &self,
        version: u64,
        blocks: Vec<(u64, Option<Vec<u8>>)>,
    ) -> LocalBoxFuture<'static, Result<u64, JournalError>>;

    /// Removes everything.
    fn wipe(&self) -> LocalBoxFuture<'static, Result<(), JournalError>>;
}

/// Word between the tabs of one browser. What one says, all others hear, each
/// in the order it was said; a tab that sleeps may miss some.
pub trait Tabs {
    fn say(&self, word: Vec<u8>);
    /// The next word of another tab.
    fn hear(&self) -> LocalBoxFuture<'static, Vec<u8>>;
}

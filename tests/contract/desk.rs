//! A desk in the shop: a client of `src/api` over real HTTP against a reference
//! shop of its own, whose journal is judged when the desk is left.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use futures::future::{FutureExt, LocalBoxFuture};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use posy::api::filter::{Dictionary, Filter, Filters, Kind, Value};
use posy::api::listing::{Asked, Paging};
use posy::api::outside::{
    Clock, LockGuard, Locks, Method, Request, Response, Secret, Transport, TransportError, Vault,
};
use posy::api::session::Session;
use posy::api::{ApiError, Client};
use posy::domain::period::Period;
use posy::domain::zone::FixedZone;
use posy::domain::Id;
use posy_shop::{Flags, Running};
use serde_json::Value as Json;

/// The day the shop's data ends on.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 10).unwrap()
}

/// Three in the afternoon of that day.
pub fn now() -> DateTime<Utc> {
    "2026-03-10T12:00:00Z".parse().unwrap()
}

pub fn new_id<T>() -> Id<T> {
    Id::from(uuid::Uuid::from_u128(rand_bits()))
}

fn rand_bits() -> u128 {
    use std::hash::{BuildHasher, RandomState};
    let half = || u128::from(RandomState::new().hash_one(0_u8));
    // The bits that make it a version 4.
    (half() << 64 | half()) & !(0xF000_u128 << 64) & !(0xC000_u128 << 48) | (0x4000 << 64) | (0x8000 << 48)
}

pub struct Desk {
    pub client: Client,
    running: Running,
    log: PathBuf,
}

impl Desk {
    /// Opens a shop and signs the manager in. The journal is kept under this
    /// name for the meter.
    pub async fn open(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(".build/meter");
        std::fs::create_dir_all(&folder).unwrap();
        let log = folder.join(format!("contract-{name}.jsonl"));
        let _ = std::fs::remove_file(&log);
        let flags = Flags {
            customers: 60,
            items: 80,
            orders: 260,
            today: Some(today()),
            log: Some(log.clone()),
            ..Flags::default()
        };
        let running = Running::open(flags).await.unwrap();
        let client = sign_in(&running.url(), "manager").await;
        Self { client, running, log }
    }

    /// Somebody else at the same shop.
    pub async fn as_worker(&self, login: &str) -> Client {
        sign_in(&self.running.url(), login).await
    }

    /// A client nobody has signed in to.
    pub fn stranger(&self) -> Rc<Session> {
        session(&self.running.url())
    }

    /// The network and clock of a client.
    pub fn network(&self) -> Rc<World> {
        world(&self.running.url())
    }

    /// Leaves: every request used only names the operation declares, and none
    /// ran into a failure of the shop.
    pub async fn close(self) {
        self.running.close().await;
        let text = std::fs::read_to_string(&self.log).unwrap();
        for line in text.lines() {
            let line: Json = serde_json::from_str(line).unwrap();
            assert!(line["unknown"].as_array().is_none_or(Vec::is_empty), "{line}");
            assert!(line["status"].as_u64().is_some_and(|status| status < 500), "{line}");
        }
    }
}

fn world(url: &str) -> Rc<World> {
    Rc::new(World {
        host: url.trim_start_matches("http://").to_owned(),
        vault: RefCell::default(),
        ahead: Cell::default(),
    })
}

fn session(url: &str) -> Rc<Session> {
    Session::new(world(url), world(url), world(url), world(url))
}

async fn sign_in(url: &str, login: &str) -> Client {
    let session = session(url);
    session.sign_in(login, "demo").await.unwrap();
    Client::new(session, world(url), world(url))
}

/// The network, the clock and the rest, natively.
pub struct World {
    host: String,
    vault: RefCell<HashMap<&'static str, String>>,
    /// How much later it is here.
    ahead: Cell<Duration>,
}

impl World {
    /// The same browser where nobody answers.
    pub fn unplugged(&self) -> Rc<Self> {
        Rc::new(Self { host: "127.0.0.1:1".into(), vault: self.vault.clone(), ahead: self.ahead.clone() })
    }

    /// So much time goes by at once.
    pub fn go_on(&self, time: Duration) {
        self.ahead.set(self.ahead.get() + time);
    }
}

impl Transport for World {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, TransportError>> {
        let host = self.host.clone();
        async move { exchange(&host, request).await.ok_or(TransportError::Unreachable) }.boxed_local()
    }
}

async fn exchange(host: &str, request: Request) -> Option<Response> {
    let stream = tokio::net::TcpStream::connect(host).await.ok()?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.ok()?;
    tokio::spawn(connection);
    let method = match request.method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Patch => "PATCH",
        Method::Delete => "DELETE",
    };
    let mut builder = hyper::Request::builder()
        .method(method)
        .uri(&request.path)
        .header("host", host)
        .header("accept", "application/vnd.api+json");
    if let Some(bearer) = &request.bearer {
        builder = builder.header("authorization", format!("Bearer {bearer}"));
    }
    let body = match request.body.clone() {
        None => Bytes::new(),
        Some(content) => {
            builder = builder.header("content-type", content.media_type());
            match content {
                posy::api::outside::Content::Document(text) => Bytes::from(text),
                posy::api::outside::Content::Form { bytes, .. } => Bytes::from(bytes),
            }
        }
    };
    let answer = sender.send_request(builder.body(Full::new(body)).unwrap()).await.ok()?;
    let (parts, body) = answer.into_parts();
    let body = body.collect().await.ok()?.to_bytes().to_vec();
    super::openapi::check(&request, parts.status.as_u16(), &body);
    Some(Response { status: parts.status.as_u16(), body, ..Response::default() })
}

static UPTIME: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();

impl Clock for World {
    fn now(&self) -> DateTime<Utc> {
        Utc::now() + self.ahead.get()
    }

    fn uptime(&self) -> Duration {
        UPTIME.get_or_init(std::time::Instant::now).elapsed()
    }

    fn sleep(&self, time: Duration) -> LocalBoxFuture<'static, ()> {
        tokio::time::sleep(time).boxed_local()
    }

    fn random(&self) -> [u8; 16] {
        rand_bits().to_be_bytes()
    }
}

struct Guard;
impl LockGuard for Guard {}

impl Locks for World {
    fn exclusive(&self, _: &'static str) -> LocalBoxFuture<'static, Box<dyn LockGuard>> {
        async { Box::new(Guard) as Box<dyn LockGuard> }.boxed_local()
    }
}

impl Vault for World {
    fn get(&self, key: &'static str) -> LocalBoxFuture<'static, Secret> {
        let value = self.vault.borrow().get(key).cloned();
        async { Ok(value) }.boxed_local()
    }

    fn put(&self, key: &'static str, value: String) -> LocalBoxFuture<'static, bool> {
        self.vault.borrow_mut().insert(key, value);
        async { true }.boxed_local()
    }

    fn remove(&self, key: &'static str) -> LocalBoxFuture<'static, bool> {
        self.vault.borrow_mut().remove(key);
        async { true }.boxed_local()
    }
}

/// The request was refused with this status; answers the fields it is about.
#[track_caller]
pub fn refused<T: std::fmt::Debug>(answer: Result<T, ApiError>, wanted: u16) -> Vec<String> {
    match answer {
        Err(ApiError::Refused { status, faults }) if status == wanted => {
            faults.into_iter().map(|fault| fault.field.unwrap_or_default()).collect()
        }
        other => panic!("wanted {wanted}, got {other:?}"),
    }
}

/// Asks with these filters.
pub fn asked<'a>(filters: &'a Filters, paging: Paging<'a>) -> Asked<'a> {
    Asked { filters, zone: &FixedZone(180), today: today(), paging }
}

/// Asks for everything, the first page.
pub fn everything() -> Asked<'static> {
    static NONE: std::sync::LazyLock<Filters> = std::sync::LazyLock::new(Filters::default);
    asked(&NONE, Paging::default())
}

/// Each filter of a table, set alone. `text` gives the values of filters that
/// hold ids or words.
pub fn each_filter<R, C>(
    table: &[Filter<R, C>],
    text: impl Fn(&'static str, Option<Dictionary>) -> String,
) -> Vec<Filters> {
    let days = || (today().checked_sub_days(chrono::Days::new(60)), Some(today()));
    let sets = table.iter().map(|filter| {
        let value = match filter.kind {
            Kind::Period => Value::Period(Period::Days { from: days().0.unwrap(), to: today() }),
            Kind::Dates | Kind::Days => {
                let (from, to) = days();
                Value::Dates { from, to }
            }
            Kind::Choice(choices) => Value::Many(vec![choices[0].0.to_owned()]),
            Kind::Records(dictionary) => Value::Many(vec![text(filter.name, Some(dictionary))]),
            Kind::YesNo | Kind::Switch => Value::Flag(true),
            Kind::Amounts => Value::Amounts {
                min: posy::domain::Money::parse("1"),
                max: posy::domain::Money::parse("100000"),
            },
            Kind::Text => Value::Text(text(filter.name, None)),
        };
        let mut filters = Filters::default();
        filters.set(filter.name, Some(value));
        filters
    });
    sets.collect()
}

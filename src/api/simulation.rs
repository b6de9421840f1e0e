//! A server, a clock, a vault and locks for tests: everything the session and
//! the client reach the world through, under the test's control.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::rc::Rc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::channel::oneshot;
use futures::future::{FutureExt, LocalBoxFuture};

use super::client::Client;
use super::outside::{
    Blocks, Clock, JournalError, LockGuard, Locks, Method, Request, Response, Secret, Transport,
    TransportError, Unreadable, Vault,
};
use super::session::Session;

/// Runs a future that needs no timer of its own.
pub(crate) fn block_on<F: std::future::Future>(future: F) -> F::Output {
    futures::executor::block_on(future)
}

pub(crate) fn answer(status: u16, body: &str) -> Response {
    Response { status, body: body.into(), ..Response::default() }
}

/// Blocks by key, as a device keeps them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shelf {
    pub version: u64,
    /// `None` where one is damaged.
    pub blocks: BTreeMap<u64, Option<Vec<u8>>>,
}

impl Shelf {
    pub fn read(&self, ranges: &[(u64, u64)]) -> Blocks {
        let within = |key: &u64| ranges.iter().any(|(first, last)| (first..=last).contains(&key));
        let blocks = self.blocks.iter().filter(|(key, _)| within(key));
        Blocks { version: self.version, blocks: blocks.map(|(key, bytes)| (*key, bytes.clone())).collect() }
    }

    pub fn write(&mut self, version: u64, blocks: Vec<(u64, Option<Vec<u8>>)>) -> Result<u64, JournalError> {
        if version != self.version {
            return Err(JournalError::Superseded);
        }
        for (key, bytes) in blocks {
            match bytes {
                Some(bytes) => self.blocks.insert(key, Some(bytes)),
                None => self.blocks.remove(&key),
            };
        }
        self.version += 1;
        Ok(self.version)
    }

    pub fn wipe(&mut self) {
        self.blocks.clear();
        self.version += 1;
    }
}

/// One browser profile with its server.
#[derive(Clone)]
pub(crate) struct Bench(Rc<World>);

struct World {
    now: Cell<DateTime<Utc>>,
    server_ahead: Cell<i64>,
    next: RefCell<VecDeque<Result<Response, TransportError>>>,
    sent: RefCell<Vec<Request>>,
    tokens: Cell<u32>,
    vault: RefCell<HashMap<&'static str, String>>,
    /// How many readings of the vault fail from now on.
    blind: Cell<u32>,
    /// How many removals from the vault fail from now on.
    stuck: Cell<u32>,
    locked: Cell<bool>,
    waiting: RefCell<VecDeque<oneshot::Sender<()>>>,
    session: RefCell<Option<Rc<Session>>>,
    handler: RefCell<Option<Handler>>,
}

/// Answers requests for which nothing was scripted.
type Handler = Box<dyn FnMut(&Request) -> Option<Result<Response, TransportError>>>;

impl Bench {
    pub(crate) fn new() -> Self {
        let now = "2026-11-24T11:00:00Z".parse().unwrap();
        Self(Rc::new(World {
            now: Cell::new(now),
            server_ahead: Cell::new(0),
            next: RefCell::default(),
            sent: RefCell::default(),
            tokens: Cell::new(0),
            vault: RefCell::default(),
            blind: Cell::new(0),
            stuck: Cell::new(0),
            locked: Cell::new(false),
            waiting: RefCell::default(),
            session: RefCell::default(),
            handler: RefCell::default(),
        }))
    }

    pub(crate) fn with_session() -> Self {
        let bench = Self::new();
        *bench.0.session.borrow_mut() = Some(bench.signed_in());
        bench
    }

    /// A tab: a session of its own over the same vault, locks and server.
    pub(crate) fn session(&self) -> Rc<Session> {
        let this = || Rc::new(self.clone());
        Session::new(this(), this(), this(), this())
    }

    pub(crate) fn signed_in(&self) -> Rc<Session> {
        let session = self.session();
        block_on(session.sign_in("olga", "demo")).unwrap();
        session
    }

    pub(crate) fn client(&self) -> Client {
        let session = self.0.session.borrow().clone().unwrap();
        Client::new(session, Rc::new(self.clone()), Rc::new(self.clone()))
    }

    pub(crate) fn answer_next(&self, response: Response) {
        self.0.next.borrow_mut().push_back(Ok(response));
    }

    /// Answers everything but sessions by a handler; `None` for the default.
    pub(crate) fn serve(
        &self,
        handler: impl FnMut(&Request) -> Option<Result<Response, TransportError>> + 'static,
    ) {
        *self.0.handler.borrow_mut() = Some(Box::new(handler));
    }

    pub(crate) fn cannot_read_the_vault(&self, times: u32) {
        self.0.blind.set(times);
    }

    pub(crate) fn cannot_empty_the_vault(&self, times: u32) {
        self.0.stuck.set(times);
    }

    pub(crate) fn fail_next(&self, error: TransportError) {
        self.0.next.borrow_mut().push_back(Err(error));
    }

    pub(crate) fn advance(&self, seconds: i64) {
        self.0.now.set(self.0.now.get() + TimeDelta::seconds(seconds));
    }

    pub(crate) fn server_is_ahead_by(&self, seconds: i64) {
        self.0.server_ahead.set(seconds);
    }

    pub(crate) fn sent(&self, path: &str) -> usize {
        self.0.sent.borrow().iter().filter(|r| r.path.trim_start_matches(super::client::BASE) == path).count()
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.0.sent.borrow().clone()
    }

    pub(crate) fn renewals(&self) -> usize {
        self.0
            .sent
            .borrow()
            .iter()
            .filter(|r| r.method == Method::Patch && r.path.contains("/sessions"))
            .count()
    }

    fn session_answer(&self) -> Response {
        let number = self.0.tokens.get() + 1;
        self.0.tokens.set(number);
        let date = self.0.now.get() + TimeDelta::seconds(self.0.server_ahead.get());
        let expires = (date + TimeDelta::hours(1)).to_rfc3339();
        let body = format!(
            r#"{{"data":{{"type":"sessions","id":"current","attributes":{{"accessToken":"access-{number}","refreshToken":"refresh-{number}","expireAt":"{expires}"}},
            "relationships":{{"worker":{{"data":{{"type":"workers","id":"1"}}}}}}}},
            "included":[{{"type":"workers","id":"1","attributes":{{"firstName":"Olga","lastName":"Lis"}},"relationships":{{"user":{{"data":{{"type":"users","id":"2"}}}}}}}},
            {{"type":"users","id":"2","attributes":{{"login":"olga"}},"relationships":{{"roles":{{"data":[{{"type":"roles","id":"3"}}]}}}}}},
            {{"type":"roles","id":"3","relationships":{{"permissions":{{"data":[{{"type":"permissions","id":"4"}}]}}}}}},
            {{"type":"permissions","id":"4","attributes":{{"code":"retail.orders.view"}}}}]}}"#
        );
        Response { date: Some(date), ..answer(200, &body) }
    }
}

impl Transport for Bench {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, TransportError>> {
        let renewal = request.path.contains("/sessions");
        self.0.sent.borrow_mut().push(request.clone());
        let mut scripted = self.0.next.borrow_mut().pop_front();
        if let Some(handler) = self.0.handler.borrow_mut().as_mut().filter(|_| scripted.is_none() && !renewal)
        {
            scripted = handler(&request);
        }
        let result = scripted.unwrap_or_else(|| {
            Ok(if renewal { self.session_answer() } else { answer(200, r#"{"data":[]}"#) })
        });
        // One turn of the loop passes, as with a real network.
        async move {
            yield_once().await;
            result
        }
        .boxed_local()
    }
}

pub(crate) async fn yield_once() {
    let mut yielded = false;
    std::future::poll_fn(|cx| {
        if yielded {
            return std::task::Poll::Ready(());
        }
        yielded = true;
        cx.waker().wake_by_ref();
        std::task::Poll::Pending
    })
    .await;
}

impl Clock for Bench {
    fn now(&self) -> DateTime<Utc> {
        self.0.now.get()
    }
    fn uptime(&self) -> Duration {
        (self.0.now.get() - DateTime::UNIX_EPOCH).to_std().unwrap()
    }
    fn sleep(&self, time: Duration) -> LocalBoxFuture<'static, ()> {
        self.0.now.set(self.0.now.get() + TimeDelta::from_std(time).unwrap());
        yield_once().boxed_local()
    }
    fn random(&self) -> [u8; 16] {
        [7; 16]
    }
}

impl Vault for Bench {
    fn get(&self, key: &'static str) -> LocalBoxFuture<'static, Secret> {
        let blind = self.0.blind.get();
        self.0.blind.set(blind.saturating_sub(1));
        let value = self.0.vault.borrow().get(key).cloned();
        async move {
            yield_once().await;
            if blind > 0 {
                Err(Unreadable)
            } else {
                Ok(value)
            }
        }
        .boxed_local()
    }
    fn put(&self, key: &'static str, value: String) -> LocalBoxFuture<'static, bool> {
        self.0.vault.borrow_mut().insert(key, value);
        yield_once().map(|()| true).boxed_local()
    }
    fn remove(&self, key: &'static str) -> LocalBoxFuture<'static, bool> {
        let stuck = self.0.stuck.get();
        self.0.stuck.set(stuck.saturating_sub(1));
        if stuck == 0 {
            self.0.vault.borrow_mut().remove(key);
        }
        yield_once().map(move |()| stuck == 0).boxed_local()
    }
}

struct Guard(Rc<World>);
impl LockGuard for Guard {}
impl Drop for Guard {
    fn drop(&mut self) {
        self.0.locked.set(false);
        if let Some(next) = self.0.waiting.borrow_mut().pop_front() {
            let _ = next.send(());
        }
    }
}

impl Locks for Bench {
    fn exclusive(&self, _: &'static str) -> LocalBoxFuture<'static, Box<dyn LockGuard>> {
        let world = Rc::clone(&self.0);
        async move {
            while world.locked.get() {
                let (tell, told) = oneshot::channel();
                world.waiting.borrow_mut().push_back(tell);
                let _ = told.await;
            }
            world.locked.set(true);
            Box::new(Guard(world)) as Box<dyn LockGuard>
        }
        .boxed_local()
    }
}

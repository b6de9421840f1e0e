//! What the sync meets in these tests: a small server, a journal that works unless
//! it is told not to, and no other tab.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use futures::future::{self, FutureExt, LocalBoxFuture};
use serde_json::{json, Value};

use crate::api::outside::{
    Archive, Blocks, Found, Journal, JournalError, Kept, Line, Method, Request, Response, Tabs,
    TransportError, Withdrawal, Writes,
};
use crate::api::simulation::{answer, Shelf};

/// Orders by id: status, description and revision.
#[derive(Default)]
pub struct Server {
    pub orders: BTreeMap<u64, (String, String, i64)>,
    pub revision: i64,
    /// The tags of each order.
    pub tags: BTreeMap<u64, Vec<u64>>,
    /// Carries out the next write, but its answer is lost.
    pub lose_answer: bool,
    pub page_reads: usize,
    /// The day on which an order is due, where that is not today.
    pub days: BTreeMap<u64, &'static str>,
    /// The rows of other lists, by their path.
    pub lists: BTreeMap<&'static str, Vec<Value>>,
}

impl Server {
    pub fn put(&mut self, id: u64, status: &str, description: &str) {
        self.revision += 1;
        self.orders.insert(id, (status.into(), description.into(), self.revision));
    }

    pub fn tag(&mut self, id: u64, tags: &[u64]) {
        let (status, description, _) = self.orders[&id].clone();
        self.tags.insert(id, tags.to_vec());
        self.put(id, &status, &description);
    }

    fn row(&self, id: u64) -> Value {
        let (status, description, revision) = &self.orders[&id];
        let florist = json!({"data": {"type": "workers", "id": "1"}});
        let tags = self.tags.get(&id).into_iter().flatten();
        let tags: Vec<_> = tags.map(|tag| json!({"type": "order-tags", "id": tag.to_string()})).collect();
        let due = format!("{}T12:00:00Z", self.day(id));
        json!({"type": "orders", "id": id.to_string(), "relationships": {"florist": florist, "tags": {"data": tags}}, "attributes":
            {"status": status, "description": description, "revision": revision, "dueTime": due, "totalAmount": 100}})
    }

    fn day(&self, id: u64) -> &'static str {
        self.days.get(&id).copied().unwrap_or("2026-11-24")
    }

    fn page(&self, request: &Request) -> Value {
        let since = param(request, "filter[revision]").and_then(|since| since.parse().ok()).unwrap_or(0);
        let day = |name: &str| Some(param(request, name)?[..10].to_owned());
        let (from, to) = (day("filter[dueTime][from]"), day("filter[dueTime][to]"));
        let is_due = |id: u64| {
            let day = self.day(id);
            from.as_deref().is_none_or(|from| from <= day) && to.as_deref().is_none_or(|to| day <= to)
        };
        let asked = self.orders.iter().filter(|(id, row)| row.2 >= since && is_due(**id));
        let ids: Vec<u64> = asked.map(|(id, _)| *id).collect();
        let rows: Vec<Value> = paged(&ids, request).map(|id| self.row(*id)).collect();
        json!({"data": rows, "meta": {"total": ids.len(), "revision": self.revision, "statuses": {"new": "7"}}, "included": [worker(1)]})
    }

    pub fn answer(&mut self, request: &Request) -> Option<Result<Response, TransportError>> {
        let path = request.path.trim_start_matches("/api/v1").split('?').next()?.to_owned();
        if path == "/stores" {
            return Some(Ok(answer(
                200,
                r#"{"data":[{"type":"stores","id":"1","attributes":{"title":"Main"}}]}"#,
            )));
        }
        if let Some(rows) = self.lists.get(path.as_str()) {
            let page: Vec<&Value> = paged(rows, request).collect();
            return Some(Ok(answer(200, &json!({"data": page, "meta": {"total": rows.len()}}).to_string())));
        }
        if path == "/orders" {
            self.page_reads += 1;
            return Some(Ok(answer(200, &self.page(request).to_string())));
        }
        let id: u64 = path.strip_prefix("/orders/")?.parse().ok()?;
        if request.method == Method::Patch {
            let body: Value = serde_json::from_str(request.body.as_ref()?.document()?).unwrap();
            let attributes = &body["data"]["attributes"];
            let (status, description, _) = self.orders[&id].clone();
            if status == "done" && attributes["status"].is_string() {
                let fault = json!({"errors": [{"code": "order-status-transition", "title": "no"}]});
                return Some(Ok(answer(422, &fault.to_string())));
            }
            let field = |name: &str, old: String| attributes[name].as_str().map_or(old, str::to_owned);
            if let Some(tags) = body["data"]["relationships"]["tags"]["data"].as_array() {
                let tags = tags.iter().map(|tag| tag["id"].as_str().unwrap().parse().unwrap());
                self.tags.insert(id, tags.collect());
            }
            self.put(id, &field("status", status), &field("description", description));
            if std::mem::take(&mut self.lose_answer) {
                return Some(Err(TransportError::TimedOut));
            }
        }
        Some(Ok(answer(200, &json!({"data": self.row(id)}).to_string())))
    }
}

/// A parameter of a request, as it is written there.
fn param<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let from = request.path.find(&format!("{name}="))? + name.len() + 1;
    request.path[from..].split('&').next()
}

/// The page that a request asks for.
fn paged<'a, T>(rows: &'a [T], request: &Request) -> impl Iterator<Item = &'a T> {
    let page: usize = param(request, "page[number]").and_then(|page| page.parse().ok()).unwrap_or(1);
    rows.iter().skip((page - 1) * 100).take(100)
}

/// A worker as a list or an order brings it.
pub fn worker(id: u64) -> Value {
    json!({"type": "workers", "id": id.to_string(), "attributes": {"firstName": format!("W{id}")}})
}

/// A journal.
#[derive(Default)]
pub struct Paper {
    /// Nothing more can be kept.
    pub full: Cell<bool>,
    /// What it has cannot be read.
    pub unreadable: Cell<bool>,
    /// Takes the next entry out, but answers with an error.
    pub loses_answer: Cell<bool>,
    pub entries: RefCell<BTreeMap<u64, Kept>>,
    beside: RefCell<Option<Vec<u8>>>,
    pub shelf: RefCell<Shelf>,
    withdrawn: RefCell<BTreeSet<u64>>,
    last: Cell<u64>,
}

fn done<T: 'static>(value: T) -> LocalBoxFuture<'static, Result<T, JournalError>> {
    future::ready(Ok(value)).boxed_local()
}

impl Journal for Paper {
    fn load(&self) -> LocalBoxFuture<'static, Result<Found, JournalError>> {
        if self.unreadable.get() {
            return future::ready(Err(JournalError::Failing)).boxed_local();
        }
        let entries = self.entries.borrow().values().cloned().collect();
        done(Found { entries, beside: self.beside.borrow().clone() })
    }
    fn write(&self, writes: Writes) -> LocalBoxFuture<'static, Result<Vec<u64>, JournalError>> {
        if self.full.get() {
            return future::ready(Err(JournalError::Full)).boxed_local();
        }
        let mut entries = self.entries.borrow_mut();
        let keys = writes.append.into_iter().map(|(_, Line { tried, bytes })| {
            self.last.set(self.last.get() + 1);
            let key = self.last.get();
            entries.insert(key, Kept { key, tried, bytes: Some(bytes) });
            key
        });
        let keys = keys.collect();
        for (key, Line { tried, bytes }) in writes.replace {
            entries
                .entry(key)
                .and_modify(|kept| (kept.tried, kept.bytes) = (kept.tried || tried, Some(bytes)));
        }
        for key in writes.remove {
            entries.remove(&key);
        }
        if writes.beside.is_some() {
            *self.beside.borrow_mut() = writes.beside;
        }
        done(keys)
    }
    fn lead(&self) -> LocalBoxFuture<'static, Result<u64, JournalError>> {
        done(1)
    }
    fn mark(&self, _: u64, keys: Vec<u64>) -> LocalBoxFuture<'static, Result<Vec<u64>, JournalError>> {
        let mut entries = self.entries.borrow_mut();
        for key in keys {
            entries.entry(key).and_modify(|kept| kept.tried = true);
        }
        done(entries.keys().copied().collect())
    }
    fn withdraw(&self, key: u64) -> LocalBoxFuture<'static, Result<Withdrawal, JournalError>> {
        let mut entries = self.entries.borrow_mut();
        if entries.get(&key).is_some_and(|kept| !kept.tried) {
            entries.remove(&key);
            if !self.full.get() {
                self.withdrawn.borrow_mut().insert(key);
            }
        }
        if self.loses_answer.take() {
            return future::ready(Err(JournalError::Failing)).boxed_local();
        }
        done(match entries.contains_key(&key) {
            true => Withdrawal::TooLate,
            false if self.withdrawn.borrow().contains(&key) => Withdrawal::InTime,
            false => Withdrawal::Unknown,
        })
    }
}

impl Archive for Paper {
    fn read(&self, ranges: Vec<(u64, u64)>) -> LocalBoxFuture<'static, Result<Blocks, JournalError>> {
        done(self.shelf.borrow().read(&ranges))
    }
    fn write(
        &self,
        version: u64,
        blocks: Vec<(u64, Option<Vec<u8>>)>,
    ) -> LocalBoxFuture<'static, Result<u64, JournalError>> {
        let full = self.full.get().then_some(Err(JournalError::Full));
        future::ready(full.unwrap_or_else(|| self.shelf.borrow_mut().write(version, blocks))).boxed_local()
    }
    fn wipe(&self) -> LocalBoxFuture<'static, Result<(), JournalError>> {
        self.shelf.borrow_mut().wipe();
        done(())
    }
}

/// The only tab.
pub struct Alone;
impl Tabs for Alone {
    fn say(&self, _: Vec<u8>) {}
    fn hear(&self) -> LocalBoxFuture<'static, Vec<u8>> {
        future::pending().boxed_local()
    }
}

//! A model of the server: it keeps orders, customers and payments, promises
//! nothing about repeated requests, and writes down what it really did.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use serde_json::{json, Map, Value};

use crate::api::outside::{Method, Request, Response};

/// What one write did to one field.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    pub record: String,
    pub field: String,
    pub before: Value,
    pub value: Value,
    pub at: u64,
    pub device: u64,
}

pub struct Server {
    pub records: BTreeMap<String, Record>,
    pub payments: Vec<(String, String)>,
    pub log: Vec<Written>,
    /// The marks of what was made, in order.
    pub made: Vec<String>,
    pub revision: i64,
    /// An id that is taken is refused; else another record is made.
    pub refuses_doubles: bool,
    access: Vec<String>,
    refresh: Vec<String>,
    tokens: u64,
    pub life: i64,
    /// What was answered at this revision: while nothing changes it stays the same.
    lists: (i64, HashMap<String, Response>),
}

pub struct Record {
    pub kind: &'static str,
    pub attributes: Map<String, Value>,
    pub relationships: Map<String, Value>,
    pub revision: i64,
    pub paid: i64,
    /// It was paid more than it costs, so long after the payment before (milliseconds).
    pub overpaid: Option<u64>,
    last_paid: u64,
}

/// What every order costs.
pub const COSTS: i64 = 10;

fn answer(status: u16, body: &Value) -> Response {
    Response { status, body: body.to_string().into_bytes(), ..Response::default() }
}

fn refusal(status: u16, code: &str) -> Response {
    answer(status, &json!({"errors": [{"status": status.to_string(), "code": code, "title": code}]}))
}

impl Server {
    pub fn new(refuses_doubles: bool) -> Self {
        Self {
            records: BTreeMap::new(),
            payments: Vec::new(),
            log: Vec::new(),
            made: Vec::new(),
            revision: 0,
            refuses_doubles,
            access: Vec::new(),
            refresh: Vec::new(),
            tokens: 0,
            life: 600,
            lists: Default::default(),
        }
    }

    /// An order that was there before.
    pub fn seed(&mut self, id: u64) {
        let due = "2026-11-24T12:00:00Z";
        let attributes = json!({"status": "new", "description": "", "deliveryComments": "", "dueTime": due});
        self.insert(id.to_string(), "orders", &json!({ "attributes": attributes }));
    }

    fn insert(&mut self, id: String, kind: &'static str, data: &Value) {
        self.revision += 1;
        let map = |name: &str| data[name].as_object().cloned().unwrap_or_default();
        let record = Record {
            kind,
            attributes: map("attributes"),
            relationships: map("relationships"),
            revision: self.revision,
            paid: 0,
            overpaid: None,
            last_paid: 0,
        };
        self.records.insert(id, record);
    }

    /// All access tokens die.
    pub fn expire(&mut self) {
        self.access.clear();
    }

    /// All sessions end for good.
    pub fn end_sessions(&mut self) {
        self.access.clear();
        self.refresh.clear();
    }

    fn row(&self, id: &str) -> Option<Value> {
        let record = self.records.get(id)?;
        let mut attributes = record.attributes.clone();
        attributes.insert("revision".into(), record.revision.into());
        let mut relationships = record.relationships.clone();
        if record.kind == "orders" {
            attributes.insert("paymentsAmount".into(), record.paid.into());
            attributes.insert("totalAmount".into(), COSTS.into());
            let of_order = self.payments.iter().filter(|(order, _)| order == id);
            let payments: Vec<Value> =
                of_order.map(|(_, id)| json!({"type": "order-payments", "id": id})).collect();
            relationships.entry("tags").or_insert_with(|| json!({ "data": [] }));
            relationships.insert("payments".into(), json!({ "data": payments }));
            relationships.insert("history".into(), json!({ "data": [] }));
            relationships.insert("discounts".into(), json!({ "data": [] }));
        }
        Some(json!({"type": record.kind, "id": id, "attributes": attributes, "relationships": relationships}))
    }

    fn one(&self, id: &str) -> Response {
        let Some(row) = self.row(id) else { return refusal(404, "not-found") };
        let of_order = self.payments.iter().filter(|(order, _)| order == id);
        let included: Vec<Value> = of_order
            .map(|(_, id)| json!({"type": "order-payments", "id": id, "attributes": {"amount": 10}}))
            .collect();
        answer(200, &json!({ "data": row, "included": included }))
    }

    fn list(&mut self, kind: &str, query: &str) -> Response {
        if self.lists.0 != self.revision {
            self.lists = (self.revision, HashMap::new());
        }
        let asked = format!("{kind}?{query}");
        if let Some(known) = self.lists.1.get(&asked) {
            return known.clone();
        }
        let answer = self.list_anew(kind, query);
        self.lists.1.insert(asked, answer.clone());
        answer
    }

    fn list_anew(&self, kind: &str, query: &str) -> Response {
        let text = |name: &str| {
            Some(query.split('&').find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name))?.1)
        };
        let number = |name: &str| text(name)?.parse().ok();
        let since: i64 = number("filter[revision]").unwrap_or(0);
        let page: i64 = number("page[number]").unwrap_or(1);
        let is_due = |record: &Record| {
            let due = record.attributes.get("dueTime").and_then(Value::as_str).unwrap_or_default();
            let day = |time: &'_ str| time.get(..10).unwrap_or_default().to_owned();
            text("filter[dueTime][from]").is_none_or(|from| day(due) >= day(from))
                && text("filter[dueTime][to]").is_none_or(|to| day(due) <= day(to))
        };
        let rows: Vec<&String> = self
            .records
            .iter()
            .filter(|(_, record)| record.kind == kind && record.revision >= since && is_due(record))
            .map(|(id, _)| id)
            .collect();
        let shown: Vec<Value> = rows
            .iter()
            .skip((page as usize - 1) * 100)
            .take(100)
            .filter_map(|id| {
                let mut row = self.row(id)?;
                let mut relationships = self.records.get(*id)?.relationships.clone();
                relationships.entry("tags").or_insert_with(|| json!({ "data": [] }));
                row["relationships"] = json!(relationships);
                Some(row)
            })
            .collect();
        answer(200, &json!({"data": shown, "meta": {"total": rows.len(), "revision": self.revision}}))
    }

    fn session(&mut self, at: DateTime<Utc>) -> Response {
        self.tokens += 1;
        let (access, refresh) = (format!("a{}", self.tokens), format!("r{}", self.tokens));
        self.access.push(access.clone());
        self.refresh.push(refresh.clone());
        let body = json!({
            "data": {"type": "sessions", "id": "current", "attributes": {
                "accessToken": access, "refreshToken": refresh,
                "expireAt": (at + chrono::TimeDelta::seconds(self.life)).to_rfc3339()},
                "relationships": {"worker": {"data": {"type": "workers", "id": "1"}}}},
            "included": [
                {"type": "workers", "id": "1", "attributes": {"firstName": "Olga"}, "relationships": {"user": {"data": {"type": "users", "id": "2"}}}},
                {"type": "users", "id": "2", "attributes": {"login": "olga"}}]});
        Response { date: Some(at), ..answer(200, &body) }
    }

    /// Carries a request out.
    pub fn handle(&mut self, request: &Request, now: u64, at: DateTime<Utc>, device: u64) -> Response {
        let path = request.path.strip_prefix("/api/v1").unwrap_or_default();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let body: Value = request
            .body
            .as_ref()
            .and_then(|content| serde_json::from_str(content.document()?).ok())
            .unwrap_or_default();
        if path == "/sessions" {
            if request.method == Method::Patch {
                let token = body["data"]["attributes"]["refreshToken"].as_str().unwrap_or_default();
                let Some(known) = self.refresh.iter().position(|known| known == token) else {
                    return refusal(401, "dead");
                };
                self.refresh.swap_remove(known);
            }
            return self.session(at);
        }
        let bearer = request.bearer.clone().unwrap_or_default();
        if !self.access.contains(&bearer) {
            return refusal(401, "token");
        }
        let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        match (request.method, parts.as_slice()) {
            (Method::Get, [kind @ ("orders" | "customers")]) => self.list(kind, query),
            (Method::Get, ["orders" | "customers", id]) => self.one(id),
            (Method::Get, _) => answer(200, &json!({"data": [], "meta": {"total": 0}})),
            (Method::Post, ["orders"]) => self.make("orders", &body["data"]),
            (Method::Post, ["customers"]) => self.make("customers", &body["data"]),
            (Method::Patch, ["orders" | "customers", id]) => self.change(id, &body["data"], now, device),
            (Method::Post, ["orders", id, "payments"]) => self.pay(id, &body["data"], now),
            _ => refusal(404, "no-such-path"),
        }
    }

    fn make(&mut self, kind: &'static str, data: &Value) -> Response {
        let mut id = data["id"].as_str().unwrap_or_default().to_owned();
        let customer = data["relationships"]["customer"]["data"]["id"].as_str();
        if customer.is_some_and(|customer| !self.records.contains_key(customer)) {
            return refusal(422, "no-such-customer");
        }
        if self.records.contains_key(&id) {
            if self.refuses_doubles {
                return refusal(409, "taken");
            }
            // A server that does not look at ids makes another.
            id = format!("{}", 1_000_000 + self.revision);
        }
        let mark = data["attributes"]["description"].as_str().or(data["attributes"]["notes"].as_str());
        let mark = mark.unwrap_or_default().to_owned();
        if mark.contains('!') {
            return refusal(422, "odd");
        }
        self.made.push(mark);
        self.insert(id.clone(), kind, data);
        Response { status: 201, ..self.one(&id) }
    }

    fn change(&mut self, id: &str, data: &Value, now: u64, device: u64) -> Response {
        let fields = data["attributes"].as_object().cloned().unwrap_or_default();
        let related = data["relationships"].as_object().cloned().unwrap_or_default();
        let Some(record) = self.records.get_mut(id) else { return refusal(404, "not-found") };
        if fields.values().any(|value| value.as_str().is_some_and(|text| text.contains('!'))) {
            return refusal(422, "odd");
        }
        let now_is = |name: &str| record.attributes.get(name).cloned().unwrap_or_default();
        let moves = fields.get("status").is_some_and(|status| *status != now_is("status"));
        if moves && now_is("status") == "canceled" {
            return refusal(422, "order-status-transition");
        }
        self.revision += 1;
        record.revision = self.revision;
        for (field, value) in fields {
            let before = record.attributes.insert(field.clone(), value.clone()).unwrap_or_default();
            self.log.push(Written { record: id.into(), field, before, value, at: now, device });
        }
        for (field, value) in related {
            let before = record.relationships.insert(field.clone(), value.clone()).unwrap_or_default();
            self.log.push(Written { record: id.into(), field, before, value, at: now, device });
        }
        self.one(id)
    }

    fn pay(&mut self, id: &str, data: &Value, now: u64) -> Response {
        if !self.records.contains_key(id) {
            return refusal(404, "not-found");
        }
        let mut payment = data["id"].as_str().unwrap_or_default().to_owned();
        if self.payments.iter().any(|(_, known)| *known == payment) {
            if self.refuses_doubles {
                return refusal(409, "taken");
            }
            payment = format!("{}", 2_000_000 + self.revision);
        }
        self.made.push(data["attributes"]["description"].as_str().unwrap_or_default().to_owned());
        self.revision += 1;
        self.payments.push((id.to_owned(), payment.clone()));
        if let Some(record) = self.records.get_mut(id) {
            record.paid += 10;
            if record.paid > COSTS && record.overpaid.is_none() {
                record.overpaid = Some(now.saturating_sub(record.last_paid));
            }
            record.last_paid = now;
            record.revision = self.revision;
        }
        answer(200, &json!({"data": {"type": "order-payments", "id": payment, "attributes": {"amount": 10}}}))
    }
}

//! A shop of its own for each test, and a client that knows nothing but HTTP and JSON.
#![allow(dead_code, unreachable_pub)]

pub mod process;
pub mod reports;
pub mod rows;

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::{HeaderMap, Request};
use hyper_util::rt::TokioIo;
use posy_shop::{Flags, Running};
use serde_json::{json, Value};

pub const JSON_API: &str = "application/vnd.api+json";

/// A small shop whose data ends on a fixed day.
pub fn small() -> Flags {
    Flags {
        customers: 60,
        items: 80,
        orders: 260,
        today: chrono::NaiveDate::from_ymd_opt(2026, 3, 10),
        ..Flags::default()
    }
}

pub struct Shop {
    running: Running,
    pub token: String,
}

#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    pub json: Value,
}

impl Reply {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn data(&self) -> &Vec<Value> {
        self.json["data"].as_array().unwrap_or_else(|| panic!("no list: {}", self.json))
    }

    pub fn ids(&self) -> Vec<String> {
        self.data().iter().map(id).collect()
    }

    /// (code, pointer or parameter) of every error.
    pub fn faults(&self) -> Vec<(String, String)> {
        let errors = self.json["errors"].as_array().cloned().unwrap_or_default();
        errors
            .iter()
            .map(|error| {
                for member in ["id", "status", "code", "title", "detail"] {
                    assert!(error[member].is_string(), "{member} is a string in {error}");
                }
                let source = &error["source"];
                let place = source["pointer"].as_str().or(source["parameter"].as_str()).unwrap_or("");
                (error["code"].as_str().unwrap().to_owned(), place.to_owned())
            })
            .collect()
    }

    pub fn one_fault(&self) -> (String, String) {
        let faults = self.faults();
        assert_eq!(faults.len(), 1, "one fault in {}", self.json);
        faults[0].clone()
    }
}

pub fn id(resource: &Value) -> String {
    resource["id"].as_str().unwrap().to_owned()
}

/// The id a to-one relationship leads to.
pub fn link(resource: &Value, name: &str) -> Option<String> {
    resource["relationships"][name]["data"]["id"].as_str().map(str::to_owned)
}

/// The ids a to-many relationship leads to.
pub fn links(resource: &Value, name: &str) -> Vec<String> {
    let data = resource["relationships"][name]["data"].as_array().cloned().unwrap_or_default();
    data.iter().map(id).collect()
}

/// Percent-encodes what a query cannot hold.
pub fn escape(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'_' | b'.' => (byte as char).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// Sends one request; `None` when the connection was closed without an answer.
pub async fn send(base: &str, request: Request<Full<Bytes>>) -> Option<Reply> {
    let address = base.trim_start_matches("http://").to_owned();
    let stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.unwrap();
    tokio::spawn(async move {
        let _ = connection.await;
    });
    let response = sender.send_request(request).await.ok()?;
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.ok()?.to_bytes().to_vec();
    let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    Some(Reply { status: parts.status.as_u16(), headers: parts.headers, bytes, json })
}

impl Shop {
    /// Opens a shop and signs the manager in.
    pub async fn open(flags: Flags) -> Self {
        let running = Running::open(flags).await.unwrap();
        let mut shop = Self { running, token: String::new() };
        shop.token = shop.sign_in("manager").await;
        shop
    }

    /// Opens a shop without signing in.
    pub async fn closed_door(flags: Flags) -> Self {
        Self { running: Running::open(flags).await.unwrap(), token: String::new() }
    }

    pub fn url(&self) -> String {
        self.running.url()
    }

    pub fn control_url(&self) -> String {
        self.running.control_url().unwrap()
    }

    pub async fn close(self) {
        self.running.close().await;
    }

    pub async fn sign_in(&self, login: &str) -> String {
        self.sign_in_with(login, "demo").await
    }

    pub async fn sign_in_with(&self, login: &str, password: &str) -> String {
        let reply = self.session(login, password, "").await;
        assert_eq!(reply.status, 200, "{}", reply.json);
        reply.json["data"]["attributes"]["accessToken"].as_str().unwrap().to_owned()
    }

    pub async fn session(&self, login: &str, password: &str, query: &str) -> Reply {
        let body = json!({ "data": { "type": "sessions", "attributes": { "username": login, "password": password } } });
        self.raw("POST", &format!("/api/v1/sessions{query}"), &[("content-type", JSON_API)], body.to_string())
            .await
            .unwrap()
    }

    pub async fn raw(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) -> Option<Reply> {
        let mut request = Request::builder().method(method).uri(path).header("host", "shop");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        send(&self.url(), request.body(Full::new(body.into())).unwrap()).await
    }

    pub async fn get_as(&self, token: &str, path: &str) -> Reply {
        let bearer = format!("Bearer {token}");
        self.raw("GET", &format!("/api/v1/{path}"), &[("authorization", &bearer)], "").await.unwrap()
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.get_as(&self.token, path).await
    }

    /// A GET that must succeed.
    pub async fn read(&self, path: &str) -> Reply {
        let reply = self.get(path).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.json);
        reply
    }

    pub async fn write_as(&self, token: &str, method: &str, path: &str, body: &Value) -> Reply {
        let bearer = format!("Bearer {token}");
        let headers = [("authorization", bearer.as_str()), ("content-type", JSON_API)];
        self.raw(method, &format!("/api/v1/{path}"), &headers, body.to_string()).await.unwrap()
    }

    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        self.write_as(&self.token, "POST", path, body).await
    }

    pub async fn patch(&self, path: &str, body: &Value) -> Reply {
        self.write_as(&self.token, "PATCH", path, body).await
    }

    /// All rows of a list, page by page, and everything included.
    pub async fn all(&self, path: &str) -> (Vec<Value>, Vec<Value>) {
        let mark = if path.contains('?') { '&' } else { '?' };
        let (mut rows, mut included) = (Vec::new(), Vec::new());
        for page in 1.. {
            let reply = self.read(&format!("{path}{mark}page[size]=100&page[number]={page}")).await;
            rows.extend(reply.data().iter().cloned());
            included.extend(reply.json["included"].as_array().cloned().unwrap_or_default());
            if reply.data().len() < 100 {
                break;
            }
        }
        (rows, included)
    }

    /// A new order of the first store, with these attributes and relationships added.
    pub async fn order(&self, attributes: Value, relationships: Value) -> Value {
        let reply = self.post("orders", &self.order_body(attributes, relationships).await).await;
        assert_eq!(reply.status, 201, "{}", reply.json);
        reply.json["data"].clone()
    }

    pub async fn order_body(&self, attributes: Value, mut relationships: Value) -> Value {
        if relationships.get("store").is_none() {
            let store = self.read("stores").await.ids()[0].clone();
            relationships["store"] = json!({ "data": { "type": "stores", "id": store } });
        }
        json!({ "data": { "type": "orders", "attributes": attributes, "relationships": relationships } })
    }
}

/// A PATCH body of an order.
pub fn change(attributes: Value) -> Value {
    json!({ "data": { "type": "orders", "attributes": attributes } })
}

/// Repeatable chance for the tests themselves.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end.max(1)
    }

    pub fn of<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

//! The shop as a process of its own, to be killed.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use http_body_util::Full;
use hyper::Request;
use serde_json::{json, Value};

use super::{send, Reply, JSON_API};

/// A running process.
pub struct Server {
    pub child: Child,
    pub url: String,
}

/// A test that fails leaves no process behind.
impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts a shop over a file that outlives it.
pub fn start(db: &Path) -> Server {
    let mut child = Command::new(env!("CARGO_BIN_EXE_posy-shop"))
        .args(["--customers", "20", "--items", "30", "--orders", "40", "--db"])
        .arg(db)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let told: Value = serde_json::from_str(&line).unwrap();
    Server { child, url: told["url"].as_str().unwrap().to_owned() }
}

/// One request; `None` where the shop went away.
pub async fn call(url: &str, token: &str, method: &str, path: &str, body: &Value) -> Option<Reply> {
    let request = Request::builder()
        .method(method)
        .uri(format!("/api/v1/{path}"))
        .header("host", "shop")
        .header("content-type", JSON_API)
        .header("authorization", format!("Bearer {token}"))
        .body(Full::new(if body.is_null() { Vec::new() } else { body.to_string().into_bytes() }.into()))
        .unwrap();
    send(url, request).await
}

pub async fn sign_in(url: &str) -> String {
    let body = json!({ "data": { "type": "sessions", "attributes": { "username": "manager", "password": "demo" } } });
    let reply = call(url, "", "POST", "sessions", &body).await.unwrap();
    reply.json["data"]["attributes"]["accessToken"].as_str().unwrap().to_owned()
}

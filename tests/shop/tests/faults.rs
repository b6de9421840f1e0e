//! Flags and the control port: slow, failing, silent, dead; the journal; a kept data base.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::time::{Duration, Instant};

use common::{id, send, small, Reply, Shop, JSON_API};
use http_body_util::Full;
use hyper::Request;
use posy_shop::Flags;
use serde_json::{json, Value};

async fn control(shop: &Shop, method: &str, path: &str, body: Value) -> Reply {
    let text = if body.is_null() { String::new() } else { body.to_string() };
    let request = Request::builder().method(method).uri(path).header("host", "shop");
    send(&shop.control_url(), request.body(Full::new(text.into())).unwrap()).await.unwrap()
}

/// A GET of the orders that may stay without an answer.
async fn orders(shop: &Shop) -> Option<Reply> {
    let bearer = format!("Bearer {}", shop.token);
    shop.raw("GET", "/api/v1/orders", &[("authorization", &bearer)], "").await
}

#[tokio::test]
async fn the_control_port_shows_and_sets_what_is_wrong() {
    let shop = Shop::open(Flags { control_port: Some(0), latency: 5, ..small() }).await;
    let shown = control(&shop, "GET", "/", Value::Null).await;
    let start =
        json!({ "latency": 5, "fail_rate": 0.0, "drop_answers": 0.0, "down": false, "token_seconds": 3600 });
    assert_eq!(shown.json, start);
    let set = control(&shop, "PATCH", "/", json!({ "latency": 120, "token_seconds": 0 })).await;
    assert_eq!(set.json["latency"], 120);
    let started = Instant::now();
    assert_eq!(orders(&shop).await.unwrap().status, 200, "tokens already issued live on");
    assert!(started.elapsed() >= Duration::from_millis(120));
    let token = shop.sign_in("manager").await;
    assert_eq!(shop.get_as(&token, "orders").await.one_fault().0, "token-expired");
    for wrong in [json!({ "fail_rate": 2 }), json!({ "weather": 1 }), json!([])] {
        assert_eq!(control(&shop, "PATCH", "/", wrong).await.status, 400);
    }
}

#[tokio::test]
async fn a_failing_shop_answers_503_in_json_api_and_a_share_of_the_time() {
    let shop = Shop::open(Flags { control_port: Some(0), ..small() }).await;
    control(&shop, "PATCH", "/", json!({ "fail_rate": 1 })).await;
    let reply = orders(&shop).await.unwrap();
    assert_eq!((reply.status, reply.header("content-type")), (503, JSON_API));
    assert_eq!(reply.one_fault().0, "shop-told-to-fail");
    control(&shop, "PATCH", "/", json!({ "fail_rate": 0.5 })).await;
    let mut failed = 0;
    for _ in 0..200 {
        failed += usize::from(orders(&shop).await.unwrap().status == 503);
    }
    assert!((60..140).contains(&failed), "{failed} of 200");
    let from_flags = Shop::closed_door(Flags { fail_rate: 1.0, ..small() }).await;
    assert_eq!(from_flags.session("manager", "demo", "").await.status, 503);
}

#[tokio::test]
async fn a_dropped_answer_is_still_carried_out() {
    let shop = Shop::open(Flags { control_port: Some(0), ..small() }).await;
    let mut body = shop.order_body(json!({}), json!({})).await;
    let own = "0190a8f0-0000-7000-8000-00000000d0d0";
    body["data"]["id"] = json!(own);
    control(&shop, "PATCH", "/", json!({ "drop_answers": 1 })).await;
    let bearer = format!("Bearer {}", shop.token);
    let headers = [("authorization", bearer.as_str()), ("content-type", JSON_API)];
    assert!(shop.raw("POST", "/api/v1/orders", &headers, body.to_string()).await.is_none());
    control(&shop, "PATCH", "/", json!({ "drop_answers": 0 })).await;
    assert_eq!(shop.get(&format!("orders/{own}")).await.status, 200);
    assert_eq!(shop.post("orders", &body).await.status, 409);
    let silent = Shop::closed_door(Flags { drop_answers: 1.0, ..small() }).await;
    assert!(orders(&silent).await.is_none());
}

#[tokio::test]
async fn a_shop_that_is_down_does_nothing_but_its_pages_still_come() {
    let shop = Shop::open(Flags { control_port: Some(0), ..small() }).await;
    let body = shop.order_body(json!({}), json!({})).await;
    let before = shop.read("orders?filter[revision]=0").await.json["meta"].clone();
    control(&shop, "PATCH", "/", json!({ "down": true })).await;
    assert!(orders(&shop).await.is_none());
    let bearer = format!("Bearer {}", shop.token);
    let headers = [("authorization", bearer.as_str()), ("content-type", JSON_API)];
    assert!(shop.raw("POST", "/api/v1/orders", &headers, body.to_string()).await.is_none());
    assert_eq!(shop.raw("GET", "/media/items/rose-red.svg", &[], "").await.unwrap().status, 200);
    control(&shop, "PATCH", "/", json!({ "down": false })).await;
    assert_eq!(shop.read("orders?filter[revision]=0").await.json["meta"], before);
}

#[tokio::test]
async fn all_refresh_tokens_can_be_killed() {
    let shop = Shop::open(Flags { control_port: Some(0), ..small() }).await;
    let session = shop.session("manager", "demo", "").await;
    let token = session.json["data"]["attributes"]["refreshToken"].clone();
    assert_eq!(control(&shop, "POST", "/expire-refresh", Value::Null).await.json["killed"], 2);
    let body = json!({ "data": { "type": "sessions", "attributes": { "refreshToken": token } } });
    let headers = [("content-type", JSON_API)];
    let reply = shop.raw("PATCH", "/api/v1/sessions", &headers, body.to_string()).await.unwrap();
    assert_eq!(reply.one_fault().0, "refresh-token-invalid");
    assert_eq!(orders(&shop).await.unwrap().status, 200, "access tokens live on");
}

#[tokio::test]
async fn the_journal_has_a_line_for_every_request() {
    let log = std::env::temp_dir().join(format!("posy-journal-{}.log", std::process::id()));
    let _ = std::fs::remove_file(&log);
    let shop = Shop::open(Flags { log: Some(log.clone()), control_port: Some(0), ..small() }).await;
    let order = shop.read("orders?filter[stores]=a,b&filter[statuses][]=new&weather=fine&page[size]=5").await;
    assert!(order.data().is_empty());
    let any = shop.read("orders?page[size]=1").await.ids()[0].clone();
    shop.read(&format!("orders/{any}?include=lines")).await;
    shop.get("nowhere").await;
    shop.raw("POST", "/csp-report", &[], "{\"csp-report\":{\"blocked-uri\":\"inline\"}}").await;
    control(&shop, "PATCH", "/", json!({ "drop_answers": 1 })).await;
    assert!(orders(&shop).await.is_none());
    shop.close().await;
    let text = std::fs::read_to_string(&log).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let brief = |line: &Value| {
        (line["op"].clone(), line["method"].clone(), line["path"].clone(), line["status"].clone())
    };
    assert_eq!(brief(&lines[0]), (json!(1), json!("POST"), json!("/v1/sessions"), json!(200)));
    assert_eq!(brief(&lines[1]), (json!(59), json!("GET"), json!("/v1/orders"), json!(200)));
    assert_eq!(lines[1]["parameters"], json!(["filter[stores]", "filter[statuses]", "page[size]"]));
    assert_eq!(lines[1]["unknown"], json!(["weather"]));
    assert!(lines[1]["ms"].as_f64().unwrap() > 0.0);
    assert_eq!(brief(&lines[3]), (json!(61), json!("GET"), json!("/v1/orders/{id}"), json!(200)));
    assert_eq!(lines[3]["parameters"], json!(["include"]));
    assert_eq!(brief(&lines[4]), (json!(null), json!("GET"), json!("/v1/nowhere"), json!(404)));
    assert_eq!(lines[5]["csp"]["csp-report"]["blocked-uri"], "inline");
    assert_eq!(brief(&lines[6]), (json!(59), json!("GET"), json!("/v1/orders"), json!(null)));
    assert_eq!(lines.len(), 7);
    let _ = std::fs::remove_file(log);
}

#[tokio::test]
async fn a_named_data_base_is_kept_and_used_again() {
    let file = std::env::temp_dir().join(format!("posy-kept-{}.sqlite", std::process::id()));
    let _ = std::fs::remove_file(&file);
    let shop = Shop::open(Flags { db: Some(file.clone()), ..small() }).await;
    let order = shop.order(json!({ "docNo": "kept-1" }), json!({})).await;
    let old_token = shop.token.clone();
    shop.close().await;
    let shop = Shop::open(Flags { db: Some(file.clone()), orders: 3, ..small() }).await;
    let found = shop.read("orders?filter[docNo]=kept-1").await;
    assert_eq!(found.ids(), [id(&order)]);
    assert_eq!(
        shop.read("orders?filter[withReturned]=1").await.json["meta"]["total"],
        261,
        "nothing was made anew"
    );
    assert_eq!(shop.get_as(&old_token, "orders").await.one_fault().0, "token-invalid", "keys are of one run");
    shop.close().await;
    let _ = std::fs::remove_file(file);
}

#[tokio::test]
async fn two_shops_take_two_free_ports_and_a_taken_one_is_refused() {
    let first = Shop::open(small()).await;
    let second = Shop::open(small()).await;
    assert_ne!(first.url(), second.url());
    assert!(first.url().starts_with("http://127.0.0.1:"));
    let port: u16 = first.url().rsplit(':').next().unwrap().parse().unwrap();
    assert!(posy_shop::Running::open(Flags { port, ..small() }).await.is_err());
}

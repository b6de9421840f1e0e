//! The shop is killed in the middle of writing: what it answered is there, and nothing is half
//! there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;
use std::time::Duration;

use common::process::{call, sign_in, start};
use serde_json::{json, Value};

fn order(id: &str, store: &str, item: &str) -> Value {
    let line = |qty: i64| {
        json!({ "type": "order-lines", "attributes": { "qty": qty, "price": 100 },
        "relationships": { "item": { "data": { "type": "inventory-items", "id": item } } } })
    };
    json!({ "data": { "type": "orders", "id": id, "relationships": {
        "store": { "data": { "type": "stores", "id": store } },
        "lines": { "data": [line(1), line(2), line(3)] } } } })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_kill_every_answered_write_is_there_and_none_is_half_there() {
    let folder = std::env::temp_dir().join(format!("posy-crash-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let db = folder.join("shop.db");
    let (mut answered, mut sent) = (Vec::new(), Vec::new());
    let (mut handed_over, mut number) = (0, 0_u32);
    for round in 0..4_u64 {
        let mut server = start(&db);
        let token = sign_in(&server.url).await;
        let stores = call(&server.url, &token, "GET", "stores", &Value::Null).await.unwrap();
        let items =
            call(&server.url, &token, "GET", "inventory-items?type=item", &Value::Null).await.unwrap();
        let (store, item) = (stores.ids()[0].clone(), items.ids()[0].clone());
        let over = Arc::new(AtomicBool::new(false));
        let mut writers = Vec::new();
        for _ in 0..4 {
            number += 1;
            let (url, token, store, item) = (server.url.clone(), token.clone(), store.clone(), item.clone());
            let (over, writer) = (Arc::clone(&over), number);
            writers.push(tokio::spawn(async move {
                let (mut answered, mut sent, mut handed_over) = (Vec::new(), Vec::new(), Vec::new());
                for count in 0.. {
                    if over.load(Ordering::Relaxed) {
                        break;
                    }
                    let id = format!("00000000-0000-4000-8000-{writer:06}{count:06}");
                    sent.push(id.clone());
                    // The connection may also be refused once the server is gone.
                    let address = url.trim_start_matches("http://").to_owned();
                    if tokio::net::TcpStream::connect(address).await.is_err() {
                        break;
                    }
                    let made = call(&url, &token, "POST", "orders", &order(&id, &store, &item)).await;
                    let Some(made) = made else { break };
                    assert_eq!(made.status, 201, "{}", made.json);
                    answered.push(id.clone());
                    let done = json!({ "data": { "type": "orders", "attributes": { "status": "done" } } });
                    let Some(done) = call(&url, &token, "PATCH", &format!("orders/{id}"), &done).await else {
                        break;
                    };
                    assert_eq!(done.status, 201, "{}", done.json);
                    handed_over.push(id);
                }
                (answered, sent, handed_over)
            }));
        }
        tokio::time::sleep(Duration::from_millis(150 + 130 * round)).await;
        server.child.kill().unwrap();
        over.store(true, Ordering::Relaxed);
        server.child.wait().unwrap();
        let mut done = Vec::new();
        for writer in writers {
            // A writer that was just connecting when the server went away has nothing to tell.
            let Ok((mut some, mut all, mut over)) = writer.await else { continue };
            answered.append(&mut some);
            sent.append(&mut all);
            done.append(&mut over);
        }
        handed_over += done.len();
        check(&db, &answered, &sent, &done);
    }
    assert!(answered.len() > 20 && handed_over > 20, "{} orders were answered", answered.len());
    let _ = std::fs::remove_dir_all(folder);
}

/// The data as the next start finds it.
fn check(db: &Path, answered: &[String], sent: &[String], done: &[String]) {
    let file = rusqlite::Connection::open(db).unwrap();
    let one = |sql: &str, id: &str| -> i64 { file.query_row(sql, [id], |row| row.get(0)).unwrap() };
    assert_eq!(file.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0)).unwrap(), "ok");
    for id in answered {
        assert_eq!(one("SELECT count(*) FROM orders WHERE id = ?1", id), 1, "the answered order {id}");
    }
    for id in done {
        assert_eq!(one("SELECT count(*) FROM orders WHERE id = ?1 AND status = 'done'", id), 1);
    }
    for id in sent {
        let there = one("SELECT count(*) FROM orders WHERE id = ?1", id);
        let lines = one("SELECT count(*) FROM order_lines WHERE order_id = ?1", id);
        let history = one("SELECT count(*) FROM order_history WHERE order_id = ?1", id);
        let handed_over = one("SELECT count(*) FROM orders WHERE id = ?1 AND status = 'done'", id);
        let moved = one("SELECT count(*) FROM stock_movements WHERE document_id = ?1", id);
        assert_eq!(
            (lines, history, moved),
            (3 * there, there + handed_over, 3 * handed_over),
            "{id} is whole"
        );
        if there == 1 {
            assert_eq!(one("SELECT total_amount FROM orders WHERE id = ?1", id), 60_000);
        }
    }
    let wrong: i64 = file
        .query_row(
            "SELECT count(*) FROM prices p WHERE p.quantity <> (SELECT coalesce(sum(m.qty), 0)
             FROM stock_movements m WHERE m.item_id = p.item_id AND m.store_id = p.store_id)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(wrong, 0, "stock is the sum of its movements");
}

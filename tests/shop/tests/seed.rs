//! The demo data: the same every time, and a shop one can believe in.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use common::{small, Shop};
use posy_shop::Flags;
use rusqlite::types::ValueRef;
use rusqlite::Connection;
use sha2::{Digest, Sha256};

async fn made(name: &str, flags: Flags) -> PathBuf {
    let file = std::env::temp_dir().join(format!("posy-seed-{name}-{}.sqlite", std::process::id()));
    let _ = std::fs::remove_file(&file);
    Shop::closed_door(Flags { db: Some(file.clone()), ..flags }).await.close().await;
    file
}

/// A hash of every value of every row of every table.
fn dump(file: &Path) -> String {
    let db = Connection::open(file).unwrap();
    let mut tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").unwrap();
    let tables: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(tables.len() > 40);
    let mut hash = Sha256::new();
    for table in tables {
        hash.update(&table);
        let mut statement = db.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                match row.get_ref(column).unwrap() {
                    ValueRef::Null => hash.update(b"-"),
                    ValueRef::Integer(number) => hash.update(number.to_le_bytes()),
                    ValueRef::Real(number) => hash.update(number.to_le_bytes()),
                    ValueRef::Text(bytes) | ValueRef::Blob(bytes) => hash.update(bytes),
                }
                hash.update(b"|");
            }
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn the_same_number_makes_the_same_shop_and_another_number_another() {
    let first = made("first", small()).await;
    let second = made("second", small()).await;
    let other = made("other", Flags { seed: 2, ..small() }).await;
    assert_eq!(dump(&first), dump(&second));
    assert_ne!(dump(&first), dump(&other));
    assert_eq!(
        std::fs::read(&first).unwrap(),
        std::fs::read(&second).unwrap(),
        "the files are the same, byte for byte"
    );
    for file in [first, second, other] {
        let _ = std::fs::remove_file(file);
    }
}

#[tokio::test]
async fn the_demo_shop_has_the_shape_of_a_real_one() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 24);
    let file = made("shape", Flags { today, ..Flags::default() }).await;
    let db = Connection::open(&file).unwrap();
    let one = |sql: &str| -> i64 { db.query_row(sql, [], |row| row.get(0)).unwrap() };
    let day = "date(due_time + 10800, 'unixepoch')";
    for (table, count) in [("stores", 3), ("workers", 20), ("customers", 2_000), ("orders", 6_000)] {
        assert_eq!(one(&format!("SELECT count(*) FROM {table}")), count, "{table}");
    }
    assert_eq!(one("SELECT count(*) FROM inventory_items WHERE added = 1"), 400);
    let on = |date: &str| one(&format!("SELECT count(*) FROM orders WHERE {day} = '{date}'"));
    assert!((40..=60).contains(&on("2026-11-24")), "{}", on("2026-11-24"));
    assert!((20..=35).contains(&on("2026-11-25")), "{}", on("2026-11-25"));
    let mut statement = db
        .prepare(&format!("SELECT DISTINCT status FROM orders WHERE {day} >= '2026-11-24' ORDER BY 1"))
        .unwrap();
    let shown: BTreeSet<String> =
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    for status in ["assembled", "canceled", "courier", "done", "new", "notAccepted"] {
        assert!(shown.contains(status), "{status} stands on the board");
    }
    let usual = on("2026-10-14").max(1);
    assert!(on("2026-03-08") >= 6 * usual && on("2026-02-14") >= 3 * usual && on("2026-09-01") >= 3 * usual);
    assert!(on("2025-11-30") > on("2025-11-26"), "Mother's Day is the last Sunday of November");
    let late = one(&format!("SELECT count(*) FROM orders WHERE {day} < '2026-11-24' AND status IN ('new', 'assembled', 'courier', 'notAccepted')"));
    assert!((1..=3).contains(&late), "{late} late ones");
    for (what, sql) in [
        ("due before it was placed", "SELECT count(*) FROM orders WHERE created_at >= due_time"),
        ("placed after now", "SELECT count(*) FROM orders WHERE created_at > 1795518000 OR updated_at > 1795518000"),
        ("paid too much", "SELECT count(*) FROM orders WHERE payments_amount > total_amount"),
        ("with the courier, but no delivery", "SELECT count(*) FROM orders WHERE status = 'courier' AND NOT delivery"),
        ("total apart from its lines", "SELECT count(*) FROM orders o WHERE total_amount <> (SELECT sum(total_amount) FROM order_lines l WHERE l.order_id = o.id)"),
        ("paid apart from its payments", "SELECT count(*) FROM orders o WHERE payments_amount <> (SELECT coalesce(sum(CASE payment_type WHEN 'payment' THEN amount ELSE -amount END), 0) FROM order_payments p WHERE p.order_id = o.id)"),
        ("history apart from the status", "SELECT count(*) FROM orders o WHERE status <> (SELECT status FROM order_history h WHERE h.order_id = o.id ORDER BY h.id DESC LIMIT 1)"),
        ("customer's figures apart from his orders", "SELECT count(*) FROM customers c WHERE orders_qty <> (SELECT count(*) FROM orders o WHERE o.customer_id = c.id AND o.status = 'done')"),
        ("outside opening hours", "SELECT count(*) FROM orders WHERE (due_time + 10800) % 86400 NOT BETWEEN 32400 AND 75600"),
        ("order older than its customer", "SELECT count(*) FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.created_at > o.created_at"),
        ("not in the invented range", "SELECT count(*) FROM customers WHERE phone NOT LIKE '900000____'"),
        ("woman with a man's name", "SELECT count(*) FROM customers WHERE gender = 'female' AND title LIKE '%ов'"),
        ("man with a woman's name", "SELECT count(*) FROM customers WHERE gender = 'male' AND title LIKE '%ова'"),
    ] {
        assert_eq!(one(sql), 0, "{what}");
    }
    for (what, sql, least) in [
        (
            "paid in part",
            "SELECT count(*) FROM orders WHERE payments_amount BETWEEN 1 AND total_amount - 1",
            10,
        ),
        ("deliveries", "SELECT count(*) FROM orders WHERE delivery", 1_500),
        ("bouquets", "SELECT count(*) FROM bouquets", 5_000),
        ("names in Latin letters", "SELECT count(*) FROM customers WHERE title GLOB '[A-Z]*'", 50),
        ("paid with bonuses", "SELECT count(*) FROM orders WHERE bonuses_amount > 0", 100),
        ("comments in English", "SELECT count(*) FROM orders WHERE description GLOB '*[a-z][a-z][a-z]*'", 20),
    ] {
        assert!(one(sql) >= least, "{what}: {}", one(sql));
    }
    let mut phones = BTreeMap::new();
    let mut statement = db.prepare("SELECT phone, id FROM customers").unwrap();
    let rows =
        statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).unwrap();
    for row in rows {
        let (phone, id) = row.unwrap();
        assert_eq!(phones.insert(phone, id), None, "each phone once");
    }
    let _ = std::fs::remove_file(file);
}

//! Rows of answers, and rows the data base itself holds, to compare them with.

use std::collections::BTreeSet;

use posy_shop::Flags;
use rusqlite::Connection;
use serde_json::Value;

use super::{id, small, Shop};

/// A shop with a file the test can look into on its own.
pub async fn with_file(name: &str) -> (Shop, Connection, std::path::PathBuf) {
    let file = std::env::temp_dir().join(format!("posy-{name}-{}.sqlite", std::process::id()));
    let _ = std::fs::remove_file(&file);
    let shop = Shop::open(Flags { customers: 150, db: Some(file.clone()), ..small() }).await;
    let db = Connection::open(&file).unwrap();
    (shop, db, file)
}

pub fn column(db: &Connection, sql: &str) -> BTreeSet<String> {
    let mut statement = db.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// Whether a row must be shown.
pub type Keeps<'a> = Box<dyn Fn(&Value) -> bool + 'a>;

pub fn ids<'a>(rows: impl IntoIterator<Item = &'a Value>) -> BTreeSet<String> {
    rows.into_iter().map(id).collect()
}

pub fn text<'a>(row: &'a Value, name: &str) -> &'a str {
    row["attributes"][name].as_str().unwrap_or("")
}

pub fn number(row: &Value, name: &str) -> f64 {
    row["attributes"][name].as_f64().unwrap()
}

//! How an import is written. Its `relationships` are a plain array of preview rows, as the
//! reference has it, so it is no declared resource.

use rusqlite::{Connection, OptionalExtension};
use serde_json::{json, Map, Value};

use super::TYPE;
use crate::calendar::write_moment;
use crate::desk::Call;
use crate::revisions;

/// How many rows of the file are shown.
const PREVIEW: i64 = 10;
/// How many refused rows are named.
const MOST_REFUSED: i64 = 100;
const USUAL_PAGE: i64 = 10;

/// A page of imports.
pub(super) fn list(call: &Call, connection: &Connection) -> rusqlite::Result<Value> {
    let page = call.query.page;
    let size = page.size.unwrap_or(USUAL_PAGE);
    let mut order: Vec<String> = Vec::new();
    for by in &call.query.orders {
        order.push(format!("{}{}", by.by.sql, if by.down { " DESC" } else { "" }));
    }
    if order.is_empty() {
        order.push("created_at DESC".to_owned());
    }
    order.push("id".to_owned());
    let total: i64 = connection.query_row("SELECT count(*) FROM customer_imports", [], |row| row.get(0))?;
    let sql = format!("SELECT id FROM customer_imports ORDER BY {} LIMIT ?1 OFFSET ?2", order.join(", "));
    let ids: Vec<String> = connection
        .prepare_cached(&sql)?
        .query_map((size, (page.number - 1).saturating_mul(size)), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut imports = Vec::new();
    for id in ids {
        imports.extend(resource(connection, &id)?);
    }
    Ok(json!({
        "data": imports,
        "meta": {
            "page": { "number": page.number, "size": size },
            "total": total,
            "revision": revisions::last(connection, TYPE)?,
        },
    }))
}

/// One import with the titles of its columns and the rows that were refused.
pub(super) fn one(connection: &Connection, id: &str) -> rusqlite::Result<Option<Value>> {
    let Some(resource) = resource(connection, id)? else { return Ok(None) };
    let mut meta = Map::new();
    let header: Option<String> = connection
        .prepare_cached(
            "SELECT fields FROM customer_import_rows WHERE import_id = ?1 AND outcome = 'header'",
        )?
        .query_row([id], |row| row.get(0))
        .optional()?;
    if let Some(header) = header {
        meta.insert("columns".to_owned(), parse(&header));
    }
    let refused: Vec<Value> = connection
        .prepare_cached(
            "SELECT number, fields, reason FROM customer_import_rows
             WHERE import_id = ?1 AND reason IS NOT NULL ORDER BY number LIMIT ?2",
        )?
        .query_map((id, MOST_REFUSED), |row| {
            let (number, fields, reason): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(json!({ "row": number, "fields": parse(&fields), "reason": reason }))
        })?
        .collect::<rusqlite::Result<_>>()?;
    meta.insert("refused".to_owned(), Value::Array(refused));
    Ok(Some(json!({ "data": resource, "meta": meta })))
}

fn resource(connection: &Connection, id: &str) -> rusqlite::Result<Option<Value>> {
    let count = |outcome: &str| -> rusqlite::Result<i64> {
        connection
            .prepare_cached(
                "SELECT count(*) FROM customer_import_rows WHERE import_id = ?1 AND outcome = ?2",
            )?
            .query_row((id, outcome), |row| row.get(0))
    };
    let attributes = connection
        .prepare_cached(
            "SELECT total, status, created_at, queue, processed FROM customer_imports WHERE id = ?1",
        )?
        .query_row([id], |row| {
            Ok(json!({
                "total": row.get::<_, i64>(0)?,
                "status": row.get::<_, String>(1)?,
                "createdAt": write_moment(row.get(2)?),
                "queue": row.get::<_, bool>(3)?,
                "processed": row.get::<_, i64>(4)?,
                "imported": count("imported")?,
                "refused": count("refused")?,
                "duplicates": count("duplicate")?,
            }))
        })
        .optional()?;
    let Some(attributes) = attributes else { return Ok(None) };
    let rows: Vec<Value> = connection
        .prepare_cached(
            "SELECT number, fields FROM customer_import_rows
             WHERE import_id = ?1 AND outcome IS NOT 'header' ORDER BY number LIMIT ?2",
        )?
        .query_map((id, PREVIEW), |row| {
            let (number, fields): (i64, String) = (row.get(0)?, row.get(1)?);
            Ok(json!({
                "type": "customer-import-row",
                "id": format!("{id}-{number}"),
                "attributes": { "fields": parse(&fields) },
            }))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Some(json!({
        "type": TYPE,
        "id": id,
        "attributes": attributes,
        "relationships": rows,
        "links": { "self": format!("/customers/import/{id}") },
    })))
}

/// Fields as they are kept: a JSON array of texts.
fn parse(fields: &str) -> Value {
    serde_json::from_str(fields).unwrap_or(Value::Null)
}

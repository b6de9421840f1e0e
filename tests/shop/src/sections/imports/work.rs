//! Imports under way: a step takes a batch of rows over, in one transaction with what became of
//! them, so that a shop that is killed goes on with the first row that has no outcome.

use rusqlite::{Connection, OptionalExtension};

use super::customer::{NewCustomer, Reason};
use super::mapping::Mapping;
use super::TYPE;
use crate::db::Db;
use crate::refusal::Refusal;
use crate::revisions;

/// Rows of one step: others who write wait no longer than a few milliseconds.
const BATCH: i64 = 200;

/// An import that was started.
struct Begun {
    id: String,
    status: String,
    mapping: Option<String>,
    author: Option<String>,
}

/// Does the next piece of the import that was started first; false when there is none.
pub(crate) fn step(db: &Db) -> Result<bool, Refusal> {
    let Some(begun) = db.read(|connection| Ok(next(connection)?))? else { return Ok(false) };
    let outcome = db.write(|connection| match begun.status.as_str() {
        // Seen as "processing" from outside before its first rows are done.
        "waiting" => Ok(set_status(connection, &begun.id, "processing")?),
        _ => batch(connection, &begun),
    });
    if outcome.is_err() {
        db.write(|connection| Ok(set_status(connection, &begun.id, "failed")?))?;
    }
    Ok(true)
}

fn next(connection: &Connection) -> rusqlite::Result<Option<Begun>> {
    connection
        .prepare_cached(
            "SELECT id, status, mapping, created_by FROM customer_imports
             WHERE status IN ('waiting', 'processing') ORDER BY status, created_at, id LIMIT 1",
        )?
        .query_row([], |row| {
            Ok(Begun { id: row.get(0)?, status: row.get(1)?, mapping: row.get(2)?, author: row.get(3)? })
        })
        .optional()
}

fn batch(connection: &Connection, begun: &Begun) -> Result<(), Refusal> {
    let mapping = begun.mapping.as_deref().and_then(Mapping::from_json);
    let Some(mapping) = mapping else {
        return Err(Refusal::Inside(format!("import {} has no mapping", begun.id)));
    };
    let rows: Vec<(i64, String)> = connection
        .prepare_cached(
            "SELECT number, fields FROM customer_import_rows
             WHERE import_id = ?1 AND outcome IS NULL ORDER BY number LIMIT ?2",
        )?
        .query_map((&begun.id, BATCH), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (number, fields) in &rows {
        let fields: Vec<String> = serde_json::from_str(fields).unwrap_or_default();
        let outcome = match NewCustomer::read(&fields, &mapping) {
            Ok(customer) => customer.write(connection, begun.author.as_deref())?,
            Err(reason) => Err(reason),
        };
        let (word, customer, reason) = match outcome {
            Ok(customer) => ("imported", Some(customer), None),
            Err(Reason::Duplicate) => ("duplicate", None, Some(Reason::Duplicate.word())),
            Err(reason) => ("refused", None, Some(reason.word())),
        };
        connection
            .prepare_cached(
                "UPDATE customer_import_rows SET outcome = ?3, reason = ?4, customer_id = ?5
                 WHERE import_id = ?1 AND number = ?2",
            )?
            .execute((&begun.id, number, word, reason, customer))?;
    }
    connection
        .prepare_cached("UPDATE customer_imports SET processed = processed + ?2 WHERE id = ?1")?
        .execute((&begun.id, rows.len() as i64))?;
    if (rows.len() as i64) < BATCH {
        set_status(connection, &begun.id, "done")?;
    }
    Ok(())
}

fn set_status(connection: &Connection, id: &str, status: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE customer_imports SET status = ?2, queue = ?3 WHERE id = ?1")?
        .execute((id, status, matches!(status, "waiting" | "processing")))?;
    revisions::next(connection, TYPE)?;
    Ok(())
}

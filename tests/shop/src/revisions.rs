//! The rising counter each resource type has; every write takes the next number.

use rusqlite::{Connection, OptionalExtension};

/// Takes the next revision of a type. Runs inside the transaction of the write it numbers.
pub(crate) fn next(connection: &Connection, kind: &str) -> rusqlite::Result<i64> {
    connection
        .prepare_cached(
            "INSERT INTO revisions (type, last) VALUES (?1, 1)
             ON CONFLICT (type) DO UPDATE SET last = last + 1 RETURNING last",
        )?
        .query_row([kind], |row| row.get(0))
}

/// The highest revision issued for a type; 0 when none was.
pub(crate) fn last(connection: &Connection, kind: &str) -> rusqlite::Result<i64> {
    let last = connection
        .prepare_cached("SELECT last FROM revisions WHERE type = ?1")?
        .query_row([kind], |row| row.get(0))
        .optional()?;
    Ok(last.unwrap_or(0))
}

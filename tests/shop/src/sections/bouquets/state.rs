//! The status of a bouquet, which its orders change too.

use rusqlite::{Connection, OptionalExtension};

use crate::revisions;

/// Whether a bouquet stands in an order that is neither canceled nor returned, another than
/// `except`.
pub(crate) fn in_open_order(connection: &Connection, id: &str, except: &str) -> rusqlite::Result<bool> {
    let found = connection
        .prepare_cached(
            "SELECT 1 FROM order_lines l JOIN orders o ON o.id = l.order_id
             WHERE l.bouquet_id = ?1 AND o.id <> ?2 AND o.status NOT IN ('canceled', 'returned') LIMIT 1",
        )?
        .query_row((id, except), |_| Ok(()))
        .optional()?;
    Ok(found.is_some())
}

/// The status of a bouquet; `None` when there is none of that id.
pub(crate) fn status(connection: &Connection, id: &str) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT status FROM bouquets WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()
}

/// Gives a bouquet another status.
pub(crate) fn set_status(connection: &Connection, id: &str, status: &str, at: i64) -> rusqlite::Result<()> {
    let revision = revisions::next(connection, "bouquets")?;
    connection
        .prepare_cached(
            "UPDATE bouquets SET status = ?2, updated_at = ?3, revision = ?4,
                    completed_at = CASE WHEN ?2 = 'sold' THEN ?3 ELSE completed_at END
             WHERE id = ?1",
        )?
        .execute((id, status, at, revision))?;
    Ok(())
}

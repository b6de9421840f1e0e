//! The order's status: which moves there are, and what a move brings with it.

use rusqlite::Connection;

/// Where an order may go from a status; staying is no move.
pub(super) fn moves_from(status: &str) -> &'static [&'static str] {
    match status {
        "notAccepted" => &["new", "canceled"],
        "new" => &["assembled", "courier", "done", "canceled"],
        "assembled" => &["new", "courier", "done", "canceled"],
        "courier" => &["assembled", "done", "canceled"],
        _ => &[],
    }
}

/// Statuses a new order may begin with.
pub(super) const BEGINNINGS: &[&str] = &["new", "notAccepted"];

/// Writes down a status in the order's history.
pub(super) fn note(
    connection: &Connection,
    order: &str,
    status: &str,
    at: i64,
    worker: &str,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO order_history (order_id, status, created_at, comment, worker_id)
             VALUES (?1, ?2, ?3, '', ?4)",
        )?
        .execute((order, status, at, worker))?;
    Ok(())
}

//! The order's status: which moves there are, and what a move brings with it.

use rusqlite::Connection;

use crate::refusal::Refusal;
use crate::revisions;

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

/// An order was handed over: its goods leave the store, its bouquets are sold.
pub(super) fn hand_over(connection: &Connection, order: &str, at: i64) -> Result<(), Refusal> {
    connection
        .prepare_cached(
            "UPDATE prices SET movements = movements + 1, quantity = quantity - (
               SELECT sum(l.qty) FROM order_lines l
               WHERE l.order_id = ?1 AND l.item_id = prices.item_id)
             WHERE store_id = (SELECT store_id FROM orders WHERE id = ?1)
               AND item_id IN (SELECT item_id FROM order_lines WHERE order_id = ?1)",
        )?
        .execute([order])?;
    connection
        .prepare_cached("UPDATE order_lines SET sold_at = ?2 WHERE order_id = ?1")?
        .execute((order, at))?;
    let bouquets: Vec<String> = connection
        .prepare_cached(
            "SELECT DISTINCT bouquet_id FROM order_lines
             WHERE order_id = ?1 AND bouquet_id IS NOT NULL ORDER BY bouquet_id",
        )?
        .query_map([order], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for bouquet in bouquets {
        let revision = revisions::next(connection, "bouquets")?;
        connection
            .prepare_cached(
                "UPDATE bouquets SET status = 'sold', updated_at = ?2, revision = ?3 WHERE id = ?1",
            )?
            .execute((&bouquet, at, revision))?;
    }
    Ok(())
}

//! Figures that follow from others: an order's amounts from its lines, a customer's from his
//! orders.

use rusqlite::{Connection, OptionalExtension};

use crate::calendar::now;
use crate::revisions;

/// Brings an order's amounts in line with its lines.
pub(super) fn of_order(connection: &Connection, order: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE orders SET (total_amount, discounts_amount, markups_amount) = (
               SELECT coalesce(sum(total_amount), 0),
                      coalesce(sum(max(amount - total_amount, 0)), 0),
                      coalesce(sum(max(total_amount - amount, 0)), 0)
               FROM order_lines WHERE order_id = ?1)
             WHERE id = ?1",
        )?
        .execute([order])?;
    Ok(())
}

/// Brings a customer's number, sum and average of orders handed over up to date. A customer
/// whose figures changed gets a new revision: it is a change like any other.
pub(super) fn of_customer(connection: &Connection, customer: &str) -> rusqlite::Result<()> {
    let (quantity, amount): (i64, i64) = connection
        .prepare_cached(
            "SELECT count(*), coalesce(sum(total_amount), 0) FROM orders
             WHERE customer_id = ?1 AND status = 'done'",
        )?
        .query_row([customer], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let average = if quantity == 0 { 0 } else { amount / quantity };
    let same = connection
        .prepare_cached("SELECT 1 FROM customers WHERE id = ?1 AND orders_qty = ?2 AND orders_amount = ?3")?
        .query_row((customer, quantity, amount), |_| Ok(()))
        .optional()?;
    if same.is_some() {
        return Ok(());
    }
    let revision = revisions::next(connection, "customers")?;
    connection
        .prepare_cached(
            "UPDATE customers SET orders_qty = ?2, orders_amount = ?3, average_check = ?4,
                    updated_at = ?5, revision = ?6 WHERE id = ?1",
        )?
        .execute((customer, quantity, amount, average, now(), revision))?;
    Ok(())
}

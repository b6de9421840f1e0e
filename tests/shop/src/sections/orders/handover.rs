//! What happens when an order is handed over, and when it comes back: goods, bouquets, points
//! and the customer's figures.

use rusqlite::{Connection, OptionalExtension};

use super::totals;
use crate::refusal::Refusal;
use crate::sections::bouquets::state;
use crate::sections::customers::points;
use crate::sections::stock::{self, Document, Kind};

/// The parts of an order its effects depend on.
pub(super) struct Order {
    pub(super) store: String,
    pub(super) doc_no: String,
    pub(super) customer: Option<String>,
    pub(super) total: i64,
    pub(super) bonuses: i64,
}

impl Order {
    pub(super) fn of(connection: &Connection, id: &str) -> rusqlite::Result<Option<Self>> {
        connection
            .prepare_cached(
                "SELECT store_id, doc_no, customer_id, total_amount, bonuses_amount FROM orders WHERE id = ?1",
            )?
            .query_row([id], |row| {
                Ok(Self {
                    store: row.get(0)?,
                    doc_no: row.get(1)?,
                    customer: row.get(2)?,
                    total: row.get(3)?,
                    bonuses: row.get(4)?,
                })
            })
            .optional()
    }
}

/// One line with goods.
struct Goods {
    line: String,
    item: String,
    qty: i64,
    cost: i64,
}

fn goods(connection: &Connection, order: &str) -> rusqlite::Result<Vec<Goods>> {
    connection
        .prepare_cached(
            "SELECT id, item_id, qty, cost FROM order_lines
             WHERE order_id = ?1 AND item_id IS NOT NULL ORDER BY seq",
        )?
        .query_map([order], |row| {
            Ok(Goods { line: row.get(0)?, item: row.get(1)?, qty: row.get(2)?, cost: row.get(3)? })
        })?
        .collect()
}

/// The goods leave the store, the bouquets are sold, the customer gets his points.
pub(super) fn hand_over(connection: &Connection, id: &str, at: i64) -> Result<(), Refusal> {
    let Some(order) = Order::of(connection, id)? else { return Ok(()) };
    let document = Document { id, number: &order.doc_no, at };
    for goods in goods(connection, id)? {
        let cost = stock::cost(connection, &order.store, &goods.item, goods.qty)?;
        connection
            .prepare_cached("UPDATE order_lines SET cost = ?2 WHERE id = ?1")?
            .execute((&goods.line, cost))?;
        let leaving = (-goods.qty, -cost);
        stock::move_goods(connection, document, Kind::Sale, &order.store, &goods.item, leaving)?;
    }
    connection
        .prepare_cached("UPDATE order_lines SET sold_at = ?2 WHERE order_id = ?1")?
        .execute((id, at))?;
    connection
        .prepare_cached(
            "UPDATE orders SET cost = (SELECT coalesce(sum(l.cost), 0) FROM order_lines l WHERE l.order_id = ?1)
             WHERE id = ?1",
        )?
        .execute([id])?;
    set_bouquets(connection, id, "sold", at)?;
    let Some(customer) = &order.customer else { return Ok(()) };
    if let Some((rate, _)) = points::terms(connection, customer)? {
        let accrued = (order.total - order.bonuses).max(0).saturating_mul(rate) / 10_000;
        points::add(connection, customer, accrued, false, Some(id))?;
    }
    totals::of_customer(connection, customer)?;
    Ok(points::regroup(connection, customer)?)
}

/// The goods come back, or are written off at once; what the order brought in points is taken
/// back, as far as the customer still has it.
pub(super) fn take_back(connection: &Connection, id: &str, write_off: bool, at: i64) -> Result<(), Refusal> {
    let Some(order) = Order::of(connection, id)? else { return Ok(()) };
    let document = Document { id, number: &order.doc_no, at };
    for goods in goods(connection, id)? {
        let back = (goods.qty, goods.cost);
        stock::move_goods(connection, document, Kind::Return, &order.store, &goods.item, back)?;
        if write_off {
            let lost = (-goods.qty, -goods.cost);
            stock::move_goods(connection, document, Kind::Loss, &order.store, &goods.item, lost)?;
        }
    }
    set_bouquets(connection, id, "disassembled", at)?;
    let Some(customer) = &order.customer else { return Ok(()) };
    // All lines of the order: what it brought less what was spent on it, which is known.
    let (lines, has): (i64, i64) = connection
        .prepare_cached(
            "SELECT coalesce(sum(h.amount), 0), c.current_points FROM customers c
             LEFT JOIN customer_bonus_history h ON h.order_id = ?1 AND h.customer_id = c.id
             WHERE c.id = ?2",
        )?
        .query_row((id, customer), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let brought = (lines + order.bonuses / 100).max(0);
    points::add(connection, customer, -brought.min(has), false, Some(id))?;
    Ok(totals::of_customer(connection, customer)?)
}

/// A canceled order gives the bouquets that stood on the showcase back to it.
pub(super) fn release(connection: &Connection, id: &str, at: i64) -> Result<(), Refusal> {
    for bouquet in bouquets(connection, id)? {
        let showcase: bool = connection
            .prepare_cached("SELECT on_window_at IS NOT NULL FROM bouquets WHERE id = ?1")?
            .query_row([&bouquet], |row| row.get(0))?;
        if showcase {
            state::set_status(connection, &bouquet, "demonstrated", at)?;
        }
    }
    Ok(())
}

fn bouquets(connection: &Connection, order: &str) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare_cached(
            "SELECT DISTINCT bouquet_id FROM order_lines
             WHERE order_id = ?1 AND bouquet_id IS NOT NULL ORDER BY bouquet_id",
        )?
        .query_map([order], |row| row.get(0))?
        .collect()
}

fn set_bouquets(connection: &Connection, order: &str, status: &str, at: i64) -> rusqlite::Result<()> {
    bouquets(connection, order)?
        .iter()
        .try_for_each(|bouquet| state::set_status(connection, bouquet, status, at))
}

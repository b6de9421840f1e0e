//! A bouquet taken out of an order and put on the showcase (67).

use rusqlite::{Connection, OptionalExtension};

use super::{record, totals};
use crate::answer::Answer;
use crate::calendar::now;
use crate::desk::Call;
use crate::jsonapi::body::Sent;
use crate::jsonapi::columns::Columns;
use crate::jsonapi::shape::{shape, Shape};
use crate::refusal::{Fault, Refusal};
use crate::resources::orders::BOUQUETS;
use crate::sections::bouquets::state;
use crate::sections::document;

/// A body is not needed; one that is sent has this type.
pub(crate) static SHAPE: Shape = shape("orders-bouquets");

/// Operation 67: the order's lines of the bouquet become what the bouquet is made of.
pub(crate) fn update(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let (order, bouquet) = (call.id(), call.path.get(1).map_or("", String::as_str));
    let status: Option<String> = connection
        .prepare_cached("SELECT status FROM orders WHERE id = ?1")?
        .query_row([order], |row| row.get(0))
        .optional()?;
    let Some(status) = status else { return Err(Refusal::not_found("order", order)) };
    if call.body.is_some() {
        Sent::primary(call.body.as_ref(), "orders-bouquets", None)?;
    }
    let there: i64 = connection
        .prepare_cached("SELECT count(*) FROM order_lines WHERE order_id = ?1 AND bouquet_id = ?2")?
        .query_row((order, bouquet), |row| row.get(0))?;
    if there == 0 {
        return Err(Refusal::not_found("bouquet of this order", bouquet));
    }
    if ["done", "canceled", "returned"].contains(&status.as_str()) {
        let detail = format!("The order is {status}: its bouquets stay in it.");
        return Err(Fault::invalid("order-closed", "/data", detail).into());
    }
    let at = now();
    connection.prepare_cached("DELETE FROM bouquet_lines WHERE bouquet_id = ?1")?.execute([bouquet])?;
    connection
        .prepare_cached(
            "INSERT INTO bouquet_lines (id, bouquet_id, item_id, qty, price)
             SELECT id, bouquet_id, item_id, qty, price FROM order_lines
             WHERE order_id = ?1 AND bouquet_id = ?2 AND item_id IS NOT NULL",
        )?
        .execute((order, bouquet))?;
    connection
        .prepare_cached("DELETE FROM order_lines WHERE order_id = ?1 AND bouquet_id = ?2")?
        .execute((order, bouquet))?;
    totals::of_order(connection, order)?;
    let mut columns = Columns::default();
    record::touch(call, connection, &mut columns)?;
    columns.update(connection, "orders", order)?;
    state::set_status(connection, bouquet, "demonstrated", at)?;
    connection
        .prepare_cached("UPDATE bouquets SET on_window_at = ?2 WHERE id = ?1")?
        .execute((bouquet, at))?;
    Ok(Answer::ok(document(call, connection, &BOUQUETS, bouquet, "bouquet")?))
}

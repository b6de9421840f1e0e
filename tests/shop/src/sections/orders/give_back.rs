//! An order that comes back (65): money, goods and points go back with it.

use rusqlite::{Connection, OptionalExtension};

use super::{handover, payments, record, status};
use crate::answer::Answer;
use crate::calendar::now;
use crate::desk::Call;
use crate::jsonapi::body::Sent;
use crate::jsonapi::columns::Columns;
use crate::jsonapi::fields::{Fields, SHIFT, WORKER};
use crate::jsonapi::form::Takes;
use crate::jsonapi::shape::{attribute, link, shape, Shape};
use crate::refusal::{Fault, Refusal};
use crate::resources::orders::ORDERS;
use crate::sections::document;

/// When it came back, to whom, into which shift, and whether the goods are written off.
pub(crate) static SHAPE: Shape = shape("orders").named("orders-return").also(&[&[
    attribute("returnedAt", Takes::Moment),
    attribute("withWriteOff", Takes::Flag),
    link("returnedBy", &WORKER),
    link("shift", &SHIFT),
]]);

/// Operation 65: only an order that was handed over can come back.
pub(crate) fn update(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let id = call.id();
    let before: Option<String> = connection
        .prepare_cached("SELECT status FROM orders WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    let Some(before) = before else { return Err(Refusal::not_found("order", id)) };
    let sent = Sent::primary(call.body.as_ref(), "orders", Some(id))?;
    let mut fields = Fields::new(sent, "/data");
    let at = fields.moment("returnedAt").flatten().unwrap_or_else(now);
    let write_off = fields.flag("withWriteOff").unwrap_or(false);
    let worker = fields.one(connection, "returnedBy", &WORKER)?.flatten();
    let shift = fields.one(connection, "shift", &SHIFT)?.flatten();
    fields.done()?;
    if before != "done" {
        let detail = format!("Only an order that is done can be returned, not one that is {before}.");
        return Err(Fault::invalid("order-status-transition", "/data", detail).into());
    }
    let worker = worker.unwrap_or_else(|| call.caller.worker.clone());
    payments::return_all(connection, id, &worker, shift.as_deref(), at)?;
    let mut columns = Columns::default();
    columns.set("status", "returned".to_owned());
    columns.set("updated_status_at", at);
    columns.set("fiscalized", 0_i64);
    record::touch(call, connection, &mut columns)?;
    columns.update(connection, "orders", id)?;
    status::note(connection, id, "returned", at, &worker)?;
    handover::take_back(connection, id, write_off, at)?;
    Ok(Answer::ok(document(call, connection, &ORDERS, id, "order")?))
}

//! Where a delivery stands (64), apart from the order's status.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension};

use super::record;
use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::body::Sent;
use crate::jsonapi::columns::Columns;
use crate::jsonapi::fields::{Fields, WORKER};
use crate::jsonapi::form::Takes;
use crate::jsonapi::shape::{attribute, link, shape, Shape};
use crate::refusal::Refusal;
use crate::resources::orders::ORDERS;
use crate::sections::document;

const STATUSES: &[&str] = &["courier", "delivered", "cannotBeDelivered"];

/// How the delivery goes, and who carries it.
pub(crate) static SHAPE: Shape = shape("orders-delivery-status")
    .also(&[&[attribute("deliveryStatus", Takes::Choice(STATUSES)).needed(), link("courier", &WORKER)]]);

/// Operation 64: any delivery status may follow any other.
pub(crate) fn update(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let id = call.id();
    let delivery: Option<bool> = connection
        .prepare_cached("SELECT delivery FROM orders WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    let Some(delivery) = delivery else { return Err(Refusal::not_found("order", id)) };
    let sent = Sent::primary(call.body.as_ref(), "orders-delivery-status", Some(id))?;
    let mut fields = Fields::new(sent, "/data");
    let mut columns = Columns::default();
    let status = fields.choice("deliveryStatus", STATUSES);
    match status {
        Some(status) => columns.set("delivery_status", status.map_or(Sql::Null, Sql::Text)),
        None if fields.faults.is_empty() => {
            fields.fault("deliveryStatus", "required", "deliveryStatus is needed.".to_owned());
        }
        None => {}
    }
    if let Some(courier) = fields.one(connection, "courier", &WORKER)? {
        columns.set("courier_id", courier);
    }
    if !delivery {
        let detail = "The order is not a delivery.".to_owned();
        fields.fault("deliveryStatus", "order-not-delivery", detail);
    }
    fields.done()?;
    record::touch(call, connection, &mut columns)?;
    columns.update(connection, "orders", id)?;
    Ok(Answer::ok(document(call, connection, &ORDERS, id, "order")?))
}

//! A changed order (62): what is not spoken of stays; to-many sets that are given replace.

use rusqlite::{Connection, OptionalExtension};

use super::lines::{self, Place};
use super::record;
use super::{create, discounts, handover, status, totals};
use crate::answer::Answer;
use crate::calendar::now;
use crate::desk::Call;
use crate::jsonapi::body::Sent;
use crate::jsonapi::columns::Columns;
use crate::jsonapi::fields::{Fields, TAG};
use crate::refusal::Refusal;
use crate::resources::orders::ORDERS;
use crate::sections::document;

/// What the order was before the change, as far as the change depends on it.
struct Before {
    status: String,
    delivery: bool,
    store: String,
    customer: Option<String>,
    delivery_from: Option<i64>,
    delivery_to: Option<i64>,
    doc_no: String,
    contact: String,
    phone: String,
}

/// Operation 62.
pub(crate) fn update(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let id = call.id();
    let Some(before) = before(connection, id)? else {
        return Err(Refusal::not_found("order", id));
    };
    let sent = Sent::primary(call.body.as_ref(), "orders", Some(id))?;
    let mut fields = Fields::new(sent, "/data");
    let mut columns = Columns::default();
    record::read(&mut fields, connection, &mut columns)?;
    if columns.text("doc_no").is_some_and(|number| number.trim().is_empty()) {
        columns.set("doc_no", before.doc_no.clone());
    }
    let status = next_status(&mut fields, &before, &columns);
    check_delivery_times(&mut fields, &before, &columns);
    let tags = fields.many(connection, "tags", &TAG)?;
    let store = columns.text("store_id").unwrap_or(&before.store).to_owned();
    let place = Place { order: id, store: &store };
    let lines = lines::read(&mut fields, connection, &place)?;
    let discounts = discounts::read(&mut fields, connection)?;
    let closed = ["done", "canceled", "returned"].contains(&before.status.as_str());
    for (name, spoken) in [("lines", lines.is_some()), ("discounts", discounts.is_some())] {
        if closed && spoken {
            let detail = format!("The {name} of an order that is {} stay as they are.", before.status);
            fields.relationship_fault(name, "order-closed", detail);
        }
    }
    fields.done()?;
    if status.as_deref() == Some("canceled") {
        call.require("retail.orders.cancel")?;
    }

    let changed_goods = lines.is_some() || discounts.is_some();
    let at = now();
    apply_status(call, &mut columns, status.as_deref(), at);
    columns.set("search", search_text(&before, &columns));
    record::touch(call, connection, &mut columns)?;
    columns.update(connection, "orders", id)?;
    if let Some(tags) = tags {
        create::set_tags(connection, id, &tags)?;
    }
    if let Some(lines) = lines {
        lines.replace(connection, &place, &call.caller.user, at)?;
    }
    if let Some(discounts) = &discounts {
        discounts.replace(connection, id)?;
    }
    if changed_goods {
        totals::of_order(connection, id)?;
    }
    if let Some(status) = &status {
        status::note(connection, id, status, at, &call.caller.worker)?;
        match status.as_str() {
            "done" => handover::hand_over(connection, id, at)?,
            "canceled" => handover::release(connection, id, at)?,
            _ => {}
        }
    }
    let after = columns.text("customer_id").map(str::to_owned);
    for customer in before.customer.iter().chain(after.iter()) {
        totals::of_customer(connection, customer)?;
    }
    Ok(Answer::ok(document(call, connection, &ORDERS, id, "order")?))
}

fn before(connection: &Connection, id: &str) -> rusqlite::Result<Option<Before>> {
    connection
        .prepare_cached(
            "SELECT status, delivery, store_id, customer_id, delivery_time_from, delivery_time_to,
                    doc_no, delivery_contact, delivery_phone_number FROM orders WHERE id = ?1",
        )?
        .query_row([id], |row| {
            Ok(Before {
                status: row.get(0)?,
                delivery: row.get(1)?,
                store: row.get(2)?,
                customer: row.get(3)?,
                delivery_from: row.get(4)?,
                delivery_to: row.get(5)?,
                doc_no: row.get(6)?,
                contact: row.get(7)?,
                phone: row.get(8)?,
            })
        })
        .optional()
}

/// The status the order moves to; `None` when it stays where it is.
fn next_status(fields: &mut Fields, before: &Before, columns: &Columns) -> Option<String> {
    let delivery = columns.integer("delivery").map_or(before.delivery, |flag| flag != 0);
    let given = fields.choice("status", super::filters::STATUSES).flatten();
    let Some(next) = given.filter(|next| *next != before.status) else {
        if before.status == "courier" && !delivery {
            let detail = "The order is with the courier: it stays a delivery.".to_owned();
            fields.fault("delivery", "order-not-delivery", detail);
        }
        return None;
    };
    if !status::moves_from(&before.status).contains(&next.as_str()) {
        let detail = format!("An order that is {} cannot become {next}.", before.status);
        fields.fault("status", "order-status-transition", detail);
        return None;
    }
    if next == "courier" && !delivery {
        let detail = "Only an order with delivery goes to the courier.".to_owned();
        fields.fault("status", "order-not-delivery", detail);
        return None;
    }
    Some(next)
}

fn check_delivery_times(fields: &mut Fields, before: &Before, columns: &Columns) {
    let either = |column, kept: Option<i64>| match columns.get(column) {
        Some(_) => columns.integer(column),
        None => kept,
    };
    let from = either("delivery_time_from", before.delivery_from);
    let to = either("delivery_time_to", before.delivery_to);
    record::check_delivery_time(fields, from, to);
}

fn apply_status(call: &Call, columns: &mut Columns, status: Option<&str>, at: i64) {
    let Some(status) = status else { return };
    columns.set("status", status.to_owned());
    columns.set("updated_status_at", at);
    if status == "done" {
        columns.set("posted", 1_i64);
        columns.set("posted_at", at);
        columns.set("posted_by", call.caller.worker.clone());
    }
}

fn search_text(before: &Before, columns: &Columns) -> String {
    record::search_text(
        columns.text("doc_no").unwrap_or(&before.doc_no),
        columns.text("delivery_contact").unwrap_or(&before.contact),
        columns.text("delivery_phone_number").unwrap_or(&before.phone),
    )
}

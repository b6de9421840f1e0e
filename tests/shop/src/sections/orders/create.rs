//! A new order (60): the client may choose its id, so that a lost answer can be asked after.

use rusqlite::{Connection, OptionalExtension};

use super::lines::{self, Place};
use super::record;
use super::{discounts, status, totals};
use crate::answer::Answer;
use crate::calendar::{now, shop_today};
use crate::desk::Call;
use crate::jsonapi::body::Sent;
use crate::jsonapi::columns::Columns;
use crate::jsonapi::fields::{Fields, TAG, WORKER};
use crate::jsonapi::form::Takes;
use crate::jsonapi::shape::{attribute, link, shape, Shape};
use crate::refusal::Refusal;
use crate::resources::orders::ORDERS;
use crate::revisions;
use crate::sections::dictionary::new_id;
use crate::sections::document;

/// A new order: what a changed one may say, and who made it and when.
pub(crate) static SHAPE: Shape = shape("orders").form(record::FORM).also(&[
    record::SURROUNDINGS,
    &[
        attribute("status", Takes::Choice(status::BEGINNINGS)),
        attribute("createdAt", Takes::Moment),
        link("createdBy", &WORKER),
    ],
]);

/// Operation 60.
pub(crate) fn create(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let mut fields = Fields::new(Sent::primary(call.body.as_ref(), "orders", None)?, "/data");
    let id = new_id(&mut fields, connection, "orders", "/data")?;
    let mut columns = Columns::default();
    record::read(&mut fields, connection, &mut columns)?;
    if columns.text("store_id").is_none() && fields.sent().relationship("store").is_none() {
        fields.relationship_fault("store", "required", "An order needs a store.".to_owned());
    }
    let status = beginning(&mut fields);
    let created_by = fields.one(connection, "createdBy", &WORKER)?.flatten();
    let created_at = fields.moment("createdAt").flatten();
    let tags = fields.many(connection, "tags", &TAG)?;
    let (from, to) = (columns.integer("delivery_time_from"), columns.integer("delivery_time_to"));
    record::check_delivery_time(&mut fields, from, to);
    let store = columns.text("store_id").unwrap_or("").to_owned();
    let place = Place { order: &id, store: &store };
    let lines = lines::read(&mut fields, connection, &place)?;
    let discounts = discounts::read(&mut fields, connection)?;
    fields.done()?;

    let at = now();
    let author = created_by.unwrap_or_else(|| call.caller.worker.clone());
    if columns.text("doc_no").is_none_or(|number| number.trim().is_empty()) {
        columns.set("doc_no", next_doc_no(connection, &store)?);
    }
    columns.set("id", id.clone());
    columns.set("status", status.clone());
    columns.set("created_by", author);
    columns.set("updated_by", call.caller.worker.clone());
    columns.set("created_at", created_at.unwrap_or(at));
    columns.set("search", search_text(&columns));
    for column in ["updated_at", "modified_at", "updated_status_at"] {
        columns.set(column, at);
    }
    columns.set("revision", revisions::next(connection, "orders")?);
    fill_up(&mut columns);
    columns.insert(connection, "orders")?;
    set_tags(connection, &id, tags.as_deref().unwrap_or(&[]))?;
    lines.unwrap_or_default().replace(connection, &place, &call.caller.user, at)?;
    if let Some(discounts) = discounts {
        discounts.replace(connection, &id)?;
    }
    totals::of_order(connection, &id)?;
    status::note(connection, &id, &status, at, &call.caller.worker)?;
    Ok(Answer::created(document(call, connection, &ORDERS, &id, "order")?, format!("/api/v1/orders/{id}")))
}

fn beginning(fields: &mut Fields) -> String {
    let given = fields.choice("status", super::filters::STATUSES).flatten();
    let status = given.unwrap_or_else(|| "new".to_owned());
    if !status::BEGINNINGS.contains(&status.as_str()) {
        let detail = format!("A new order cannot begin as {status}, only as new or notAccepted.");
        fields.fault("status", "order-status-transition", detail);
    }
    status
}

fn search_text(columns: &Columns) -> String {
    let text = |column| columns.text(column).unwrap_or("");
    record::search_text(text("doc_no"), text("delivery_contact"), text("delivery_phone_number"))
}

/// What the request left open.
fn fill_up(columns: &mut Columns) {
    columns.set_missing("date", shop_today().to_string());
    for column in [
        "description",
        "delivery_comments",
        "delivery_city",
        "delivery_street",
        "delivery_house",
        "delivery_apartment",
        "delivery_building",
        "delivery_contact",
        "delivery_phone_code",
        "delivery_phone_number",
    ] {
        columns.set_missing(column, String::new());
    }
    for column in [
        "total_amount",
        "budget",
        "payments_amount",
        "bonuses_amount",
        "discounts_amount",
        "markups_amount",
        "delivery",
        "fiscal",
        "fiscalized",
        "posted",
        "by_bonuses",
        "is_external",
    ] {
        columns.set_missing(column, 0_i64);
    }
}

/// Replaces the tags of an order.
pub(super) fn set_tags(connection: &Connection, order: &str, tags: &[String]) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM order_tag_links WHERE order_id = ?1")?.execute([order])?;
    for tag in tags {
        connection
            .prepare_cached("INSERT INTO order_tag_links (order_id, tag_id) VALUES (?1, ?2)")?
            .execute((order, tag))?;
    }
    Ok(())
}

/// The next number of a store's till: four letters, the year, six digits.
fn next_doc_no(connection: &Connection, store: &str) -> rusqlite::Result<String> {
    let till: Option<String> = connection
        .prepare_cached("SELECT till_code FROM stores WHERE id = ?1")?
        .query_row([store], |row| row.get(0))
        .optional()?;
    let till = till.unwrap_or_else(|| "aaaa".to_owned());
    let number: i64 = connection
        .prepare_cached(
            "INSERT INTO doc_numbers (kind, last) VALUES (?1, 1)
             ON CONFLICT (kind) DO UPDATE SET last = last + 1 RETURNING last",
        )?
        .query_row([format!("orders-{till}")], |row| row.get(0))?;
    Ok(format!("{till}{}{number:06}", shop_today().format("%y")))
}

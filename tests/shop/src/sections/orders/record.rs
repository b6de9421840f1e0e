//! The written side of an order's row: which attributes and relationships a request may set,
//! and into which columns they go.

use rusqlite::Connection;

use crate::calendar::now;
use crate::desk::Call;
use crate::jsonapi::columns::Columns;
use crate::jsonapi::fields::{Fields, Target, CUSTOMER, SOURCE, STORE, WORKER};
use crate::phone;
use crate::refusal::Refusal;
use crate::revisions;
use crate::search;

/// Attribute, column, longest text.
const TEXTS: &[(&str, &str, usize)] = &[
    ("docNo", "doc_no", 50),
    ("description", "description", 5_000),
    ("deliveryComments", "delivery_comments", 2_000),
    ("deliveryCity", "delivery_city", 255),
    ("deliveryStreet", "delivery_street", 255),
    ("deliveryHouse", "delivery_house", 50),
    ("deliveryApartment", "delivery_apartment", 50),
    ("deliveryBuilding", "delivery_building", 50),
    ("deliveryContact", "delivery_contact", 255),
    ("deliveryPhoneCode", "delivery_phone_code", 10),
    ("deliveryPhoneNumber", "delivery_phone_number", 50),
];

const FLAGS: &[(&str, &str)] = &[("delivery", "delivery"), ("fiscal", "fiscal"), ("byBonuses", "by_bonuses")];

const MOMENTS: &[(&str, &str)] = &[
    ("dueTime", "due_time"),
    ("deliveryTimeFrom", "delivery_time_from"),
    ("deliveryTimeTo", "delivery_time_to"),
];

const LINKS: &[(&str, &str, &Target)] = &[
    ("source", "source_id", &SOURCE),
    ("customer", "customer_id", &CUSTOMER),
    ("florist", "florist_id", &WORKER),
    ("courier", "courier_id", &WORKER),
];

/// Reads what both create and update may set.
pub(super) fn read(
    fields: &mut Fields,
    connection: &Connection,
    columns: &mut Columns,
) -> Result<(), Refusal> {
    for (attribute, column, longest) in TEXTS {
        if let Some(text) = fields.text(attribute, *longest) {
            columns.set(column, text.unwrap_or_default());
        }
    }
    // It is kept as it was written: the courier reads it.
    let number = columns.text("delivery_phone_number").filter(|number| !number.is_empty());
    if let Some(number) = number.filter(|number| !phone::is_phone(number)) {
        fields.fault("deliveryPhoneNumber", "bad-phone", phone::complaint(number));
    }
    for (attribute, column) in FLAGS {
        if let Some(flag) = fields.flag(attribute) {
            columns.set(column, i64::from(flag));
        }
    }
    for (attribute, column) in MOMENTS {
        if let Some(moment) = fields.moment(attribute) {
            columns.set(column, moment);
        }
    }
    if let Some(budget) = fields.decimal("budget", 100.0) {
        columns.set("budget", budget);
    }
    if let Some(day) = fields.day("date") {
        columns.set("date", day);
    }
    match fields.one(connection, "store", &STORE)? {
        Some(Some(store)) => columns.set("store_id", store),
        Some(None) => {
            fields.relationship_fault("store", "required", "An order needs a store.".to_owned());
        }
        None => {}
    }
    for (relationship, column, target) in LINKS {
        if let Some(id) = fields.one(connection, relationship, target)? {
            columns.set(column, id);
        }
    }
    Ok(())
}

/// Refuses a delivery that would end before it begins.
pub(super) fn check_delivery_time(fields: &mut Fields, from: Option<i64>, to: Option<i64>) {
    if let (Some(from), Some(to)) = (from, to) {
        if to < from {
            let detail = "deliveryTimeTo is before deliveryTimeFrom.".to_owned();
            fields.fault("deliveryTimeTo", "period-ends-before-it-begins", detail);
        }
    }
}

/// The text an order is found by.
pub(super) fn search_text(doc_no: &str, contact: &str, phone: &str) -> String {
    search::fold(&format!("{doc_no} {contact} {}", search::digits(phone)))
}

/// Marks an order as changed now, by the caller; answers the moment.
pub(super) fn touch(call: &Call, connection: &Connection, columns: &mut Columns) -> rusqlite::Result<i64> {
    let at = now();
    columns.set("updated_by", call.caller.worker.clone());
    columns.set("updated_at", at);
    columns.set("modified_at", at);
    columns.set("revision", revisions::next(connection, "orders")?);
    Ok(at)
}

//! The written side of an order's row: which attributes and relationships a request may set,
//! and into which columns they go.

use rusqlite::Connection;

use super::filters::STATUSES;
use super::{discounts, lines};
use crate::calendar::now;
use crate::desk::Call;
use crate::jsonapi::columns::Columns;
use crate::jsonapi::fields::{Fields, CUSTOMER, SOURCE, STORE, TAG, WORKER};
use crate::jsonapi::form::{self, field, Empty, Field, Mode, Takes};
use crate::jsonapi::shape::{attribute, links, nested_many, shape, Also, Shape};
use crate::phone;
use crate::refusal::Refusal;
use crate::revisions;
use crate::search;

/// What both create and update may set. Unsaid, it stays; [`super::create`] fills up what is new.
pub(super) const FORM: &[Field] = &[
    text("docNo", "doc_no", 50),
    text("description", "description", 5_000),
    text("deliveryComments", "delivery_comments", 2_000),
    text("deliveryCity", "delivery_city", 255),
    text("deliveryStreet", "delivery_street", 255),
    text("deliveryHouse", "delivery_house", 50),
    text("deliveryApartment", "delivery_apartment", 50),
    text("deliveryBuilding", "delivery_building", 50),
    text("deliveryContact", "delivery_contact", 255),
    text("deliveryPhoneCode", "delivery_phone_code", 10),
    text("deliveryPhoneNumber", "delivery_phone_number", 50),
    field("delivery", "delivery", Takes::Flag, Empty::Kept),
    field("fiscal", "fiscal", Takes::Flag, Empty::Kept),
    field("byBonuses", "by_bonuses", Takes::Flag, Empty::Kept),
    field("dueTime", "due_time", Takes::Moment, Empty::Null),
    field("deliveryTimeFrom", "delivery_time_from", Takes::Moment, Empty::Null),
    field("deliveryTimeTo", "delivery_time_to", Takes::Moment, Empty::Null),
    field("budget", "budget", Takes::Money, Empty::Kept),
    field("date", "date", Takes::Day, Empty::Kept),
    field("store", "store_id", Takes::Link(&STORE), Empty::Needed),
    field("source", "source_id", Takes::Link(&SOURCE), Empty::Null),
    field("customer", "customer_id", Takes::Link(&CUSTOMER), Empty::Null),
    field("florist", "florist_id", Takes::Link(&WORKER), Empty::Null),
    field("courier", "courier_id", Takes::Link(&WORKER), Empty::Null),
];

const fn text(name: &'static str, column: &'static str, longest: usize) -> Field {
    field(name, column, Takes::Text(longest), Empty::Text(""))
}

/// What both may bring along.
pub(super) const SURROUNDINGS: &[Also] =
    &[links("tags", &TAG), nested_many("lines", &lines::SHAPE), nested_many("discounts", &discounts::SHAPE)];

/// A changed order.
pub(crate) static SHAPE: Shape =
    shape("orders").form(FORM).also(&[SURROUNDINGS, &[attribute("status", Takes::Choice(STATUSES))]]);

/// Reads what both create and update may set.
pub(super) fn read(
    fields: &mut Fields,
    connection: &Connection,
    columns: &mut Columns,
) -> Result<(), Refusal> {
    form::read(FORM, fields, connection, columns, Mode::Change)?;
    // It is kept as it was written: the courier reads it.
    let number = columns.text("delivery_phone_number").filter(|number| !number.is_empty());
    if let Some(number) = number.filter(|number| !phone::is_phone(number)) {
        fields.fault("deliveryPhoneNumber", "bad-phone", phone::complaint(number));
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

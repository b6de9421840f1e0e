//! What an item costs in a store: set (42), switched (43), set in several stores (44).

use rusqlite::types::Value as Sql;
use rusqlite::Connection;

use crate::answer::Answer;
use crate::calendar::now;
use crate::desk::Call;
use crate::jsonapi::body::Sent;
use crate::jsonapi::columns::Columns;
use crate::jsonapi::fields::{exists, Fields, STORE};
use crate::jsonapi::form::Takes;
use crate::jsonapi::list;
use crate::jsonapi::shape::{attribute, link, shape, Shape};
use crate::refusal::{Fault, Refusal};
use crate::resources::catalog::PRICES;
use crate::revisions;
use crate::sections::dictionary::each_row;
use crate::sections::document;

pub(crate) const INCLUDES: &[&str] = &["store"];

/// A price in a store.
pub(crate) static SHAPE: Shape = shape("prices").also(&[&[
    attribute("price", Takes::Money).needed(),
    attribute("status", Takes::Choice(STATUSES)),
    attribute("setAt", Takes::Moment),
    link("store", &STORE).needed(),
]]);

/// A price switched on or off.
pub(crate) static SWITCHED: Shape = shape("prices")
    .named("prices-switched")
    .by_id()
    .also(&[&[attribute("status", Takes::Choice(STATUSES)).needed(), attribute("setAt", Takes::Moment)]]);

const STATUSES: &[&str] = &["on", "off"];

/// Operation 42, documented as 200.
pub(crate) fn set(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    check_item(connection, call.id())?;
    let sent = Sent::primary(call.body.as_ref(), "prices", None)?;
    let id = write(connection, call.id(), sent, "/data")?;
    settle(connection, call.id())?;
    answer(call, connection, &id)
}

/// Operation 43: the price is named by its id, `<item>-<store>`.
pub(crate) fn switch(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    check_item(connection, call.id())?;
    let sent = Sent::primary(call.body.as_ref(), "prices", None)?;
    let id = sent.id().unwrap_or_default();
    if !id.starts_with(call.id()) || !exists(connection, "prices", &id)? {
        let detail = format!("The item has no price \"{id}\".");
        return Err(Fault::invalid("unknown-price", "/data/id", detail).into());
    }
    let mut fields = Fields::new(sent, "/data");
    let status = fields.choice("status", STATUSES).flatten();
    if status.is_none() && fields.faults.is_empty() {
        fields.fault("status", "required", "status is needed.".to_owned());
    }
    let at = fields.moment("setAt").flatten().unwrap_or_else(now);
    fields.done()?;
    let mut columns = Columns::default();
    columns.set("status", status.unwrap_or_default());
    columns.set("set_at", at);
    columns.update(connection, "prices", &id)?;
    settle(connection, call.id())?;
    answer(call, connection, &id)
}

/// Operation 44: all or none.
pub(crate) fn set_many(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    check_item(connection, call.id())?;
    let rows = Sent::rows(call.body.as_ref(), "prices")?;
    let ids = each_row(rows, |number, sent| write(connection, call.id(), sent, &format!("/data/{number}")))?;
    settle(connection, call.id())?;
    Ok(Answer::ok(list::several(connection, &PRICES, &ids, &call.query)?))
}

fn check_item(connection: &Connection, item: &str) -> Result<(), Refusal> {
    if exists(connection, "inventory_items", item)? {
        Ok(())
    } else {
        Err(Refusal::not_found("inventory item", item))
    }
}

/// Sets the price of one store; answers its id.
fn write(connection: &Connection, item: &str, sent: Sent, base: &str) -> Result<String, Refusal> {
    let mut fields = Fields::new(sent, base);
    let price = fields.decimal("price", 100.0);
    let status = fields.choice("status", STATUSES).flatten();
    let at = fields.moment("setAt").flatten().unwrap_or_else(now);
    let store = fields.one(connection, "store", &STORE)?.flatten();
    if price.is_none() && fields.faults.is_empty() {
        fields.fault("price", "required", "price is needed.".to_owned());
    }
    if store.is_none() && fields.faults.is_empty() {
        fields.relationship_fault("store", "required", "store is needed.".to_owned());
    }
    fields.done()?;
    let store = store.unwrap_or_default();
    connection
        .prepare_cached(
            "INSERT INTO prices (id, item_id, store_id, price, cost, quantity, movements, status, set_at)
             VALUES (?1 || '-' || ?2, ?1, ?2, ?3, 0, 0, 0, coalesce(?4, 'on'), ?5)
             ON CONFLICT (id) DO UPDATE SET price = ?3, status = coalesce(?4, status), set_at = ?5",
        )?
        .execute((item, &store, price, status, at))?;
    Ok(format!("{item}-{store}"))
}

/// The item's lowest and highest active price follow from its prices.
fn settle(connection: &Connection, item: &str) -> rusqlite::Result<()> {
    let mut columns = Columns::default();
    let (low, high): (i64, i64) = connection
        .prepare_cached(
            "SELECT coalesce(min(price), 0), coalesce(max(price), 0) FROM prices
             WHERE item_id = ?1 AND status = 'on'",
        )?
        .query_row([item], |row| Ok((row.get(0)?, row.get(1)?)))?;
    columns.set("price_min", Sql::Integer(low));
    columns.set("price_max", Sql::Integer(high));
    columns.set("updated_at", now());
    columns.set("revision", revisions::next(connection, "inventory-items")?);
    columns.update(connection, "inventory_items", item)
}

fn answer(call: &Call, connection: &Connection, id: &str) -> Result<Answer, Refusal> {
    Ok(Answer::ok(document(call, connection, &PRICES, id, "price")?))
}

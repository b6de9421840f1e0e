//! An order's lines as a request sends them, nested in the relationship or brought along in
//! `included`; the set given replaces the set there was.

use std::collections::HashMap;

use rusqlite::{params, Connection, OptionalExtension};
use uuid::Uuid;

use crate::jsonapi::body::{conflict, Sent};
use crate::jsonapi::fields::{exists, Fields, ITEM};
use crate::jsonapi::form::Takes;
use crate::jsonapi::shape::{attribute, link, nested, shape, Shape};
use crate::refusal::Refusal;
use crate::revisions;
use crate::sections::bouquets::state;

/// A line, nested in its order.
pub(super) static SHAPE: Shape = shape("order-lines").also(&[&[
    attribute("qty", Takes::Quantity),
    attribute("price", Takes::Money),
    attribute("amount", Takes::Money),
    attribute("discountPrice", Takes::Money),
    attribute("totalAmount", Takes::Money),
    attribute("totalAmountWithDiscount", Takes::Money),
    attribute("manualSetting", Takes::Flag),
    link("item", &ITEM),
    nested("bouquet", &BOUQUET),
]]);

/// A bouquet, nested in its lines: one there is, or a new one.
static BOUQUET: Shape = shape("bouquets")
    .named("bouquets-in-order")
    .also(&[&[attribute("title", Takes::Text(255)), attribute("description", Takes::Text(2_000))]]);

/// One line, complete.
#[derive(Debug, Clone)]
pub(super) struct Line {
    id: String,
    item: Option<String>,
    bouquet: Option<String>,
    qty: i64,
    price: i64,
    amount: i64,
    discount_price: i64,
    total: i64,
    total_with_discount: i64,
    manual: bool,
}

/// A bouquet that is made together with the order.
#[derive(Debug, Clone)]
struct NewBouquet {
    id: String,
    title: String,
    description: String,
}

/// The lines of a request and the bouquets that come with them.
#[derive(Debug, Default)]
pub(super) struct Lines {
    lines: Vec<Line>,
    bouquets: Vec<NewBouquet>,
}

/// What the lines are read against.
pub(super) struct Place<'a> {
    pub(super) order: &'a str,
    /// Store whose prices are taken where the request names none.
    pub(super) store: &'a str,
}

/// Reads the lines; `None` when the request does not speak of them.
pub(super) fn read(
    fields: &mut Fields,
    connection: &Connection,
    place: &Place,
) -> Result<Option<Lines>, Refusal> {
    let Some(linkage) = fields.array("lines") else { return Ok(None) };
    let known = existing(connection, place.order)?;
    let included = fields.sent().included;
    let mut lines = Lines::default();
    for (index, value) in linkage.iter().enumerate() {
        let path = format!("lines/data/{index}");
        let Some(sent) = Sent::nested(value, included).filter(|sent| sent.kind() == "order-lines") else {
            let detail = "An order line needs the type order-lines.".to_owned();
            fields.relationship_fault(&path, "wrong-type", detail);
            continue;
        };
        let mut line = Fields::new(sent, &format!("/data/relationships/{path}"));
        let before = sent.id().and_then(|id| known.get(&id));
        if let (None, Some(id)) = (before, sent.id()) {
            if exists(connection, "order_lines", &id)? {
                let pointer = format!("/data/relationships/{path}/id");
                let detail = format!("The line {id} belongs to another order.");
                line.faults.push(conflict(detail).at(&pointer));
            }
        }
        let read = one(&mut line, connection, place, before, &mut lines.bouquets)?;
        lines.lines.push(read);
        fields.faults.append(&mut line.faults);
    }
    Ok(Some(lines))
}

fn one(
    fields: &mut Fields,
    connection: &Connection,
    place: &Place,
    before: Option<&Line>,
    bouquets: &mut Vec<NewBouquet>,
) -> Result<Line, Refusal> {
    let item = match fields.one(connection, "item", &ITEM)? {
        Some(item) => item,
        None => before.and_then(|line| line.item.clone()),
    };
    let bouquet = match bouquet(fields, connection, place, bouquets)? {
        Some(bouquet) => bouquet,
        None => before.and_then(|line| line.bouquet.clone()),
    };
    let speaks_of_goods = fields.sent().relationship("item").is_some();
    if item.is_none() && bouquet.is_none() && !speaks_of_goods {
        let detail = "A line needs an item or a bouquet.".to_owned();
        fields.relationship_fault("item", "required", detail);
    }
    let usual_price = match (before, &item) {
        (Some(line), _) => line.price,
        (None, Some(item)) => price_in_store(connection, item, place.store)?,
        (None, None) => 0,
    };
    let sent_qty = fields.decimal("qty", 1_000.0);
    let sent_price = fields.decimal("price", 100.0);
    let qty = sent_qty.unwrap_or(before.map_or(1_000, |line| line.qty));
    let price = sent_price.unwrap_or(usual_price);
    // A changed quantity or price makes the sums anew, unless the request brings them itself.
    let kept = before.filter(|_| sent_qty.is_none() && sent_price.is_none());
    let exact = qty.saturating_mul(price) as f64 / 1_000.0;
    let amount = fields
        .decimal("amount", 100.0)
        .unwrap_or_else(|| kept.map_or(exact.round() as i64, |line| line.amount));
    let total =
        fields.decimal("totalAmount", 100.0).unwrap_or_else(|| kept.map_or(amount, |line| line.total));
    let per_piece = if qty == 0 { price } else { (total as f64 * 1_000.0 / qty as f64) as i64 };
    let discount_price = fields
        .decimal("discountPrice", 100.0)
        .unwrap_or_else(|| kept.map_or(per_piece, |line| line.discount_price));
    let total_with_discount = fields
        .decimal("totalAmountWithDiscount", 100.0)
        .unwrap_or_else(|| kept.map_or(total, |line| line.total_with_discount));
    let manual = fields.flag("manualSetting").unwrap_or_else(|| before.is_some_and(|line| line.manual));
    let id = fields.sent().id().unwrap_or_else(|| Uuid::new_v4().to_string());
    Ok(Line { id, item, bouquet, qty, price, amount, discount_price, total, total_with_discount, manual })
}

/// A bouquet that exists, or one whose attributes come along and which is made now.
fn bouquet(
    fields: &mut Fields,
    connection: &Connection,
    place: &Place,
    bouquets: &mut Vec<NewBouquet>,
) -> Result<Option<Option<String>>, Refusal> {
    let Some(linkage) = fields.sent().relationship("bouquet") else { return Ok(None) };
    if linkage.is_null() {
        return Ok(Some(None));
    }
    let sent = Sent::nested(linkage, fields.sent().included);
    let Some(sent) = sent.filter(|sent| sent.kind() == "bouquets") else {
        let detail = "The type must be bouquets.".to_owned();
        fields.relationship_fault("bouquet", "wrong-type", detail);
        return Ok(None);
    };
    let id = sent.id().unwrap_or_else(|| Uuid::new_v4().to_string());
    if bouquets.iter().any(|bouquet| bouquet.id == id) {
        return Ok(Some(Some(id)));
    }
    if let Some(status) = state::status(connection, &id)? {
        let gone = ["sold", "disassembled"].contains(&status.as_str());
        if gone || state::in_open_order(connection, &id, place.order)? {
            let detail = format!("The bouquet {id} is sold, taken apart, or in another order.");
            fields.relationship_fault("bouquet", "bouquet-not-available", detail);
        }
        return Ok(Some(Some(id)));
    }
    if !sent.has_attributes() {
        let detail = format!("There is no bouquet \"{id}\".");
        fields.relationship_fault("bouquet", "unknown-bouquet", detail);
        return Ok(None);
    }
    let mut own = Fields::new(sent, "/included/bouquets");
    let title = own.text("title", 255).flatten().unwrap_or_else(|| "Букет".to_owned());
    let description = own.text("description", 2_000).flatten().unwrap_or_default();
    fields.faults.append(&mut own.faults);
    bouquets.push(NewBouquet { id: id.clone(), title, description });
    Ok(Some(Some(id)))
}

fn price_in_store(connection: &Connection, item: &str, store: &str) -> rusqlite::Result<i64> {
    let price = connection
        .prepare_cached("SELECT price FROM prices WHERE item_id = ?1 AND store_id = ?2")?
        .query_row((item, store), |row| row.get(0))
        .optional()?;
    Ok(price.unwrap_or(0))
}

fn existing(connection: &Connection, order: &str) -> rusqlite::Result<HashMap<String, Line>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, item_id, bouquet_id, qty, price, amount, discount_price, total_amount,
                total_with_discount, manual FROM order_lines WHERE order_id = ?1",
    )?;
    let lines = statement.query_map([order], |row| {
        let id: String = row.get(0)?;
        Ok((
            id.clone(),
            Line {
                id,
                item: row.get(1)?,
                bouquet: row.get(2)?,
                qty: row.get(3)?,
                price: row.get(4)?,
                amount: row.get(5)?,
                discount_price: row.get(6)?,
                total: row.get(7)?,
                total_with_discount: row.get(8)?,
                manual: row.get(9)?,
            },
        ))
    })?;
    lines.collect()
}

impl Lines {
    /// Puts these lines in the place of those the order had.
    pub(super) fn replace(
        &self,
        connection: &Connection,
        place: &Place,
        user: &str,
        at: i64,
    ) -> Result<(), Refusal> {
        connection.prepare_cached("DELETE FROM order_lines WHERE order_id = ?1")?.execute([place.order])?;
        for bouquet in &self.bouquets {
            let amount: i64 = self
                .lines
                .iter()
                .filter(|line| line.bouquet.as_deref() == Some(&bouquet.id))
                .map(|line| line.total)
                .sum();
            make_bouquet(connection, bouquet, amount, place.store, user, at)?;
        }
        let mut insert = connection.prepare_cached(
            "INSERT INTO order_lines (id, order_id, item_id, bouquet_id, qty, price, amount,
               discount_price, total_amount, total_with_discount, manual)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?;
        for line in &self.lines {
            let showcase = line.bouquet.as_deref().map(|id| state::status(connection, id)).transpose()?;
            if let (Some(bouquet), Some(Some("demonstrated"))) =
                (&line.bouquet, showcase.as_ref().map(Option::as_deref))
            {
                // It is taken off the showcase for this order.
                state::set_status(connection, bouquet, "created", at)?;
            }
            insert.execute(params![
                line.id,
                place.order,
                line.item,
                line.bouquet,
                line.qty,
                line.price,
                line.amount,
                line.discount_price,
                line.total,
                line.total_with_discount,
                line.manual,
            ])?;
        }
        Ok(())
    }
}

fn make_bouquet(
    connection: &Connection,
    bouquet: &NewBouquet,
    amount: i64,
    store: &str,
    user: &str,
    at: i64,
) -> Result<(), Refusal> {
    let logo = Uuid::new_v4().to_string();
    let file = format!("/media/bouquets/{}.svg", bouquet.id);
    connection
        .prepare_cached("INSERT INTO images (id, file, hash, created_at) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![logo, file, bouquet.id, at])?;
    let revision = revisions::next(connection, "bouquets")?;
    connection
        .prepare_cached(
            "INSERT INTO bouquets (id, title, description, amount, sale_amount, true_sale_amount,
               status, created_at, updated_at, public, revision, store_id, created_by, updated_by,
               logo_id)
             VALUES (?1, ?2, ?3, ?4, ?4, ?4, 'created', ?5, ?5, 0, ?6, ?7, ?8, ?8, ?9)",
        )?
        .execute(params![
            bouquet.id,
            bouquet.title,
            bouquet.description,
            amount,
            at,
            revision,
            store,
            user,
            logo,
        ])?;
    Ok(())
}

//! Items made (37), changed (40), shown to customers or hidden many at once (38), taken out of
//! the assortment (39).

use rusqlite::Connection;
use serde_json::Value;
use uuid::Uuid;

use crate::answer::Answer;
use crate::calendar::now;
use crate::desk::Call;
use crate::jsonapi::body::Sent;
use crate::jsonapi::columns::Columns;
use crate::jsonapi::fields::{exists, Fields, CATEGORY, GROUP, IMAGE, MEASURE};
use crate::jsonapi::form::{self, field, Empty, Field, Mode, Takes, TITLE};
use crate::jsonapi::list;
use crate::jsonapi::shape::{attribute, links, nested_many, shape, Shape};
use crate::refusal::Refusal;
use crate::resources::catalog::ITEMS;
use crate::revisions;
use crate::search;
use crate::sections::dictionary::{each_row, known, new_id};
use crate::sections::document;

const FORM: &[Field] = &[
    TITLE,
    field("description", "description", Takes::Text(5_000), Empty::Null),
    field("itemType", "item_type", Takes::Choice(&["item", "service"]), Empty::Text("item")),
    field("fractional", "fractional", Takes::Flag, Empty::Number(0)),
    field("public", "public", Takes::Flag, Empty::Number(0)),
    field("globalId", "global_id", Takes::Text(50), Empty::Null),
    field("group", "group_id", Takes::Link(&GROUP), Empty::Null),
    field("category", "category_id", Takes::Link(&CATEGORY), Empty::Null),
    field("measure", "measure_id", Takes::Link(&MEASURE), Empty::Null),
    field("logo", "logo_id", Takes::Link(&IMAGE), Empty::Null),
];

/// An item with its pictures and codes.
pub(crate) static SHAPE: Shape = shape("inventory-items").form(FORM).also(&[&[
    links("images", &IMAGE),
    nested_many("barcodes", &BARCODE),
    nested_many("vendorCodes", &VENDOR_CODE),
]]);

/// Whether an item is shown.
pub(crate) static SHOWN: Shape = shape("inventory-items")
    .named("inventory-items-shown")
    .also(&[&[attribute("public", Takes::Flag).needed()]]);

/// A bar code; `spawn` has the shop make one.
static BARCODE: Shape = shape("inventory-barcodes").also(&[&[
    attribute("barcode", Takes::Text(50)),
    attribute("barcodeType", Takes::Choice(BARCODE_TYPES)),
    attribute("spawn", Takes::Flag),
]]);

static VENDOR_CODE: Shape =
    shape("inventory-vendor-codes").also(&[&[attribute("vendorCode", Takes::Text(50)).needed()]]);

const BARCODE_TYPES: &[&str] = &["upc", "ean8", "ean13"];

/// Operation 37, documented as 200.
pub(crate) fn create(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let sent = Sent::primary(call.body.as_ref(), ITEMS.name, None)?;
    let mut fields = Fields::new(sent, "/data");
    let id = new_id(&mut fields, connection, ITEMS.table, "/data")?;
    let mut columns = Columns::default();
    form::read(FORM, &mut fields, connection, &mut columns, Mode::Create)?;
    fields.done()?;
    columns.set("id", id.clone());
    columns.set("added", 1_i64);
    for column in ["price_min", "price_max", "retail"] {
        columns.set(column, 0_i64);
    }
    columns.set("search", search::fold(columns.text("title").unwrap_or("")));
    stamp(connection, &mut columns)?;
    columns.insert(connection, ITEMS.table)?;
    surroundings(connection, &id, sent)?;
    answer(call, connection, &id)
}

/// Operation 40.
pub(crate) fn update(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let id = call.id();
    if !exists(connection, ITEMS.table, id)? {
        return Err(Refusal::not_found("inventory item", id));
    }
    let sent = Sent::primary(call.body.as_ref(), ITEMS.name, Some(id))?;
    let mut fields = Fields::new(sent, "/data");
    let mut columns = Columns::default();
    form::read(FORM, &mut fields, connection, &mut columns, Mode::Change)?;
    fields.done()?;
    if let Some(title) = columns.text("title").map(search::fold) {
        columns.set("search", title);
    }
    stamp(connection, &mut columns)?;
    columns.update(connection, ITEMS.table, id)?;
    surroundings(connection, id, sent)?;
    answer(call, connection, id)
}

/// Operation 38: only `public` changes; all or none.
pub(crate) fn publish(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let rows = Sent::rows(call.body.as_ref(), ITEMS.name)?;
    let ids = each_row(rows, |number, sent| {
        let base = format!("/data/{number}");
        let id = known(connection, ITEMS.table, "inventory item", sent, &base)?;
        let mut fields = Fields::new(sent, &base);
        let public = fields.flag("public");
        if public.is_none() && fields.faults.is_empty() {
            fields.fault("public", "required", "public is needed.".to_owned());
        }
        fields.done()?;
        let mut columns = Columns::default();
        columns.set("public", i64::from(public.unwrap_or(false)));
        stamp(connection, &mut columns)?;
        columns.update(connection, ITEMS.table, &id)?;
        Ok(id)
    })?;
    count_public(connection)?;
    Ok(Answer::ok(list::several(connection, &ITEMS, &ids, &call.query)?))
}

/// Operation 39: the item leaves the assortment and stays in the orders it was sold in.
pub(crate) fn delete(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let rows = Sent::rows(call.body.as_ref(), ITEMS.name)?;
    each_row(rows, |number, sent| {
        let id = known(connection, ITEMS.table, "inventory item", sent, &format!("/data/{number}"))?;
        let mut columns = Columns::default();
        columns.set("added", 0_i64);
        columns.set("public", 0_i64);
        stamp(connection, &mut columns)?;
        Ok(columns.update(connection, ITEMS.table, &id)?)
    })?;
    count_public(connection)?;
    Ok(Answer::empty())
}

/// Marks an item as changed now.
fn stamp(connection: &Connection, columns: &mut Columns) -> rusqlite::Result<()> {
    columns.set("updated_at", now());
    columns.set("revision", revisions::next(connection, ITEMS.name)?);
    Ok(())
}

fn answer(call: &Call, connection: &Connection, id: &str) -> Result<Answer, Refusal> {
    Ok(Answer::ok(document(call, connection, &ITEMS, id, "inventory item")?))
}

/// Pictures, codes, and what depends on the item's category.
fn surroundings(connection: &Connection, id: &str, sent: Sent) -> Result<(), Refusal> {
    let mut fields = Fields::new(sent, "/data");
    if let Some(images) = fields.many(connection, "images", &IMAGE)? {
        connection.prepare_cached("DELETE FROM item_images WHERE item_id = ?1")?.execute([id])?;
        for image in images {
            connection
                .prepare_cached("INSERT INTO item_images (item_id, image_id) VALUES (?1, ?2)")?
                .execute((id, image))?;
        }
    }
    codes(&mut fields, connection, id, &BARCODES)?;
    codes(&mut fields, connection, id, &VENDOR_CODES)?;
    fields.done()?;
    connection
        .prepare_cached(
            "UPDATE inventory_items SET group_id = coalesce(group_id,
               (SELECT c.group_id FROM categories c WHERE c.id = category_id)) WHERE id = ?1",
        )?
        .execute([id])?;
    count_public(connection)
}

/// Codes of an item: they come nested, and those given replace those there were.
struct Codes {
    relationship: &'static str,
    kind: &'static str,
    table: &'static str,
    attribute: &'static str,
    column: &'static str,
}

static BARCODES: Codes = Codes {
    relationship: "barcodes",
    kind: "inventory-barcodes",
    table: "barcodes",
    attribute: "barcode",
    column: "barcode",
};
static VENDOR_CODES: Codes = Codes {
    relationship: "vendorCodes",
    kind: "inventory-vendor-codes",
    table: "vendor_codes",
    attribute: "vendorCode",
    column: "vendor_code",
};

fn codes(fields: &mut Fields, connection: &Connection, item: &str, codes: &Codes) -> Result<(), Refusal> {
    let Some(linkage) = fields.array(codes.relationship) else { return Ok(()) };
    let included = fields.sent().included;
    let (table, column) = (codes.table, codes.column);
    let mut kept = Vec::new();
    for (number, value) in linkage.iter().enumerate() {
        let path = format!("{}/data/{number}", codes.relationship);
        let Some(sent) = Sent::nested(value, included).filter(|it| it.kind() == codes.kind) else {
            fields.relationship_fault(&path, "wrong-type", format!("The type must be {}.", codes.kind));
            continue;
        };
        if let (Some(id), false) = (sent.id(), sent.has_attributes()) {
            if exists(connection, table, &id)? {
                kept.push(id);
                continue;
            }
        }
        let mut own = Fields::new(sent, &format!("/data/relationships/{path}"));
        let barcodes = codes.attribute == "barcode";
        let kind = if barcodes { own.choice("barcodeType", BARCODE_TYPES).flatten() } else { None };
        let kind = kind.unwrap_or_else(|| "ean13".to_owned());
        let mut text = own.text(codes.attribute, 50).flatten().unwrap_or_default();
        if barcodes && own.flag("spawn").unwrap_or(false) {
            text = spawned(connection)?;
        }
        if text.trim().is_empty() && own.faults.is_empty() {
            own.fault(codes.attribute, "required", format!("{} is needed.", codes.attribute));
        } else if barcodes && own.faults.is_empty() && !well_formed(&text, &kind) {
            own.fault("barcode", "bad-barcode", format!("\"{text}\" is no {kind}: its digits do not fit."));
        }
        fields.faults.append(&mut own.faults);
        let id = sent.id().unwrap_or_else(|| Uuid::new_v4().to_string());
        let sql = format!("INSERT OR REPLACE INTO {table} (id, item_id, {column}) VALUES (?1, ?2, ?3)");
        if barcodes {
            let sql = "INSERT OR REPLACE INTO barcodes (id, item_id, barcode, barcode_type) VALUES (?1, ?2, ?3, ?4)";
            connection.prepare_cached(sql)?.execute((&id, item, &text, &kind))?;
        } else {
            connection.prepare_cached(&sql)?.execute((&id, item, &text))?;
        }
        kept.push(id);
    }
    let sql =
        format!("DELETE FROM {table} WHERE item_id = ?1 AND id NOT IN (SELECT value FROM json_each(?2))");
    connection.prepare_cached(&sql)?.execute((item, Value::from(kept).to_string()))?;
    Ok(())
}

/// A new EAN-13 of the range shops use inside.
fn spawned(connection: &Connection) -> rusqlite::Result<String> {
    let number: i64 =
        connection.prepare_cached("SELECT count(*) + 1 FROM barcodes")?.query_row([], |row| row.get(0))?;
    let twelve = format!("210{number:09}");
    let check = check_digit(&twelve);
    Ok(format!("{twelve}{check}"))
}

/// The digit that makes a code of this many digits valid: weights 3 and 1 from the right.
fn check_digit(digits: &str) -> u32 {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|digit| digit.to_digit(10))
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { digit * 3 } else { digit })
        .sum();
    (10 - sum % 10) % 10
}

fn well_formed(code: &str, kind: &str) -> bool {
    let length = match kind {
        "upc" => 12,
        "ean8" => 8,
        _ => 13,
    };
    let digits = code.chars().all(|sign| sign.is_ascii_digit()) && code.len() == length;
    digits
        && code
            .split_at_checked(length - 1)
            .is_some_and(|(body, check)| check == check_digit(body).to_string())
}

/// Brings the categories' counts of public items up to date.
pub(crate) fn count_public(connection: &Connection) -> Result<(), Refusal> {
    let count = "(SELECT count(*) FROM inventory_items i
                  WHERE i.category_id = categories.id AND i.public = 1 AND i.added = 1)";
    let changed: Vec<String> = connection
        .prepare_cached(&format!("SELECT id FROM categories WHERE count_public_items <> {count}"))?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for id in changed {
        let revision = revisions::next(connection, "categories")?;
        connection
            .prepare_cached(&format!(
                "UPDATE categories SET count_public_items = {count}, revision = ?2 WHERE id = ?1"
            ))?
            .execute((id, revision))?;
    }
    Ok(())
}

//! Bouquets assembled (71), put on the showcase or changed (73), taken apart (72).

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;
use uuid::Uuid;

use super::super::dictionary::{each_row, new_id};
use super::state::{in_open_order, set_status, status};
use crate::answer::Answer;
use crate::calendar::now;
use crate::desk::Call;
use crate::jsonapi::body::Sent;
use crate::jsonapi::columns::Columns;
use crate::jsonapi::fields::{Fields, ITEM, STORE};
use crate::jsonapi::form::{self, field, Empty, Field, Mode, Takes, TITLE};
use crate::jsonapi::list;
use crate::jsonapi::shape::{attribute, link, nested_many, shape, Also, Shape};
use crate::refusal::{Fault, Refusal};
use crate::resources::orders::BOUQUETS;
use crate::revisions;
use crate::sections::document;

const FORM: &[Field] = &[
    TITLE,
    field("docNo", "doc_no", Takes::Text(50), Empty::Null),
    field("height", "height", Takes::Whole(0, 10_000), Empty::Null),
    field("width", "width", Takes::Whole(0, 10_000), Empty::Null),
    field("description", "description", Takes::Text(5_000), Empty::Text("")),
    field("amount", "amount", Takes::Money, Empty::Number(0)),
    field("saleAmount", "sale_amount", Takes::Money, Empty::Number(0)),
    field("public", "public", Takes::Flag, Empty::Number(0)),
    field("discount", "discount", Takes::Money, Empty::Number(0)),
    field("discountType", "discount_type", Takes::Choice(&["absolute", "percent"]), Empty::Null),
    field("markup", "markup", Takes::Money, Empty::Number(0)),
    field("markupType", "markup_type", Takes::Choice(&["absolute", "percent"]), Empty::Null),
    field("qty", "qty", Takes::Whole(1, 10_000), Empty::Number(1)),
    field("barcode", "barcode", Takes::Text(50), Empty::Null),
    field("store", "store_id", Takes::Link(&STORE), Empty::Needed),
];

/// A new bouquet.
pub(crate) static SHAPE: Shape =
    shape("bouquets").form(FORM).also(&[COMPOSITION, &[attribute("status", Takes::Choice(BEGINNINGS))]]);

/// A changed bouquet.
pub(crate) static CHANGE_SHAPE: Shape =
    shape("bouquets").form(FORM).also(&[COMPOSITION, &[attribute("status", Takes::Choice(super::STATUSES))]]);

const COMPOSITION: &[Also] = &[nested_many("lines", &LINE)];
const BEGINNINGS: &[&str] = &["created", "demonstrated"];

/// One kind of flower in a bouquet.
static LINE: Shape = shape("bouquet-lines").also(&[&[
    attribute("qty", Takes::Quantity),
    attribute("price", Takes::Money),
    link("item", &ITEM).needed(),
]]);

/// Operation 71, documented as 200: one bouquet or a list of them.
pub(crate) fn create(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let rows = Sent::rows(call.body.as_ref(), "bouquets")?;
    let ids = each_row(rows, |number, sent| insert(call, connection, sent, &base(call, number)))?;
    answer(call, connection, &ids)
}

/// Operation 73: the bouquet of the path, as one object or a list of one.
pub(crate) fn update(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let id = call.id().to_owned();
    let Some(status) = status(connection, &id)? else { return Err(Refusal::not_found("bouquet", &id)) };
    let rows = Sent::rows(call.body.as_ref(), "bouquets")?;
    let other = rows.len() > 1 || rows.iter().any(|sent| sent.id().is_some_and(|given| given != id));
    if other {
        let detail = format!("The path speaks of {id} alone.");
        return Err(crate::jsonapi::body::conflict(detail).at("/data").into());
    }
    each_row(rows, |number, sent| change(call, connection, &id, &status, sent, &base(call, number)))?;
    answer(call, connection, &[id])
}

/// Operation 72: the bouquet is taken apart; its flowers were never out of the store's stock.
pub(crate) fn delete(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let id = call.id();
    let Some(status) = status(connection, id)? else { return Err(Refusal::not_found("bouquet", id)) };
    let refuse = |detail: &str| Err(Fault::new(400, "bouquet-not-available", "Not possible.", detail).into());
    if status == "sold" {
        return refuse("The bouquet is sold.");
    }
    if in_open_order(connection, id, "")? {
        return refuse("The bouquet belongs to an order.");
    }
    set_status(connection, id, "disassembled", now())?;
    Ok(Answer::empty())
}

/// One object alone has no number in its pointer.
fn base(call: &Call, number: usize) -> String {
    match call.body.as_ref().and_then(|body| body.get("data")) {
        Some(Value::Array(_)) => format!("/data/{number}"),
        _ => "/data".to_owned(),
    }
}

/// Answers as it was asked: a list for a list, one for one.
fn answer(call: &Call, connection: &Connection, ids: &[String]) -> Result<Answer, Refusal> {
    let listed = call.body.as_ref().and_then(|body| body.get("data")).is_some_and(Value::is_array);
    let id = ids.first().map_or("", String::as_str);
    if listed {
        return Ok(Answer::ok(list::several(connection, &BOUQUETS, ids, &call.query)?));
    }
    Ok(Answer::ok(document(call, connection, &BOUQUETS, id, "bouquet")?))
}

fn insert(call: &Call, connection: &Connection, sent: Sent, base: &str) -> Result<String, Refusal> {
    let mut fields = Fields::new(sent, base);
    let id = new_id(&mut fields, connection, "bouquets", base)?;
    let mut columns = Columns::default();
    form::read(FORM, &mut fields, connection, &mut columns, Mode::Create)?;
    let status = fields.choice("status", BEGINNINGS).flatten();
    let lines = lines(&mut fields, connection, columns.text("store_id").unwrap_or(""))?;
    fields.done()?;
    let at = now();
    let logo = Uuid::new_v4().to_string();
    connection
        .prepare_cached("INSERT INTO images (id, file, hash, created_at) VALUES (?1, ?2, ?3, ?4)")?
        .execute((&logo, format!("/media/bouquets/{id}.svg"), &id, at))?;
    let revision = revisions::next(connection, "bouquets")?;
    if columns.get("doc_no") == Some(&Sql::Null) {
        columns.set("doc_no", revision.to_string());
    }
    columns.set("id", id.clone());
    columns.set("logo_id", logo);
    columns.set("created_by", call.caller.user.clone());
    columns.set("created_at", at);
    let status = status.unwrap_or_else(|| "created".to_owned());
    stamp(call, &mut columns, &status, at, revision);
    amounts(&mut columns, lines.as_deref(), None);
    columns.insert(connection, "bouquets")?;
    set_lines(connection, &id, &lines.unwrap_or_default())?;
    Ok(id)
}

fn change(
    call: &Call,
    connection: &Connection,
    id: &str,
    before: &str,
    sent: Sent,
    base: &str,
) -> Result<(), Refusal> {
    let mut fields = Fields::new(sent, base);
    let mut columns = Columns::default();
    form::read(FORM, &mut fields, connection, &mut columns, Mode::Change)?;
    let given = fields.choice("status", super::STATUSES).flatten();
    let status = given.unwrap_or_else(|| before.to_owned());
    let held = ["sold", "disassembled"].contains(&before) || in_open_order(connection, id, "")?;
    if status != before && (held || status == "sold") {
        let detail = format!("A bouquet that is {before} cannot become {status} here.");
        fields.fault("status", "bouquet-status-transition", detail);
    }
    let (store, amount): (String, i64) = connection
        .prepare_cached("SELECT store_id, amount FROM bouquets WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let store = columns.text("store_id").unwrap_or(&store).to_owned();
    let lines = lines(&mut fields, connection, &store)?;
    if lines.is_some() && held {
        let detail = "What it is made of stays as it is.".to_owned();
        fields.relationship_fault("lines", "bouquet-not-available", detail);
    }
    fields.done()?;
    let at = now();
    stamp(call, &mut columns, &status, at, revisions::next(connection, "bouquets")?);
    if status == before {
        columns.forget("on_window_at");
    }
    amounts(&mut columns, lines.as_deref(), Some(amount));
    columns.update(connection, "bouquets", id)?;
    if let Some(lines) = lines {
        set_lines(connection, id, &lines)?;
    }
    Ok(())
}

fn stamp(call: &Call, columns: &mut Columns, status: &str, at: i64, revision: i64) {
    columns.set("status", status.to_owned());
    if status == "demonstrated" {
        columns.set("on_window_at", at);
    }
    columns.set("updated_by", call.caller.user.clone());
    columns.set("updated_at", at);
    columns.set("revision", revision);
}

/// What it is made of says what it costs; the sale price follows from it, its discount and
/// markup, unless the request names one.
fn amounts(columns: &mut Columns, lines: Option<&[Line]>, before: Option<i64>) {
    if let Some(lines) = lines.filter(|lines| !lines.is_empty()) {
        let sum = lines.iter().map(|line| line.qty.saturating_mul(line.price) / 1_000).sum::<i64>();
        columns.set("amount", sum);
    }
    let named = columns.integer("sale_amount").filter(|amount| *amount > 0);
    let touched = ["amount", "discount", "markup"].iter().any(|name| columns.get(name).is_some());
    if named.is_none() && touched {
        let amount = columns.integer("amount").or(before).unwrap_or(0);
        let part = |value: &str, kind: &str| {
            let value = columns.integer(value).unwrap_or(0);
            match columns.text(kind) {
                Some("percent") => amount.saturating_mul(value) / 10_000,
                _ => value,
            }
        };
        let sale = amount - part("discount", "discount_type") + part("markup", "markup_type");
        columns.set("sale_amount", sale.max(0));
    }
    if let Some(sale) = columns.integer("sale_amount") {
        columns.set("true_sale_amount", sale);
    }
}

/// One kind of flower in a bouquet.
#[derive(Debug)]
struct Line {
    item: String,
    qty: i64,
    price: i64,
}

fn lines(fields: &mut Fields, connection: &Connection, store: &str) -> Result<Option<Vec<Line>>, Refusal> {
    let Some(linkage) = fields.array("lines") else { return Ok(None) };
    let included = fields.sent().included;
    let mut lines = Vec::new();
    for (number, value) in linkage.iter().enumerate() {
        let path = format!("lines/data/{number}");
        let Some(sent) = Sent::nested(value, included).filter(|it| it.kind() == "bouquet-lines") else {
            fields.relationship_fault(&path, "wrong-type", "The type must be bouquet-lines.".to_owned());
            continue;
        };
        let mut own = Fields::new(sent, &format!("/data/relationships/{path}"));
        let item = own.one(connection, "item", &ITEM)?.flatten();
        if item.is_none() && own.faults.is_empty() {
            own.relationship_fault("item", "required", "item is needed.".to_owned());
        }
        let qty = own.decimal("qty", 1_000.0).unwrap_or(1_000);
        let price = own.decimal("price", 100.0);
        fields.faults.append(&mut own.faults);
        let item = item.unwrap_or_default();
        let usual: Option<i64> = connection
            .prepare_cached("SELECT price FROM prices WHERE item_id = ?1 AND store_id = ?2")?
            .query_row((&item, store), |row| row.get(0))
            .optional()?;
        lines.push(Line { item, qty, price: price.or(usual).unwrap_or(0) });
    }
    Ok(Some(lines))
}

fn set_lines(connection: &Connection, bouquet: &str, lines: &[Line]) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM bouquet_lines WHERE bouquet_id = ?1")?.execute([bouquet])?;
    for line in lines {
        connection.prepare_cached("INSERT INTO bouquet_lines VALUES (?1, ?2, ?3, ?4, ?5)")?.execute((
            Uuid::new_v4().to_string(),
            bouquet,
            &line.item,
            line.qty,
            line.price,
        ))?;
    }
    Ok(())
}

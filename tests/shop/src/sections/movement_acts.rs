//! Movement acts: goods carried from one store to another (114 to 117). Posting moves the stock,
//! un-posting moves it back.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension};
use serde_json::{Map, Value};

use super::dictionary::next_number;
use super::stock::{self, Document, Kind};
use super::{document, one_of};
use crate::answer::Answer;
use crate::calendar::{now, shop_today};
use crate::desk::Call;
use crate::jsonapi::body::Sent;
use crate::jsonapi::columns::Columns;
use crate::jsonapi::fields::{exists, Fields, ITEM, STORE};
use crate::jsonapi::form::{self, field, Empty, Field, Mode, Takes};
use crate::jsonapi::list::{Conditions, List};
use crate::jsonapi::shape::{attribute, link, nested_many, shape, Shape};
use crate::parameters::{filter, sort, Parameter, Reads, Sort};
use crate::refusal::{Fault, Refusal};
use crate::resources::warehouse::ACTS;
use crate::revisions;

pub(crate) const PARAMETERS: &[Parameter] = &[
    filter("filter[startDate]", Reads::Day, "date >= ?"),
    filter("filter[endDate]", Reads::Day, "date <= ?"),
    filter("filter[from]", Reads::Text, "from_store = ?"),
    filter("filter[to]", Reads::Text, "to_store = ?"),
];
pub(crate) const INCLUDES: &[&str] =
    &["createdBy", "postedBy", "from", "to", "lines", "lines.item", "lines.item.logo", "lines.item.measure"];
pub(crate) const SORTS: &[Sort] =
    &[sort("date", "date"), sort("docNo", "doc_no"), sort("createdAt", "created_at")];

const FORM: &[Field] = &[
    field("date", "date", Takes::Day, Empty::Text("")),
    field("from", "from_store", Takes::Link(&STORE), Empty::Needed),
    field("to", "to_store", Takes::Link(&STORE), Empty::Needed),
];

/// An act with its lines.
pub(crate) static SHAPE: Shape = shape("movement-acts")
    .form(FORM)
    .also(&[&[attribute("posted", Takes::Flag), nested_many("lines", &LINE)]]);

/// What is carried; a line that is known may be named alone.
static LINE: Shape = shape("movement-act-lines").also(&[&[
    attribute("qty", Takes::Quantity),
    attribute("price", Takes::Money),
    attribute("priceEnabled", Takes::Flag),
    link("item", &ITEM),
]]);

/// Operation 114.
pub(crate) fn list(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let list = List {
        resource: &ACTS,
        query: &call.query,
        conditions: Conditions::of(&call.query, PARAMETERS, &[]),
        usual_order: "date DESC, CAST(id AS INTEGER) DESC",
    };
    Ok(Answer::ok(list.document(call, connection, Map::new())?))
}

/// Operation 116.
pub(crate) fn detail(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    one_of(call, connection, &ACTS, "movement act")
}

/// Operation 115.
pub(crate) fn create(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let sent = Sent::primary(call.body.as_ref(), ACTS.name, None)?;
    let mut fields = Fields::new(sent, "/data");
    let mut columns = Columns::default();
    form::read(FORM, &mut fields, connection, &mut columns, Mode::Create)?;
    let posted = fields.flag("posted").unwrap_or(false);
    fields.done()?;
    let id = next_number(connection, ACTS.table)?;
    if columns.text("date").is_none_or(str::is_empty) {
        columns.set("date", shop_today().to_string());
    }
    columns.set("id", id.clone());
    columns.set("doc_no", format!("ПР-{:0>9}", id));
    columns.set("created_at", now());
    columns.set("posted", 0_i64);
    columns.set("calculated", 0_i64);
    columns.set("status", "ok".to_owned());
    columns.set("created_by", call.caller.worker.clone());
    columns.insert(connection, ACTS.table)?;
    set_lines(connection, &id, sent)?;
    settle(call, connection, &id, posted)?;
    let document = document(call, connection, &ACTS, &id, "movement act")?;
    Ok(Answer::created(document, format!("/api/v1/movement-act/{id}")))
}

/// Operation 117: an act that is posted changes only by being un-posted.
pub(crate) fn update(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let id = call.id();
    let was: Option<bool> = connection
        .prepare_cached("SELECT posted FROM movement_acts WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    let Some(was) = was else { return Err(Refusal::not_found("movement act", id)) };
    let sent = Sent::primary(call.body.as_ref(), ACTS.name, Some(id))?;
    let mut fields = Fields::new(sent, "/data");
    let mut columns = Columns::default();
    form::read(FORM, &mut fields, connection, &mut columns, Mode::Change)?;
    let posted = fields.flag("posted").unwrap_or(was);
    let lines = fields.sent().relationship("lines").is_some();
    if was && posted && (lines || !columns.is_empty()) {
        let detail = "The act is posted: un-post it first.".to_owned();
        fields.fault("posted", "act-posted", detail);
    }
    fields.done()?;
    if was && !posted {
        post(connection, id, -1)?;
        connection
            .prepare_cached(
                "UPDATE movement_acts SET posted = 0, posted_at = NULL, posted_by = NULL, calculated = 0
                 WHERE id = ?1",
            )?
            .execute([id])?;
    }
    if !columns.is_empty() {
        columns.update(connection, ACTS.table, id)?;
    }
    set_lines(connection, id, sent)?;
    settle(call, connection, id, posted && !was)?;
    Ok(Answer::ok(document(call, connection, &ACTS, id, "movement act")?))
}

/// The lines come nested; the set given replaces the set there was.
fn set_lines(connection: &Connection, act: &str, sent: Sent) -> Result<(), Refusal> {
    let mut fields = Fields::new(sent, "/data");
    let Some(linkage) = fields.array("lines") else { return fields.done() };
    let mut lines = Vec::new();
    for (number, value) in linkage.iter().enumerate() {
        let path = format!("lines/data/{number}");
        let Some(line) = Sent::nested(value, sent.included).filter(|it| it.kind() == "movement-act-lines")
        else {
            fields.relationship_fault(&path, "wrong-type", "The type must be movement-act-lines.".to_owned());
            continue;
        };
        let known = line.id().filter(|_| !line.has_attributes());
        let mut own = Fields::new(line, &format!("/data/relationships/{path}"));
        let item = own.one(connection, "item", &ITEM)?.flatten();
        let qty = own.decimal("qty", 1_000.0);
        let price = own.decimal("price", 100.0).unwrap_or(0);
        let priced = own.flag("priceEnabled").unwrap_or(false);
        if let (None, None, true) = (&known, &item, own.faults.is_empty()) {
            own.relationship_fault("item", "required", "item is needed.".to_owned());
        }
        if known.is_none() && own.faults.is_empty() && qty.is_none_or(|qty| qty == 0) {
            own.fault("qty", "required", "A quantity above zero is needed.".to_owned());
        }
        fields.faults.append(&mut own.faults);
        lines.push((line.id(), known, item, qty, price, priced));
    }
    fields.done()?;
    let mut kept = Vec::new();
    for (id, known, item, qty, price, priced) in lines {
        if let Some(id) = known {
            kept.push(id);
            continue;
        }
        let id = match id {
            Some(id) if exists(connection, "movement_act_lines", &id)? => id,
            _ => next_number(connection, "movement_act_lines")?,
        };
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO movement_act_lines (id, act_id, item_id, qty, price, price_enabled)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((&id, act, item, qty, price, priced))?;
        kept.push(id);
    }
    connection
        .prepare_cached(
            "DELETE FROM movement_act_lines WHERE act_id = ?1 AND id NOT IN (SELECT value FROM json_each(?2))",
        )?
        .execute((act, Value::from(kept).to_string()))?;
    Ok(())
}

/// Checks the act as it stands now, and posts it when asked to.
fn settle(call: &Call, connection: &Connection, id: &str, posting: bool) -> Result<(), Refusal> {
    let (from, to, lines): (String, String, i64) = connection
        .prepare_cached(
            "SELECT from_store, to_store, (SELECT count(*) FROM movement_act_lines WHERE act_id = ?1)
             FROM movement_acts WHERE id = ?1",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    if from == to {
        let detail = "Goods move from one store to another.";
        return Err(Fault::invalid("same-store", "/data/relationships/to", detail).into());
    }
    // Every change issues a revision, because figures are remembered by their sum.
    revisions::next(connection, ACTS.name)?;
    if !posting {
        return Ok(());
    }
    if lines == 0 {
        let detail = "An act without lines cannot be posted.";
        return Err(Fault::invalid("no-lines", "/data/attributes/posted", detail).into());
    }
    post(connection, id, 1)?;
    let mut columns = Columns::default();
    columns.set("posted", 1_i64);
    columns.set("posted_at", now());
    columns.set("posted_by", Sql::Text(call.caller.worker.clone()));
    columns.set("calculated", 1_i64);
    Ok(columns.update(connection, ACTS.table, id)?)
}

/// Moves the goods of an act, or with -1 back again.
fn post(connection: &Connection, id: &str, direction: i64) -> Result<(), Refusal> {
    let (doc_no, from, to): (String, String, String) = connection
        .prepare_cached("SELECT doc_no, from_store, to_store FROM movement_acts WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let lines: Vec<(String, i64)> = connection
        .prepare_cached(
            "SELECT item_id, qty FROM movement_act_lines WHERE act_id = ?1 ORDER BY CAST(id AS INTEGER)",
        )?
        .query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let document = Document { id, number: &doc_no, at: now() };
    for (item, qty) in lines {
        let cost = stock::cost(connection, &from, &item, qty)? * direction;
        let qty = qty * direction;
        stock::move_goods(connection, document, Kind::Shipment, &from, &item, (-qty, -cost))?;
        stock::move_goods(connection, document, Kind::Receipt, &to, &item, (qty, cost))?;
    }
    Ok(())
}

//! The written side of a customer: attributes, groups, sources, preferences, events, person.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::points;
use crate::calendar::now;
use crate::jsonapi::body::Sent;
use crate::jsonapi::columns::Columns;
use crate::jsonapi::fields::{
    exists, Fields, Target, BONUS_GROUP, CUSTOMER_SOURCE, DISCOUNT_GROUP, PREFERENCE, WORKER,
};
use crate::jsonapi::form::{self, field, Empty, Field, Mode, Takes, TITLE};
use crate::jsonapi::shape::{attribute, link, links, nested, nested_many, shape, Also, Shape};
use crate::refusal::Refusal;
use crate::revisions;
use crate::search;
use crate::sections::dictionary;

const FORM: &[Field] = &[
    TITLE,
    field("birthday", "birthday", Takes::Day, Empty::Null),
    field("email", "email", Takes::Text(255), Empty::Null),
    field("instagram", "instagram", Takes::Text(255), Empty::Null),
    field("status", "status", Takes::Choice(&["on", "off", "deleted"]), Empty::Text("on")),
    field("isPerson", "is_person", Takes::Flag, Empty::Number(1)),
    field("bonusCard", "bonus_card", Takes::Text(50), Empty::Null),
    field("notes", "notes", Takes::Text(5_000), Empty::Null),
    field("gender", "gender", Takes::Choice(&["male", "female"]), Empty::Null),
    field("phone", "phone", Takes::Phone, Empty::Text("")),
    field("countryCode", "country_code", Takes::Whole(1, 999), Empty::Number(7)),
    field("itn", "itn", Takes::Text(20), Empty::Null),
    field("bonusGroup", "bonus_group_id", Takes::Link(&BONUS_GROUP), Empty::Null),
];

/// To-many relationships kept in a table of links, replaced as a set.
const LINKS: &[(&str, &Target, &str, &str)] = &[
    ("discountGroups", &DISCOUNT_GROUP, "customer_discount_groups", "group_id"),
    ("customerSources", &CUSTOMER_SOURCE, "customer_source_links", "source_id"),
    ("customerPreferences", &PREFERENCE, "customer_preference_links", "preference_id"),
];

/// A changed customer.
pub(crate) static SHAPE: Shape = shape("customers").form(FORM).also(&[SURROUNDINGS]);

/// A new customer may say who made him.
pub(crate) static NEW_SHAPE: Shape =
    shape("customers").form(FORM).also(&[SURROUNDINGS, &[link("createdBy", &WORKER)]]);

const SURROUNDINGS: &[Also] = &[
    attribute("currentPoints", Takes::Whole(0, MOST_POINTS)),
    links("discountGroups", &DISCOUNT_GROUP),
    links("customerSources", &CUSTOMER_SOURCE),
    links("customerPreferences", &PREFERENCE),
    nested("person", &PERSON),
    nested_many("customerEvents", &EVENT),
];

const MOST_POINTS: i64 = 1_000_000_000;

/// The contact person of a firm.
static PERSON: Shape = shape("persons").also(&[&[
    attribute("firstName", Takes::Text(255)),
    attribute("lastName", Takes::Text(255)),
    attribute("middleName", Takes::Text(255)),
    attribute("phone", Takes::Text(255)),
    attribute("email", Takes::Text(255)),
]]);

/// An event, nested in its customer.
static EVENT: Shape = shape("customer-events").named("customer-events-in-customer").also(&[&[
    attribute("title", Takes::Text(255)).needed(),
    attribute("dateFrom", Takes::Day).needed(),
    attribute("dateUntil", Takes::Day),
]]);

/// Makes a customer; answers his id.
pub(super) fn insert(
    connection: &Connection,
    sent: Sent,
    base: &str,
    worker: &str,
) -> Result<String, Refusal> {
    let mut fields = Fields::new(sent, base);
    let id = dictionary::new_id(&mut fields, connection, "customers", base)?;
    let mut columns = Columns::default();
    read(&mut fields, connection, &mut columns, Mode::Create)?;
    let author = fields.one(connection, "createdBy", &WORKER)?.flatten();
    let spoken = fields.sent().relationship("bonusGroup").is_some();
    fields.done()?;
    if !spoken {
        columns.set("bonus_group_id", first_group(connection)?);
    }
    let at = now();
    columns.set("id", id.clone());
    columns.set("created_at", at);
    columns.set("created_by", author.unwrap_or_else(|| worker.to_owned()));
    columns.set("search", "".to_owned());
    stamp(connection, &mut columns, at)?;
    columns.insert(connection, "customers")?;
    surroundings(connection, &id, sent, base)?;
    Ok(id)
}

/// Changes a customer.
pub(super) fn change(connection: &Connection, id: &str, sent: Sent, base: &str) -> Result<(), Refusal> {
    let mut fields = Fields::new(sent, base);
    let mut columns = Columns::default();
    read(&mut fields, connection, &mut columns, Mode::Change)?;
    fields.done()?;
    stamp(connection, &mut columns, now())?;
    columns.update(connection, "customers", id)?;
    surroundings(connection, id, sent, base)
}

fn read(
    fields: &mut Fields,
    connection: &Connection,
    columns: &mut Columns,
    mode: Mode,
) -> Result<(), Refusal> {
    form::read(FORM, fields, connection, columns, mode)?;
    if columns.text("email").is_some_and(|email| !email.is_empty() && !email.contains('@')) {
        fields.fault("email", "bad-email", "An e-mail address holds an @.".to_owned());
    }
    Ok(())
}

/// A customer changed in what stands elsewhere: he gets a new revision.
pub(crate) fn touch(connection: &Connection, id: &str) -> rusqlite::Result<()> {
    let mut columns = Columns::default();
    stamp(connection, &mut columns, now())?;
    columns.update(connection, "customers", id)
}

fn stamp(connection: &Connection, columns: &mut Columns, at: i64) -> rusqlite::Result<()> {
    columns.set("updated_at", at);
    columns.set("revision", revisions::next(connection, "customers")?);
    Ok(())
}

/// The bonus group a new customer enters.
pub(crate) fn first_group(connection: &Connection) -> rusqlite::Result<Sql> {
    let group: Option<String> = connection
        .prepare_cached(
            "SELECT id FROM bonus_groups WHERE activate_on_entry = 1 AND status = 'on'
             ORDER BY entry_amount, CAST(id AS INTEGER) LIMIT 1",
        )?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(group.map_or(Sql::Null, Sql::Text))
}

/// What hangs on a customer: links, person, events, points, and the text he is found by.
fn surroundings(connection: &Connection, id: &str, sent: Sent, base: &str) -> Result<(), Refusal> {
    let mut fields = Fields::new(sent, base);
    for (name, target, table, column) in LINKS {
        let Some(ids) = fields.many(connection, name, target)? else { continue };
        let sql = format!("DELETE FROM {table} WHERE customer_id = ?1");
        connection.prepare_cached(&sql)?.execute([id])?;
        for other in ids {
            let sql = format!("INSERT INTO {table} (customer_id, {column}) VALUES (?1, ?2)");
            connection.prepare_cached(&sql)?.execute((id, other))?;
        }
    }
    person(&mut fields, connection, id)?;
    events(&mut fields, connection, id)?;
    let points = fields.whole("currentPoints", 0, MOST_POINTS);
    fields.done()?;
    if let Some(points) = points {
        points::set(connection, id, points)?;
    }
    find_by(connection, id)?;
    Ok(())
}

/// Writes the text a customer is found by.
pub(crate) fn find_by(connection: &Connection, id: &str) -> rusqlite::Result<()> {
    let text: String = connection
        .prepare_cached(
            "SELECT title || ' ' || phone || ' ' || coalesce(bonus_card, '') FROM customers WHERE id = ?1",
        )?
        .query_row([id], |row| row.get(0))?;
    connection
        .prepare_cached("UPDATE customers SET search = ?2 WHERE id = ?1")?
        .execute((id, search::fold(&text)))?;
    Ok(())
}

/// The contact person of a firm, sent nested.
fn person(fields: &mut Fields, connection: &Connection, customer: &str) -> Result<(), Refusal> {
    let Some(linkage) = fields.sent().relationship("person") else { return Ok(()) };
    let id = if linkage.is_null() {
        None
    } else {
        let sent = Sent::nested(linkage, fields.sent().included);
        let Some(sent) = sent.filter(|sent| ["persons", "person"].contains(&sent.kind())) else {
            fields.relationship_fault("person", "wrong-type", "The type must be persons.".to_owned());
            return Ok(());
        };
        let id = sent.id().unwrap_or_else(|| Uuid::new_v4().to_string());
        let mut own = Fields::new(sent, "/data/relationships/person/data");
        connection.prepare_cached("INSERT OR IGNORE INTO persons (id) VALUES (?1)")?.execute([&id])?;
        let names = [
            ("firstName", "first_name"),
            ("lastName", "last_name"),
            ("middleName", "middle_name"),
            ("phone", "phone"),
            ("email", "email"),
        ];
        for (name, column) in names {
            if let Some(text) = own.text(name, 255) {
                let sql = format!("UPDATE persons SET {column} = ?2 WHERE id = ?1");
                connection.prepare_cached(&sql)?.execute((&id, text))?;
            }
        }
        fields.faults.append(&mut own.faults);
        Some(id)
    };
    connection
        .prepare_cached("UPDATE customers SET person_id = ?2 WHERE id = ?1")?
        .execute((customer, id))?;
    Ok(())
}

/// The customer's own events: those given replace those there were; new ones come nested.
fn events(fields: &mut Fields, connection: &Connection, customer: &str) -> Result<(), Refusal> {
    let Some(linkage) = fields.array("customerEvents") else { return Ok(()) };
    let included = fields.sent().included;
    let mut kept = Vec::new();
    for (number, value) in linkage.iter().enumerate() {
        let path = format!("customerEvents/data/{number}");
        let Some(sent) = Sent::nested(value, included).filter(|it| it.kind() == "customer-events") else {
            fields.relationship_fault(&path, "wrong-type", "The type must be customer-events.".to_owned());
            continue;
        };
        if let Some(id) = sent.id() {
            if exists(connection, "customer_events", &id)? && !sent.has_attributes() {
                kept.push(id);
                continue;
            }
        }
        let mut own = Fields::new(sent, &format!("/data/relationships/{path}"));
        let title = own.text("title", 255).flatten().unwrap_or_default();
        let (from, until) = (own.day("dateFrom"), own.day("dateUntil"));
        if title.trim().is_empty() {
            own.fault("title", "required", "title is needed.".to_owned());
        }
        if let (true, None) = (own.faults.is_empty(), &from) {
            own.fault("dateFrom", "required", "dateFrom is needed.".to_owned());
        }
        fields.faults.append(&mut own.faults);
        let id = sent.id().unwrap_or_else(|| Uuid::new_v4().to_string());
        connection
            .prepare_cached("INSERT OR REPLACE INTO customer_events VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute((
                &id,
                customer,
                title,
                from.clone().unwrap_or_default(),
                until.or(from).unwrap_or_default(),
            ))?;
        kept.push(id);
    }
    let kept = serde_json::json!(kept).to_string();
    connection
        .prepare_cached(
            "DELETE FROM customer_events WHERE customer_id = ?1 AND id NOT IN (SELECT value FROM json_each(?2))",
        )?
        .execute((customer, kept))?;
    Ok(())
}

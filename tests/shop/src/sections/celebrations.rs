//! Celebrations with the days they fall on (25 to 29), and whose they are (30).

use rusqlite::Connection;
use serde_json::{Map, Value};

use super::dictionary::{each_row, known, next_number, Dictionary, Ids};
use super::one_of;
use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::body::Sent;
use crate::jsonapi::fields::{exists, Fields};
use crate::jsonapi::form::{Takes, TITLE};
use crate::jsonapi::list::{Conditions, List};
use crate::jsonapi::resource::Writes;
use crate::jsonapi::shape::{attribute, figure, nested_many, shape, Figure, Shape};
use crate::parameters::{sort, Sort};
use crate::refusal::Refusal;
use crate::resources::customers::{CELEBRATIONS, CUSTOMER_CELEBRATION_DATES};
use crate::revisions;

pub(crate) const INCLUDES: &[&str] = &["dates"];
pub(crate) const SORTS: &[Sort] = &[sort("title", "title")];
pub(crate) const DATE_INCLUDES: &[&str] = &["customer", "dateCelebration", "celebration"];

static DICTIONARY: Dictionary = Dictionary {
    ids: Ids::Decimal,
    gone: None,
    revised: false,
    ..Dictionary::new(&CELEBRATIONS, "customer celebration", "customer-celebration", &[TITLE])
};

/// A celebration with its days.
pub(crate) static SHAPE: Shape =
    shape("customer-celebrations").form(&[TITLE]).also(&[&[nested_many("dates", &DATE)]]);

/// A day, nested in its celebration; one that is known may be named alone.
static DATE: Shape = shape("celebration-dates")
    .also(&[&[attribute("dateFrom", Takes::Day), attribute("dateUntil", Takes::Day)]]);

/// The year of the earliest day.
pub(crate) const TOLD: &[Figure] = &[figure("minYear", Writes::Text).or_null()];

/// Operation 25: the days always come along; `meta.minYear` is the year of the earliest.
pub(crate) fn list(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let year: Option<String> = connection
        .prepare_cached("SELECT substr(min(date_from), 1, 4) FROM celebration_dates")?
        .query_row([], |row| row.get(0))?;
    let mut meta = Map::new();
    meta.insert("minYear".to_owned(), year.map_or(Value::Null, Value::String));
    let mut query = call.query.clone();
    if query.includes.is_empty() {
        query.includes.push("dates".to_owned());
    }
    let list = List {
        resource: &CELEBRATIONS,
        query: &query,
        conditions: Conditions::default(),
        usual_order: "CAST(id AS INTEGER)",
    };
    Ok(Answer::ok(list.document(call, connection, meta)?))
}

/// Operation 28.
pub(crate) fn detail(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    one_of(call, connection, &CELEBRATIONS, "customer celebration")
}

/// Operation 26.
pub(crate) fn create(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let sent = Sent::primary(call.body.as_ref(), CELEBRATIONS.name, None)?;
    let id = DICTIONARY.insert(connection, sent, "/data")?;
    set_dates(connection, &id, sent)?;
    let document = DICTIONARY.detail(call, connection, &id)?.document;
    Ok(Answer::created(document, format!("/api/v1/customer-celebration/{id}")))
}

/// Operation 29: days that are given replace those there were.
pub(crate) fn update(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let id = call.id();
    if !exists(connection, CELEBRATIONS.table, id)? {
        return Err(Refusal::not_found("customer celebration", id));
    }
    let sent = Sent::primary(call.body.as_ref(), CELEBRATIONS.name, Some(id))?;
    DICTIONARY.change(connection, id, sent, "/data")?;
    set_dates(connection, id, sent)?;
    DICTIONARY.detail(call, connection, id)
}

/// Operation 27, documented as 201.
pub(crate) fn delete(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let rows = Sent::rows(call.body.as_ref(), CELEBRATIONS.name)?;
    each_row(rows, |number, sent| {
        let base = format!("/data/{number}");
        let id = known(connection, CELEBRATIONS.table, DICTIONARY.word, sent, &base)?;
        drop_dates(connection, &id, &[])?;
        DICTIONARY.put_away(connection, &id)
    })?;
    Ok(Answer::empty())
}

/// Operation 30.
pub(crate) fn customers(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let list = List {
        resource: &CUSTOMER_CELEBRATION_DATES,
        query: &call.query,
        conditions: Conditions::default(),
        usual_order: "id",
    };
    Ok(Answer::ok(list.document(call, connection, Map::new())?))
}

/// The days come nested with their attributes; one only named keeps its values.
fn set_dates(connection: &Connection, celebration: &str, sent: Sent) -> Result<(), Refusal> {
    let mut fields = Fields::new(sent, "/data");
    let Some(linkage) = fields.array("dates") else { return fields.done() };
    let mut kept = Vec::new();
    for (number, value) in linkage.iter().enumerate() {
        let path = format!("dates/data/{number}");
        let Some(date) = Sent::nested(value, sent.included).filter(|it| it.kind() == "celebration-dates")
        else {
            fields.relationship_fault(&path, "wrong-type", "The type must be celebration-dates.".to_owned());
            continue;
        };
        let id = date.id().filter(|id| exists(connection, "celebration_dates", id).unwrap_or(false));
        let mut own = Fields::new(date, &format!("/data/relationships/{path}"));
        let (from, until) = period(&mut own, id.is_some());
        fields.faults.append(&mut own.faults);
        let id = match (id, from) {
            (Some(id), from) => {
                connection
                    .prepare_cached(
                        "UPDATE celebration_dates SET date_from = coalesce(?2, date_from),
                           date_until = coalesce(?3, date_until), celebration_id = ?4 WHERE id = ?1",
                    )?
                    .execute((&id, from, until, celebration))?;
                id
            }
            (None, Some(from)) => {
                let id = next_number(connection, "celebration_dates")?;
                connection
                    .prepare_cached("INSERT INTO celebration_dates VALUES (?1, ?2, ?3, ?4)")?
                    .execute((&id, celebration, &from, until.as_ref().unwrap_or(&from)))?;
                id
            }
            (None, None) => continue,
        };
        kept.push(id);
    }
    fields.done()?;
    drop_dates(connection, celebration, &kept)?;
    revisions::next(connection, "celebration-dates")?;
    Ok(())
}

/// Reads a period of days; the last day is the first when it is not given.
fn period(fields: &mut Fields, known: bool) -> (Option<String>, Option<String>) {
    let before = fields.faults.len();
    let (from, until) = (fields.day("dateFrom"), fields.day("dateUntil"));
    if from.is_none() && !known && fields.faults.len() == before {
        fields.fault("dateFrom", "required", "dateFrom is needed.".to_owned());
    }
    if let (Some(from), Some(until)) = (&from, &until) {
        if until < from {
            let detail = "dateUntil is before dateFrom.".to_owned();
            fields.fault("dateUntil", "period-ends-before-it-begins", detail);
        }
    }
    (from, until)
}

fn drop_dates(connection: &Connection, celebration: &str, kept: &[String]) -> rusqlite::Result<()> {
    let kept = serde_json::json!(kept).to_string();
    let gone = "celebration_id = ?1 AND id NOT IN (SELECT value FROM json_each(?2))";
    let sql = format!(
        "DELETE FROM customer_celebration_dates
         WHERE date_id IN (SELECT id FROM celebration_dates WHERE {gone})"
    );
    connection.prepare_cached(&sql)?.execute((celebration, &kept))?;
    connection
        .prepare_cached(&format!("DELETE FROM celebration_dates WHERE {gone}"))?
        .execute((celebration, &kept))?;
    Ok(())
}

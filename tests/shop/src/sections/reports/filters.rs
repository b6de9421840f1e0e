//! The filters of a report: they come nested in it, each with its type and values.

use rusqlite::Connection;
use serde_json::Value;

use super::types::{Type, Values};
use crate::jsonapi::body::Sent;
use crate::jsonapi::fields::{exists, Fields, Target};
use crate::jsonapi::form::Takes;
use crate::jsonapi::shape::{link, list, shape, Shape};
use crate::refusal::Refusal;
use crate::sections::dictionary::next_number;

/// More values make a list no filter, but a table of its own.
const MOST_VALUES: usize = 1_000;

/// A filter, nested in its report; one that is known may be named alone.
pub(super) static SHAPE: Shape = shape("report-filters")
    .also(&[&[list("values", Takes::Text(255)).needed(), link("filterType", &FILTER_TYPE)]]);

static FILTER_TYPE: Target = Target {
    kind: "report-filter-types",
    table: "report_filter_types",
    word: "filter type",
    unknown: "unknown-filter-type",
};

/// A filter's id, `<Type>-<field>`, with its values.
pub(super) type Chosen = (String, Vec<String>);

/// Reads the filters of a request; `None` when it does not speak of them. One that only names
/// its id is one the report has already and stays as it is.
pub(super) fn read(
    fields: &mut Fields,
    connection: &Connection,
    of: Option<&Type>,
    known: &[(String, Chosen)],
) -> Result<Option<Vec<Chosen>>, Refusal> {
    let Some(linkage) = fields.array("filters") else { return Ok(None) };
    let included = fields.sent().included;
    let mut filters: Vec<Chosen> = Vec::new();
    for (number, value) in linkage.iter().enumerate() {
        let path = format!("filters/data/{number}");
        let Some(sent) = Sent::nested(value, included).filter(|it| it.kind() == "report-filters") else {
            fields.relationship_fault(&path, "wrong-type", "The type must be report-filters.".to_owned());
            continue;
        };
        let kept = sent.id().and_then(|id| known.iter().find(|(known, _)| *known == id));
        if let (Some((_, chosen)), false) = (kept, sent.has_attributes()) {
            filters.push(chosen.clone());
            continue;
        }
        let named = match sent.relationship("filterType").and_then(|linkage| linkage.get("id")) {
            Some(Value::String(id)) => id.clone(),
            _ => kept.map(|(_, (id, _))| id.clone()).unwrap_or_default(),
        };
        let Some(of) = of else { continue };
        let Some(filter) = of.filter(&named) else {
            let detail = format!("{} has no filter \"{named}\".", of.name);
            let path = format!("{path}/relationships/filterType");
            fields.relationship_fault(&path, "unknown-filter-type", detail);
            continue;
        };
        if filters.iter().any(|(id, _)| *id == named) {
            let detail = format!("The filter {named} was given twice.");
            fields.relationship_fault(&path, "given-twice", detail);
            continue;
        }
        let place = format!("{path}/attributes/values");
        let Some(values) = texts(&sent) else {
            fields.relationship_fault(&place, "not-a-list", "values must be a list of texts.".to_owned());
            continue;
        };
        if values.len() > MOST_VALUES {
            let detail = format!("At most {MOST_VALUES} values, {} were sent.", values.len());
            fields.relationship_fault(&place, "too-many", detail);
            continue;
        }
        for (number, value) in values.iter().enumerate() {
            let (fits, code, detail) = match filter.values {
                Values::Ids(target) => (
                    exists(connection, target.table, value)?,
                    target.unknown,
                    format!("There is no {} \"{value}\".", target.word),
                ),
                Values::Words(words) => (
                    words.contains(&value.as_str()),
                    "unknown-choice",
                    format!("A value is one of {}, not \"{value}\".", words.join(", ")),
                ),
            };
            if !fits {
                fields.relationship_fault(&format!("{place}/{number}"), code, detail);
            }
        }
        filters.push((named, values));
    }
    Ok(Some(filters))
}

/// The values, which may also be numbers, as decimal ids are.
fn texts(sent: &Sent) -> Option<Vec<String>> {
    let values = sent.attribute("values")?.as_array()?;
    values
        .iter()
        .map(|value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
        .collect()
}

/// The filters a report has, with their own ids.
pub(super) fn of(connection: &Connection, report: &str) -> rusqlite::Result<Vec<(String, Chosen)>> {
    connection
        .prepare_cached(
            "SELECT id, filter_type, \"values\" FROM report_filters WHERE report_id = ?1 ORDER BY CAST(id AS INTEGER)",
        )?
        .query_map([report], |row| {
            let values: String = row.get(2)?;
            Ok((row.get(0)?, (row.get(1)?, serde_json::from_str(&values).unwrap_or_default())))
        })?
        .collect()
}

/// Puts these in the place of those the report had.
pub(super) fn replace(connection: &Connection, report: &str, filters: &[Chosen]) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM report_filters WHERE report_id = ?1")?.execute([report])?;
    for (filter, values) in filters {
        let id = next_number(connection, "report_filters")?;
        connection
            .prepare_cached(
                "INSERT INTO report_filters (id, report_id, filter_type, \"values\") VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute((id, report, filter, Value::from(values.clone()).to_string()))?;
    }
    Ok(())
}

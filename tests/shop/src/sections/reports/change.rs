//! What is asked of a report: made (121), changed (124), made again (125), deleted (122). Each of
//! the first three leaves it to the back room to make the file.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

use super::filters::{self, Chosen};
use super::types::Type;
use super::{schedule, span, type_of, zone};
use crate::answer::Answer;
use crate::calendar::{now, read_day};
use crate::desk::Call;
use crate::jsonapi::body::Sent;
use crate::jsonapi::columns::Columns;
use crate::jsonapi::fields::{Fields, Target};
use crate::jsonapi::form::{self, field, Empty, Field, Mode, Takes, TITLE};
use crate::jsonapi::shape::{links, nested_many, shape, Shape};
use crate::refusal::Refusal;
use crate::resources::reports::REPORTS;
use crate::revisions;
use crate::sections::dictionary::{each_row, known, next_number};
use crate::sections::document;
use crate::sections::stats::period::day_of;

/// A report over more days is one over all time.
const MOST_DAYS: i64 = 3_660;
/// Table programs know no days before 1900.
const FIRST_DAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(1990, 1, 1);
const LAST_DAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2200, 1, 1);

static TYPE: Target = Target {
    kind: "report-types",
    table: "report_types",
    word: "report type",
    unknown: "unknown-report-type",
};

const FORM: &[Field] = &[
    TITLE,
    field("format", "format", Takes::Choice(&["xlsx", "pdf"]), Empty::Text("xlsx")),
    field("frequency", "frequency", Takes::Choice(schedule::FREQUENCIES), Empty::Text("onetime")),
    field("status", "status", Takes::Choice(&["active", "paused"]), Empty::Text("active")),
    field("period", "period", Takes::Choice(span::PERIODS), Empty::Text("custom")),
    field("periodStart", "period_start", Takes::Day, Empty::Text("")),
    field("periodStop", "period_stop", Takes::Day, Empty::Text("")),
    field("email", "email", Takes::Text(255), Empty::Null),
    field("reportType", "type_id", Takes::Link(&TYPE), Empty::Needed),
];

/// A report with its details and filters.
pub(crate) static SHAPE: Shape = shape("reports")
    .form(FORM)
    .also(&[&[links("detailing", &DETAILING), nested_many("filters", &filters::SHAPE)]]);

static DETAILING: Target = Target {
    kind: "report-detailing",
    table: "report_detailing",
    word: "detailing",
    unknown: "unknown-detailing",
};

/// What a report is before it is changed.
#[derive(Debug, Default)]
struct Before {
    type_id: String,
    period: String,
    start: String,
    stop: String,
    detailing: Vec<String>,
    filters: Vec<(String, Chosen)>,
}

/// Operation 121.
pub(crate) fn create(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let sent = Sent::primary(call.body.as_ref(), REPORTS.name, None)?;
    let (mut columns, filters) = read(sent, connection, &Before::default(), Mode::Create)?;
    let id = next_number(connection, REPORTS.table)?;
    columns.set("id", id.clone());
    columns.set("created_by", call.caller.worker.clone());
    columns.set("stage", "requested".to_owned());
    columns.set("request_date", now());
    columns.insert(connection, REPORTS.table)?;
    filters::replace(connection, &id, &filters)?;
    revisions::next(connection, REPORTS.name)?;
    let document = document(call, connection, &REPORTS, &id, "report")?;
    Ok(Answer::created(document, format!("/api/v1/reports/{id}")).leaving_work())
}

/// Operation 124: what the request does not speak of stays; the report is made again.
pub(crate) fn update(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let id = call.id();
    let Some(before) = before(connection, id)? else { return Err(Refusal::not_found("report", id)) };
    let sent = Sent::primary(call.body.as_ref(), REPORTS.name, Some(id))?;
    let (columns, filters) = read(sent, connection, &before, Mode::Change)?;
    columns.update(connection, REPORTS.table, id)?;
    filters::replace(connection, id, &filters)?;
    request(connection, id)?;
    Ok(Answer::ok(document(call, connection, &REPORTS, id, "report")?).leaving_work())
}

/// Operation 125.
pub(crate) fn rerun(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let id = call.id();
    if before(connection, id)?.is_none() {
        return Err(Refusal::not_found("report", id));
    }
    request(connection, id)?;
    Ok(Answer::ok(document(call, connection, &REPORTS, id, "report")?).leaving_work())
}

/// Operation 122: all or none; a fault for each row there is no report for.
pub(crate) fn delete(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let rows = Sent::rows(call.body.as_ref(), REPORTS.name)?;
    let ids = each_row(rows, |number, sent| {
        known(connection, REPORTS.table, "report", sent, &format!("/data/{number}"))
    })?;
    for id in ids {
        connection
            .prepare_cached("UPDATE reports SET status = 'deleted', file = NULL WHERE id = ?1")?
            .execute([id])?;
        revisions::next(connection, REPORTS.name)?;
    }
    Ok(Answer::empty())
}

/// Asks for a report (again): the file it had is gone, and the back room will see to it.
pub(super) fn request(connection: &Connection, id: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE reports SET stage = 'requested', process_date = NULL, file = NULL, request_date = ?2
             WHERE id = ?1",
        )?
        .execute((id, now()))?;
    revisions::next(connection, REPORTS.name)?;
    Ok(())
}

fn before(connection: &Connection, id: &str) -> rusqlite::Result<Option<Before>> {
    let found = connection
        .prepare_cached(
            "SELECT type_id, period, period_start, period_stop, detailing FROM reports
             WHERE id = ?1 AND status <> 'deleted'",
        )?
        .query_row([id], |row| {
            let detailing: String = row.get(4)?;
            Ok(Before {
                type_id: row.get(0)?,
                period: row.get(1)?,
                start: row.get(2)?,
                stop: row.get(3)?,
                detailing: serde_json::from_str(&detailing).unwrap_or_default(),
                filters: Vec::new(),
            })
        })
        .optional()?;
    let Some(mut before) = found else { return Ok(None) };
    before.filters = filters::of(connection, id)?;
    Ok(Some(before))
}

/// Reads what is to be; every fault is told.
fn read(
    sent: Sent,
    connection: &Connection,
    before: &Before,
    mode: Mode,
) -> Result<(Columns, Vec<Chosen>), Refusal> {
    let mut fields = Fields::new(sent, "/data");
    let mut columns = Columns::default();
    form::read(FORM, &mut fields, connection, &mut columns, mode)?;
    if columns.text("email").is_some_and(|email| !email.is_empty() && !email.contains('@')) {
        fields.fault("email", "bad-email", "An e-mail address holds an @.".to_owned());
    }
    let type_id = columns.text("type_id").unwrap_or(&before.type_id).to_owned();
    let of = type_of(connection, &type_id)?;
    if let (None, Some(_)) = (of, columns.text("type_id")) {
        let detail = format!("Reports of the type {type_id} are not made.");
        fields.relationship_fault("reportType", "report-type-inactive", detail);
    }
    // Details and filters of another type mean nothing.
    let same = type_id == before.type_id;
    let known: &[(String, Chosen)] = if same { &before.filters } else { &[] };
    let given = filters::read(&mut fields, connection, of, known)?;
    let filters = given.unwrap_or_else(|| known.iter().map(|(_, chosen)| chosen.clone()).collect());
    match detailing(&mut fields, of) {
        Some(detailing) => columns.set("detailing", Value::from(detailing).to_string()),
        None if same => columns.set("detailing", Value::from(before.detailing.clone()).to_string()),
        None => columns.set("detailing", "[]".to_owned()),
    }
    days(&mut fields, connection, &mut columns, before, of, &filters)?;
    fields.done()?;
    Ok((columns, filters))
}

/// The ids of the details; `None` when the request does not speak of them.
fn detailing(fields: &mut Fields, of: Option<&Type>) -> Option<Vec<String>> {
    let linkage = fields.array("detailing")?;
    let of = of?;
    let mut ids: Vec<String> = Vec::new();
    for (number, value) in linkage.iter().enumerate() {
        let path = format!("detailing/data/{number}");
        let Some(sent) = Sent::nested(value, &[]).filter(|it| it.kind() == "report-detailing") else {
            fields.relationship_fault(&path, "wrong-type", "The type must be report-detailing.".to_owned());
            continue;
        };
        let id = sent.id().unwrap_or_default();
        if of.detail(&id).is_none() {
            let detail = format!("{} cannot be detailed by \"{id}\".", of.name);
            fields.relationship_fault(&path, "unknown-detailing", detail);
        } else if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Some(ids)
}

/// The days: given for a custom period, else those the name means today; the back room works
/// them out again.
fn days(
    fields: &mut Fields,
    connection: &Connection,
    columns: &mut Columns,
    before: &Before,
    of: Option<&'static Type>,
    filters: &[Chosen],
) -> Result<(), Refusal> {
    let given = ["periodStart", "periodStop"].iter().any(|name| fields.said(name).flatten().is_some());
    if given && fields.said("period").flatten().is_none() {
        // Whoever names days and no period means these days.
        columns.set("period", "custom".to_owned());
    }
    let period = columns.text("period").unwrap_or(&before.period).to_owned();
    if period != "custom" {
        let zone = match of {
            Some(of) => zone(connection, of, filters)?,
            None => return Ok(()),
        };
        if let Some((first, last)) = span::days(connection, &period, day_of(now(), zone), zone)? {
            columns.set("period_start", first.to_string());
            columns.set("period_stop", last.to_string());
        }
        return Ok(());
    }
    let day = |columns: &Columns, column: &str, was: &str| -> Option<NaiveDate> {
        read_day(columns.text(column).filter(|text| !text.is_empty()).unwrap_or(was))
    };
    let faulty = |fields: &Fields, name: &str| fields.said(name).flatten().is_some();
    let ends = (day(columns, "period_start", &before.start), day(columns, "period_stop", &before.stop));
    for (name, end) in [("periodStart", ends.0), ("periodStop", ends.1)] {
        // A day that could not be read has its fault already.
        if end.is_none() && !faulty(fields, name) {
            fields.fault(name, "required", format!("A custom period needs {name}."));
        }
        if let (Some(end), Some(first), Some(last)) = (end, FIRST_DAY, LAST_DAY) {
            if !(first..=last).contains(&end) {
                fields.fault(name, "out-of-range", format!("{name} is between {first} and {last}."));
            }
        }
    }
    if let (Some(first), Some(last)) = ends {
        if last < first {
            fields.fault("periodStop", "period-reversed", "The period ends before it begins.".to_owned());
        } else if (last - first).num_days() >= MOST_DAYS && known_days(first, last) {
            let detail = format!("A period has at most {MOST_DAYS} days; allTime has all.");
            fields.fault("periodStop", "period-too-long", detail);
        }
        columns.set("period_start", first.to_string());
        columns.set("period_stop", last.to_string());
    }
    Ok(())
}

/// Whether neither end has a fault of its own.
fn known_days(first: NaiveDate, last: NaiveDate) -> bool {
    FIRST_DAY.is_some_and(|day| first >= day) && LAST_DAY.is_some_and(|day| last <= day)
}

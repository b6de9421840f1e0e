//! Reports under way: requested, processing, prepared, each step kept in the data base before the
//! next begins, so that a shop that is killed makes what it had not finished.

use rusqlite::{Connection, OptionalExtension};

use super::sheet::{Sheet, Wanted};
use super::{change, file, filters, schedule, span, type_of, zone};
use crate::calendar::{now, read_day, SHOP_ZONE};
use crate::db::Db;
use crate::refusal::Refusal;
use crate::resources::reports::REPORTS;
use crate::revisions;
use crate::sections::stats::period::{day_of, Period};

/// A report the back room has to do with.
struct Next {
    id: String,
    stage: String,
}

/// Does the next step of the report that was requested first; false when there is none.
pub(crate) fn step(db: &Db) -> Result<bool, Refusal> {
    let Some(next) = db.read(|connection| Ok(next(connection)?))? else { return Ok(false) };
    // Seen as "processing" from outside before the work begins.
    if next.stage == "requested" {
        db.write(|connection| Ok(set_stage(connection, &next.id, "requested", "processing")?))?;
        return Ok(true);
    }
    let at = now();
    let read = db.read(|connection| read(connection, &next.id, at));
    let made = read.and_then(|(sheet, format)| Ok((file::write(&sheet, &format)?, sheet.period)));
    match made {
        Ok((file, period)) => db.write(|connection| Ok(keep(connection, &next.id, &file, period, at)?))?,
        // It would fail again: it waits until somebody asks for it again, or its day comes.
        Err(refusal) => {
            db.write(|connection| Ok(set_stage(connection, &next.id, "processing", "deferred")?))?;
            crate::work::complain(&refusal);
        }
    }
    Ok(true)
}

/// Makes a report at once, as of a moment: for the demo data.
pub(crate) fn make(connection: &Connection, id: &str, at: i64) -> Result<(), Refusal> {
    let (sheet, format) = read(connection, id, at)?;
    let file = file::write(&sheet, &format)?;
    set_stage(connection, id, "requested", "processing")?;
    Ok(keep(connection, id, &file, sheet.period, at)?)
}

/// Asks again for the reports whose time has come.
pub(crate) fn renew(db: &Db) -> Result<(), Refusal> {
    let due = db.read(|connection| Ok(due(connection)?))?;
    if due.is_empty() {
        return Ok(());
    }
    db.write(|connection| {
        for id in due {
            change::request(connection, &id)?;
        }
        Ok(())
    })
}

fn due(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let repeated: Vec<(String, String, i64)> = connection
        .prepare_cached(
            "SELECT id, frequency, process_date FROM reports
             WHERE status = 'active' AND frequency <> 'onetime' AND stage IN ('prepared', 'deferred')
               AND process_date IS NOT NULL",
        )?
        .query_map([], |row| row.try_into())?
        .collect::<rusqlite::Result<_>>()?;
    let now = now();
    let is_due = |frequency: &str, processed: i64| {
        schedule::last_due(frequency, now, SHOP_ZONE).is_some_and(|due| processed < due)
    };
    let due = repeated.into_iter().filter(|(_, frequency, processed)| is_due(frequency, *processed));
    Ok(due.map(|(id, _, _)| id).collect())
}

fn next(connection: &Connection) -> rusqlite::Result<Option<Next>> {
    connection
        .prepare_cached(
            "SELECT id, stage FROM reports WHERE status = 'active' AND stage IN ('requested', 'processing')
             ORDER BY stage, request_date, CAST(id AS INTEGER) LIMIT 1",
        )?
        .query_row([], |row| Ok(Next { id: row.get(0)?, stage: row.get(1)? }))
        .optional()
}

/// The rows of a report whose days are those of a moment, and its format.
fn read(connection: &Connection, id: &str, at: i64) -> Result<(Sheet, String), Refusal> {
    let (type_id, title, format, period, start, stop, detailing): (
        String,
        String,
        String,
        String,
        String,
        String,
        String,
    ) = connection
        .prepare_cached(
            "SELECT type_id, title, format, period, period_start, period_stop, detailing
             FROM reports WHERE id = ?1",
        )?
        .query_row([id], |row| row.try_into())?;
    let filters: Vec<filters::Chosen> =
        filters::of(connection, id)?.into_iter().map(|(_, chosen)| chosen).collect();
    let Some(of) = type_of(connection, &type_id)? else {
        return Err(Refusal::Inside(format!("report {id} is of a type that is not made")));
    };
    let zone = zone(connection, of, &filters)?;
    let days = match span::days(connection, &period, day_of(at, zone), zone)? {
        Some(days) => Some(days),
        None => read_day(&start).zip(read_day(&stop)),
    };
    let Some((first, last)) = days else {
        return Err(Refusal::Inside(format!("report {id} has no days")));
    };
    let period = Period::of_days(first, last, zone);
    let detailing = serde_json::from_str(&detailing).unwrap_or_default();
    let wanted = Wanted { of, title, period, detailing, filters };
    Ok((Sheet::read(connection, wanted)?, format))
}

/// Moves a report on, unless somebody asked something else of it meanwhile.
fn set_stage(connection: &Connection, id: &str, from: &str, to: &str) -> rusqlite::Result<()> {
    let processed = (to == "deferred").then(now);
    connection
        .prepare_cached("UPDATE reports SET stage = ?3, process_date = ?4 WHERE id = ?1 AND stage = ?2")?
        .execute((id, from, to, processed))?;
    revisions::next(connection, REPORTS.name)?;
    Ok(())
}

/// Stores the file, unless the report was changed, paused or deleted meanwhile.
fn keep(connection: &Connection, id: &str, file: &[u8], period: Period, at: i64) -> rusqlite::Result<()> {
    let days = (period.first_day().to_string(), period.last_day().to_string());
    connection
        .prepare_cached(
            "UPDATE reports SET stage = 'prepared', process_date = ?2, file = ?3, period_start = ?4, period_stop = ?5
             WHERE id = ?1 AND stage = 'processing' AND status = 'active'",
        )?
        .execute((id, at, file, days.0, days.1))?;
    revisions::next(connection, REPORTS.name)?;
    Ok(())
}

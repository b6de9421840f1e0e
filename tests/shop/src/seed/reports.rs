//! What reports can be made of, and a few that somebody asked for.

use rusqlite::{params, Connection};

use super::World;
use crate::sections::reports::declared;
use crate::sections::reports::work::make;

/// Type, title, format, period, frequency, status. What is made again and again is paused: a shop
/// whose days lie in the past would make it anew whenever it opens.
const ASKED: &[(&str, &str, &str, &str, &str, &str)] = &[
    ("9", "Продажи за 30 дней", "xlsx", "last30Days", "onetime", "active"),
    ("16", "Платежи месяца", "pdf", "thisMonth", "onetime", "active"),
    ("15", "Итоги флористов за неделю", "xlsx", "lastWeekMonSun", "onetime", "active"),
    ("13", "Что понадобится сегодня", "pdf", "today", "onetime", "active"),
    ("12", "Списания прошлого месяца", "xlsx", "lastMonth", "month_first", "paused"),
    ("11", "Доставки на сегодня", "pdf", "today", "daily", "paused"),
];

pub(super) fn fill(connection: &Connection, world: &World) -> rusqlite::Result<()> {
    for (name, detailing, filters) in declared() {
        for (table, rows) in [("report_detailing", detailing), ("report_filter_types", filters)] {
            let sql =
                format!("INSERT INTO {table} SELECT ?1, id, ?2, ?3 FROM report_types WHERE type_name = ?4");
            for (place, (id, title)) in (1_i64..).zip(rows) {
                connection.execute(&sql, params![id, place, title, name])?;
            }
        }
    }
    let author = world.people.managers.first();
    let today = world.today.to_string();
    for (number, (of, title, format, period, frequency, status)) in (1_i64..).zip(ASKED) {
        connection.execute(
            "INSERT INTO reports (id, type_id, title, status, stage, frequency, format, period, period_start,
               period_stop, request_date, created_by)
             VALUES (?1, ?2, ?3, ?4, 'requested', ?5, ?6, ?7, ?8, ?8, ?9, ?10)",
            params![
                number.to_string(),
                of,
                title,
                status,
                frequency,
                format,
                period,
                today,
                world.now - (7 - number) * 3_600,
                author
            ],
        )?;
    }
    for (number, _) in (1_i64..).zip(ASKED).filter(|(_, asked)| asked.5 == "active") {
        make(connection, &number.to_string(), world.now)
            .map_err(|refusal| rusqlite::Error::ToSqlConversionFailure(Box::new(refusal)))?;
    }
    Ok(())
}

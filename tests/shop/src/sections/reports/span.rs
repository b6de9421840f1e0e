//! The days of a report: named periods become days when the report is worked on, in the stores'
//! time zone.

use chrono::{Datelike, Days, Months, NaiveDate};
use chrono_tz::Tz;
use rusqlite::Connection;

use crate::sections::stats::period::{day_of, Period};

pub(super) const PERIODS: &[&str] = &[
    "custom",
    "today",
    "yesterday",
    "thisWeekSunToday",
    "thisWeekMonToday",
    "last7Days",
    "lastWeekSunSat",
    "lastWeekMonSun",
    "lastBusinessWeek",
    "last14Days",
    "thisMonth",
    "last30Days",
    "lastMonth",
    "allTime",
];

/// How far beyond today a report over all time looks: nobody orders earlier.
const HORIZON_DAYS: u64 = 731;

/// First and last day of a named period; `None` for the custom one, whose days are given.
/// "Last" days end with yesterday, as only "this" and "today" speak of an unfinished day.
pub(super) fn days(
    connection: &Connection,
    period: &str,
    today: NaiveDate,
    zone: Tz,
) -> rusqlite::Result<Option<(NaiveDate, NaiveDate)>> {
    if period == "allTime" {
        return all_time(connection, today, zone).map(Some);
    }
    Ok(named(period, today))
}

fn named(period: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let back = |days: u64| today.checked_sub_days(Days::new(days)).unwrap_or(today);
    let since_sunday = u64::from(today.weekday().num_days_from_sunday());
    let since_monday = u64::from(today.weekday().num_days_from_monday());
    let first = today.with_day(1).unwrap_or(today);
    Some(match period {
        "today" => (today, today),
        "yesterday" => (back(1), back(1)),
        "thisWeekSunToday" => (back(since_sunday), today),
        "thisWeekMonToday" => (back(since_monday), today),
        "last7Days" => (back(7), back(1)),
        "last14Days" => (back(14), back(1)),
        "last30Days" => (back(30), back(1)),
        "lastWeekSunSat" => (back(since_sunday + 7), back(since_sunday + 1)),
        "lastWeekMonSun" => (back(since_monday + 7), back(since_monday + 1)),
        "lastBusinessWeek" => (back(since_monday + 7), back(since_monday + 3)),
        "thisMonth" => (first, today),
        "lastMonth" => {
            let last = first.pred_opt().unwrap_or(first);
            (first.checked_sub_months(Months::new(1)).unwrap_or(first), last)
        }
        _ => return None,
    })
}

/// From the first day anything is known of to the last an order is due.
fn all_time(connection: &Connection, today: NaiveDate, zone: Tz) -> rusqlite::Result<(NaiveDate, NaiveDate)> {
    let (ordered, moved, due): (Option<i64>, Option<i64>, Option<i64>) = connection
        .prepare_cached(
            "SELECT (SELECT min(created_at) FROM orders), (SELECT min(at) FROM stock_movements),
                    (SELECT max(due_time) FROM orders)",
        )?
        .query_row([], |row| row.try_into())?;
    let first = [ordered, moved].into_iter().flatten().map(|at| day_of(at, zone)).min();
    let horizon = today.checked_add_days(Days::new(HORIZON_DAYS)).unwrap_or(today);
    let due = due.map_or(today, |at| day_of(at, zone));
    Ok((first.unwrap_or(today).min(today), due.clamp(today, horizon)))
}

/// The SQL of a moment's day in the period's zone, `YYYY-MM-DD`: the clock is put forward by
/// what it differs from UTC, which may change within the period.
pub(super) fn day_sql(moment: &str, period: Period) -> String {
    let mut known = offset(period.from, period.zone);
    let mut cases = String::new();
    let mut at = period.from;
    while at < period.to {
        let next = (at + 86_400).min(period.to);
        let then = offset(next, period.zone);
        if then != known {
            let (mut before, mut after) = (at, next);
            while after - before > 1 {
                let middle = before + (after - before) / 2;
                if offset(middle, period.zone) == known {
                    before = middle;
                } else {
                    after = middle;
                }
            }
            cases.push_str(&format!(" WHEN {moment} < {after} THEN {known}"));
            known = then;
        }
        at = next;
    }
    let shift = if cases.is_empty() { known.to_string() } else { format!("CASE{cases} ELSE {known} END") };
    format!("date({moment} + {shift}, 'unixepoch')")
}

fn offset(moment: i64, zone: Tz) -> i64 {
    use chrono::Offset;
    let local = crate::sections::stats::period::local(moment, zone);
    i64::from(local.offset().fix().local_minus_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Berlin;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn named_periods_are_whole_days_around_today() {
        // A Wednesday.
        let today = day("2026-03-11");
        for (period, first, last) in [
            ("today", "2026-03-11", "2026-03-11"),
            ("yesterday", "2026-03-10", "2026-03-10"),
            ("thisWeekSunToday", "2026-03-08", "2026-03-11"),
            ("thisWeekMonToday", "2026-03-09", "2026-03-11"),
            ("last7Days", "2026-03-04", "2026-03-10"),
            ("lastWeekSunSat", "2026-03-01", "2026-03-07"),
            ("lastWeekMonSun", "2026-03-02", "2026-03-08"),
            ("lastBusinessWeek", "2026-03-02", "2026-03-06"),
            ("last14Days", "2026-02-25", "2026-03-10"),
            ("thisMonth", "2026-03-01", "2026-03-11"),
            ("last30Days", "2026-02-09", "2026-03-10"),
            ("lastMonth", "2026-02-01", "2026-02-28"),
        ] {
            assert_eq!(named(period, today), Some((day(first), day(last))), "{period}");
        }
        assert_eq!(named("custom", today), None);
        assert_eq!(
            named("thisWeekSunToday", day("2026-03-08")),
            Some((day("2026-03-08"), day("2026-03-08")))
        );
    }

    #[test]
    fn days_are_those_of_the_zone_also_when_the_clock_is_changed() {
        let period = Period::of_days(day("2026-03-28"), day("2026-03-30"), Berlin);
        let sql = day_sql("t", period);
        // The clock goes forward at 01:00 UTC on the 29th.
        assert_eq!(sql, "date(t + CASE WHEN t < 1774746000 THEN 3600 ELSE 7200 END, 'unixepoch')");
        let period = Period::of_days(day("2026-07-01"), day("2026-07-03"), Berlin);
        assert_eq!(day_sql("t", period), "date(t + 7200, 'unixepoch')");
    }
}

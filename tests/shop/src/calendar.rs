//! Moments and days: how they are read, kept (whole seconds since 1970) and written.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::{Europe::Moscow, Tz};

/// The time zone of every store of the demo shop.
pub(crate) const SHOP_ZONE: Tz = Moscow;

/// Now, in seconds since 1970.
pub(crate) fn now() -> i64 {
    Utc::now().timestamp()
}

/// Today in the shop's time zone.
pub(crate) fn shop_today() -> NaiveDate {
    Utc::now().with_timezone(&SHOP_ZONE).date_naive()
}

/// The shop's day of a moment.
pub(crate) fn shop_day(moment: i64) -> NaiveDate {
    match SHOP_ZONE.timestamp_opt(moment, 0).single() {
        Some(local) => local.date_naive(),
        None => NaiveDate::MIN,
    }
}

/// A moment as the API writes it: `2026-03-08T11:00:00+00:00`.
pub(crate) fn write_moment(moment: i64) -> String {
    match DateTime::from_timestamp(moment, 0) {
        Some(utc) => utc.format("%Y-%m-%dT%H:%M:%S+00:00").to_string(),
        None => String::new(),
    }
}

/// Reads an offset date-time; a missing offset is refused. A fraction of a second is kept for
/// the caller to round, because "from" and "to" round in opposite directions.
pub(crate) fn read_moment(text: &str) -> Option<(i64, bool)> {
    // In a query string an unescaped "+" has become a space.
    let text = text.trim().replace(' ', "+");
    let moment = DateTime::parse_from_rfc3339(&text).ok()?;
    Some((moment.timestamp(), moment.timestamp_subsec_nanos() > 0))
}

/// Reads `YYYY-MM-DD`.
pub(crate) fn read_day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok()
}

/// A wall clock time in the shop as a moment.
pub(crate) fn shop_moment(local: NaiveDateTime) -> i64 {
    match SHOP_ZONE.from_local_datetime(&local).earliest() {
        Some(moment) => moment.timestamp(),
        None => local.and_utc().timestamp(),
    }
}

/// The first second of a day in the shop.
pub(crate) fn day_start(day: NaiveDate) -> i64 {
    shop_moment(day.and_time(chrono::NaiveTime::MIN))
}

/// The last second of a day in the shop.
pub(crate) fn day_end(day: NaiveDate) -> i64 {
    day_start(day.succ_opt().unwrap_or(day)) - 1
}

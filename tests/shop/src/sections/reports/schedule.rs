//! When a report that is made again and again is due.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use chrono_tz::Tz;

use crate::sections::stats::period::{day_of, day_start};

pub(super) const FREQUENCIES: &[&str] = &[
    "onetime",
    "daily",
    "month_first",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The last moment up to `now` at which a report of this frequency was due: the first second of
/// a day. `None` when it is made once.
pub(super) fn last_due(frequency: &str, now: i64, zone: Tz) -> Option<i64> {
    let today = day_of(now, zone);
    let day = match frequency {
        "daily" => today,
        "month_first" => today.with_day(1).unwrap_or(today),
        word => last_weekday(today, word.parse().ok()?),
    };
    Some(day_start(day, zone))
}

fn last_weekday(today: NaiveDate, weekday: Weekday) -> NaiveDate {
    let since = today.weekday().days_since(weekday);
    today.checked_sub_days(Days::new(u64::from(since))).unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{day_start, read_day, SHOP_ZONE};

    #[test]
    fn a_report_is_due_when_its_day_begins_in_the_shop() {
        let start = |text: &str| read_day(text).map(day_start);
        // A Wednesday, ten in the morning.
        let now = start("2026-03-11").unwrap_or_default() + 36_000;
        for (frequency, due) in [
            ("daily", "2026-03-11"),
            ("wednesday", "2026-03-11"),
            ("thursday", "2026-03-05"),
            ("monday", "2026-03-09"),
            ("month_first", "2026-03-01"),
        ] {
            assert_eq!(last_due(frequency, now, SHOP_ZONE), start(due), "{frequency}");
        }
        assert_eq!(last_due("onetime", now, SHOP_ZONE), None);
    }
}

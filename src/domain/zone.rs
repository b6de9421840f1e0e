//! The shop's time zone. Everything is kept in UTC and turned into the shop's
//! own day and hour here, wherever the device may be.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, NaiveTime, Utc};

/// Tells a zone's distance from UTC. The browser knows all zones (`Intl`);
/// tests and the time before a store is known use [`FixedZone`].
pub trait Zone: Send + Sync {
    /// Minutes east of UTC at this moment.
    fn offset_minutes(&self, at: DateTime<Utc>) -> i32;

    /// The clock on the shop's wall at this moment.
    fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        at.naive_utc() + Duration::minutes(i64::from(self.offset_minutes(at)))
    }

    /// The moment at which the shop's wall clock shows `local`. Where it shows
    /// it twice (the hour put back), the first; where never, the hour after.
    fn instant(&self, local: NaiveDateTime) -> DateTime<Utc> {
        let minutes = |offset: i32| Duration::minutes(i64::from(offset));
        let before = self.offset_minutes((local - Duration::hours(24)).and_utc());
        let first = (local - minutes(before)).and_utc();
        if self.offset_minutes(first) == before {
            return first;
        }
        let after = self.offset_minutes((local + Duration::hours(24)).and_utc());
        let second = (local - minutes(after)).and_utc();
        if self.offset_minutes(second) == after {
            second
        } else {
            first
        }
    }

    /// The shop's day at this moment.
    fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        self.local(at).date()
    }

    /// The first moment of the shop's day.
    fn start_of(&self, day: NaiveDate) -> DateTime<Utc> {
        self.instant(day.and_time(NaiveTime::MIN))
    }
}

/// A zone that never changes its clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FixedZone(pub i32);

impl Zone for FixedZone {
    fn offset_minutes(&self, _: DateTime<Utc>) -> i32 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Clocks go from +60 to +120 at 2026-03-29 01:00 UTC and back at
    /// 2026-10-25 01:00 UTC, as in Berlin.
    struct Berlin;
    impl Zone for Berlin {
        fn offset_minutes(&self, at: DateTime<Utc>) -> i32 {
            let at = at.to_rfc3339();
            if ("2026-03-29T01:00".."2026-10-25T01:00").contains(&at.as_str()) {
                120
            } else {
                60
            }
        }
    }

    fn local(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    #[test]
    fn a_moment_and_its_wall_clock_agree() {
        for text in ["2026-01-01 00:00", "2026-07-01 12:30", "2026-03-29 03:30", "2026-10-25 23:59"] {
            let at = local(text);
            assert_eq!(Berlin.local(Berlin.instant(at)), at, "{text}");
        }
    }

    #[test]
    fn an_hour_shown_twice_is_its_first_and_one_never_shown_moves_on() {
        let twice = Berlin.instant(local("2026-10-25 02:30"));
        assert_eq!(twice.to_rfc3339(), "2026-10-25T00:30:00+00:00");
        let never = Berlin.instant(local("2026-03-29 02:30"));
        assert_eq!(Berlin.local(never), local("2026-03-29 03:30"));
    }

    #[test]
    fn the_day_starts_at_the_shops_midnight() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        assert_eq!(FixedZone(180).start_of(day).to_rfc3339(), "2026-11-23T21:00:00+00:00");
    }
}

//! The days a board or a list is about, and how they are written in an address.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};

use super::instant::read_day;
use super::zone::Zone;

/// A run of the shop's days. `Today` moves on at midnight; fixed days do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Period {
    #[default]
    Today,
    Tomorrow,
    /// The week, Monday to Sunday, that holds today.
    Week,
    /// Any days, both ends included; `from` is never after `to`.
    Days {
        from: NaiveDate,
        to: NaiveDate,
    },
    /// No bounds at all.
    Any,
}

impl Period {
    /// The days from one to the other, in whichever order they are given.
    pub fn between(a: NaiveDate, b: NaiveDate) -> Self {
        Self::Days { from: a.min(b), to: a.max(b) }
    }

    /// First and last day; the ends of the calendar where there are no bounds.
    pub fn days(self, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        match self {
            Self::Today => (today, today),
            Self::Tomorrow => {
                let day = today + Duration::days(1);
                (day, day)
            }
            Self::Week => {
                let monday = today - Duration::days(i64::from(today.weekday().num_days_from_monday()));
                (monday, monday + Duration::days(6))
            }
            Self::Days { from, to } => (from, to),
            Self::Any => (NaiveDate::MIN, NaiveDate::MAX),
        }
    }

    /// The moments it spans: from the first (included) to the last (excluded).
    pub fn span(self, today: NaiveDate, zone: &dyn Zone) -> (DateTime<Utc>, DateTime<Utc>) {
        if self == Self::Any {
            return (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC);
        }
        let (from, to) = self.days(today);
        (zone.start_of(from), zone.start_of(to + Duration::days(1)))
    }

    /// The run of as many days before (`-1`) or after (`1`) this one; a single
    /// day that is today or tomorrow becomes that again.
    pub fn shifted(self, steps: i64, today: NaiveDate) -> Self {
        if self == Self::Any {
            return self;
        }
        let (from, to) = self.days(today);
        let by = Duration::days(((to - from).num_days() + 1) * steps);
        let (from, to) = (from + by, to + by);
        [Self::Today, Self::Tomorrow, Self::Week]
            .into_iter()
            .find(|named| named.days(today) == (from, to))
            .unwrap_or(Self::Days { from, to })
    }

    /// As written in an address: `today`, `week`, `2026-11-24`, `2026-11-24..2026-11-30`.
    pub fn to_address(self) -> String {
        match self {
            Self::Today => "today".into(),
            Self::Tomorrow => "tomorrow".into(),
            Self::Week => "week".into(),
            Self::Any => "any".into(),
            Self::Days { from, to } if from == to => from.to_string(),
            Self::Days { from, to } => format!("{from}..{to}"),
        }
    }

    /// Reads what [`Self::to_address`] wrote; `None` for anything else.
    pub fn from_address(text: &str) -> Option<Self> {
        match text {
            "today" => Some(Self::Today),
            "tomorrow" => Some(Self::Tomorrow),
            "week" => Some(Self::Week),
            "any" => Some(Self::Any),
            days => {
                let (from, to) = days.split_once("..").unwrap_or((days, days));
                Some(Self::between(day_from_address(from)?, day_from_address(to)?))
            }
        }
    }
}

/// Reads `2026-11-24`; days outside the years 1970 to 2999 are no shop's.
pub fn day_from_address(text: &str) -> Option<NaiveDate> {
    read_day(text).filter(|day| (1970..=2999).contains(&day.year()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::zone::FixedZone;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
    }

    #[test]
    fn a_period_survives_the_address() {
        for period in [
            Period::Today,
            Period::Tomorrow,
            Period::Week,
            Period::Any,
            Period::between(day(3), day(3)),
            Period::between(day(9), day(4)),
        ] {
            assert_eq!(Period::from_address(&period.to_address()), Some(period));
        }
        for bad in ["", "yesterday", "2026-13-01", "..", "2026-11-01..x", "+200000-01-01"] {
            assert_eq!(Period::from_address(bad), None, "{bad}");
        }
    }

    #[test]
    fn steps_forward_and_back_meet_the_named_days_again() {
        let today = day(24);
        assert_eq!(Period::Today.shifted(1, today), Period::Tomorrow);
        assert_eq!(Period::Tomorrow.shifted(-1, today), Period::Today);
        assert_eq!(Period::Today.shifted(-1, today), Period::between(day(23), day(23)));
        assert_eq!(Period::Week.days(today), (day(23), day(29)));
        assert_eq!(Period::Week.shifted(-1, today), Period::between(day(16), day(22)));
    }

    #[test]
    fn the_span_ends_where_the_next_day_begins() {
        let (from, to) = Period::Today.span(day(24), &FixedZone(180));
        assert_eq!(from.to_rfc3339(), "2026-11-23T21:00:00+00:00");
        assert_eq!((to - from).num_hours(), 24);
    }
}

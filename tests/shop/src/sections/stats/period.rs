//! The period a figure is about: `filter[range]` with its ends in the stores' time zone, the
//! period just before it, and the days it touches.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone};
use chrono_tz::Tz;

use crate::calendar::{self, read_day, read_moment};
use crate::parameters::{own, Parameter, Reads};
use crate::query::Query;
use crate::refusal::{Fault, Refusal};

const RANGES: &[&str] = &["day", "week", "month", "year", "custom"];

pub(super) const RANGE: Parameter = own("filter[range]", Reads::OneOf(RANGES));
/// Read here and not with the query, because a plain day is one of the stores' zone.
pub(super) const RANGE_FROM: Parameter = own("filter[rangeFrom]", Reads::Text);
pub(super) const RANGE_TO: Parameter = own("filter[rangeTo]", Reads::Text);

/// Both ends belong to the period; seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sections) struct Period {
    pub(in crate::sections) from: i64,
    pub(in crate::sections) to: i64,
    pub(in crate::sections) zone: Tz,
}

impl Period {
    /// The period of `filter[range]`, which must be given.
    pub(super) fn required(query: &Query, zone: Tz) -> Result<Self, Refusal> {
        match Self::given(query, zone)? {
            Some(period) => Ok(period),
            None => Err(missing("filter[range]")),
        }
    }

    /// The period of `filter[range]`, if there is one.
    pub(super) fn given(query: &Query, zone: Tz) -> Result<Option<Self>, Refusal> {
        let days = match query.text("filter[range]") {
            None => return Ok(None),
            Some("day") => 1,
            Some("week") => 7,
            Some("month") => 30,
            Some("year") => 365,
            Some(_) => return Self::custom(query, zone).map(Some),
        };
        Ok(Some(Self::last_days(days, zone)))
    }

    /// The last days, today among them. It ends with the current minute and not the current
    /// second, so that figures are computed once for all who ask at the same time.
    pub(super) fn last_days(days: u64, zone: Tz) -> Self {
        let now = calendar::now();
        let today = day_of(now, zone);
        let first = today.checked_sub_days(Days::new(days.saturating_sub(1))).unwrap_or(today);
        Self { from: day_start(first, zone), to: now - now.rem_euclid(60) + 59, zone }
    }

    /// The period from the first second of one day to the last of another.
    pub(in crate::sections) fn of_days(first: NaiveDate, last: NaiveDate, zone: Tz) -> Self {
        Self { from: day_start(first, zone), to: day_end(last, zone), zone }
    }

    fn custom(query: &Query, zone: Tz) -> Result<Self, Refusal> {
        let mut faults = Vec::new();
        let mut read = |name: &'static str, end: fn(&str, Tz) -> Result<i64, Fault>| {
            match query.text(name) {
                None => Err(missing_fault(name)),
                Some(text) => end(text, zone).map_err(|fault| fault.in_parameter(name)),
            }
            .map_err(|fault| faults.push(fault))
        };
        let ends = (read("filter[rangeFrom]", begin), read("filter[rangeTo]", end));
        Refusal::unless_empty(faults)?;
        let (from, to) = (ends.0.unwrap_or_default(), ends.1.unwrap_or_default());
        if to < from {
            return Err(reversed("filter[rangeTo]"));
        }
        Ok(Self { from, to, zone })
    }

    /// The period between two parameters; by default the last days up to today.
    pub(super) fn between(
        query: &Query,
        names: (&'static str, &'static str),
        usual_days: u64,
        zone: Tz,
    ) -> Result<Self, Refusal> {
        let read = |name: &'static str, end: fn(&str, Tz) -> Result<i64, Fault>| {
            let given = query.text(name).map(|text| end(text, zone));
            given.transpose().map_err(|fault| fault.in_parameter(name))
        };
        let to = read(names.1, end)?.unwrap_or_else(|| day_end(day_of(calendar::now(), zone), zone));
        let from = read(names.0, begin)?.unwrap_or_else(|| {
            let last = day_of(to, zone);
            let first = last.checked_sub_days(Days::new(usual_days.saturating_sub(1)));
            day_start(first.unwrap_or(last), zone)
        });
        if to < from {
            return Err(reversed(names.1));
        }
        Ok(Self { from, to, zone })
    }

    /// The period of the same length just before.
    pub(super) fn before(self) -> Self {
        let length = self.to - self.from + 1;
        Self { from: self.from - length, to: self.from - 1, zone: self.zone }
    }

    pub(in crate::sections) fn first_day(self) -> NaiveDate {
        day_of(self.from, self.zone)
    }

    pub(in crate::sections) fn last_day(self) -> NaiveDate {
        day_of(self.to, self.zone)
    }
}

/// A required parameter that was not given.
pub(super) fn missing(name: &str) -> Refusal {
    missing_fault(name).into()
}

fn missing_fault(name: &str) -> Fault {
    Fault::new(422, "required", "A value is missing.", format!("{name} is required.")).in_parameter(name)
}

/// A period that ends before it begins.
fn reversed(name: &str) -> Refusal {
    let fault = Fault::new(422, "period-reversed", "The period is not valid.", "It ends before it begins.");
    fault.in_parameter(name).into()
}

/// The beginning a text names: a moment, or the first second of a day.
fn begin(text: &str, zone: Tz) -> Result<i64, Fault> {
    match read_moment(text) {
        Some((moment, fraction)) => Ok(moment + i64::from(fraction)),
        None => read_day(text).map(|day| day_start(day, zone)).ok_or_else(|| unreadable(text)),
    }
}

/// The end a text names: a moment, or the last second of a day.
fn end(text: &str, zone: Tz) -> Result<i64, Fault> {
    match read_moment(text) {
        Some((moment, _)) => Ok(moment),
        None => read_day(text).map(|day| day_end(day, zone)).ok_or_else(|| unreadable(text)),
    }
}

fn unreadable(text: &str) -> Fault {
    Fault::unreadable(format!("\"{text}\" is neither a date-time like 2026-03-08T10:00:00Z nor a date."))
}

/// A moment as the clock on the wall shows it.
pub(in crate::sections) fn local(moment: i64, zone: Tz) -> DateTime<Tz> {
    let utc = DateTime::from_timestamp(moment, 0).unwrap_or(DateTime::UNIX_EPOCH);
    utc.with_timezone(&zone)
}

pub(in crate::sections) fn day_of(moment: i64, zone: Tz) -> NaiveDate {
    local(moment, zone).date_naive()
}

/// The first second of a day. Where midnight is skipped, the day begins when the clock goes on.
pub(in crate::sections) fn day_start(day: NaiveDate, zone: Tz) -> i64 {
    let midnight = day.and_time(NaiveTime::MIN);
    for minutes in [0, 30, 60, 120] {
        let wall = midnight + chrono::TimeDelta::minutes(minutes);
        if let Some(moment) = zone.from_local_datetime(&wall).earliest() {
            return moment.timestamp();
        }
    }
    midnight.and_utc().timestamp()
}

fn day_end(day: NaiveDate, zone: Tz) -> i64 {
    day_start(day.succ_opt().unwrap_or(day), zone) - 1
}

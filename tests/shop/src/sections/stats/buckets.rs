//! A period cut into days, weeks, months or years, and amounts counted into the pieces.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::period::{day_start, Period};
use crate::refusal::{Fault, Refusal};

/// Ten years of days: more rows than any chart shows.
const MOST: usize = 3_660;
/// A longer period is shown by months.
const MOST_DAYS: i64 = 92;

/// How long the pieces are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Day,
    Week,
    Month,
    Year,
}

pub(super) const STEPS: &[&str] = &["year", "month", "week", "day"];

impl Step {
    /// The step of a parameter's word.
    pub(super) fn named(word: Option<&str>, usual: Self) -> Self {
        match word {
            Some("year") => Self::Year,
            Some("month") => Self::Month,
            Some("week") => Self::Week,
            Some("day") => Self::Day,
            _ => usual,
        }
    }

    /// Days for a quarter, months for longer.
    pub(super) fn fit(period: Period) -> Self {
        let days = (period.last_day() - period.first_day()).num_days() + 1;
        if days > MOST_DAYS {
            Self::Month
        } else {
            Self::Day
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The day the piece after that of `day` begins: weeks on Mondays, months on their first.
    fn next(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Day => day.succ_opt(),
            Self::Week => {
                let monday = day.week(Weekday::Mon).first_day();
                monday.checked_add_days(Days::new(7))
            }
            Self::Month => day.with_day(1)?.checked_add_months(chrono::Months::new(1)),
            Self::Year => NaiveDate::from_ymd_opt(day.year() + 1, 1, 1),
        }
    }
}

/// The pieces of a period in order. The first begins with the period itself.
#[derive(Debug)]
pub(super) struct Buckets {
    days: Vec<NaiveDate>,
    starts: Vec<i64>,
}

impl Buckets {
    /// Cuts a period; `parameter` is blamed when that makes too many pieces.
    pub(super) fn cut(period: Period, step: Step, parameter: &str) -> Result<Self, Refusal> {
        let last = period.last_day();
        let mut days = Vec::new();
        let mut next = Some(period.first_day());
        while let Some(day) = next.filter(|day| *day <= last) {
            if days.len() == MOST {
                let detail = format!("That would be more than {MOST} rows.");
                let fault = Fault::new(422, "period-too-long", "The period is not valid.", detail);
                return Err(fault.in_parameter(parameter).into());
            }
            days.push(day);
            next = step.next(day);
        }
        let starts = days.iter().map(|day| day_start(*day, period.zone)).collect();
        Ok(Self { days, starts })
    }

    pub(super) fn days(&self) -> &[NaiveDate] {
        &self.days
    }

    /// The piece a moment of the period falls into.
    pub(super) fn place(&self, moment: i64) -> usize {
        self.starts.partition_point(|start| *start <= moment).saturating_sub(1)
    }

    /// The sums of (moment, amount) rows, one for each piece, zeros among them.
    pub(super) fn sums(&self, rows: impl IntoIterator<Item = (i64, i64)>) -> Vec<i64> {
        let mut sums = vec![0; self.days.len()];
        for (moment, amount) in rows {
            if let Some(sum) = sums.get_mut(self.place(moment)) {
                *sum += amount;
            }
        }
        sums
    }
}

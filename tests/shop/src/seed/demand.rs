//! How many orders are due on which day: weekends, feasts, the weeks to come.

use chrono::{Datelike, Duration, NaiveDate, Weekday};

use super::dice::Dice;

/// Days of business the data looks back on.
const PAST_DAYS: i64 = 730;
/// Days ahead for which orders have been placed already.
const AHEAD_DAYS: i64 = 14;

/// How much busier than an ordinary day it is, in percent.
fn busy(day: NaiveDate) -> usize {
    let feast = match (day.month(), day.day()) {
        (3, 8) => 1_000,
        (3, 7) => 700,
        (3, 6) => 350,
        (2, 14) => 550,
        (2, 13) => 260,
        (9, 1) => 480,
        (8, 31) => 300,
        (12, 31) => 240,
        (12, 30) => 200,
        (11, late) if day.weekday() == Weekday::Sun && late > 23 => 320,
        (5, 9) | (10, 5) => 220,
        _ => 0,
    };
    let week = match day.weekday() {
        Weekday::Fri => 130,
        Weekday::Sat => 165,
        Weekday::Sun => 125,
        Weekday::Mon => 85,
        _ => 100,
    };
    feast.max(week)
}

/// The due day of every order, in no order. Today and the days ahead get their share first.
pub(super) fn due_days(dice: &mut Dice, today: NaiveDate, orders: usize) -> Vec<NaiveDate> {
    let mut days = Vec::with_capacity(orders);
    let at_least = |share: usize, least: usize, most: usize| (orders / share).max(least.min(most));
    let mut put = |day: NaiveDate, count: usize| {
        let room = orders.saturating_sub(days.len());
        days.extend(std::iter::repeat_n(day, count.min(room)));
    };
    put(today, at_least(120, 24, orders / 4));
    put(today + Duration::days(1), at_least(220, 8, orders / 12));
    for ahead in 2..=AHEAD_DAYS {
        let share = usize::try_from(220 * ahead).unwrap_or(220);
        put(today + Duration::days(ahead), orders / share);
    }
    let past: Vec<NaiveDate> = (1..=PAST_DAYS).map(|back| today - Duration::days(back)).collect();
    let weights: Vec<usize> = past.iter().map(|day| busy(*day)).collect();
    let total: usize = weights.iter().sum();
    let rest = orders.saturating_sub(days.len());
    // Even shares first, so that a feast is a feast for every seed; chance fills up.
    for (day, weight) in past.iter().zip(&weights) {
        let count = rest * weight / total.max(1);
        days.extend(std::iter::repeat_n(*day, count));
    }
    while days.len() < orders {
        if let Some(day) = past.get(dice.weighted(&weights)) {
            days.push(*day);
        }
    }
    days
}

//! Amounts by day or month: revenue (128, 144), payments (129, 145), profit (130, 146).

use rusqlite::Connection;
use serde_json::{json, Value};

use super::answers::{calculated, money, remembered, rows};
use super::books::Book;
use super::buckets::{Buckets, Step};
use super::period::Period;
use super::scope::Scope;
use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::resource::Writes;
use crate::jsonapi::shape::{figure, made, Figure, Made};
use crate::refusal::Refusal;

const DATED: &[Figure] = &[figure("date", Writes::Day), figure("amount", Writes::Money)];
/// A piece of the period and its revenue.
pub(crate) static REVENUE: Made = made("stats-revenue", DATED);
/// A piece of the period and what was paid in it.
pub(crate) static PAYMENTS: Made = made("stats-payments-revenue", DATED);
/// A piece of the period and its profit.
pub(crate) static PROFIT: Made = made("stats-profit", DATED);
/// How long a piece is.
pub(crate) const TOLD: &[Figure] =
    &[figure("calculatedAt", Writes::Moment), figure("step", Writes::Word(&["day", "month"]))];

/// Operations 128 and 144.
pub(crate) fn revenue(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    series(call, connection, "stats-revenue", Book::sold, "amount")
}

/// Operations 129 and 145.
pub(crate) fn payments(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    series(call, connection, "stats-payments-revenue", Book::payments, "amount")
}

/// Operations 130 and 146.
pub(crate) fn profit(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    series(call, connection, "stats-profit", Book::sold, "amount - cost")
}

fn series(
    call: &Call,
    connection: &Connection,
    kind: &'static str,
    book: fn(&Scope, Period) -> Book,
    amount: &str,
) -> Result<Answer, Refusal> {
    let scope = Scope::of(call, connection)?;
    let period = scope.period(call)?;
    let step = Step::fit(period);
    let buckets = Buckets::cut(period, step, "filter[rangeTo]")?;
    let key = format!("{kind} {}", scope.key(Some(period)));
    remembered(call, connection, key, || {
        let columns = format!("at, {amount}");
        let amounts =
            book(&scope, period).rows(connection, &columns, "", |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut meta = calculated();
        if let Some(members) = meta.as_object_mut() {
            members.insert("step".to_owned(), json!(step.name()));
        }
        Ok(json!({ "data": rows(kind, dated(&buckets, buckets.sums(amounts))), "meta": meta }))
    })
}

/// Attributes of sums: the day each piece of the period begins, and the amount.
pub(super) fn dated(buckets: &Buckets, sums: Vec<i64>) -> Vec<Value> {
    let days = buckets.days().iter();
    days.zip(sums).map(|(day, sum)| json!({ "date": day.to_string(), "amount": money(sum) })).collect()
}

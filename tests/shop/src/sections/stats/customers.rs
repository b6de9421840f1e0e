//! What one customer bought (15), and what all of them did (16), over time.

use rusqlite::{Connection, OptionalExtension};
use serde_json::{json, Value};

use super::answers::{money, percent, remembered, rows};
use super::buckets::{Buckets, Step, STEPS};
use super::period::{local, Period};
use super::series::dated;
use crate::answer::Answer;
use crate::calendar::{now, SHOP_ZONE};
use crate::desk::Call;
use crate::jsonapi::resource::Writes;
use crate::jsonapi::shape::{figure, made, Figure, Made};
use crate::parameters::{own, Parameter, Reads};
use crate::refusal::Refusal;

/// A piece of the period and what the customer bought in it.
pub(crate) static BOUGHT: Made =
    made("customer-stats", &[figure("date", Writes::Day), figure("amount", Writes::Money)]);
/// All he bought, and how long a piece is.
pub(crate) const BOUGHT_TOLD: &[Figure] =
    &[figure("total", Writes::Money), figure("format", Writes::Word(STEPS))];
/// A piece of the period and what customers did in it.
pub(crate) static DONE: Made = made(
    "stats-customers",
    &[
        figure("date", Writes::Day),
        figure("newCustomersCount", Writes::Integer),
        figure("bonusesSpent", Writes::Integer),
        figure("bonusesAccumulated", Writes::Integer),
    ],
);
/// How loyal they are; the moment is written without an offset.
pub(crate) const DONE_TOLD: &[Figure] = &[
    figure("repeatedSalesRevenuePercentage", Writes::Money),
    figure("repeatedSalesRevenue", Writes::Money),
    figure("ordersWithCustomersPercentage", Writes::Money),
    figure("calculatedAt", Writes::Text),
];

/// Parameters of 15.
pub(crate) const OF_ONE: &[Parameter] = &[
    own("filter[startDate]", Reads::Text),
    own("filter[endDate]", Reads::Text),
    own("filter[format]", Reads::OneOf(STEPS)),
];

/// Parameters of 16.
pub(crate) const OF_ALL: &[Parameter] = &[
    own("filter[rangeFrom]", Reads::Text),
    own("filter[rangeTo]", Reads::Text),
    own("filter[range]", Reads::OneOf(STEPS)),
];

/// Operation 15: what the customer's orders that were handed over came to, by default by month
/// over the last year.
pub(crate) fn of_one(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let known = connection
        .prepare_cached("SELECT 1 FROM customers WHERE id = ?1")?
        .query_row([call.id()], |_| Ok(()))
        .optional()?;
    if known.is_none() {
        return Err(Refusal::not_found("customer", call.id()));
    }
    let period = Period::between(&call.query, ("filter[startDate]", "filter[endDate]"), 365, SHOP_ZONE)?;
    let step = Step::named(call.query.text("filter[format]"), Step::Month);
    let buckets = Buckets::cut(period, step, "filter[endDate]")?;
    let bought = moments(
        connection,
        "SELECT posted_at, total_amount FROM orders
         WHERE customer_id = ?1 AND status = 'done' AND posted_at BETWEEN ?2 AND ?3",
        (call.id(), period.from, period.to),
    )?;
    let sums = buckets.sums(bought);
    let meta = json!({ "total": money(sums.iter().sum()), "format": step.name() });
    Ok(Answer::ok(json!({ "data": rows("customer-stats", dated(&buckets, sums)), "meta": meta })))
}

/// Operation 16, by default by day over the last month.
pub(crate) fn of_all(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let period = Period::between(&call.query, ("filter[rangeFrom]", "filter[rangeTo]"), 30, SHOP_ZONE)?;
    let step = Step::named(call.query.text("filter[range]"), Step::Day);
    let buckets = Buckets::cut(period, step, "filter[rangeTo]")?;
    let key = format!("customers {step:?} {period:?}");
    remembered(call, connection, key, || {
        let sums = |sql: &str| -> rusqlite::Result<Vec<i64>> {
            Ok(buckets.sums(moments(connection, sql, (period.from, period.to))?))
        };
        let new = sums(
            "SELECT created_at, 1 FROM customers
             WHERE created_at BETWEEN ?1 AND ?2 AND status <> 'deleted'",
        )?;
        let points = |sign: &str, test: &str| {
            sums(&format!(
                "SELECT created_at, {sign}amount FROM customer_bonus_history
                 WHERE created_at BETWEEN ?1 AND ?2 AND amount {test} 0"
            ))
        };
        let (spent, got) = (points("-", "<")?, points("", ">")?);
        let days = buckets.days().iter().zip(new).zip(spent.into_iter().zip(got));
        let data = days.map(|((day, new), (spent, got))| {
            json!({
                "date": day.to_string(),
                "newCustomersCount": new,
                "bonusesSpent": spent,
                "bonusesAccumulated": got,
            })
        });
        let data = rows("stats-customers", data);
        Ok(json!({ "data": data, "meta": loyalty(connection, period)? }))
    })
}

/// How much of the revenue came from customers who had bought before, and how many orders had a
/// customer at all.
fn loyalty(connection: &Connection, period: Period) -> rusqlite::Result<Value> {
    let (orders, with_customer, revenue, repeated): (i64, i64, i64, i64) = connection
        .prepare_cached(
            "SELECT count(*), count(customer_id), coalesce(sum(total_amount), 0),
                    coalesce(sum(total_amount) FILTER (WHERE EXISTS (
                      SELECT 1 FROM orders earlier
                      WHERE earlier.customer_id = o.customer_id AND earlier.status = 'done'
                        AND earlier.posted_at < o.posted_at)), 0)
             FROM orders o INDEXED BY orders_handed
             WHERE o.status = 'done' AND o.posted_at BETWEEN ?1 AND ?2",
        )?
        .query_row((period.from, period.to), |row| row.try_into())?;
    Ok(json!({
        "repeatedSalesRevenuePercentage": percent(repeated, revenue),
        "repeatedSalesRevenue": money(repeated),
        "ordersWithCustomersPercentage": percent(with_customer, orders),
        "calculatedAt": local(now(), SHOP_ZONE).format("%Y-%m-%d %H:%M:%S").to_string(),
    }))
}

/// Rows of a moment and an amount.
fn moments(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
) -> rusqlite::Result<Vec<(i64, i64)>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

//! The general figures of stores over a period (126, 136), against the period before.

use rusqlite::{params_from_iter, Connection};
use serde_json::{json, Value};

use super::answers::{average, calculated, change, money, percent, remembered, row};
use super::books::{within, Book};
use super::period::Period;
use super::scope::Scope;
use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::list::Conditions;
use crate::jsonapi::resource::Writes;
use crate::jsonapi::shape::{figure, made, Made};
use crate::refusal::Refusal;

/// The figures; those called `Prev` are the change against the period before in per cent.
pub(crate) static FIGURES: Made = made(
    "store-stats",
    &[
        figure("revenue", Writes::Money),
        figure("revenuePrev", Writes::Money).or_null(),
        figure("paymentsRevenue", Writes::Money),
        figure("paymentsRevenuePrev", Writes::Money).or_null(),
        figure("profit", Writes::Money),
        figure("profitPrev", Writes::Money).or_null(),
        figure("ordersQty", Writes::Integer),
        figure("ordersQtyPrev", Writes::Money).or_null(),
        figure("avgOrderSum", Writes::Money),
        figure("avgOrderSumPrev", Writes::Money).or_null(),
        figure("marginality", Writes::Money),
        figure("ordersReturnedQty", Writes::Integer),
        figure("ordersReturnedQtyPrev", Writes::Integer),
        figure("ordersReturnedAmount", Writes::Money),
        figure("checksPrinted", Writes::Integer),
        figure("discountAmount", Writes::Money),
        figure("discountShare", Writes::Money),
        figure("bonusesAccrued", Writes::Integer),
        figure("bonusesSpent", Writes::Money),
        figure("negativeBalance", Writes::Flag),
        figure("cashboxAmount", Writes::Money),
    ],
);

/// Operations 126 and 136.
pub(crate) fn figures(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let scope = Scope::of(call, connection)?;
    let period = scope.period(call)?;
    let key = format!("general {}", scope.key(Some(period)));
    remembered(call, connection, key, || {
        let attributes = attributes(connection, &scope, period)?;
        Ok(json!({ "data": row("store-stats", 1, attributes), "meta": calculated() }))
    })
}

fn attributes(connection: &Connection, scope: &Scope, period: Period) -> rusqlite::Result<Value> {
    let now = Turnover::of(connection, scope, period)?;
    let before = Turnover::of(connection, scope, period.before())?;
    Ok(json!({
        "revenue": money(now.revenue),
        "revenuePrev": change(now.revenue, before.revenue),
        "paymentsRevenue": money(now.payments),
        "paymentsRevenuePrev": change(now.payments, before.payments),
        "profit": money(now.profit),
        "profitPrev": change(now.profit, before.profit),
        "ordersQty": now.orders,
        "ordersQtyPrev": change(now.orders, before.orders),
        "avgOrderSum": money(now.average()),
        "avgOrderSumPrev": change(now.average(), before.average()),
        "marginality": percent(now.profit, now.revenue),
        "ordersReturnedQty": now.returned,
        "ordersReturnedQtyPrev": now.returned - before.returned,
        "ordersReturnedAmount": money(now.returned_amount),
        "checksPrinted": checks(connection, scope, period)?,
        "discountAmount": money(now.discounts),
        "discountShare": percent(now.discounts, now.revenue + now.discounts),
        "bonusesAccrued": now.points,
        "bonusesSpent": money(now.bonuses),
        "negativeBalance": negative_balance(connection, scope)?,
        "cashboxAmount": money(now.cash),
    }))
}

/// What is compared with the period before.
struct Turnover {
    orders: i64,
    revenue: i64,
    profit: i64,
    discounts: i64,
    bonuses: i64,
    /// Points the customers got for the orders sold.
    points: i64,
    payments: i64,
    /// Cash taken less cash given back: the cash row of the payments. Withdrawals are not documented.
    cash: i64,
    returned: i64,
    returned_amount: i64,
}

impl Turnover {
    fn of(connection: &Connection, scope: &Scope, period: Period) -> rusqlite::Result<Self> {
        let sums = "count(*), coalesce(sum(amount), 0), coalesce(sum(cost), 0), coalesce(sum(less), 0),
                    coalesce(sum(bonuses), 0), coalesce(sum(points), 0)";
        let (orders, revenue, cost, discounts, bonuses, points): (i64, i64, i64, i64, i64, i64) =
            Book::sold(scope, period).sums(connection, sums, |row| row.try_into())?;
        let sums = "coalesce(sum(amount), 0), coalesce(sum(amount) FILTER (WHERE method IN
                      (SELECT id FROM payment_methods WHERE code = 'cash')), 0)";
        let (payments, cash): (i64, i64) =
            Book::payments(scope, period).sums(connection, sums, |row| row.try_into())?;
        let (returned, returned_amount): (i64, i64) =
            Book::returned(scope, period)
                .sums(connection, "count(*), coalesce(sum(amount), 0)", |row| row.try_into())?;
        let profit = revenue - cost;
        Ok(Self {
            orders,
            revenue,
            profit,
            discounts,
            bonuses,
            points,
            payments,
            cash,
            returned,
            returned_amount,
        })
    }

    fn average(&self) -> i64 {
        average(self.revenue, self.orders)
    }
}

/// Receipts that were printed in the period.
fn checks(connection: &Connection, scope: &Scope, period: Period) -> rusqlite::Result<i64> {
    let mut conditions = Conditions::default();
    within(&mut conditions, "p.fiscalized_at", period);
    scope.in_stores(&mut conditions, "p.store_id");
    scope.with_lines_of_categories(&mut conditions, "p.order_id");
    let sql = format!("SELECT count(*) FROM order_payments p{}", conditions.sql());
    connection.prepare_cached(&sql)?.query_row(params_from_iter(conditions.values()), |row| row.get(0))
}

/// Whether some stock has fallen below nothing.
fn negative_balance(connection: &Connection, scope: &Scope) -> rusqlite::Result<bool> {
    let mut conditions = Conditions::default();
    conditions.and_fixed("quantity < 0");
    scope.in_stores(&mut conditions, "store_id");
    scope.of_categories(&mut conditions, "item_id");
    let sql = format!("SELECT EXISTS (SELECT 1 FROM prices{})", conditions.sql());
    connection.prepare_cached(&sql)?.query_row(params_from_iter(conditions.values()), |row| row.get(0))
}

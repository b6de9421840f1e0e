//! What the shop owes its customers and they owe it (133, 143): orders due in the coming week,
//! prepayments, unpaid orders, points.

use chrono::{Days, NaiveDate};
use rusqlite::{params_from_iter, Connection};
use serde_json::{json, Value};

use super::answers::{calculated, money, remembered, rows};
use super::books::within;
use super::buckets::{Buckets, Step};
use super::period::{day_of, Period};
use super::scope::Scope;
use crate::answer::Answer;
use crate::calendar::now;
use crate::desk::Call;
use crate::jsonapi::list::Conditions;
use crate::jsonapi::resource::Writes;
use crate::jsonapi::shape::{figure, made, Figure, Made};
use crate::refusal::Refusal;
use crate::sections::orders::list::CREDIT;

/// Orders still to be handed over.
const OPEN: &str = "status IN ('new', 'notAccepted', 'assembled', 'courier')";

/// How many orders are due on a day.
pub(crate) static DUE: Made =
    made("stats-debts", &[figure("date", Writes::Day), figure("qty", Writes::Integer)]);
/// What is owed.
pub(crate) const TOLD: &[Figure] = &[
    figure("calculatedAt", Writes::Moment),
    figure("prepaymentsAmount", Writes::Money),
    figure("customersDebtAmount", Writes::Money),
    figure("ordersBudgetAmount", Writes::Money),
    figure("ordersDebtQty", Writes::Integer),
    figure("bonusesAmount", Writes::Integer),
];

/// Operations 133 and 143. With a period, only orders placed in it count.
pub(crate) fn figures(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let scope = Scope::of_named_stores(call, connection)?;
    let placed = Period::given(&call.query, scope.zone)?;
    let today = day_of(now(), scope.zone);
    let week = Period::of_days(today, last_of_week(today), scope.zone);
    let buckets = Buckets::cut(week, Step::Day, "filter[range]")?;
    let key = format!("debts {today} {}", scope.key(placed));
    remembered(call, connection, key, || {
        let orders = orders(&scope, placed);
        let due = due(connection, orders.clone(), week)?;
        let quantities = buckets.sums(due.into_iter().map(|at| (at, 1)));
        let days = buckets.days().iter().zip(quantities);
        let data = days.map(|(day, qty)| json!({ "date": day.to_string(), "qty": qty }));
        let data = rows("stats-debts", data);
        Ok(json!({ "data": data, "meta": meta(connection, &orders)? }))
    })
}

fn last_of_week(today: NaiveDate) -> NaiveDate {
    today.checked_add_days(Days::new(6)).unwrap_or(today)
}

/// The orders that are looked at.
fn orders(scope: &Scope, placed: Option<Period>) -> Conditions {
    let mut conditions = Conditions::default();
    scope.in_stores(&mut conditions, "store_id");
    scope.with_lines_of_categories(&mut conditions, "id");
    if let Some(period) = placed {
        within(&mut conditions, "created_at", period);
    }
    conditions
}

/// The moments open orders are due in the week.
fn due(connection: &Connection, mut orders: Conditions, week: Period) -> rusqlite::Result<Vec<i64>> {
    within(&mut orders, "due_time", week);
    orders.and_fixed(OPEN);
    let sql = format!("SELECT due_time FROM orders{}", orders.sql());
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(orders.values()), |row| row.get(0))?;
    rows.collect()
}

fn meta(connection: &Connection, orders: &Conditions) -> rusqlite::Result<Value> {
    let sql = format!(
        "SELECT coalesce(sum(payments_amount) FILTER (WHERE {OPEN}), 0),
                coalesce(sum(total_amount - payments_amount) FILTER (WHERE {CREDIT}), 0),
                coalesce(sum(budget) FILTER (WHERE {OPEN}), 0),
                count(*) FILTER (WHERE {CREDIT})
         FROM orders{}",
        orders.sql()
    );
    let (prepayments, debt, budget, in_debt): (i64, i64, i64, i64) = connection
        .prepare_cached(&sql)?
        .query_row(params_from_iter(orders.values()), |row| row.try_into())?;
    // Customers belong to no store, so their points are those of the whole shop.
    let points: i64 = connection
        .prepare_cached("SELECT coalesce(sum(current_points), 0) FROM customers WHERE status <> 'deleted'")?
        .query_row([], |row| row.get(0))?;
    let mut meta = calculated();
    if let Some(members) = meta.as_object_mut() {
        members.insert("prepaymentsAmount".to_owned(), money(prepayments));
        members.insert("customersDebtAmount".to_owned(), money(debt));
        members.insert("ordersBudgetAmount".to_owned(), money(budget));
        members.insert("ordersDebtQty".to_owned(), json!(in_debt));
        members.insert("bonusesAmount".to_owned(), json!(points));
    }
    Ok(meta)
}

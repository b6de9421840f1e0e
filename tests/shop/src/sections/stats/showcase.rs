//! Bouquets that stood on the showcase and were sold in a period (147-150).

use chrono::{Datelike, Timelike};
use rusqlite::types::Value as Sql;
use rusqlite::{params_from_iter, Connection};
use serde_json::{json, Map, Value};

use super::answers::{average, money, percent, remembered, row, rows_about, About};
use super::books::{within, Book};
use super::period::{local, Period};
use super::scope::Scope;
use crate::answer::Answer;
use crate::calendar::{now, write_moment};
use crate::desk::Call;
use crate::jsonapi::list::Conditions;
use crate::jsonapi::load::decimal;
use crate::jsonapi::resource::{Resource, Writes};
use crate::jsonapi::shape::{figure, made, Figure, Made};
use crate::refusal::Refusal;
use crate::resources as to;
use crate::resources::stats::DIAPASONS;

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const TOP: usize = 10;

/// The figures of the showcase.
pub(crate) static FIGURES: Made = made(
    "showcase-stats",
    &[
        figure("revenue", Writes::Money),
        figure("averagePrice", Writes::Money),
        figure("averageCount", Writes::Quantity),
        figure("profit", Writes::Money),
        figure("marginality", Writes::Money),
        figure("soldBouquetsCount", Writes::Integer),
        figure("deliveredBouquetsCount", Writes::Integer),
    ],
);
/// How many bouquets were sold on each weekday and in each hour.
pub(crate) static DAYS: Made = made(
    "showcase-days-stats",
    &[
        figure("monday", Writes::Integer),
        figure("tuesday", Writes::Integer),
        figure("wednesday", Writes::Integer),
        figure("thursday", Writes::Integer),
        figure("friday", Writes::Integer),
        figure("saturday", Writes::Integer),
        figure("sunday", Writes::Integer),
        figure("hour0", Writes::Integer),
        figure("hour1", Writes::Integer),
        figure("hour2", Writes::Integer),
        figure("hour3", Writes::Integer),
        figure("hour4", Writes::Integer),
        figure("hour5", Writes::Integer),
        figure("hour6", Writes::Integer),
        figure("hour7", Writes::Integer),
        figure("hour8", Writes::Integer),
        figure("hour9", Writes::Integer),
        figure("hour10", Writes::Integer),
        figure("hour11", Writes::Integer),
        figure("hour12", Writes::Integer),
        figure("hour13", Writes::Integer),
        figure("hour14", Writes::Integer),
        figure("hour15", Writes::Integer),
        figure("hour16", Writes::Integer),
        figure("hour17", Writes::Integer),
        figure("hour18", Writes::Integer),
        figure("hour19", Writes::Integer),
        figure("hour20", Writes::Integer),
        figure("hour21", Writes::Integer),
        figure("hour22", Writes::Integer),
        figure("hour23", Writes::Integer),
    ],
);
/// What was sold in a range of prices.
pub(crate) static PRICES: Made = made(
    "showcase-prices-stats",
    &[figure("revenue", Writes::Money), figure("soldBouquetsCount", Writes::Integer)],
)
.about(&[("diapason", diapason)]);
/// What a flower in the bouquets sold brought.
pub(crate) static FLOWERS: Made = made(
    "showcase-top-flowers-stats",
    &[figure("revenue", Writes::Money), figure("count", Writes::Quantity)],
)
.about(&[("item", to::item)]);
/// When the figures were made.
pub(crate) const TOLD: &[Figure] = &[figure("showcaseCalculatedAt", Writes::Moment)];

fn diapason() -> &'static Resource {
    &DIAPASONS
}

fn calculated() -> Value {
    json!({ "showcaseCalculatedAt": write_moment(now()) })
}

/// Operation 147.
pub(crate) fn figures(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let scope = Scope::of(call, connection)?;
    let period = scope.period(call)?;
    let key = format!("showcase {}", scope.key(Some(period)));
    remembered(call, connection, key, || {
        let sums = "count(*), coalesce(sum(amount), 0), coalesce(sum(cost), 0)";
        let (sold, revenue, cost): (i64, i64, i64) =
            Book::showcase(&scope, period).sums(connection, sums, |row| row.try_into())?;
        let (placed, standing) = standing(connection, &scope, period)?;
        let attributes = json!({
            "revenue": money(revenue),
            "averagePrice": money(average(revenue, sold)),
            "averageCount": standing,
            "profit": money(revenue - cost),
            "marginality": percent(revenue - cost, revenue),
            "soldBouquetsCount": sold,
            "deliveredBouquetsCount": placed,
        });
        Ok(json!({ "data": row("showcase-stats", 1, attributes), "meta": calculated() }))
    })
}

/// How many bouquets were put on the showcase in the period, and how many stood there at a time
/// on average, to one decimal. A bouquet stands until it is sold or taken apart, or until now.
fn standing(connection: &Connection, scope: &Scope, period: Period) -> rusqlite::Result<(i64, Value)> {
    let until = period.to.min(now());
    let mut conditions = Conditions::default();
    scope.in_stores(&mut conditions, "b.store_id");
    scope.bouquets_of_categories(&mut conditions, "b.id");
    let mut placed = conditions.clone();
    within(&mut placed, "b.on_window_at", period);
    let sql = format!("SELECT count(*) FROM bouquets b{}", placed.sql());
    let placed =
        connection.prepare_cached(&sql)?.query_row(params_from_iter(placed.values()), |row| row.get(0))?;
    let length = until - period.from + 1;
    conditions.and("b.on_window_at <= ?", Sql::Integer(until));
    conditions.and_pair("?a <= ?b", Sql::Integer(period.from), Sql::Integer(until));
    let (from, to) = (conditions.values().len() - 1, conditions.values().len());
    let sql = format!(
        "SELECT coalesce(sum(max(0, min(gone, ?{to} + 1) - max(placed, ?{from}))), 0) FROM (
           SELECT b.on_window_at AS placed, coalesce(
             (SELECT max(l.sold_at) FROM order_lines l WHERE l.bouquet_id = b.id),
             CASE b.status WHEN 'demonstrated' THEN ?{to} + 1 ELSE b.updated_at END) AS gone
           FROM bouquets b{})",
        conditions.sql()
    );
    let seconds: i64 = connection
        .prepare_cached(&sql)?
        .query_row(params_from_iter(conditions.values()), |row| row.get(0))?;
    let average = if length > 0 { (seconds as f64 * 10.0 / length as f64).round() } else { 0.0 };
    Ok((placed, decimal(average as i64, 10)))
}

/// Operation 148: how many were sold on each weekday and in each hour of the day.
pub(crate) fn days(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let scope = Scope::of(call, connection)?;
    let period = scope.period(call)?;
    let key = format!("showcase days {}", scope.key(Some(period)));
    remembered(call, connection, key, || {
        let sold: Vec<i64> = Book::showcase(&scope, period).rows(connection, "at", "", |row| row.get(0))?;
        let mut attributes = Map::new();
        let mut count = |name: String, fits: &dyn Fn(i64) -> bool| {
            let number = sold.iter().filter(|at| fits(**at)).count();
            attributes.insert(name, json!(number));
        };
        for (weekday, name) in (0_u32..).zip(WEEKDAYS) {
            count(name.to_owned(), &|at| local(at, period.zone).weekday().num_days_from_monday() == weekday);
        }
        for hour in 0..24 {
            count(format!("hour{hour}"), &|at| local(at, period.zone).hour() == hour);
        }
        let data = row("showcase-days-stats", 1, Value::Object(attributes));
        Ok(json!({ "data": data, "meta": calculated() }))
    })
}

/// Operation 149: what was sold in each range of prices.
pub(crate) fn prices(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let scope = Scope::of(call, connection)?;
    let period = scope.period(call)?;
    let key = format!("showcase prices {}", scope.key(Some(period)));
    remembered(call, connection, key, || {
        let ranges: Vec<(String, i64, Option<i64>)> = connection
            .prepare_cached(
                "SELECT id, price_from, price_to FROM bouquet_price_diapasons ORDER BY price_from",
            )?
            .query_map([], |row| row.try_into())?
            .collect::<rusqlite::Result<_>>()?;
        let sold: Vec<(i64, i64)> =
            Book::showcase(&scope, period).rows(connection, "price, amount", "", |row| row.try_into())?;
        let figures = ranges.into_iter().map(|(id, from, to)| {
            let fits = |price: i64| price >= from && to.is_none_or(|to| price < to);
            let here = || sold.iter().filter(|(price, _)| fits(*price));
            let revenue: i64 = here().map(|(_, amount)| amount).sum();
            let attributes = json!({ "revenue": money(revenue), "soldBouquetsCount": here().count() });
            (Some(id), attributes)
        });
        let about = About { name: "diapason", resource: &DIAPASONS };
        let (rows, included) = rows_about(connection, "showcase-prices-stats", &about, figures.collect())?;
        Ok(json!({ "data": rows, "included": included, "meta": calculated() }))
    })
}

/// Operation 150: the flowers in the bouquets sold that brought most.
pub(crate) fn top_flowers(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let scope = Scope::of(call, connection)?;
    let period = scope.period(call)?;
    let key = format!("showcase flowers {}", scope.key(Some(period)));
    remembered(call, connection, key, || {
        let then = format!(
            "WHERE counts AND +item IN (
               SELECT i.id FROM inventory_items i JOIN inventory_groups g ON g.id = i.group_id
               WHERE g.group_type = 'flowers')
             GROUP BY item ORDER BY 2 DESC, 3 DESC, item LIMIT {TOP}"
        );
        let columns = "item, sum(amount), sum(qty)";
        let flowers: Vec<(String, i64, i64)> =
            Book::showcase_lines(&scope, period).rows(connection, columns, &then, |row| row.try_into())?;
        let figures = flowers.into_iter().map(|(item, revenue, count)| {
            (Some(item), json!({ "revenue": money(revenue), "count": decimal(count, 1_000) }))
        });
        let about = About { name: "item", resource: to::item() };
        let kind = "showcase-top-flowers-stats";
        let (rows, included) = rows_about(connection, kind, &about, figures.collect())?;
        Ok(json!({ "data": rows, "included": included, "meta": calculated() }))
    })
}

//! What lies in the stores and what happened to it: balances (140), documents of the warehouse
//! (141), the items with the most loss (142).

use rusqlite::types::Value as Sql;
use rusqlite::{params_from_iter, Connection};
use serde_json::json;

use super::answers::{calculated, money, percent, remembered, row, rows_about, About};
use super::books::within;
use super::period::{Period, RANGE, RANGE_FROM, RANGE_TO};
use super::scope::{Scope, CATEGORIES, STORES};
use crate::answer::Answer;
use crate::calendar::{now, write_moment};
use crate::desk::Call;
use crate::jsonapi::list::Conditions;
use crate::jsonapi::load::decimal;
use crate::jsonapi::resource::Writes;
use crate::jsonapi::shape::{figure, made, Figure, Made};
use crate::parameters::{own, Parameter, Reads};
use crate::refusal::Refusal;
use crate::resources as to;
use crate::sections::stock::KINDS;

/// What the stock is worth.
pub(crate) static BALANCES: Made = made(
    "stats-warehouses",
    &[
        figure("pricesBalance", Writes::Money),
        figure("costsBalance", Writes::Money),
        figure("writtenOffAmount", Writes::Money),
    ],
);
/// Documents of the warehouse.
pub(crate) static BASE: Made = made(
    "warehouse-base-stats-totals",
    &[
        figure("inventoryActsCount", Writes::Integer),
        figure("packingInvoicesCount", Writes::Integer),
        figure("writeOffInvoicesCount", Writes::Integer),
        figure("writeOffCostToPackingCost", Writes::Money),
        figure("shortages", Writes::Money),
        figure("surpluses", Writes::Money),
    ],
);
/// What the stock had cost.
pub(crate) const BASE_TOLD: &[Figure] = &[
    figure("calculatedAt", Writes::Moment),
    figure("warehouseCalculatedAt", Writes::Moment),
    figure("reminderFlowers", Writes::Money),
    figure("reminderProduct", Writes::Money),
    figure("reminder", Writes::Money),
];
/// An item and its part of the movements.
pub(crate) static TOP_ITEMS: Made = made(
    "warehouse-top-items-stats-totals",
    &[
        figure("amount", Writes::Money),
        figure("count", Writes::Quantity),
        figure("proportionAmount", Writes::Money),
        figure("proportionQty", Writes::Money),
    ],
)
.about(&[("item", to::item)]);

/// The kind of movement an item stands among the top by.
const REASON: Parameter = own("filter[reason]", Reads::OneOf(KINDS));
const TOP: usize = 10;

/// Parameters of 142.
pub(crate) const TOP_OF_STORE: &[Parameter] = &[RANGE, RANGE_FROM, RANGE_TO, CATEGORIES, REASON];
/// Parameters of 142 where several stores are named.
pub(crate) const TOP_OF_STORES: &[Parameter] = &[RANGE, RANGE_FROM, RANGE_TO, CATEGORIES, STORES, REASON];

/// Operation 140.
pub(crate) fn balances(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let scope = Scope::of(call, connection)?;
    let period = scope.period(call)?;
    let key = format!("balances {}", scope.key(Some(period)));
    remembered(call, connection, key, || {
        let stock = Stock::of(connection, &scope)?;
        let moved = Moved::of(connection, &scope, period)?;
        let attributes = json!({
            "pricesBalance": money(stock.by_price),
            "costsBalance": money(stock.by_cost),
            "writtenOffAmount": money(moved.written_off),
        });
        Ok(json!({ "data": row("stats-warehouses", 1, attributes), "meta": calculated() }))
    })
}

/// Operation 141.
pub(crate) fn base(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let scope = Scope::of_named_stores(call, connection)?;
    let period = scope.period(call)?;
    let key = format!("warehouse base {}", scope.key(Some(period)));
    remembered(call, connection, key, || {
        let stock = Stock::of(connection, &scope)?;
        let moved = Moved::of(connection, &scope, period)?;
        let attributes = json!({
            "inventoryActsCount": moved.countings,
            "packingInvoicesCount": moved.packings,
            "writeOffInvoicesCount": moved.write_offs,
            "writeOffCostToPackingCost": percent(moved.written_off, moved.packed),
            "shortages": money(moved.shortages),
            "surpluses": money(moved.surpluses),
        });
        let at = write_moment(now());
        let meta = json!({
            "calculatedAt": at,
            "warehouseCalculatedAt": at,
            "reminderFlowers": money(stock.flowers_by_cost),
            "reminderProduct": money(stock.by_cost - stock.flowers_by_cost),
            "reminder": money(stock.by_cost),
        });
        Ok(json!({ "data": row("warehouse-base-stats-totals", 1, attributes), "meta": meta }))
    })
}

/// Operation 142: the items with the largest cost of movements of a kind, which is writing off
/// unless `filter[reason]` names another. Proportions are of all such movements.
pub(crate) fn top_items(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let scope = Scope::of_named_stores(call, connection)?;
    let period = scope.period(call)?;
    let reason = call.query.text("filter[reason]").unwrap_or("lossProfit");
    let key = format!("warehouse top {reason} {}", scope.key(Some(period)));
    remembered(call, connection, key, || {
        let mut conditions = movements(&scope, period);
        conditions.and("kind = ?", Sql::Text(reason.to_owned()));
        let sql = format!(
            "SELECT item_id, abs(sum(amount)), abs(sum(qty)) FROM stock_movements{}
             GROUP BY item_id ORDER BY 2 DESC, 3 DESC, 1",
            conditions.sql()
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let items: Vec<(String, i64, i64)> = statement
            .query_map(params_from_iter(conditions.values()), |row| row.try_into())?
            .collect::<rusqlite::Result<_>>()?;
        let amount: i64 = items.iter().map(|(_, amount, _)| amount).sum();
        let quantity: i64 = items.iter().map(|(_, _, quantity)| quantity).sum();
        let figures = items.into_iter().take(TOP).map(|(item, cost, count)| {
            let attributes = json!({
                "amount": money(cost),
                "count": decimal(count, 1_000),
                "proportionAmount": percent(cost, amount),
                "proportionQty": percent(count, quantity),
            });
            (Some(item), attributes)
        });
        let about = About { name: "item", resource: to::item() };
        let kind = "warehouse-top-items-stats-totals";
        let (rows, included) = rows_about(connection, kind, &about, figures.collect())?;
        Ok(json!({ "data": rows, "included": included, "meta": calculated() }))
    })
}

/// The movements of a period that count.
fn movements(scope: &Scope, period: Period) -> Conditions {
    let mut conditions = Conditions::default();
    conditions.and_fixed("status = 'active'");
    within(&mut conditions, "at", period);
    scope.in_stores(&mut conditions, "store_id");
    scope.of_categories(&mut conditions, "item_id");
    conditions
}

/// What the stock of today is worth, in kopecks.
struct Stock {
    by_price: i64,
    by_cost: i64,
    flowers_by_cost: i64,
}

impl Stock {
    fn of(connection: &Connection, scope: &Scope) -> rusqlite::Result<Self> {
        let mut conditions = Conditions::default();
        conditions.and_fixed("quantity <> 0");
        scope.in_stores(&mut conditions, "store_id");
        scope.of_categories(&mut conditions, "item_id");
        let sql = format!(
            "SELECT coalesce(sum(quantity * price), 0), coalesce(sum(quantity * cost), 0),
                    coalesce(sum(quantity * cost) FILTER (WHERE item_id IN (
                      SELECT i.id FROM inventory_items i JOIN inventory_groups g ON g.id = i.group_id
                      WHERE g.group_type = 'flowers')), 0)
             FROM prices{}",
            conditions.sql()
        );
        let (by_price, by_cost, flowers): (i64, i64, i64) = connection
            .prepare_cached(&sql)?
            .query_row(params_from_iter(conditions.values()), |row| row.try_into())?;
        Ok(Self { by_price: kopecks(by_price), by_cost: kopecks(by_cost), flowers_by_cost: kopecks(flowers) })
    }
}

/// Quantities are thousandths; the sum is rounded once.
fn kopecks(thousandths: i64) -> i64 {
    (thousandths + 500).div_euclid(1_000)
}

/// What happened in the warehouse.
struct Moved {
    countings: i64,
    packings: i64,
    write_offs: i64,
    packed: i64,
    written_off: i64,
    shortages: i64,
    surpluses: i64,
}

impl Moved {
    fn of(connection: &Connection, scope: &Scope, period: Period) -> rusqlite::Result<Self> {
        let mut conditions = movements(scope, period);
        conditions.and_fixed("kind IN ('inventoryCounting', 'inventoryTransaction', 'lossProfit')");
        let sql = format!(
            "SELECT count(DISTINCT document_id) FILTER (WHERE kind = 'inventoryCounting'),
                    count(DISTINCT document_id) FILTER (WHERE kind = 'inventoryTransaction'),
                    count(DISTINCT document_id) FILTER (WHERE kind = 'lossProfit'),
                    coalesce(sum(amount) FILTER (WHERE kind = 'inventoryTransaction'), 0),
                    coalesce(-sum(amount) FILTER (WHERE kind = 'lossProfit'), 0),
                    coalesce(-sum(amount) FILTER (WHERE kind = 'inventoryCounting' AND amount < 0), 0),
                    coalesce(sum(amount) FILTER (WHERE kind = 'inventoryCounting' AND amount > 0), 0)
             FROM stock_movements{}",
            conditions.sql()
        );
        connection.prepare_cached(&sql)?.query_row(params_from_iter(conditions.values()), |row| {
            Ok(Self {
                countings: row.get(0)?,
                packings: row.get(1)?,
                write_offs: row.get(2)?,
                packed: row.get(3)?,
                written_off: row.get(4)?,
                shortages: row.get(5)?,
                surpluses: row.get(6)?,
            })
        })
    }
}

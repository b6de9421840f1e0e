//! What an item costs in a store: over time (45), and now (46).

use rusqlite::{Connection, OptionalExtension};
use serde_json::{json, Value};

use super::answers::{money, rows};
use super::buckets::{Buckets, Step, STEPS};
use super::period::{day_start, Period};
use super::scope::zone;
use crate::answer::Answer;
use crate::calendar::{now, write_moment, SHOP_ZONE};
use crate::desk::Call;
use crate::jsonapi::load::decimal;
use crate::jsonapi::resource::Writes;
use crate::jsonapi::shape::{figure, made, Figure, Made};
use crate::parameters::{own, Parameter, Reads};
use crate::refusal::Refusal;

const FROM: &str = "filter[sold][startDate]";
const TO: &str = "filter[sold][endDate]";

/// The prices of a piece of the period.
pub(crate) static RATIO: Made = made(
    "item-price-ratio",
    &[
        figure("date", Writes::Moment),
        figure("price", Writes::Money),
        figure("sellingPrice", Writes::Money),
        figure("cost", Writes::Money),
    ],
);
/// Today's price and cost, and how long a piece is.
pub(crate) const TOLD: &[Figure] =
    &[figure("price", Writes::Money), figure("cost", Writes::Money), figure("format", Writes::Word(STEPS))];
/// Stock, cost and price in a store.
pub(crate) static IN_STORE: Made = made(
    "stats-by-store",
    &[
        figure("qty", Writes::Quantity),
        figure("optQty", Writes::Quantity),
        figure("cost", Writes::Money),
        figure("amount", Writes::Money),
        figure("prevCost", Writes::Money).or_null(),
        figure("price", Writes::Money),
        figure("prevPrice", Writes::Money).or_null(),
    ],
);

/// Parameters of 45.
pub(crate) const DYNAMICS: &[Parameter] =
    &[own(FROM, Reads::Text), own(TO, Reads::Text), own("filter[format]", Reads::OneOf(STEPS))];

/// Four weeks tell what a week needs.
const WEEKS: i64 = 4;

/// An item's price in a store.
struct Price {
    item: String,
    store: String,
    price: i64,
    cost: i64,
    quantity: i64,
}

impl Price {
    /// The price the path names: by the id of the price or that of the store.
    fn of(call: &Call, connection: &Connection) -> Result<Self, Refusal> {
        let known = connection
            .prepare_cached("SELECT 1 FROM inventory_items WHERE id = ?1")?
            .query_row([call.id()], |_| Ok(()))
            .optional()?;
        if known.is_none() {
            return Err(Refusal::not_found("inventory item", call.id()));
        }
        let named = call.path.get(1).map_or("", String::as_str);
        let price = connection
            .prepare_cached(
                "SELECT item_id, store_id, price, cost, quantity FROM prices
                 WHERE item_id = ?1 AND (id = ?2 OR store_id = ?2)",
            )?
            .query_row([call.id(), named], |row| {
                Ok(Self {
                    item: row.get(0)?,
                    store: row.get(1)?,
                    price: row.get(2)?,
                    cost: row.get(3)?,
                    quantity: row.get(4)?,
                })
            })
            .optional()?;
        price.ok_or_else(|| Refusal::not_found("price", named))
    }
}

/// Sums over what was sold in one piece of the period.
#[derive(Debug, Default, Clone, Copy)]
struct Sold {
    quantity: i64,
    listed: i64,
    paid: i64,
    cost: i64,
}

/// Operation 45: prices for one piece or measure, averaged over what was sold. Pieces of the
/// period in which nothing was sold are left out: they have no price.
pub(crate) fn dynamics(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let price = Price::of(call, connection)?;
    let zone = zone(connection, Some(&price.store))?.flatten().unwrap_or(SHOP_ZONE);
    let period = Period::between(&call.query, (FROM, TO), 30, zone)?;
    let step = Step::named(call.query.text("filter[format]"), Step::Day);
    let buckets = Buckets::cut(period, step, TO)?;
    let mut sold = vec![Sold::default(); buckets.days().len()];
    let mut statement = connection.prepare_cached(
        "SELECT o.posted_at, l.qty, l.amount, l.total_amount, l.cost
         FROM order_lines l JOIN orders o ON o.id = l.order_id
         WHERE l.item_id = ?1 AND o.store_id = ?2 AND o.status = 'done' AND o.posted_at BETWEEN ?3 AND ?4",
    )?;
    let mut lines = statement.query((&price.item, &price.store, period.from, period.to))?;
    while let Some(line) = lines.next()? {
        if let Some(sums) = sold.get_mut(buckets.place(line.get(0)?)) {
            sums.quantity += line.get::<_, i64>(1)?;
            sums.listed += line.get::<_, i64>(2)?;
            sums.paid += line.get::<_, i64>(3)?;
            sums.cost += line.get::<_, i64>(4)?;
        }
    }
    let sold = buckets.days().iter().zip(sold).filter(|(_, sums)| sums.quantity > 0);
    let data = sold.map(|(day, sums)| {
        json!({
            "date": write_moment(day_start(*day, zone)),
            "price": money(each(sums.listed, sums.quantity)),
            "sellingPrice": money(each(sums.paid, sums.quantity)),
            "cost": money(each(sums.cost, sums.quantity)),
        })
    });
    let meta = json!({ "price": money(price.price), "cost": money(price.cost), "format": step.name() });
    Ok(Answer::ok(json!({ "data": rows("item-price-ratio", data), "meta": meta })))
}

/// Operation 46; its id is the store's.
pub(crate) fn in_store(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let price = Price::of(call, connection)?;
    let attributes = json!({
        "qty": decimal(price.quantity, 1_000),
        "optQty": decimal(sold_in_a_week(connection, &price)?, 1_000),
        "cost": money(price.cost),
        "amount": money(worth(price.quantity, price.cost)),
        "prevCost": previous_cost(connection, &price)?.map_or(Value::Null, money),
        "price": money(price.price),
        "prevPrice": previous_price(connection, &price)?.map_or(Value::Null, money),
    });
    let data = json!({ "type": "stats-by-store", "id": price.store, "attributes": attributes });
    Ok(Answer::ok(json!({ "data": data })))
}

/// Kopecks for one of a quantity in thousandths.
fn each(amount: i64, quantity: i64) -> i64 {
    (amount as f64 * 1_000.0 / quantity as f64).round() as i64
}

fn worth(quantity: i64, price: i64) -> i64 {
    (quantity * price + 500).div_euclid(1_000)
}

/// The stock a week needs: what was sold in one, on average of the last four.
fn sold_in_a_week(connection: &Connection, price: &Price) -> rusqlite::Result<i64> {
    let since = now() - WEEKS * 7 * 86_400;
    let sold: i64 = connection
        .prepare_cached(
            "SELECT coalesce(sum(l.qty), 0) FROM order_lines l JOIN orders o ON o.id = l.order_id
             WHERE l.item_id = ?1 AND l.sold_at > ?3 AND o.store_id = ?2 AND o.status = 'done'",
        )?
        .query_row((&price.item, &price.store, since), |row| row.get(0))?;
    Ok(sold / WEEKS)
}

/// What one of the item cost in the newest delivery at another cost than today's.
fn previous_cost(connection: &Connection, price: &Price) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached(
            "SELECT CAST(round(amount * 1000.0 / qty) AS INTEGER) AS cost FROM stock_movements
             WHERE item_id = ?1 AND store_id = ?2 AND kind IN ('inventoryTransaction', 'transferReceive')
               AND qty > 0 AND cost <> ?3
             ORDER BY at DESC, id DESC LIMIT 1",
        )?
        .query_row((&price.item, &price.store, price.cost), |row| row.get(0))
        .optional()
}

/// The newest price the item was sold at that is not today's.
fn previous_price(connection: &Connection, price: &Price) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached(
            "SELECT l.price FROM order_lines l JOIN orders o ON o.id = l.order_id
             WHERE l.item_id = ?1 AND o.store_id = ?2 AND l.sold_at IS NOT NULL AND l.price <> ?3
             ORDER BY l.sold_at DESC, l.seq DESC LIMIT 1",
        )?
        .query_row((&price.item, &price.store, price.price), |row| row.get(0))
        .optional()
}

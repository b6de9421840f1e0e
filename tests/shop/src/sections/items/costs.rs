//! What goods cost the shop: by the deliveries still lying there (48), and last (49).

use rusqlite::{Connection, OptionalExtension};
use serde_json::{json, Value};

use crate::answer::Answer;
use crate::calendar::{day_end, now, read_day, shop_day};
use crate::desk::Call;
use crate::jsonapi::body::Sent;
use crate::jsonapi::fields::{exists, Fields, STORE};
use crate::jsonapi::form::Takes;
use crate::jsonapi::resource::Writes;
use crate::jsonapi::shape::{attribute, figure, link, list, made, shape, Made, Shape};
use crate::refusal::{Fault, Refusal};
use crate::resources as to;

/// As many items as one search may name.
const MOST: usize = 500;

/// Items, how many of each, by which day.
pub(crate) static NET_SEARCH: Shape = shape("search-net-costs").also(&[&[
    list("items", Takes::Text(50)).needed(),
    list("qty", Takes::Quantity),
    attribute("date", Takes::Day),
    link("store", &STORE).needed(),
]]);

/// Items, and by which moment.
pub(crate) static LAST_SEARCH: Shape = shape("search-last-costs").also(&[&[
    list("items", Takes::Text(50)).needed(),
    attribute("dateTime", Takes::Moment),
    link("store", &STORE).needed(),
]]);

/// What is left of a delivery and what a piece of it cost.
pub(crate) static NET: Made = made(
    "net-costs",
    &[figure("cost", Writes::Money), figure("leftQty", Writes::Quantity), figure("date", Writes::Day)],
)
.about(&[("item", to::item), ("store", to::store)]);

/// What was paid last, and the average cost.
pub(crate) static LAST: Made = made(
    "last-costs",
    &[figure("purchasePrice", Writes::Money).or_null(), figure("costPrice", Writes::Money).or_null()],
)
.about(&[("item", to::item), ("store", to::store)]);

/// The items of a search, with a pointer for each fault.
fn items(fields: &mut Fields, connection: &Connection) -> Result<Vec<String>, Refusal> {
    let Some(Some(Value::Array(given))) = fields.said("items") else {
        fields.fault("items", "required", "items must be a list of ids.".to_owned());
        return Ok(Vec::new());
    };
    if given.len() > MOST {
        fields.fault("items", "too-many", format!("At most {MOST} items at once."));
        return Ok(Vec::new());
    }
    let mut items = Vec::new();
    for (number, value) in given.iter().enumerate() {
        let id = value.as_str().unwrap_or("");
        if exists(connection, "inventory_items", id)? {
            items.push(id.to_owned());
        } else {
            let pointer = format!("/data/attributes/items/{number}");
            let detail = format!("There is no item {value}.");
            fields.faults.push(Fault::invalid("unknown-item", &pointer, detail));
        }
    }
    Ok(items)
}

fn store(fields: &mut Fields, connection: &Connection) -> Result<String, Refusal> {
    let before = fields.faults.len();
    let store = fields.one(connection, "store", &STORE)?.flatten();
    if store.is_none() && fields.faults.len() == before {
        fields.relationship_fault("store", "required", "store is needed.".to_owned());
    }
    Ok(store.unwrap_or_default())
}

/// What is left of one delivery.
struct Layer {
    at: i64,
    qty: i64,
    /// Kopecks a piece.
    cost: i64,
}

/// Operation 48: for each item the deliveries its wanted quantity comes from, oldest first.
pub(crate) fn net(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let sent = Sent::primary(call.body.as_ref(), "search-net-costs", None)?;
    let mut fields = Fields::new(sent, "/data");
    let items = items(&mut fields, connection)?;
    let store = store(&mut fields, connection)?;
    let day = fields.day("date");
    let quantities = quantities(&mut fields, items.len());
    fields.done()?;
    let until = day.and_then(|day| read_day(&day)).map_or_else(now, day_end);
    let mut data = Vec::new();
    for (place, item) in items.iter().enumerate() {
        let mut wanted = quantities.get(place).copied().unwrap_or(1_000);
        for layer in layers(connection, item, &store, until)? {
            if wanted <= 0 {
                break;
            }
            wanted -= layer.qty;
            let attributes = json!({
                "cost": layer.cost as f64 / 100.0,
                "leftQty": layer.qty as f64 / 1_000.0,
                "date": shop_day(layer.at).to_string(),
            });
            data.push(row("net-costs", data.len(), attributes, item, &store));
        }
    }
    Ok(Answer::ok(json!({ "data": data })))
}

/// The quantities of a search, in thousandths, in the order of the items.
fn quantities(fields: &mut Fields, items: usize) -> Vec<i64> {
    let Some(Some(given)) = fields.said("qty") else { return Vec::new() };
    let given = given.as_array().map_or(&[][..], Vec::as_slice);
    let read: Vec<f64> = given
        .iter()
        .filter_map(|value| value.as_f64().or_else(|| value.as_str()?.parse().ok()))
        .filter(|qty| qty.is_finite() && *qty >= 0.0 && *qty < 1e9)
        .collect();
    if read.len() != given.len() || (!given.is_empty() && given.len() != items) {
        let detail = "qty must be a list of numbers, one for each item.".to_owned();
        fields.fault("qty", "bad-quantities", detail);
        return Vec::new();
    }
    read.into_iter().map(|qty| (qty * 1_000.0).round() as i64).collect()
}

/// What is left of each delivery when the oldest goods go first.
fn layers(connection: &Connection, item: &str, store: &str, until: i64) -> rusqlite::Result<Vec<Layer>> {
    let mut layers: Vec<Layer> = Vec::new();
    let mut gone = 0_i64;
    let mut statement = connection.prepare_cached(
        "SELECT at, qty, amount FROM stock_movements WHERE item_id = ?1 AND store_id = ?2 AND at <= ?3
         ORDER BY at, id",
    )?;
    let mut rows = statement.query((item, store, until))?;
    while let Some(row) = rows.next()? {
        let (at, qty, amount): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if qty > 0 {
            layers.push(Layer { at, qty, cost: amount.saturating_mul(1_000) / qty });
        } else {
            gone = gone.saturating_add(-qty);
        }
    }
    for layer in &mut layers {
        let taken = gone.min(layer.qty);
        layer.qty -= taken;
        gone -= taken;
    }
    layers.retain(|layer| layer.qty > 0);
    Ok(layers)
}

/// Operation 49: what was paid at the last delivery, and what a piece costs on average.
pub(crate) fn last(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let sent = Sent::primary(call.body.as_ref(), "search-last-costs", None)?;
    let mut fields = Fields::new(sent, "/data");
    let items = items(&mut fields, connection)?;
    let store = store(&mut fields, connection)?;
    let at = fields.moment("dateTime").flatten().unwrap_or_else(now);
    fields.done()?;
    let mut data = Vec::new();
    for item in &items {
        let bought: Option<(i64, i64)> = connection
            .prepare_cached(
                "SELECT qty, amount FROM stock_movements
                 WHERE item_id = ?1 AND store_id = ?2 AND at <= ?3 AND kind = 'inventoryTransaction' AND qty > 0
                 ORDER BY at DESC, id DESC LIMIT 1",
            )?
            .query_row((item, &store, at), |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (qty, amount): (i64, i64) = connection
            .prepare_cached(
                "SELECT coalesce(sum(qty), 0), coalesce(sum(amount), 0) FROM stock_movements
                 WHERE item_id = ?1 AND store_id = ?2 AND at <= ?3",
            )?
            .query_row((item, &store, at), |row| Ok((row.get(0)?, row.get(1)?)))?;
        let piece =
            |qty: i64, amount: i64| (qty > 0).then(|| (amount as f64 * 1_000.0 / qty as f64).round() / 100.0);
        let attributes = json!({
            "purchasePrice": bought.and_then(|(qty, amount)| piece(qty, amount)),
            "costPrice": piece(qty, amount),
        });
        data.push(row("last-costs", data.len(), attributes, item, &store));
    }
    Ok(Answer::ok(json!({ "data": data })))
}

fn row(kind: &str, number: usize, attributes: Value, item: &str, store: &str) -> Value {
    json!({
        "type": kind,
        "id": (number + 1).to_string(),
        "attributes": attributes,
        "relationships": {
            "item": { "data": { "type": "inventory-items", "id": item } },
            "store": { "data": { "type": "stores", "id": store } },
        },
    })
}

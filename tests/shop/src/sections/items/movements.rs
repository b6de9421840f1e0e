//! The movements of an item in a store with the running balance (47).

use rusqlite::Connection;
use serde_json::{json, Map, Value};

use crate::answer::Answer;
use crate::calendar::write_moment;
use crate::desk::Call;
use crate::jsonapi::fields::exists;
use crate::jsonapi::resource::Writes;
use crate::jsonapi::shape::{figure, made, Figure, Made};
use crate::parameters::{sort, Sort};
use crate::refusal::Refusal;
use crate::sections::stock::KINDS;

pub(crate) const SORTS: &[Sort] = &[sort("date", "at")];

/// A movement and the balance after it.
pub(crate) static MOVEMENT: Made = made(
    "item-warehouse-movements",
    &[
        figure("date", Writes::Moment),
        figure("qty", Writes::Quantity),
        figure("remainderQty", Writes::Quantity),
        figure("amount", Writes::Money),
        figure("transType", Writes::Word(KINDS)),
        figure("documentId", Writes::Text),
        figure("documentNumber", Writes::Text),
        figure("documentStatus", Writes::Text),
        figure("inventoryId", Writes::Text),
    ],
);

/// The sums of each kind of movement.
pub(crate) const SUMS: &[Figure] = &[
    figure("qtySalesOrder", Writes::Quantity),
    figure("qtyReturnOrder", Writes::Quantity),
    figure("qtyTransferShipment", Writes::Quantity),
    figure("qtyTransferReceive", Writes::Quantity),
    figure("qtyLossProfit", Writes::Quantity),
    figure("qtyInventoryCounting", Writes::Quantity),
    figure("qtyInventoryTransaction", Writes::Quantity),
];

/// Operation 47: the newest first, so that the first balance is today's stock.
pub(crate) fn list(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let (item, store) = (call.id(), call.path.get(1).map_or("", String::as_str));
    if !exists(connection, "inventory_items", item)? {
        return Err(Refusal::not_found("inventory item", item));
    }
    if !exists(connection, "stores", store)? {
        return Err(Refusal::not_found("store", store));
    }
    let mut meta = Map::new();
    let mut total = 0_i64;
    for kind in KINDS {
        let (count, qty): (i64, i64) = connection
            .prepare_cached(
                "SELECT count(*), coalesce(sum(qty), 0) FROM stock_movements
                 WHERE item_id = ?1 AND store_id = ?2 AND kind = ?3",
            )?
            .query_row((item, store, kind), |row| Ok((row.get(0)?, row.get(1)?)))?;
        total += count;
        let mut name = String::from("qty");
        name.extend(kind.chars().take(1).map(|letter| letter.to_ascii_uppercase()));
        name.extend(kind.chars().skip(1));
        meta.insert(name, json!(qty as f64 / 1_000.0));
    }
    let page = call.query.page;
    let size = page.size.unwrap_or(-1);
    let upwards = call.query.orders.first().is_some_and(|order| !order.down);
    let direction = if upwards { "ASC" } else { "DESC" };
    let sql = format!(
        "SELECT id, at, qty, amount, kind, document_id, document_number, status,
                sum(qty) OVER (ORDER BY at, id), row_number() OVER (ORDER BY at, id)
         FROM stock_movements WHERE item_id = ?1 AND store_id = ?2
         ORDER BY at {direction}, id {direction} LIMIT ?3 OFFSET ?4"
    );
    let start = (page.number - 1).saturating_mul(size.max(0));
    let data: Vec<Value> = connection
        .prepare_cached(&sql)?
        .query_map((item, store, size, start), |row| {
            Ok(json!({
                "type": "item-warehouse-movements",
                "id": format!("{item}-{}", row.get::<_, i64>(9)?),
                "attributes": {
                    "date": write_moment(row.get(1)?),
                    "qty": row.get::<_, i64>(2)? as f64 / 1_000.0,
                    "remainderQty": row.get::<_, i64>(8)? as f64 / 1_000.0,
                    "amount": row.get::<_, i64>(3)? as f64 / 100.0,
                    "transType": row.get::<_, String>(4)?,
                    "documentId": row.get::<_, String>(5)?,
                    "documentNumber": row.get::<_, String>(6)?,
                    "documentStatus": row.get::<_, String>(7)?,
                    "inventoryId": row.get::<_, i64>(0)?.to_string(),
                },
            }))
        })?
        .collect::<rusqlite::Result<_>>()?;
    meta.insert("page".to_owned(), json!({ "number": page.number, "size": page.size }));
    meta.insert("total".to_owned(), json!(total));
    Ok(Answer::ok(json!({ "data": data, "meta": meta })))
}

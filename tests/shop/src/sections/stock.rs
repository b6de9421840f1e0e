//! Stock: what lies in a store is the sum of its movements, so it is changed here only.

use rusqlite::{params, Connection, OptionalExtension};

use crate::revisions;

/// Why goods come or go, in the live API's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Sale,
    Return,
    Shipment,
    Receipt,
    Loss,
}

/// Everything a movement may be; the shop makes the first five itself.
pub(crate) const KINDS: &[&str] = &[
    "salesOrder",
    "returnOrder",
    "transferShipment",
    "transferReceive",
    "lossProfit",
    "inventoryCounting",
    "inventoryTransaction",
];

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Sale => "salesOrder",
            Self::Return => "returnOrder",
            Self::Shipment => "transferShipment",
            Self::Receipt => "transferReceive",
            Self::Loss => "lossProfit",
        }
    }
}

/// The document a movement belongs to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Document<'a> {
    pub(crate) id: &'a str,
    pub(crate) number: &'a str,
    pub(crate) at: i64,
}

/// Moves goods into a store, or out of it with a negative quantity (thousandths); `amount` is
/// what they cost (kopecks, of the same sign). Services have no stock and are passed over.
pub(crate) fn move_goods(
    connection: &Connection,
    document: Document,
    kind: Kind,
    store: &str,
    item: &str,
    (qty, amount): (i64, i64),
) -> rusqlite::Result<()> {
    let goods = connection
        .prepare_cached("SELECT 1 FROM inventory_items WHERE id = ?1 AND item_type = 'item'")?
        .query_row([item], |_| Ok(()))
        .optional()?;
    if goods.is_none() || qty == 0 {
        return Ok(());
    }
    connection
        .prepare_cached(
            "INSERT INTO stock_movements (item_id, store_id, at, kind, qty, amount, document_id, document_number)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![item, store, document.at, kind.word(), qty, amount, document.id, document.number])?;
    connection
        .prepare_cached(
            "INSERT INTO prices (id, item_id, store_id, price, cost, quantity, movements, status, set_at)
             VALUES (?1 || '-' || ?2, ?1, ?2, 0, 0, ?3, 1, 'off', ?4)
             ON CONFLICT (id) DO UPDATE SET quantity = quantity + ?3, movements = movements + 1",
        )?
        .execute(params![item, store, qty, document.at])?;
    revisions::next(connection, "stock-movements")?;
    Ok(())
}

/// What a quantity of an item costs in a store, in kopecks.
pub(crate) fn cost(connection: &Connection, store: &str, item: &str, qty: i64) -> rusqlite::Result<i64> {
    let cost: Option<i64> = connection
        .prepare_cached("SELECT cost FROM prices WHERE item_id = ?1 AND store_id = ?2")?
        .query_row((item, store), |row| row.get(0))
        .optional()?;
    let exact = i128::from(qty) * i128::from(cost.unwrap_or(0));
    Ok(i64::try_from((exact + exact.signum() * 500) / 1_000).unwrap_or(i64::MAX))
}

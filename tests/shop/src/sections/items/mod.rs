//! Inventory items: list (36), one (41), writing (37 to 40), prices (42 to 44), movements (47),
//! costs (48, 49).

pub(crate) mod change;
pub(crate) mod costs;
pub(crate) mod movements;
pub(crate) mod prices;

use rusqlite::types::Value as Sql;
use rusqlite::Connection;
use serde_json::Map;

use super::one_of;
use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::list::{Conditions, List};
use crate::parameters::{any_of, filter, only, own, sort, Parameter, Reads, Sort};
use crate::query::Query;
use crate::refusal::{Fault, Refusal};
use crate::resources::catalog::ITEMS;
use crate::search;

pub(crate) const PARAMETERS: &[Parameter] = &[
    own("filter[dataSource]", Reads::OneOf(&["catalog", "both"])),
    any_of("filter[id]", Reads::Texts, "id"),
    filter("filter[globalId]", Reads::Text, "global_id = ?"),
    own("search", Reads::Text),
    own("filter[categories]", Reads::Texts),
    own("recursive", Reads::Flag),
    filter("type", Reads::OneOf(&["item", "service"]), "item_type = ?"),
    filter("from", Reads::From, "updated_at >= ?"),
    filter(
        "filter[store]",
        Reads::Text,
        "EXISTS (SELECT 1 FROM prices p WHERE p.item_id = inventory_items.id AND p.store_id = ?)",
    ),
    filter(
        "filter[storePrice]",
        Reads::Text,
        "EXISTS (SELECT 1 FROM prices p WHERE p.item_id = inventory_items.id AND p.status = 'on'
                 AND (p.store_id = ? OR p.id = ?))",
    ),
    own("filter[sold][from]", Reads::From),
    own("filter[sold][to]", Reads::Until),
    only(
        "filter[available]",
        "EXISTS (SELECT 1 FROM prices p WHERE p.item_id = inventory_items.id AND p.quantity > 0)",
    ),
    only(
        "filter[balances][nonzero]",
        "EXISTS (SELECT 1 FROM prices p WHERE p.item_id = inventory_items.id AND p.quantity <> 0)",
    ),
    only(
        "filter[hasTransactions]",
        "EXISTS (SELECT 1 FROM prices p WHERE p.item_id = inventory_items.id AND p.movements > 0)",
    ),
    own("filter[hasActivePrices]", Reads::Flag),
    only("public", "public = 1"),
    only("filter[onWindow]", "retail = 1"),
    filter(
        "filter[exclude][journal]",
        Reads::Text,
        "id NOT IN (SELECT item_id FROM journal_items WHERE journal_id = ?)",
    ),
    filter(
        "filter[vendors]",
        Reads::Integers,
        "id IN (SELECT item_id FROM item_vendors
                WHERE vendor_id IN (SELECT CAST(value AS INTEGER) FROM json_each(?)))",
    ),
];

pub(crate) const INCLUDES: &[&str] =
    &["category", "measure", "logo", "images", "group", "barcodes", "vendorCodes", "prices", "prices.store"];

pub(crate) const SORTS: &[Sort] = &[
    sort("title", "title"),
    sort("priceMin", "price_min"),
    sort("priceMax", "price_max"),
    sort("updatedAt", "updated_at"),
    sort("revision", "revision"),
];

/// Operation 36.
pub(crate) fn list(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let query = &call.query;
    if query.flag("filter[available]") && query.flag("filter[balances][nonzero]") {
        let detail = "filter[available] and filter[balances][nonzero] exclude each other.";
        let fault = Fault::new(422, "filters-exclude-each-other", "Contradiction.", detail);
        return Err(fault.in_parameter("filter[available]").into());
    }
    let mut conditions = Conditions::of(query, PARAMETERS, &[]);
    match query.text("filter[dataSource]") {
        None => conditions.and_fixed("added = 1"),
        Some("catalog") => conditions.and_fixed("global_id IS NOT NULL"),
        Some(_) => {}
    }
    by_words(&mut conditions, query);
    by_categories(&mut conditions, query);
    by_active_prices(&mut conditions, query);
    by_sales(&mut conditions, query);
    let list = List { resource: &ITEMS, query, conditions, usual_order: "title, id" };
    Ok(Answer::ok(list.document(call, connection, Map::new())?))
}

/// Operation 41.
pub(crate) fn detail(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    one_of(call, connection, &ITEMS, "inventory item")
}

fn by_words(conditions: &mut Conditions, query: &Query) {
    for word in query.text("search").map(search::fold).iter().flat_map(|it| it.split_whitespace()) {
        let (sql, value) = search::condition("seq", "items_words", "search", word);
        conditions.and(&sql, Sql::Text(value));
    }
}

/// The categories themselves, and with `recursive` everything below them.
fn by_categories(conditions: &mut Conditions, query: &Query) {
    let Some(categories) = query.get("filter[categories]") else { return };
    let sql = if query.flag("recursive") {
        "category_id IN (WITH RECURSIVE below (id) AS (
           SELECT value FROM json_each(?)
           UNION SELECT c.id FROM categories c JOIN below ON c.parent_id = below.id
         ) SELECT id FROM below)"
    } else {
        "category_id IN (SELECT value FROM json_each(?))"
    };
    conditions.and(sql, categories.to_sql());
}

fn by_active_prices(conditions: &mut Conditions, query: &Query) {
    if !query.flag("filter[hasActivePrices]") {
        return;
    }
    match query.text("filter[store]") {
        None => conditions.and_fixed("EXISTS (SELECT 1 FROM prices p WHERE p.item_id = inventory_items.id AND p.status = 'on')"),
        Some(store) => conditions.and(
            "EXISTS (SELECT 1 FROM prices p WHERE p.item_id = inventory_items.id AND p.status = 'on' AND p.store_id = ?)",
            Sql::Text(store.to_owned()),
        ),
    }
}

/// Sold means: a line of an order that was handed over in the period.
fn by_sales(conditions: &mut Conditions, query: &Query) {
    let from = query.integer("filter[sold][from]");
    let to = query.integer("filter[sold][to]");
    if from.is_none() && to.is_none() {
        return;
    }
    conditions.and_pair(
        "EXISTS (SELECT 1 FROM order_lines l
                 WHERE l.item_id = inventory_items.id AND l.sold_at BETWEEN ?a AND ?b)",
        Sql::Integer(from.unwrap_or(i64::MIN)),
        Sql::Integer(to.unwrap_or(i64::MAX)),
    );
}

//! Which stores and categories a figure is about, from the path or from the query.

use chrono_tz::Tz;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension};
use serde_json::json;

use super::period::{missing, Period, RANGE, RANGE_FROM, RANGE_TO};
use crate::calendar::SHOP_ZONE;
use crate::desk::Call;
use crate::jsonapi::list::Conditions;
use crate::parameters::{own, Parameter, Reads};
use crate::refusal::Refusal;

pub(super) const CATEGORIES: Parameter = own("filter[categories]", Reads::Texts);
pub(super) const STORES: Parameter = own("filter[stores]", Reads::Texts);

/// Of the operations whose path names the store.
pub(crate) const OF_STORE: &[Parameter] = &[RANGE, RANGE_FROM, RANGE_TO, CATEGORIES];
/// Of the operations over several stores.
pub(crate) const OF_STORES: &[Parameter] = &[RANGE, RANGE_FROM, RANGE_TO, CATEGORIES, STORES];

/// Stores (none named: all) and categories (none named: all goods).
#[derive(Debug)]
pub(super) struct Scope {
    stores: Vec<String>,
    categories: Vec<String>,
    pub(super) zone: Tz,
}

impl Scope {
    /// The store of the path, or those of the query.
    pub(super) fn of(call: &Call, connection: &Connection) -> Result<Self, Refusal> {
        let stores = match call.path.first() {
            Some(store) => vec![store.clone()],
            None => call.query.texts("filter[stores]").to_vec(),
        };
        let zone = zone(connection, stores.first().map(String::as_str))?;
        if let (Some(store), None) = (call.path.first(), &zone) {
            return Err(Refusal::not_found("store", store));
        }
        let categories = call.query.texts("filter[categories]").to_vec();
        Ok(Self { stores, categories, zone: zone.flatten().unwrap_or(SHOP_ZONE) })
    }

    /// As [`Scope::of`], where stores must be named.
    pub(super) fn of_named_stores(call: &Call, connection: &Connection) -> Result<Self, Refusal> {
        if call.path.is_empty() && !call.query.has("filter[stores]") {
            return Err(missing("filter[stores]"));
        }
        Self::of(call, connection)
    }

    pub(super) fn period(&self, call: &Call) -> Result<Period, Refusal> {
        Period::required(&call.query, self.zone)
    }

    /// What tells this scope from others, for remembering its figures.
    pub(super) fn key(&self, period: Option<Period>) -> String {
        format!("{:?} {:?} {period:?}", self.stores, self.categories)
    }

    /// Whether all goods count.
    pub(super) fn all_goods(&self) -> bool {
        self.categories.is_empty()
    }

    /// Narrows to the stores, kept in a column.
    pub(super) fn in_stores(&self, conditions: &mut Conditions, column: &str) {
        if !self.stores.is_empty() {
            conditions.any_of(column, &self.stores);
        }
    }

    /// Narrows to the items of the categories, kept in a column.
    pub(super) fn of_categories(&self, conditions: &mut Conditions, column: &str) {
        if !self.all_goods() {
            let sql = format!(
                "{column} IN (SELECT id FROM inventory_items
                              WHERE category_id IN (SELECT value FROM json_each(?)))"
            );
            conditions.and(&sql, self.categories_sql());
        }
    }

    /// Narrows to the orders with a line of the categories; the order's id is in a column.
    pub(super) fn with_lines_of_categories(&self, conditions: &mut Conditions, column: &str) {
        if !self.all_goods() {
            let sql = format!(
                "{column} IN (SELECT order_id FROM order_lines WHERE item_id IN
                   (SELECT id FROM inventory_items WHERE category_id IN (SELECT value FROM json_each(?))))"
            );
            conditions.and(&sql, self.categories_sql());
        }
    }

    /// Narrows to the bouquets made of goods of the categories; the bouquet's id is in a column.
    /// Sold ones say what they were made of in the order, the others in their own lines.
    pub(super) fn bouquets_of_categories(&self, conditions: &mut Conditions, column: &str) {
        if !self.all_goods() {
            let items = "item_id IN (SELECT id FROM inventory_items
                                     WHERE category_id IN (SELECT value FROM json_each(?)))";
            let sql = format!(
                "{column} IN (SELECT bouquet_id FROM order_lines WHERE {items}
                              UNION SELECT bouquet_id FROM bouquet_lines WHERE {items})"
            );
            conditions.and(&sql, self.categories_sql());
        }
    }

    /// The categories as a JSON array.
    pub(super) fn categories_sql(&self) -> Sql {
        Sql::Text(json!(self.categories).to_string())
    }
}

/// The time zone of a store: nothing when there is no such store, and nothing inside when its
/// zone's name is unknown.
pub(in crate::sections) fn zone(
    connection: &Connection,
    store: Option<&str>,
) -> rusqlite::Result<Option<Option<Tz>>> {
    let name: Option<String> = connection
        .prepare_cached(
            "SELECT t.name FROM stores s JOIN timezones t ON t.id = s.timezone_id WHERE s.id = ?1",
        )?
        .query_row([store], |row| row.get(0))
        .optional()?;
    Ok(name.map(|name| name.parse().ok()))
}

//! The vendors' shared catalog (54 to 58): what can be taken into the shop's own assortment.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension};
use serde_json::Map;
use uuid::Uuid;

use super::one_of;
use crate::answer::Answer;
use crate::calendar::now;
use crate::desk::Call;
use crate::jsonapi::fields::exists;
use crate::jsonapi::list::{self, Conditions, List};
use crate::parameters::{sort, Sort};
use crate::refusal::Refusal;
use crate::resources::catalog::{CATALOG_CATEGORIES, CATALOG_ITEMS, EXPORTS, ITEMS};
use crate::revisions;

pub(crate) const INCLUDES: &[&str] = &["category", "logo"];
pub(crate) const SORTS: &[Sort] = &[sort("title", "title"), sort("updatedAt", "updated_at")];
pub(crate) const CATEGORY_SORTS: &[Sort] = &[sort("title", "title")];

/// Operation 54: the items of a category.
pub(crate) fn items(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    check_category(connection, call.id())?;
    let mut conditions = Conditions::default();
    conditions.and("category_id = ?", Sql::Text(call.id().to_owned()));
    let list = List { resource: &CATALOG_ITEMS, query: &call.query, conditions, usual_order: "title, id" };
    Ok(Answer::ok(list.document(call, connection, Map::new())?))
}

/// Operation 55; the meta holds the total only.
pub(crate) fn categories(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let list = List {
        resource: &CATALOG_CATEGORIES,
        query: &call.query,
        conditions: Conditions::default(),
        usual_order: "CAST(id AS INTEGER)",
    };
    let mut document = list.document(call, connection, Map::new())?;
    if let Some(meta) = document.get_mut("meta").and_then(serde_json::Value::as_object_mut) {
        meta.retain(|name, _| name == "total");
    }
    Ok(Answer::ok(document))
}

/// Operation 56.
pub(crate) fn category(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    one_of(call, connection, &CATALOG_CATEGORIES, "catalog category")
}

/// Operation 57: by the catalog's id (`item-<id>`), the item's own, or the global one.
pub(crate) fn item(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let given = call.id().strip_prefix("item-").unwrap_or(call.id());
    let id: Option<String> = connection
        .prepare_cached(
            "SELECT id FROM inventory_items WHERE (id = ?1 OR global_id = ?1) AND global_id IS NOT NULL",
        )?
        .query_row([given], |row| row.get(0))
        .optional()?;
    let found = match id {
        Some(id) => list::detail(connection, &ITEMS, &id, &call.query)?,
        None => None,
    };
    found.map(Answer::ok).ok_or_else(|| Refusal::not_found("catalog item", call.id()))
}

/// Operation 58: a GET that takes a category's items into the assortment. The job is answered as
/// it was when it began.
pub(crate) fn export(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    check_category(connection, call.id())?;
    let (id, at) = (Uuid::new_v4().to_string(), now());
    connection
        .prepare_cached("INSERT INTO catalog_exports VALUES (?1, ?2, 'created', ?3, ?3, ?4)")?
        .execute((&id, call.id(), at, &call.caller.worker))?;
    let document = list::detail(connection, &EXPORTS, &id, &call.query)?;
    let new: Vec<String> = connection
        .prepare_cached("SELECT item_id FROM catalog_items WHERE category_id = ?1 AND added = 0 ORDER BY id")?
        .query_map([call.id()], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for item in new {
        let revision = revisions::next(connection, "inventory-items")?;
        connection
            .prepare_cached(
                "UPDATE inventory_items SET added = 1, updated_at = ?2, revision = ?3 WHERE id = ?1",
            )?
            .execute((item, at, revision))?;
    }
    connection
        .prepare_cached("UPDATE catalog_exports SET status = 'done', updated_at = ?2 WHERE id = ?1")?
        .execute((&id, now()))?;
    document.map(Answer::ok).ok_or_else(|| Refusal::not_found("export", &id))
}

fn check_category(connection: &Connection, id: &str) -> Result<(), Refusal> {
    if exists(connection, "catalog_categories", id)? {
        Ok(())
    } else {
        Err(Refusal::not_found("catalog category", id))
    }
}

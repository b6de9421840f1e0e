//! A customer's points: what he has is always the sum of their history.

use rusqlite::{Connection, OptionalExtension};

use super::record;
use crate::answer::Answer;
use crate::calendar::now;
use crate::desk::Call;
use crate::jsonapi::fields::exists;
use crate::jsonapi::list::{Conditions, List};
use crate::parameters::{sort, Sort};
use crate::refusal::Refusal;
use crate::resources::customers::BONUS_HISTORY;
use crate::sections::group_rules::flat_page;

pub(crate) const SORTS: &[Sort] = &[sort("createdAt", "created_at")];
pub(crate) const INCLUDES: &[&str] = &["order"];

/// Operation 8, the newest first; the page stands in the meta itself.
pub(crate) fn history(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    if !exists(connection, "customers", call.id())? {
        return Err(Refusal::not_found("customer", call.id()));
    }
    let mut conditions = Conditions::default();
    conditions.and("customer_id = ?", rusqlite::types::Value::Text(call.id().to_owned()));
    let list = List {
        resource: &BONUS_HISTORY,
        query: &call.query,
        conditions,
        usual_order: "created_at DESC, id DESC",
    };
    let mut document = list.document(call, connection, serde_json::Map::new())?;
    flat_page(&mut document);
    Ok(Answer::ok(document))
}

/// Sets the points by hand.
pub(super) fn set(connection: &Connection, customer: &str, points: i64) -> rusqlite::Result<()> {
    let has: i64 = connection
        .prepare_cached("SELECT current_points FROM customers WHERE id = ?1")?
        .query_row([customer], |row| row.get(0))?;
    add(connection, customer, points - has, true, None)
}

/// Adds points, or takes them with a negative amount, and writes it into the history.
pub(crate) fn add(
    connection: &Connection,
    customer: &str,
    amount: i64,
    by_hand: bool,
    order: Option<&str>,
) -> rusqlite::Result<()> {
    if amount == 0 {
        return Ok(());
    }
    connection
        .prepare_cached(
            "INSERT INTO customer_bonus_history (customer_id, amount, admin, created_at, order_id)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((customer, amount, by_hand, now(), order))?;
    connection
        .prepare_cached("UPDATE customers SET current_points = current_points + ?2 WHERE id = ?1")?
        .execute((customer, amount))?;
    record::touch(connection, customer)
}

/// The group whose rate and limit hold for a customer now: (rate, limit) in per cent.
pub(crate) fn terms(connection: &Connection, customer: &str) -> rusqlite::Result<Option<(i64, i64)>> {
    connection
        .prepare_cached(
            "SELECT g.bonus_rate, g.spend_limit FROM customers c JOIN bonus_groups g ON g.id = c.bonus_group_id
             WHERE c.id = ?1 AND g.status = 'on' AND coalesce(g.valid_from, ?2) <= ?2 AND coalesce(g.valid_to, ?2) >= ?2",
        )?
        .query_row((customer, now()), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

/// Moves a customer up to the groups his spending has reached. Nobody moves down, and a private
/// group is neither entered nor left this way.
pub(crate) fn regroup(connection: &Connection, customer: &str) -> rusqlite::Result<()> {
    let reached = "g.status = 'on' AND g.private = 0 AND g.entry_amount > 0
                   AND g.entry_amount * 100 <= c.orders_amount
                   AND coalesce(g.valid_from, ?2) <= ?2 AND coalesce(g.valid_to, ?2) >= ?2";
    let group: Option<String> = connection
        .prepare_cached(&format!(
            "SELECT g.id FROM customers c JOIN bonus_groups g ON {reached}
             LEFT JOIN bonus_groups own ON own.id = c.bonus_group_id
             WHERE c.id = ?1 AND coalesce(own.private, 0) = 0 AND g.entry_amount > coalesce(own.entry_amount, 0)
             ORDER BY g.entry_amount DESC, CAST(g.id AS INTEGER) LIMIT 1"
        ))?
        .query_row((customer, now()), |row| row.get(0))
        .optional()?;
    if let Some(group) = &group {
        connection
            .prepare_cached("UPDATE customers SET bonus_group_id = ?2 WHERE id = ?1")?
            .execute((customer, group))?;
    }
    let entered = connection
        .prepare_cached(&format!(
            "INSERT OR IGNORE INTO customer_discount_groups (customer_id, group_id)
             SELECT c.id, g.id FROM customers c JOIN discount_groups g ON {reached} WHERE c.id = ?1"
        ))?
        .execute((customer, now()))?;
    if group.is_some() || entered > 0 {
        record::touch(connection, customer)?;
    }
    Ok(())
}

//! The orders list with its sums and counters (59), and one order (61).

use rusqlite::{params_from_iter, Connection};
use serde_json::{json, Map, Value};

use super::super::one_of;
use super::filters;
use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::list::{Conditions, List};
use crate::jsonapi::resource::Writes;
use crate::jsonapi::shape::{figure, Figure};
use crate::refusal::Refusal;
use crate::resources::orders::ORDERS;

/// An order that is not fully paid and neither canceled nor returned. Not a status: a counter.
pub(crate) const CREDIT: &str = "payments_amount < total_amount AND status NOT IN ('canceled', 'returned')";

/// Sums and, when they are asked for, counters of the statuses.
pub(crate) const TOLD: &[Figure] =
    &[figure("orders_amounts", Writes::Json), figure("statuses", Writes::Json).sometimes()];

/// What a list of orders shows.
pub(super) struct Listed {
    /// All conditions but that of the status.
    pub(super) apart: Conditions,
    /// Whether returned orders are shown when no status is named.
    pub(super) returned_too: bool,
    /// Makes `meta.analytic_header`.
    pub(super) header: Option<fn(&Connection, &Conditions) -> rusqlite::Result<Value>>,
}

/// Operation 59.
pub(crate) fn list(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let apart = filters::apart_from_status(&call.query);
    let returned_too = filters::with_returned(&call.query);
    narrowed(call, connection, Listed { apart, returned_too, header: None })
}

/// A list of orders with its sums and counters.
pub(super) fn narrowed(call: &Call, connection: &Connection, listed: Listed) -> Result<Answer, Refusal> {
    let Listed { apart, returned_too, header } = listed;
    let query = &call.query;
    let conditions = filters::of_status(query, apart.clone(), returned_too);
    let mut meta = Map::new();
    let amounts = || sums(connection, &conditions);
    let amounts = call.figures.recall(connection, format!("sums{}", conditions.key()), amounts)?;
    meta.insert("orders_amounts".to_owned(), amounts);
    if let Some(header) = header {
        let key = format!("header{}", conditions.key());
        let header = call.figures.recall(connection, key, || header(connection, &conditions))?;
        meta.insert("analytic_header".to_owned(), header);
    }
    if query.flag("addMetaStatuses") {
        let key = format!("statuses {returned_too}{}", apart.key());
        let counters = call.figures.recall(connection, key, || counters(connection, returned_too, &apart))?;
        meta.insert("statuses".to_owned(), counters);
    }
    let usual_order = if query.has("filter[revision]") { "revision, id" } else { "created_at DESC, id" };
    let list = List { resource: &ORDERS, query, conditions, usual_order };
    Ok(Answer::ok(list.document(call, connection, meta)?))
}

/// Operation 61.
pub(crate) fn detail(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    one_of(call, connection, &ORDERS, "order")
}

/// Sums over the whole filtered set, as texts with two decimals.
fn sums(connection: &Connection, conditions: &Conditions) -> rusqlite::Result<Value> {
    let sql = format!(
        "SELECT coalesce(sum(total_amount), 0), coalesce(sum(budget), 0),
                coalesce(sum(payments_amount), 0),
                coalesce(sum(total_amount - payments_amount) FILTER (WHERE {CREDIT}), 0),
                coalesce(sum(bonuses_amount), 0), coalesce(sum(discounts_amount), 0),
                coalesce(sum(markups_amount), 0)
         FROM orders{}",
        conditions.sql()
    );
    connection.prepare_cached(&sql)?.query_row(params_from_iter(conditions.values()), |row| {
        Ok(json!({
            "ordersAmount": roubles(row.get(0)?),
            "budgetsAmount": roubles(row.get(1)?),
            "paymentsAmount": roubles(row.get(2)?),
            "creditsAmount": roubles(row.get(3)?),
            "bonusesAmount": roubles(row.get(4)?),
            "discountsAmount": roubles(row.get(5)?),
            "markupsAmount": roubles(row.get(6)?),
        }))
    })
}

/// How many orders each status has, under all filters but that of the status itself. `all`
/// counts what the list would show if no status were chosen.
fn counters(connection: &Connection, returned_too: bool, conditions: &Conditions) -> rusqlite::Result<Value> {
    let sql = format!(
        "SELECT status, count(*), count(*) FILTER (WHERE {CREDIT}) FROM orders{} GROUP BY status",
        conditions.sql()
    );
    let mut counters: Map<String, Value> =
        filters::STATUSES.iter().map(|status| ((*status).to_owned(), json!("0"))).collect();
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(conditions.values()))?;
    let (mut all, mut credit) = (0_i64, 0_i64);
    while let Some(row) = rows.next()? {
        let status: String = row.get(0)?;
        let count: i64 = row.get(1)?;
        if status != "returned" || returned_too {
            all += count;
        }
        credit += row.get::<_, i64>(2)?;
        counters.insert(status, json!(count.to_string()));
    }
    counters.insert("all".to_owned(), json!(all.to_string()));
    counters.insert("credit".to_owned(), json!(credit.to_string()));
    Ok(Value::Object(counters))
}

/// Kopecks as a text with two decimals.
pub(super) fn roubles(kopecks: i64) -> String {
    let sign = if kopecks < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", kopecks.abs() / 100, kopecks.abs() % 100)
}

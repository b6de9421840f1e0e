//! Customers: list (3), one (6), writing (4, 5, 7, 9) and points (8).

pub(crate) mod change;
pub(crate) mod points;
pub(crate) mod record;

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension};
use serde_json::{json, Value};

use crate::answer::Answer;
use crate::calendar::write_moment;
use crate::desk::Call;
use crate::jsonapi::list::{self, Conditions, List};
use crate::jsonapi::resource::Writes;
use crate::jsonapi::shape::{figure, Figure};
use crate::parameters::{filter, own, sort, Parameter, Reads, Sort};
use crate::query::Query;
use crate::refusal::Refusal;
use crate::resources::customers::CUSTOMERS;
use crate::search;

pub(crate) const PARAMETERS: &[Parameter] = &[
    filter("from", Reads::From, "updated_at >= ?"),
    own("search", Reads::Text),
    filter("filter[idBonus]", Reads::Text, "bonus_group_id = ?"),
    filter("filter[createdBy]", Reads::Text, "created_by = ?"),
    filter("filter[ordersCount][from]", Reads::Integer, "orders_qty >= ?"),
    filter("filter[ordersCount][to]", Reads::Integer, "orders_qty <= ?"),
    filter(
        "filter[discount]",
        Reads::Text,
        "id IN (SELECT customer_id FROM customer_discount_groups WHERE group_id = ?)",
    ),
    filter("filter[moreBonus]", Reads::Integer, "current_points >= ?"),
    filter("filter[lessBonus]", Reads::Integer, "current_points <= ?"),
    filter("filter[moreAvg]", Reads::Money, "average_check >= ?"),
    filter("filter[lessAvg]", Reads::Money, "average_check <= ?"),
    filter("filter[create][from]", Reads::DayFrom, "created_at >= ?"),
    filter("filter[create][to]", Reads::DayUntil, "created_at <= ?"),
    own("filter[birthday][from]", Reads::Day),
    own("filter[birthday][to]", Reads::Day),
    own("filter[buy][from]", Reads::Day),
    own("filter[buy][to]", Reads::Day),
    own("filter[notBuy][from]", Reads::Day),
    own("filter[notBuy][to]", Reads::Day),
    filter(
        "filter[celebrations]",
        Reads::Texts,
        "id IN (SELECT cd.customer_id FROM celebration_dates d
                JOIN customer_celebration_dates cd ON cd.date_id = d.id
                WHERE d.celebration_id IN (SELECT value FROM json_each(?)))",
    ),
    filter(
        "filter[preferences]",
        Reads::Texts,
        "id IN (SELECT customer_id FROM customer_preference_links
                WHERE preference_id IN (SELECT value FROM json_each(?)))",
    ),
    filter(
        "filter[sources]",
        Reads::Texts,
        "id IN (SELECT customer_id FROM customer_source_links
                WHERE source_id IN (SELECT value FROM json_each(?)))",
    ),
    filter("filter[isPerson]", Reads::Flag, "is_person = ?"),
    own("filter[event][from]", Reads::Day),
    own("filter[event][to]", Reads::Day),
    filter("filter[gender]", Reads::OneOf(&["male", "female"]), "gender = ?"),
    filter("filter[createdAt][from]", Reads::DayFrom, "created_at >= ?"),
    filter("filter[createdAt][to]", Reads::DayUntil, "created_at <= ?"),
    filter("filter[updatedAt][from]", Reads::DayFrom, "updated_at >= ?"),
    filter("filter[updatedAt][to]", Reads::DayUntil, "updated_at <= ?"),
    filter("filter[revision]", Reads::Integer, "revision >= ?"),
];

pub(crate) const INCLUDES: &[&str] = &[
    "person",
    "bonusGroup",
    "bonusGroup.rules",
    "discountGroups",
    "discountGroups.rules",
    "customerSources",
    "customerPreferences",
    "customerEvents",
    "createdBy",
];

pub(crate) const SORTS: &[Sort] = &[
    sort("title", "title"),
    sort("createdAt", "created_at"),
    sort("updatedAt", "updated_at"),
    sort("ordersAmount", "orders_amount"),
    sort("ordersQty", "orders_qty"),
    sort("averageCheck", "average_check"),
    sort("currentPoints", "current_points"),
    sort("revision", "revision"),
];

/// Figures over all customers.
pub(crate) const TOLD: &[Figure] = &[
    figure("qtyAllCustomers", Writes::Integer),
    figure("qtyActiveCustomers", Writes::Integer),
    figure("avgAmountActiveCustomers", Writes::Integer),
];
/// The moment of the newest order.
pub(crate) const TOLD_OF_ONE: &[Figure] = &[figure("last_order", Writes::Json).or_null()];

/// Operation 3. Deleted customers come only to those who sync (by `from` or revision).
pub(crate) fn list(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let query = &call.query;
    let mut conditions = Conditions::of(query, PARAMETERS, &[]);
    let syncing = query.has("filter[revision]");
    if !syncing && !query.has("from") {
        conditions.and_fixed("status <> 'deleted'");
    }
    by_words(&mut conditions, query);
    by_birthday(&mut conditions, query);
    by_orders(&mut conditions, query);
    by_events(&mut conditions, query);
    let usual_order = if syncing { "revision, id" } else { "title, id" };
    let figures = call.figures.recall(connection, "customers".to_owned(), || figures(connection))?;
    let meta = figures.as_object().cloned().unwrap_or_default();
    let list = List { resource: &CUSTOMERS, query, conditions, usual_order };
    Ok(Answer::ok(list.document(call, connection, meta)?))
}

/// Operation 6.
pub(crate) fn detail(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    Ok(Answer::ok(document(call, connection, call.id())?))
}

/// One customer; `meta.last_order` is the newest order's moment.
fn document(call: &Call, connection: &Connection, id: &str) -> Result<Value, Refusal> {
    let Some(mut document) = list::detail(connection, &CUSTOMERS, id, &call.query)? else {
        return Err(Refusal::not_found("customer", id));
    };
    let last: Option<i64> = connection
        .prepare_cached("SELECT max(created_at) FROM orders WHERE customer_id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .flatten();
    let last = last.map(|moment| json!({ "createdAt": write_moment(moment) }));
    if let Some(members) = document.as_object_mut() {
        members.insert("meta".to_owned(), json!({ "last_order": last }));
    }
    Ok(document)
}

/// Figures over all customers, whatever the filter.
fn figures(connection: &Connection) -> rusqlite::Result<Value> {
    let (all, active, average): (i64, i64, f64) = connection
        .prepare_cached(
            "SELECT count(*), count(*) FILTER (WHERE status = 'on'),
                    coalesce(avg(average_check) FILTER (WHERE status = 'on'), 0.0)
             FROM customers WHERE status <> 'deleted'",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(json!({
        "qtyAllCustomers": all,
        "qtyActiveCustomers": active,
        "avgAmountActiveCustomers": (average / 100.0).round() as i64,
    }))
}

fn by_words(conditions: &mut Conditions, query: &Query) {
    let Some(phrase) = query.text("search") else { return };
    for spellings in search::words(phrase) {
        let found = spellings
            .iter()
            .map(|word| search::condition("seq", "customers_words", "search", word))
            .collect::<Vec<_>>();
        conditions.any(found);
    }
}

/// Birthdays come round every year, so the year is left aside; a period over New Year is one.
fn by_birthday(conditions: &mut Conditions, query: &Query) {
    let month_day = |name: &str| query.text(name).and_then(|day| day.get(5..)).map(str::to_owned);
    let from = month_day("filter[birthday][from]");
    let to = month_day("filter[birthday][to]");
    if from.is_none() && to.is_none() {
        return;
    }
    let from = from.unwrap_or_else(|| "01-01".to_owned());
    let to = to.unwrap_or_else(|| "12-31".to_owned());
    let sql = if from <= to {
        "substr(birthday, 6) BETWEEN ?a AND ?b"
    } else {
        "substr(birthday, 6) >= ?a OR substr(birthday, 6) <= ?b"
    };
    conditions.and_pair(sql, Sql::Text(from), Sql::Text(to));
}

/// Customers with, and customers without, an order of a day in the period.
fn by_orders(conditions: &mut Conditions, query: &Query) {
    for (name, word) in [("buy", "IN"), ("notBuy", "NOT IN")] {
        if let Some((from, to)) = period(query, name) {
            let sql = format!(
                "id {word} (SELECT customer_id FROM orders
                 WHERE date BETWEEN ?a AND ?b AND status <> 'canceled' AND customer_id IS NOT NULL)"
            );
            conditions.and_pair(&sql, from, to);
        }
    }
}

/// Customers with an event that touches the period.
fn by_events(conditions: &mut Conditions, query: &Query) {
    if let Some((from, to)) = period(query, "event") {
        let sql = "id IN (SELECT customer_id FROM customer_events
                   WHERE date_from <= ?b AND date_until >= ?a)";
        conditions.and_pair(sql, from, to);
    }
}

fn period(query: &Query, name: &str) -> Option<(Sql, Sql)> {
    let from = query.text(&format!("filter[{name}][from]"));
    let to = query.text(&format!("filter[{name}][to]"));
    if from.is_none() && to.is_none() {
        return None;
    }
    Some((
        Sql::Text(from.unwrap_or("0000-01-01").to_owned()),
        Sql::Text(to.unwrap_or("9999-12-31").to_owned()),
    ))
}

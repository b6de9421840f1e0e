//! The filters of the orders list: one row per parameter, and those that belong together.

use crate::jsonapi::list::Conditions;
use crate::parameters::{any_of, filter, only, own, Parameter, Reads};
use crate::query::Query;
use crate::search;
use rusqlite::types::Value as Sql;

/// Every status an order can have.
pub(crate) const STATUSES: &[&str] =
    &["new", "done", "canceled", "returned", "courier", "assembled", "notAccepted"];

const DISCOUNTS: &[&str] = &["discount", "markup"];

pub(crate) const PARAMETERS: &[Parameter] = &[
    filter("filter[customer]", Reads::Text, "customer_id = ?"),
    filter("filter[modifiedAt][from]", Reads::From, "modified_at >= ?"),
    filter("filter[modifiedAt][to]", Reads::Until, "modified_at <= ?"),
    filter("filter[dueTime][from]", Reads::From, "due_time >= ?"),
    filter("filter[dueTime][to]", Reads::Until, "due_time <= ?"),
    filter("filter[createdAt][from]", Reads::From, "created_at >= ?"),
    filter("filter[createdAt][to]", Reads::Until, "created_at <= ?"),
    filter("filter[updatedAt][from]", Reads::From, "updated_at >= ?"),
    filter("filter[updatedAt][to]", Reads::Until, "updated_at <= ?"),
    any_of("filter[statuses]", Reads::SomeOf(STATUSES), "status"),
    any_of("filter[stores]", Reads::Texts, "store_id"),
    // The reference declares this name twice, for source ids and for discount|markup.
    own("filter[sources]", Reads::Texts),
    own("filter[discounts]", Reads::SomeOf(DISCOUNTS)),
    any_of("filter[postedBy]", Reads::Texts, "posted_by"),
    any_of("filter[createdBy]", Reads::Texts, "created_by"),
    filter(
        "filter[items]",
        Reads::Texts,
        "id IN (SELECT order_id FROM order_lines
                WHERE item_id IN (SELECT value FROM json_each(?)))",
    ),
    own("search", Reads::Text),
    filter("filter[delivery]", Reads::Flag, "delivery = ?"),
    filter("filter[fiscalized]", Reads::Flag, "fiscalized = ?"),
    filter("filter[amount][min]", Reads::Money, "total_amount >= ?"),
    filter("filter[amount][max]", Reads::Money, "total_amount <= ?"),
    filter("filter[bonuses]", Reads::Flag, "(bonuses_amount > 0) = ?"),
    filter(
        "filter[paymentMethods]",
        Reads::Texts,
        "id IN (SELECT order_id FROM order_payments
                WHERE method_id IN (SELECT value FROM json_each(?)))",
    ),
    only("filter[onlyExternal]", "is_external = 1"),
    filter("filter[externalSystem]", Reads::Text, "external_system = ?"),
    filter(
        "filter[excludedSessions]",
        Reads::Integers,
        "external_session IS NULL OR external_session NOT IN
         (SELECT CAST(value AS INTEGER) FROM json_each(?))",
    ),
    own("addMetaStatuses", Reads::Flag),
    filter("filter[postedAt][from]", Reads::From, "posted_at >= ?"),
    filter("filter[postedAt][to]", Reads::Until, "posted_at <= ?"),
    own("filter[paymentPostedAt][from]", Reads::From),
    own("filter[paymentPostedAt][to]", Reads::Until),
    any_of("filter[docNo]", Reads::Texts, "doc_no"),
    any_of("filter[couriers]", Reads::Texts, "courier_id"),
    only("filter[withoutCouriers]", "courier_id IS NULL"),
    any_of("filter[florists]", Reads::Texts, "florist_id"),
    only("filter[withoutFlorists]", "florist_id IS NULL"),
    filter("filter[shift]", Reads::Text, "id IN (SELECT order_id FROM order_payments WHERE shift_id = ?)"),
    filter(
        "filter[fiscalShift]",
        Reads::Text,
        "id IN (SELECT order_id FROM order_payments WHERE fiscal_shift_id = ?)",
    ),
    own("filter[withReturned]", Reads::Flag),
    filter("filter[revision]", Reads::Integer, "revision >= ?"),
];

/// What the list shows: the statuses named, or all but, perhaps, the returned orders.
pub(super) fn of_status(query: &Query, mut conditions: Conditions, returned_too: bool) -> Conditions {
    let statuses = query.texts("filter[statuses]");
    if !statuses.is_empty() {
        conditions.any_of("status", statuses);
    } else if !returned_too {
        conditions.and_fixed("status <> 'returned'");
    }
    conditions
}

/// Whether returned orders are asked for, apart from naming their status.
pub(crate) fn with_returned(query: &Query) -> bool {
    query.flag("filter[withReturned]") || query.has("filter[revision]")
}

/// All filters but the status: what the counters of the statuses count.
pub(crate) fn apart_from_status(query: &Query) -> Conditions {
    let mut conditions = Conditions::of(query, PARAMETERS, &["filter[statuses]"]);
    by_words(&mut conditions, query);
    by_sources(&mut conditions, query);
    by_payment_time(&mut conditions, query);
    conditions
}

/// Each word may stand in the order (number, receiver) or with its customer (name, phone, card).
fn by_words(conditions: &mut Conditions, query: &Query) {
    let Some(phrase) = query.text("search") else { return };
    for spellings in search::words(phrase) {
        let mut places = Vec::new();
        for word in &spellings {
            places.push(search::condition("seq", "orders_words", "search", word));
            let (sql, value) = search::condition("seq", "customers_words", "search", word);
            places.push((format!("customer_id IN (SELECT id FROM customers WHERE {sql})"), value));
        }
        conditions.any(places);
    }
}

/// Source ids and discount|markup, which share a name in the reference. The two kinds narrow
/// the list separately, as do `filter[sources]` and `filter[discounts]`.
fn by_sources(conditions: &mut Conditions, query: &Query) {
    let (kinds, ids): (Vec<String>, Vec<String>) =
        query.texts("filter[sources]").iter().cloned().partition(|value| DISCOUNTS.contains(&value.as_str()));
    if !ids.is_empty() {
        conditions.any_of("source_id", &ids);
    }
    for kinds in [kinds.as_slice(), query.texts("filter[discounts]")] {
        let wants = |kind: &str| kinds.iter().any(|given| given == kind);
        match (wants("discount"), wants("markup")) {
            (true, true) => conditions.and_fixed("discounts_amount > 0 OR markups_amount > 0"),
            (true, false) => conditions.and_fixed("discounts_amount > 0"),
            (false, true) => conditions.and_fixed("markups_amount > 0"),
            (false, false) => {}
        }
    }
}

/// Both ends of the period must hold for the same payment.
fn by_payment_time(conditions: &mut Conditions, query: &Query) {
    let from = query.integer("filter[paymentPostedAt][from]");
    let to = query.integer("filter[paymentPostedAt][to]");
    if from.is_some() || to.is_some() {
        conditions.and_pair(
            "id IN (SELECT order_id FROM order_payments WHERE posted_at BETWEEN ?a AND ?b)",
            Sql::Integer(from.unwrap_or(i64::MIN)),
            Sql::Integer(to.unwrap_or(i64::MAX)),
        );
    }
}

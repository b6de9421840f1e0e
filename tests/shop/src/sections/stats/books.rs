//! What the figures are made of, decided once: which orders were sold and came back in a period,
//! what was paid. Every figure is a sum over one of these, so that all of them agree.
//!
//! Sold are the orders that are done and were posted (handed over) in the period: those the
//! orders list shows with `filter[statuses]=done` and `filter[postedAt]`. An order that came back
//! leaves the sales of the day it was sold and counts as returned on the day it came back.

use rusqlite::types::Value as Sql;
use rusqlite::{params_from_iter, Connection, Row};

use super::period::Period;
use super::scope::Scope;
use crate::jsonapi::list::Conditions;

/// A query whose rows figures are summed from.
#[derive(Debug)]
pub(super) struct Book {
    sql: String,
    values: Vec<Sql>,
}

impl Book {
    /// Orders sold: `seq`, `id`, `at`, `store`, `worker`, `source`, `customer`, `amount`, `less`
    /// (discounts), `bonuses` (paid with points), `points` (got for it), `cost`. With categories, amounts are those of
    /// their lines.
    pub(super) fn sold(scope: &Scope, period: Period) -> Self {
        Self::of_orders(scope, period, "done", "orders_handed", "o.posted_at")
    }

    /// Orders that came back, with the same columns.
    pub(super) fn returned(scope: &Scope, period: Period) -> Self {
        Self::of_orders(scope, period, "returned", "orders_status", "o.updated_status_at")
    }

    fn of_orders(scope: &Scope, period: Period, status: &str, index: &str, moment: &str) -> Self {
        let mut conditions = Conditions::default();
        conditions.and_fixed(&format!("o.status = '{status}'"));
        within(&mut conditions, moment, period);
        scope.in_stores(&mut conditions, "o.store_id");
        // The plus keeps the planner from looking up every item of the categories in every order.
        scope.of_categories(&mut conditions, "+l.item_id");
        let order = format!(
            "o.seq, o.id, {moment} AS at, o.store_id AS store, o.posted_by AS worker, o.source_id AS source,
             o.customer_id AS customer, o.bonuses_amount AS bonuses, o.points"
        );
        let filter = conditions.sql();
        let sql = if scope.all_goods() {
            format!(
                "SELECT {order}, o.total_amount AS amount, o.discounts_amount AS less,
                        o.cost
                 FROM orders o INDEXED BY {index}{filter}"
            )
        } else {
            format!(
                "SELECT {order}, sum(l.total_amount) AS amount, sum(max(l.amount - l.total_amount, 0)) AS less,
                        sum(l.cost) AS cost
                 FROM orders o INDEXED BY {index} CROSS JOIN order_lines l ON l.order_id = o.id{filter}
                 GROUP BY o.seq"
            )
        };
        Self { sql, values: conditions.values().to_vec() }
    }

    /// Posted payments: `at`, `method`, `amount`, where what was given back (returns and change)
    /// is negative. With categories, the payments of orders that have such a line, whole.
    pub(super) fn payments(scope: &Scope, period: Period) -> Self {
        let mut conditions = Conditions::default();
        conditions.and_fixed("p.posted = 1");
        within(&mut conditions, "p.posted_at", period);
        scope.in_stores(&mut conditions, "p.store_id");
        scope.with_lines_of_categories(&mut conditions, "p.order_id");
        let sql = format!(
            "SELECT p.posted_at AS at, p.method_id AS method,
                    CASE p.payment_type WHEN 'payment' THEN p.amount ELSE -p.amount END AS amount
             FROM order_payments p INDEXED BY payments_posted{}",
            conditions.sql()
        );
        Self { sql, values: conditions.values().to_vec() }
    }

    /// Lines of bouquets that had stood on the showcase, of orders sold: `bouquet`, `at`, `item`,
    /// `qty`, `amount`, `cost`, and whether the line `counts`, being of the categories.
    pub(super) fn showcase_lines(scope: &Scope, period: Period) -> Self {
        let mut conditions = Conditions::default();
        conditions.and_fixed("o.status = 'done' AND b.on_window_at IS NOT NULL");
        within(&mut conditions, "o.posted_at", period);
        scope.in_stores(&mut conditions, "o.store_id");
        let mut values = conditions.values().to_vec();
        let counts = if scope.all_goods() {
            "1".to_owned()
        } else {
            values.push(scope.categories_sql());
            format!(
                "l.item_id IN (SELECT id FROM inventory_items
                               WHERE category_id IN (SELECT value FROM json_each(?{})))",
                values.len()
            )
        };
        let sql = format!(
            "SELECT l.bouquet_id AS bouquet, o.posted_at AS at, l.item_id AS item, l.qty AS qty,
                    l.total_amount AS amount, l.cost AS cost, {counts} AS counts
             FROM orders o INDEXED BY orders_handed CROSS JOIN order_lines l ON l.order_id = o.id
             CROSS JOIN bouquets b ON b.id = l.bouquet_id{}",
            conditions.sql()
        );
        Self { sql, values }
    }

    /// The bouquets of those lines: `bouquet`, `at`, its whole `price`, and the `amount` and
    /// `cost` of the lines that count.
    pub(super) fn showcase(scope: &Scope, period: Period) -> Self {
        let Self { sql, values } = Self::showcase_lines(scope, period);
        let sql = format!(
            "SELECT bouquet, max(at) AS at, sum(amount) AS price, sum(amount) FILTER (WHERE counts) AS amount,
                    sum(cost) FILTER (WHERE counts) AS cost
             FROM ({sql}) AS lines GROUP BY bouquet HAVING sum(counts) > 0"
        );
        Self { sql, values }
    }

    /// One row of sums; `what` are expressions over the rows.
    pub(super) fn sums<T>(
        &self,
        connection: &Connection,
        what: &str,
        read: impl FnOnce(&Row) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let sql = format!("SELECT {what} FROM ({}) AS book", self.sql);
        connection.prepare_cached(&sql)?.query_row(params_from_iter(&self.values), read)
    }

    /// Rows of an expression list, with what may follow it (`GROUP BY` ...).
    pub(super) fn rows<T>(
        &self,
        connection: &Connection,
        what: &str,
        then: &str,
        read: impl FnMut(&Row) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Vec<T>> {
        let sql = format!("SELECT {what} FROM ({}) AS book {then}", self.sql);
        let mut statement = connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(&self.values), read)?;
        rows.collect()
    }
}

/// Narrows to the moments of a period, kept in a column.
pub(super) fn within(conditions: &mut Conditions, column: &str, period: Period) {
    let sql = format!("{column} BETWEEN ?a AND ?b");
    conditions.and_pair(&sql, Sql::Integer(period.from), Sql::Integer(period.to));
}

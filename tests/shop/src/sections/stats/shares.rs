//! How a total is shared among workers (127, 137), payment methods (131, 138) and order sources
//! (132, 139). The amounts add up to the general figure, the shares to 100 per cent.

use rusqlite::Connection;
use serde_json::{json, Value};

use super::answers::{average, calculated, money, remembered, rows_about, shares, About};
use super::books::Book;
use super::period::Period;
use super::scope::Scope;
use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::resource::Writes;
use crate::jsonapi::shape::{figure, made, Figure, Made};
use crate::refusal::Refusal;
use crate::resources as to;

/// A worker's part of the revenue.
pub(crate) static OF_WORKERS: Made = made(
    "stats-workers",
    &[
        figure("avgOrderAmount", Writes::Money),
        figure("salesAmount", Writes::Money),
        figure("share", Writes::Money),
    ],
)
.about(&[("worker", to::worker)]);
/// A payment method's part of the payments.
pub(crate) static OF_PAYMENTS: Made =
    made("stats-payments", PART).about(&[("paymentMethod", to::payment_method)]);
/// A source's part of the revenue.
pub(crate) static OF_SOURCES: Made = made("stats-sources", PART).about(&[("source", to::source)]);
const PART: &[Figure] = &[figure("amount", Writes::Money), figure("share", Writes::Money)];

/// One part of the total: what it is about, its amount, and of how many.
struct Part {
    about: Option<String>,
    amount: i64,
    count: i64,
}

/// What is shared among what.
struct Sharing {
    kind: &'static str,
    about: About,
    book: fn(&Scope, Period) -> Book,
    by: &'static str,
    attributes: fn(&Part, Value) -> Value,
}

/// Operations 127 and 137: the revenue by the worker who handed the orders over.
pub(crate) fn workers(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let sharing = Sharing {
        kind: "stats-workers",
        about: About { name: "worker", resource: to::worker() },
        book: Book::sold,
        by: "worker",
        attributes: |part, share| {
            json!({
                "avgOrderAmount": money(average(part.amount, part.count)),
                "salesAmount": money(part.amount),
                "share": share,
            })
        },
    };
    share(call, connection, &sharing)
}

/// Operations 131 and 138: the payments by their method.
pub(crate) fn payments(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let sharing = Sharing {
        kind: "stats-payments",
        about: About { name: "paymentMethod", resource: to::payment_method() },
        book: Book::payments,
        by: "method",
        attributes: amount_and_share,
    };
    share(call, connection, &sharing)
}

/// Operations 132 and 139: the revenue by the source of the orders.
pub(crate) fn sources(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let sharing = Sharing {
        kind: "stats-sources",
        about: About { name: "source", resource: to::source() },
        book: Book::sold,
        by: "source",
        attributes: amount_and_share,
    };
    share(call, connection, &sharing)
}

fn amount_and_share(part: &Part, share: Value) -> Value {
    json!({ "amount": money(part.amount), "share": share })
}

fn share(call: &Call, connection: &Connection, sharing: &Sharing) -> Result<Answer, Refusal> {
    let scope = Scope::of(call, connection)?;
    let period = scope.period(call)?;
    let key = format!("{} {}", sharing.kind, scope.key(Some(period)));
    remembered(call, connection, key, || {
        let columns = format!("{}, sum(amount), count(*)", sharing.by);
        let then = format!("GROUP BY {by} ORDER BY 2 DESC, {by}", by = sharing.by);
        let parts = (sharing.book)(&scope, period).rows(connection, &columns, &then, |row| {
            Ok(Part { about: row.get(0)?, amount: row.get(1)?, count: row.get(2)? })
        })?;
        let amounts: Vec<i64> = parts.iter().map(|part| part.amount).collect();
        let figures = parts
            .into_iter()
            .zip(shares(&amounts))
            .map(|(part, share)| {
                let attributes = (sharing.attributes)(&part, share);
                (part.about, attributes)
            })
            .collect();
        let (rows, included) = rows_about(connection, sharing.kind, &sharing.about, figures)?;
        Ok(json!({ "data": rows, "included": included, "meta": calculated() }))
    })
}

//! Payments: made (66), changed (68), listed (69). An order's paid amount is always the sum of
//! its posted payments less returns and change; bonuses count as paid and are taken from the
//! customer's points.

use rusqlite::{params, Connection, OptionalExtension};
use serde_json::Map;
use uuid::Uuid;

use super::handover::Order;
use super::record;
use crate::answer::Answer;
use crate::calendar::{now, shop_day};
use crate::desk::Call;
use crate::jsonapi::body::Sent;
use crate::jsonapi::columns::Columns;
use crate::jsonapi::fields::{exists, Fields, METHOD, PAYMENT, SHIFT, WORKER};
use crate::jsonapi::form::{self, field, Empty, Field, Mode, Takes};
use crate::jsonapi::list::{Conditions, List};
use crate::jsonapi::shape::{attribute, link, shape, Shape};
use crate::parameters::{filter, sort, Parameter, Reads, Sort};
use crate::refusal::{Fault, Refusal};
use crate::resources::orders::PAYMENTS;
use crate::revisions;
use crate::sections::customers::points;
use crate::sections::dictionary::new_id;
use crate::sections::document;

pub(crate) const INCLUDES: &[&str] =
    &["method", "shift", "fiscalShift", "createdBy", "postedBy", "fiscalizedBy", "order", "parent"];
pub(crate) const SORTS: &[Sort] =
    &[sort("createdAt", "created_at"), sort("date", "date"), sort("amount", "amount")];
pub(crate) const PARAMETERS: &[Parameter] = &[
    filter("filter[type]", Reads::OneOf(TYPES), "payment_type = ?"),
    filter("filter[paymentMethod]", Reads::Text, "method_id = ?"),
    filter("filter[shift]", Reads::Text, "shift_id = ?"),
    filter("filter[fiscalShift]", Reads::Text, "fiscal_shift_id = ?"),
    filter("filter[createdBy]", Reads::Text, "created_by = ?"),
    filter("filter[postedBy]", Reads::Text, "posted_by = ?"),
    filter("filter[order]", Reads::Text, "order_id = ?"),
    filter("filter[fiscalizedAt][from]", Reads::DayFrom, "fiscalized_at >= ?"),
    filter("filter[fiscalizedAt][to]", Reads::DayUntil, "fiscalized_at <= ?"),
    filter("filter[amountFrom]", Reads::Money, "amount >= ?"),
    filter("filter[amountTo]", Reads::Money, "amount <= ?"),
    filter("filter[bonusesAmountFrom]", Reads::Money, "bonus_amount >= ?"),
    filter("filter[bonusesAmountTo]", Reads::Money, "bonus_amount <= ?"),
    filter("filter[fiscalized]", Reads::Flag, "fiscalized = ?"),
];

const TYPES: &[&str] = &["payment", "return", "change"];
/// The method whose money are points.
const BONUSES: &str = "5";

const FORM: &[Field] = &[
    field("paymentType", "payment_type", Takes::Choice(TYPES), Empty::Text("payment")),
    field("date", "date", Takes::Day, Empty::Text("")),
    field("amount", "amount", Takes::Money, Empty::Number(0)),
    field("bonusAmount", "bonus_amount", Takes::Money, Empty::Number(0)),
    field("description", "description", Takes::Text(2_000), Empty::Text("")),
    field("terminalTransactionId", "terminal_transaction_id", Takes::Text(255), Empty::Text("")),
    field("prepayment", "prepayment", Takes::Flag, Empty::Number(0)),
    field("method", "method_id", Takes::Link(&METHOD), Empty::Text("")),
    field("shift", "shift_id", Takes::Link(&SHIFT), Empty::Null),
    field("parent", "parent_id", Takes::Link(&PAYMENT), Empty::Null),
];

/// What may change of a payment that was made: marks and words, never the money.
const CHANGE_FORM: &[Field] = &[
    field("description", "description", Takes::Text(2_000), Empty::Text("")),
    field("terminalTransactionId", "terminal_transaction_id", Takes::Text(255), Empty::Text("")),
    field("fiscalized", "fiscalized", Takes::Flag, Empty::Number(0)),
    field("fiscalizedAt", "fiscalized_at", Takes::Moment, Empty::Null),
    field("fiscalizedBy", "fiscalized_by", Takes::Link(&WORKER), Empty::Null),
    field("fiscalShift", "fiscal_shift_id", Takes::Link(&SHIFT), Empty::Null),
];

/// A new payment.
pub(crate) static SHAPE: Shape = shape("order-payments")
    .form(FORM)
    .also(&[&[attribute("createdAt", Takes::Moment), link("createdBy", &WORKER)]]);

/// A changed payment.
pub(crate) static CHANGE_SHAPE: Shape = shape("order-payments").form(CHANGE_FORM);

/// Operation 69.
pub(crate) fn list(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let list = List {
        resource: &PAYMENTS,
        query: &call.query,
        conditions: Conditions::of(&call.query, PARAMETERS, &[]),
        usual_order: "created_at DESC, id",
    };
    Ok(Answer::ok(list.document(call, connection, Map::new())?))
}

/// Operation 66, documented as 200: a payment is posted at once.
pub(crate) fn create(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let order_id = call.id();
    let Some(order) = Order::of(connection, order_id)? else {
        return Err(Refusal::not_found("order", order_id));
    };
    let sent = Sent::primary(call.body.as_ref(), "order-payments", None)?;
    let mut fields = Fields::new(sent, "/data");
    let id = new_id(&mut fields, connection, "order_payments", "/data")?;
    let mut columns = Columns::default();
    form::read(FORM, &mut fields, connection, &mut columns, Mode::Create)?;
    let author = fields.one(connection, "createdBy", &WORKER)?.flatten();
    let at = fields.moment("createdAt").flatten().unwrap_or_else(now);
    let amounts = amounts(&mut fields, &mut columns);
    fields.done()?;
    check(connection, order_id, &order, &columns, amounts)?;

    if columns.text("date").is_none_or(str::is_empty) {
        columns.set("date", shop_day(at).to_string());
    }
    if columns.text("shift_id").is_none() {
        columns.set("shift_id", open_shift(connection, &order.store, at)?);
    }
    let author = author.unwrap_or_else(|| call.caller.worker.clone());
    columns.set("id", id.clone());
    columns.set("order_id", order_id.to_owned());
    columns.set("created_at", at);
    columns.set("posted", 1_i64);
    columns.set("posted_at", at);
    columns.set("created_by", author.clone());
    columns.set("posted_by", author);
    columns.set("fiscalized", 0_i64);
    columns.insert(connection, "order_payments")?;
    if let (true, Some(customer)) = (amounts.bonus > 0, &order.customer) {
        let points = amounts.bonus / 100;
        let signed = if columns.text("payment_type") == Some("payment") { -points } else { points };
        spend(connection, customer, signed, order_id)?;
    }
    settle(connection, order_id)?;
    let mut touched = Columns::default();
    record::touch(call, connection, &mut touched)?;
    touched.update(connection, "orders", order_id)?;
    Ok(Answer::ok(document(call, connection, &PAYMENTS, &id, "payment")?))
}

#[derive(Debug, Clone, Copy)]
struct Amounts {
    amount: i64,
    bonus: i64,
}

/// Money and points of a payment: points are whole roubles and part of the amount.
fn amounts(fields: &mut Fields, columns: &mut Columns) -> Amounts {
    let mut amount = columns.integer("amount").unwrap_or(0);
    let mut bonus = columns.integer("bonus_amount").unwrap_or(0);
    if columns.text("method_id") == Some(BONUSES) && bonus == 0 {
        bonus = amount;
    }
    amount = amount.max(bonus);
    if amount == 0 && fields.faults.is_empty() {
        fields.fault("amount", "required", "A payment needs an amount.".to_owned());
    }
    if bonus % 100 != 0 {
        fields.fault("bonusAmount", "not-whole", "Bonuses are whole points.".to_owned());
    }
    if columns.text("method_id").is_none_or(str::is_empty) {
        if bonus > 0 && bonus == amount {
            columns.set("method_id", BONUSES.to_owned());
        } else if fields.faults.is_empty() {
            fields.relationship_fault("method", "required", "method is needed.".to_owned());
        }
    }
    columns.set("amount", amount);
    columns.set("bonus_amount", bonus);
    Amounts { amount, bonus }
}

/// Refuses what cannot be: more back than was paid, more points than there are or may be.
fn check(
    connection: &Connection,
    id: &str,
    order: &Order,
    columns: &Columns,
    amounts: Amounts,
) -> Result<(), Refusal> {
    let refuse = |code, place: &str, detail: String| {
        Err(Fault::invalid(code, &format!("/data/attributes/{place}"), detail).into())
    };
    let (status, paid): (String, i64) = connection
        .prepare_cached("SELECT status, payments_amount FROM orders WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let kind = columns.text("payment_type").unwrap_or("payment");
    if status == "returned" || (status == "canceled" && kind == "payment") {
        return refuse("order-closed", "paymentType", format!("The order is {status}."));
    }
    if kind == "return" && amounts.amount > paid {
        return refuse("return-exceeds-paid", "amount", "More would go back than was paid.".to_owned());
    }
    if kind == "change" && amounts.amount > (paid - order.total).max(0) {
        return refuse("change-exceeds-overpayment", "amount", "More change than was overpaid.".to_owned());
    }
    if kind == "change" && amounts.bonus > 0 {
        return refuse("change-in-bonuses", "bonusAmount", "Change is money.".to_owned());
    }
    if kind == "return" && amounts.bonus > order.bonuses {
        return refuse("return-exceeds-paid", "bonusAmount", "More points than were spent.".to_owned());
    }
    if kind != "payment" || amounts.bonus == 0 {
        return Ok(());
    }
    let Some(customer) = &order.customer else {
        return refuse(
            "no-customer",
            "bonusAmount",
            "Points belong to a customer; the order has none.".to_owned(),
        );
    };
    let has: i64 = connection
        .prepare_cached("SELECT current_points FROM customers WHERE id = ?1")?
        .query_row([customer], |row| row.get(0))?;
    if amounts.bonus / 100 > has {
        return refuse("not-enough-points", "bonusAmount", format!("The customer has {has} points."));
    }
    let limit = points::terms(connection, customer)?.map_or(0, |(_, limit)| limit);
    let most = (order.total.saturating_mul(limit) / 10_000 * 100 - order.bonuses).max(0);
    if amounts.bonus > most {
        let detail = format!("At most {limit} % of the order may be paid with points, {} more.", most / 100);
        return refuse("bonus-limit", "bonusAmount", detail);
    }
    Ok(())
}

fn spend(connection: &Connection, customer: &str, points: i64, order: &str) -> rusqlite::Result<()> {
    points::add(connection, customer, points, false, Some(order))?;
    connection
        .prepare_cached("UPDATE customers SET spent_points = spent_points - ?2 WHERE id = ?1")?
        .execute((customer, points))?;
    Ok(())
}

/// Brings an order's paid amounts in line with its payments.
fn settle(connection: &Connection, order: &str) -> rusqlite::Result<()> {
    let signed = |column: &str| {
        format!("coalesce(sum(CASE payment_type WHEN 'payment' THEN {column} ELSE -{column} END), 0)")
    };
    connection
        .prepare_cached(&format!(
            "UPDATE orders SET (payments_amount, bonuses_amount) = (
               SELECT {}, {} FROM order_payments WHERE order_id = ?1 AND posted = 1)
             WHERE id = ?1",
            signed("amount"),
            signed("bonus_amount")
        ))?
        .execute([order])?;
    connection
        .prepare_cached("UPDATE orders SET by_bonuses = bonuses_amount > 0 WHERE id = ?1")?
        .execute([order])?;
    Ok(())
}

/// The store's open shift; one is opened when there is none.
fn open_shift(connection: &Connection, store: &str, at: i64) -> rusqlite::Result<String> {
    let open: Option<String> = connection
        .prepare_cached(
            "SELECT id FROM shifts WHERE store_id = ?1 AND closed_at IS NULL ORDER BY opened_at DESC LIMIT 1",
        )?
        .query_row([store], |row| row.get(0))
        .optional()?;
    if let Some(id) = open {
        return Ok(id);
    }
    let id = Uuid::new_v4().to_string();
    connection
        .prepare_cached("INSERT INTO shifts (id, store_id, opened_at, fiscal) VALUES (?1, ?2, ?3, 1)")?
        .execute((&id, store, at))?;
    Ok(id)
}

/// Gives everything back that was paid for an order, each payment the way it came.
pub(super) fn return_all(
    connection: &Connection,
    order: &str,
    worker: &str,
    shift: Option<&str>,
    at: i64,
) -> Result<(), Refusal> {
    let Some(about) = Order::of(connection, order)? else { return Ok(()) };
    let left =
        "p.amount - coalesce((SELECT sum(r.amount) FROM order_payments r WHERE r.parent_id = p.id), 0)";
    let payments: Vec<(String, String, i64, i64)> = connection
        .prepare_cached(&format!(
            "SELECT p.id, p.method_id, {left}, p.bonus_amount FROM order_payments p
             WHERE p.order_id = ?1 AND p.payment_type = 'payment' AND p.posted = 1 ORDER BY p.seq"
        ))?
        .query_map([order], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut paid: i64 = connection
        .prepare_cached("SELECT payments_amount FROM orders WHERE id = ?1")?
        .query_row([order], |row| row.get(0))?;
    let mut bonuses = about.bonuses;
    let shift = match shift {
        Some(shift) => shift.to_owned(),
        None => open_shift(connection, &about.store, at)?,
    };
    // Change and partial returns went before: no more goes back than is still there.
    for (parent, method, amount, bonus) in payments {
        let amount = amount.min(paid).max(0);
        let bonus = bonus.min(bonuses).min(amount);
        if amount == 0 {
            continue;
        }
        paid -= amount;
        bonuses -= bonus;
        connection
            .prepare_cached(
                "INSERT INTO order_payments (id, order_id, payment_type, date, amount, bonus_amount, description,
                   created_at, posted, posted_at, terminal_transaction_id, prepayment, fiscalized, method_id,
                   shift_id, created_by, posted_by, parent_id)
                 VALUES (?1, ?2, 'return', ?3, ?4, ?5, '', ?6, 1, ?6, '', 0, 0, ?7, ?8, ?9, ?9, ?10)",
            )?
            .execute(params![
                Uuid::new_v4().to_string(),
                order,
                shop_day(at).to_string(),
                amount,
                bonus,
                at,
                method,
                shift,
                worker,
                parent
            ])?;
        if let (true, Some(customer)) = (bonus > 0, &about.customer) {
            spend(connection, customer, bonus / 100, order)?;
        }
    }
    Ok(settle(connection, order)?)
}

/// Operation 68.
pub(crate) fn update(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let id = call.id();
    if !exists(connection, "order_payments", id)? {
        return Err(Refusal::not_found("payment", id));
    }
    let sent = Sent::primary(call.body.as_ref(), "order-payments", Some(id))?;
    let mut fields = Fields::new(sent, "/data");
    let mut columns = Columns::default();
    form::read(CHANGE_FORM, &mut fields, connection, &mut columns, Mode::Change)?;
    fields.done()?;
    if !columns.is_empty() {
        columns.update(connection, "order_payments", id)?;
    }
    let revision = revisions::next(connection, "orders")?;
    connection
        .prepare_cached(
            "UPDATE orders SET revision = ?2, modified_at = ?3, updated_at = ?3
             WHERE id = (SELECT order_id FROM order_payments WHERE id = ?1)",
        )?
        .execute((id, revision, now()))?;
    Ok(Answer::ok(document(call, connection, &PAYMENTS, id, "payment")?))
}

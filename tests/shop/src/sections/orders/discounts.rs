//! Discounts and markups of an order, by reason: they come nested in the order and are spread
//! over its lines, so that the total stays the sum of the lines.

use rusqlite::{params, Connection, OptionalExtension};
use uuid::Uuid;

use crate::jsonapi::body::Sent;
use crate::jsonapi::fields::{Fields, Target};
use crate::jsonapi::form::Takes;
use crate::jsonapi::shape::{attribute, link, shape, Shape};
use crate::refusal::Refusal;

static REASON: Target =
    Target { kind: "discount-reasons", table: "discount_reasons", word: "reason", unknown: "unknown-reason" };

/// A discount or markup, nested in its order.
pub(super) static SHAPE: Shape = shape("order-discounts").also(&[&[
    attribute("discountType", Takes::Choice(KINDS)),
    attribute("valueType", Takes::Choice(VALUE_TYPES)),
    attribute("value", Takes::Money).needed(),
    link("reason", &REASON),
]]);

const KINDS: &[&str] = &["discount", "markup"];
const VALUE_TYPES: &[&str] = &["absolute", "percent"];

/// One discount or markup; `value` in kopecks, or in hundredths of a per cent.
#[derive(Debug)]
struct Discount {
    markup: bool,
    percent: bool,
    value: i64,
    reason: Option<String>,
}

/// The discounts of a request.
#[derive(Debug, Default)]
pub(super) struct Discounts(Vec<Discount>);

/// Reads them; `None` when the request does not speak of them.
pub(super) fn read(fields: &mut Fields, connection: &Connection) -> Result<Option<Discounts>, Refusal> {
    let Some(linkage) = fields.array("discounts") else { return Ok(None) };
    let included = fields.sent().included;
    let mut discounts = Discounts::default();
    for (number, value) in linkage.iter().enumerate() {
        let path = format!("discounts/data/{number}");
        let Some(sent) = Sent::nested(value, included).filter(|it| it.kind() == "order-discounts") else {
            fields.relationship_fault(&path, "wrong-type", "The type must be order-discounts.".to_owned());
            continue;
        };
        let mut own = Fields::new(sent, &format!("/data/relationships/{path}"));
        let reason = own.one(connection, "reason", &REASON)?.flatten();
        let of_reason = match &reason {
            Some(reason) => kind_of(connection, reason)?,
            None => None,
        };
        let kind = own.choice("discountType", KINDS).flatten();
        if let (Some(kind), Some(of_reason)) = (&kind, &of_reason) {
            if kind != of_reason {
                let detail = format!("The reason is one of a {of_reason}.");
                own.fault("discountType", "other-reason", detail);
            }
        }
        let markup = kind.or(of_reason).as_deref() == Some("markup");
        let percent = own.choice("valueType", VALUE_TYPES).flatten().as_deref() == Some("percent");
        let value = own.decimal("value", 100.0);
        if value.is_none() && own.faults.is_empty() {
            own.fault("value", "required", "value is needed.".to_owned());
        }
        if percent && !markup && value > Some(10_000) {
            own.fault("value", "out-of-range", "A discount is at most 100 %.".to_owned());
        }
        fields.faults.append(&mut own.faults);
        discounts.0.push(Discount { markup, percent, value: value.unwrap_or(0), reason });
    }
    Ok(Some(discounts))
}

fn kind_of(connection: &Connection, reason: &str) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT discount_type FROM discount_reasons WHERE id = ?1")?
        .query_row([reason], |row| row.get(0))
        .optional()
}

impl Discounts {
    /// Puts these in the place of those the order had, and spreads them over the lines whose
    /// total is not set by hand, each by its share of the sum.
    pub(super) fn replace(&self, connection: &Connection, order: &str) -> rusqlite::Result<()> {
        let lines: Vec<(String, i64)> = connection
            .prepare_cached(
                "SELECT id, amount FROM order_lines WHERE order_id = ?1 AND manual = 0 ORDER BY seq",
            )?
            .query_map([order], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let sum: i64 = lines.iter().map(|(_, amount)| amount).sum();
        connection.prepare_cached("DELETE FROM order_discounts WHERE order_id = ?1")?.execute([order])?;
        let mut total = sum;
        for discount in &self.0 {
            let amount = if discount.percent { share(sum, discount.value, 10_000) } else { discount.value };
            // Less than nothing is never asked for.
            let amount = if discount.markup { amount } else { amount.min(total) };
            total += if discount.markup { amount } else { -amount };
            connection
                .prepare_cached("INSERT INTO order_discounts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
                .execute(params![
                    Uuid::new_v4().to_string(),
                    order,
                    if discount.markup { "markup" } else { "discount" },
                    if discount.percent { "percent" } else { "absolute" },
                    discount.value,
                    amount,
                    discount.reason
                ])?;
        }
        let (mut done, mut given) = (0, 0);
        for (id, amount) in &lines {
            done += amount;
            // Rounded on the running sum, so that the lines add up to the total exactly.
            let upto = if sum == 0 { 0 } else { share(total, done, sum) };
            let own = upto - given;
            given = upto;
            connection
                .prepare_cached(
                    "UPDATE order_lines SET total_amount = ?2, total_with_discount = ?2,
                       discount_price = CASE qty WHEN 0 THEN price ELSE ?2 * 1000 / qty END WHERE id = ?1",
                )?
                .execute((id, own))?;
        }
        Ok(())
    }
}

/// `part` of `whole` of an amount, rounded half up.
fn share(amount: i64, part: i64, whole: i64) -> i64 {
    let (exact, whole) = (i128::from(amount) * i128::from(part), i128::from(whole));
    i64::try_from((exact * 2 + whole).div_euclid(whole * 2)).unwrap_or(i64::MAX)
}

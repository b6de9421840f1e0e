//! The orders behind one figure of the statistics (74-79): the orders list with everything it
//! can do, narrowed to them, and with a header of what they brought in.

use rusqlite::{params_from_iter, Connection};
use serde_json::{json, Value};

use super::filters;
use super::list::{narrowed, roubles, Listed};
use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::list::Conditions;
use crate::jsonapi::resource::Writes;
use crate::jsonapi::shape::{figure, Figure};
use crate::refusal::Refusal;

/// What the list of orders tells, and what the orders brought in.
pub(crate) const TOLD: &[Figure] = &[
    figure("orders_amounts", Writes::Json),
    figure("statuses", Writes::Json).sometimes(),
    figure("analytic_header", Writes::Json),
];

/// Handed over; those that came back since are shown when returned orders are asked for.
const SOLD: &str = "status IN ('done', 'returned')";

/// Operation 74: orders handed over.
pub(crate) fn shipment_revenue(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    behind(call, connection, SOLD)
}

/// Operation 75: orders handed over of which it is known what their goods had cost.
pub(crate) fn marginality(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let with_cost = format!("{SOLD} AND cost > 0");
    behind(call, connection, &with_cost)
}

/// Operation 76: orders paid with points, in part at least.
pub(crate) fn bonuses_subtract(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    behind(call, connection, "bonuses_amount > 0")
}

/// Operation 77: orders the customer got points for.
pub(crate) fn bonuses_accrued(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let accrued =
        "EXISTS (SELECT 1 FROM customer_bonus_history h WHERE h.order_id = orders.id AND h.amount > 0)";
    behind(call, connection, accrued)
}

/// Operation 78: orders with a discount.
pub(crate) fn total_discount(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    behind(call, connection, "discounts_amount > 0")
}

/// Operation 79: orders that came back.
pub(crate) fn returned(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let mut apart = filters::apart_from_status(&call.query);
    apart.and_fixed("status = 'returned'");
    narrowed(call, connection, Listed { apart, returned_too: true, header: Some(header) })
}

fn behind(call: &Call, connection: &Connection, which: &str) -> Result<Answer, Refusal> {
    let mut apart = filters::apart_from_status(&call.query);
    apart.and_fixed(which);
    let returned_too = filters::with_returned(&call.query);
    narrowed(call, connection, Listed { apart, returned_too, header: Some(header) })
}

/// What the listed orders brought in, as texts: all of it, less what went back, less what was
/// paid with points.
fn header(connection: &Connection, conditions: &Conditions) -> rusqlite::Result<Value> {
    let sql = format!(
        "SELECT count(*), coalesce(sum(total_amount), 0),
                coalesce(sum(total_amount) FILTER (WHERE status = 'returned'), 0),
                coalesce(sum(bonuses_amount) FILTER (WHERE status <> 'returned'), 0)
         FROM orders{}",
        conditions.sql()
    );
    let (count, full, returned, bonuses): (i64, i64, i64, i64) = connection
        .prepare_cached(&sql)?
        .query_row(params_from_iter(conditions.values()), |row| row.try_into())?;
    Ok(json!({
        "orders_count": count.to_string(),
        "fullRevenue": roubles(full),
        "returnedRevenue": roubles(returned),
        "revenueBonuses": roubles(bonuses),
        "revenue": roubles(full - returned - bonuses),
    }))
}

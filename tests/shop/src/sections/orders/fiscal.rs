//! The fiscal mark of an order (63).

use rusqlite::Connection;
use serde_json::json;

use super::record;
use crate::answer::Answer;
use crate::calendar::now;
use crate::desk::Call;
use crate::jsonapi::body::Sent;
use crate::jsonapi::columns::Columns;
use crate::jsonapi::fields::{exists, Fields, WORKER};
use crate::jsonapi::form::Takes;
use crate::jsonapi::resource::Writes;
use crate::jsonapi::shape::{attribute, figure, link, made, shape, Made, Shape};
use crate::refusal::Refusal;

/// The mark, when it was set and by whom.
pub(crate) static SHAPE: Shape = shape("orders-fiscal").also(&[&[
    attribute("fiscalized", Takes::Flag).needed(),
    attribute("fiscalizedAt", Takes::Moment),
    link("fiscalizedBy", &WORKER),
]]);

/// The bare mark.
pub(crate) static MARK: Made = made("orders-fiscal", &[figure("fiscalized", Writes::Flag)]);

/// Operation 63: answers the bare mark, as the live API does.
pub(crate) fn update(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let id = call.id();
    if !exists(connection, "orders", id)? {
        return Err(Refusal::not_found("order", id));
    }
    let sent = Sent::primary(call.body.as_ref(), "orders-fiscal", Some(id))?;
    let mut fields = Fields::new(sent, "/data");
    let mark = fields.flag("fiscalized");
    if mark.is_none() && fields.faults.is_empty() {
        fields.fault("fiscalized", "required", "fiscalized is needed.".to_owned());
    }
    let at = fields.moment("fiscalizedAt").flatten();
    fields.one(connection, "fiscalizedBy", &WORKER)?;
    fields.done()?;
    let fiscalized = mark.unwrap_or(false);
    let mut columns = Columns::default();
    columns.set("fiscal", i64::from(fiscalized));
    columns.set("fiscalized", i64::from(fiscalized));
    if fiscalized {
        columns.set("fiscalized_at", at.unwrap_or_else(now));
    }
    record::touch(call, connection, &mut columns)?;
    columns.update(connection, "orders", id)?;
    Ok(Answer::ok(json!({
        "data": { "type": "orders-fiscal", "id": id, "attributes": { "fiscalized": fiscalized } },
    })))
}

//! A customer's own feasts (31 to 35).

use rusqlite::Connection;

use super::dictionary::Dictionary;
use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::body::Sent;
use crate::jsonapi::fields::CUSTOMER;
use crate::jsonapi::form::{field, Empty, Field, Takes, TITLE};
use crate::jsonapi::list::Conditions;
use crate::jsonapi::shape::{shape, Shape};
use crate::parameters::{filter, sort, Parameter, Reads, Sort};
use crate::refusal::{Fault, Refusal};
use crate::resources::customers::EVENTS as RESOURCE;

/// The reference types it as a date; it is the customer's id.
pub(crate) const PARAMETERS: &[Parameter] = &[filter("filter[customer]", Reads::Text, "customer_id = ?")];
pub(crate) const INCLUDES: &[&str] = &["customer"];
pub(crate) const SORTS: &[Sort] = &[sort("title", "title"), sort("dateFrom", "date_from")];

const FORM: &[Field] = &[
    TITLE,
    field("dateFrom", "date_from", Takes::Day, Empty::Needed),
    field("dateUntil", "date_until", Takes::Day, Empty::Text("")),
    field("customer", "customer_id", Takes::Link(&CUSTOMER), Empty::Needed),
];

pub(crate) static EVENTS: Dictionary = Dictionary {
    gone: None,
    revised: false,
    ..Dictionary::new(&RESOURCE, "customer event", "customer-events", FORM)
};

pub(crate) static SHAPE: Shape = shape("customer-events").form(FORM);

/// Operation 31.
pub(crate) fn list(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    EVENTS.list(call, connection, Conditions::of(&call.query, PARAMETERS, &[]))
}

/// Operation 32, documented as 200.
pub(crate) fn create(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let id = EVENTS.insert(connection, Sent::primary(call.body.as_ref(), RESOURCE.name, None)?, "/data")?;
    settle(connection, &id)?;
    EVENTS.detail(call, connection, &id)
}

/// Operation 35.
pub(crate) fn update(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    EVENTS.update(call, connection)?;
    settle(connection, call.id())?;
    EVENTS.detail(call, connection, call.id())
}

/// Operation 33.
pub(crate) fn delete(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    EVENTS.delete_all(call, connection)?;
    Ok(Answer::empty())
}

/// An event without a last day is over on its first; one that ends before it begins is refused.
fn settle(connection: &Connection, id: &str) -> Result<(), Refusal> {
    connection
        .prepare_cached(
            "UPDATE customer_events SET date_until = date_from WHERE id = ?1 AND date_until = ''",
        )?
        .execute([id])?;
    let backwards: bool = connection
        .prepare_cached("SELECT date_until < date_from FROM customer_events WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?;
    if backwards {
        let detail = "dateUntil is before dateFrom.";
        return Err(
            Fault::invalid("period-ends-before-it-begins", "/data/attributes/dateUntil", detail).into()
        );
    }
    Ok(())
}

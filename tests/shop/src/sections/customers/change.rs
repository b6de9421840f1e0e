//! Customers made (4) and changed, one (7) or many (5), and put into discount groups (9).

use rusqlite::Connection;
use serde_json::{json, Value};

use super::record;
use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::body::Sent;
use crate::jsonapi::fields::{exists, Fields, CUSTOMER};
use crate::jsonapi::form::Takes;
use crate::jsonapi::list;
use crate::jsonapi::resource::Writes;
use crate::jsonapi::shape::{attribute, figure, link, made, shape, Made, Shape};
use crate::refusal::{Fault, Refusal};
use crate::resources as to;
use crate::resources::customers::CUSTOMERS;
use crate::sections::dictionary::{each_row, known};

/// A customer and the group he enters.
pub(crate) static ATTACHED: Shape = shape("customer-discount-groups")
    .also(&[&[attribute("discountGroup", Takes::Text(50)).needed(), link("customer", &CUSTOMER).needed()]]);

/// The same, as it is answered.
pub(crate) static ATTACHMENT: Made =
    made("customer-discount-groups", &[figure("discountGroup", Writes::Text)])
        .about(&[("customer", to::customer)]);

/// Operation 4.
pub(crate) fn create(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let sent = Sent::primary(call.body.as_ref(), "customers", None)?;
    let id = record::insert(connection, sent, "/data", &call.caller.worker)?;
    let document = super::document(call, connection, &id)?;
    Ok(Answer::created(document, format!("/api/v1/customers/{id}")))
}

/// Operation 7.
pub(crate) fn update(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let id = call.id();
    if !exists(connection, "customers", id)? {
        return Err(Refusal::not_found("customer", id));
    }
    let sent = Sent::primary(call.body.as_ref(), "customers", Some(id))?;
    record::change(connection, id, sent, "/data")?;
    Ok(Answer::ok(super::document(call, connection, id)?))
}

/// Operation 5: all or none.
pub(crate) fn update_many(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let rows = Sent::rows(call.body.as_ref(), "customers")?;
    let ids = each_row(rows, |number, sent| {
        let base = format!("/data/{number}");
        let id = known(connection, "customers", "customer", sent, &base)?;
        record::change(connection, &id, sent, &base)?;
        Ok(id)
    })?;
    Ok(Answer::ok(list::several(connection, &CUSTOMERS, &ids, &call.query)?))
}

/// Operation 9: each row names a customer and the group he enters; all or none.
pub(crate) fn attach_discount_groups(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let rows = Sent::rows(call.body.as_ref(), "customer-discount-groups")?;
    let data = each_row(rows, |number, sent| {
        let base = format!("/data/{number}");
        let mut fields = Fields::new(sent, &base);
        let customer = fields.one(connection, "customer", &CUSTOMER)?.flatten();
        if customer.is_none() && fields.faults.is_empty() {
            fields.relationship_fault("customer", "required", "customer is needed.".to_owned());
        }
        let group = fields.text("discountGroup", 50).flatten().unwrap_or_default();
        if group.is_empty() && fields.faults.is_empty() {
            fields.fault("discountGroup", "required", "discountGroup is needed.".to_owned());
        } else if !exists(connection, "discount_groups", &group)? {
            let pointer = format!("{base}/attributes/discountGroup");
            let detail = format!("There is no discount group \"{group}\".");
            fields.faults.push(Fault::invalid("unknown-discount-group", &pointer, detail));
        }
        fields.done()?;
        let customer = customer.unwrap_or_default();
        connection
            .prepare_cached(
                "INSERT OR IGNORE INTO customer_discount_groups (customer_id, group_id) VALUES (?1, ?2)",
            )?
            .execute((&customer, &group))?;
        record::touch(connection, &customer)?;
        Ok(attached(&customer, &group))
    })?;
    Ok(Answer::ok(json!({ "data": data })))
}

fn attached(customer: &str, group: &str) -> Value {
    json!({
        "type": "customer-discount-groups",
        "id": format!("{group}-{customer}"),
        "attributes": { "discountGroup": group },
        "relationships": { "customer": { "data": { "type": "customers", "id": customer } } },
    })
}

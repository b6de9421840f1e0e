//! Customers' own days: operations 31 to 35 of the reference.

use super::listing::{including, Page, Paging};
use super::outside::Method;
use super::query::Query;
use super::{ApiError, Client};
use crate::domain::customer::{Customer, CustomerEvent, CustomerEventChange};
use crate::domain::record::{Body, Resource as _, Write as _};
use crate::domain::Id;

const COLLECTION: &str = "/customer-events";
const INCLUDE: &str = "customer";

/// Operation 31: `GET /v1/customer-events`, of one customer or of all.
///
/// # Errors
/// 403 without permission; network errors.
pub async fn list(
    client: &Client,
    customer: Option<Id<Customer>>,
    paging: Paging<'_>,
) -> Result<Page<CustomerEvent>, ApiError> {
    let mut query = paging.query().with("include", INCLUDE);
    if let Some(customer) = customer {
        query.push("filter[customer]", customer);
    }
    client.page(COLLECTION, query).await
}

/// Operation 32: `POST /v1/customer-events`. An id made here is kept.
///
/// # Errors
/// 422 with the field, 409 for an id that is taken; after a network error it
/// may have been made.
pub async fn create(client: &Client, event: &CustomerEvent) -> Result<CustomerEvent, ApiError> {
    client.send_one(Method::Post, including(COLLECTION, INCLUDE), event.body()).await
}

/// Operation 33: `DELETE /v1/customer-events`, all or none, for good.
///
/// # Errors
/// 404 with the row; network errors.
pub async fn delete(client: &Client, ids: &[Id<CustomerEvent>]) -> Result<(), ApiError> {
    client.delete_many::<CustomerEvent>(COLLECTION, ids).await
}

/// Operation 34: `GET /v1/customer-events/{id}`.
///
/// # Errors
/// 404; network errors.
pub async fn get(client: &Client, id: Id<CustomerEvent>) -> Result<CustomerEvent, ApiError> {
    client.one(&format!("{COLLECTION}/{id}"), Query::default().with("include", INCLUDE)).await
}

/// Operation 35: `PATCH /v1/customer-events/{id}`.
///
/// # Errors
/// 404, 422 with the field; network errors.
pub async fn update(
    client: &Client,
    id: Id<CustomerEvent>,
    changes: &[CustomerEventChange],
) -> Result<CustomerEvent, ApiError> {
    let body = Body::new(CustomerEvent::TYPE).id(id).changes(changes);
    client.send_one(Method::Patch, including(&format!("{COLLECTION}/{id}"), INCLUDE), body).await
}

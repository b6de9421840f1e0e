//! Where customers came from: operations 21 to 24 of the reference.

use super::listing::{Page, Paging};
use super::listings::Listing;
use super::outside::Method;
use super::{ApiError, Client};
use crate::domain::customer::{CustomerSource, CustomerSourceChange};
use crate::domain::record::{Body, Resource as _, Write as _};
use crate::domain::Id;

const COLLECTION: &str = "/customer-sources";
/// The whole list, as it is kept.
pub const LISTING: Listing = Listing { path: COLLECTION, include: "" };

/// Operation 21: `GET /v1/customer-sources`: all, only those out of use, or
/// only those in use.
///
/// # Errors
/// 403 without permission; network errors.
pub async fn list(
    client: &Client,
    disabled: Option<bool>,
    paging: Paging<'_>,
) -> Result<Page<CustomerSource>, ApiError> {
    let mut query = paging.query_since("filter[revision]");
    if let Some(disabled) = disabled {
        query.push("filter[disabled]", disabled);
    }
    client.page(COLLECTION, query).await
}

/// Operation 22: `POST /v1/customer-sources`. The id is the server's.
///
/// # Errors
/// 422 without a title; after a network error it may have been made.
pub async fn create(client: &Client, source: &CustomerSource) -> Result<CustomerSource, ApiError> {
    client.send_one(Method::Post, COLLECTION.to_owned(), source.body()).await
}

/// Operation 23: `DELETE /v1/customer-sources`, all or none. They stay in the
/// list as deleted.
///
/// # Errors
/// 404 with the row; network errors.
pub async fn delete(client: &Client, ids: &[Id<CustomerSource>]) -> Result<(), ApiError> {
    client.delete_many::<CustomerSource>(COLLECTION, ids).await
}

/// Operation 24: `PATCH /v1/customer-sources/{id}`.
///
/// # Errors
/// 404, 422 with the field; network errors.
pub async fn update(
    client: &Client,
    id: Id<CustomerSource>,
    changes: &[CustomerSourceChange],
) -> Result<CustomerSource, ApiError> {
    let body = Body::new(CustomerSource::TYPE).id(id).changes(changes);
    client.send_one(Method::Patch, format!("{COLLECTION}/{id}"), body).await
}

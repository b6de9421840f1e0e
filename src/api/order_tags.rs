//! Words stuck on orders: operations 80 to 82 of the reference.

use super::listing::{All, Page, Paging};
use super::outside::Method;
use super::query::Query;
use super::{ApiError, Client};
use crate::domain::record::Write as _;
use crate::domain::settings::OrderTag;
use crate::domain::Id;

const COLLECTION: &str = "/order-tags";

/// Operation 80: `GET /v1/order-tags`, all of them, deleted ones too.
///
/// # Errors
/// Network errors and refusals.
pub async fn all(client: &Client) -> Result<All<OrderTag>, ApiError> {
    client.all(COLLECTION, Query::default()).await
}

/// Operation 80, one page.
///
/// # Errors
/// As [`all`].
pub async fn list(client: &Client, paging: Paging<'_>) -> Result<Page<OrderTag>, ApiError> {
    client.page(COLLECTION, paging.query()).await
}

/// Operation 81: `POST /v1/order-tags`. An id made here is kept.
///
/// # Errors
/// 422 without a title, 409 for an id that is taken; after a network error it
/// may have been made.
pub async fn create(client: &Client, tag: &OrderTag) -> Result<OrderTag, ApiError> {
    client.send_one(Method::Post, COLLECTION.to_owned(), tag.body()).await
}

/// Operation 82: `DELETE /v1/order-tags/{id}`. It stays in the list as deleted.
///
/// # Errors
/// 404; network errors.
pub async fn delete(client: &Client, id: Id<OrderTag>) -> Result<(), ApiError> {
    client.delete_one(format!("{COLLECTION}/{id}")).await
}

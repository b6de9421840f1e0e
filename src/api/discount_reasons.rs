//! Why prices are lowered or raised: operations 83 to 87 of the reference.

use super::listing::{Page, Paging};
use super::listings::Listing;
use super::outside::Method;
use super::query::Query;
use super::{ApiError, Client};
use crate::domain::record::{Body, Resource as _, Write as _};
use crate::domain::settings::{DiscountReason, DiscountReasonChange};
use crate::domain::Id;

const COLLECTION: &str = "/discount-reasons";
/// The whole list, as it is kept.
pub const LISTING: Listing = Listing { path: COLLECTION, include: "" };

/// Operation 83: `GET /v1/discount-reasons`, deleted ones too.
///
/// # Errors
/// 403 without permission; network errors.
pub async fn list(client: &Client, paging: Paging<'_>) -> Result<Page<DiscountReason>, ApiError> {
    client.page(COLLECTION, paging.query()).await
}

/// Operation 84: `POST /v1/discount-reasons`. An id made here is kept.
///
/// # Errors
/// 422 with the field, 409 for an id that is taken; after a network error it
/// may have been made.
pub async fn create(client: &Client, reason: &DiscountReason) -> Result<DiscountReason, ApiError> {
    client.send_one(Method::Post, COLLECTION.to_owned(), reason.body()).await
}

/// Operation 85: `DELETE /v1/discount-reasons`, all or none. They stay in the
/// list as deleted.
///
/// # Errors
/// 404 with the row; network errors.
pub async fn delete(client: &Client, ids: &[Id<DiscountReason>]) -> Result<(), ApiError> {
    client.delete_many::<DiscountReason>(COLLECTION, ids).await
}

/// Operation 86: `GET /v1/discount-reasons/{id}`.
///
/// # Errors
/// 404; network errors.
pub async fn get(client: &Client, id: Id<DiscountReason>) -> Result<DiscountReason, ApiError> {
    client.one(&format!("{COLLECTION}/{id}"), Query::default()).await
}

/// Operation 87: `PATCH /v1/discount-reasons/{id}`.
///
/// # Errors
/// 404, 422 with the field; network errors.
pub async fn update(
    client: &Client,
    id: Id<DiscountReason>,
    changes: &[DiscountReasonChange],
) -> Result<DiscountReason, ApiError> {
    let body = Body::new(DiscountReason::TYPE).id(id).changes(changes);
    client.send_one(Method::Patch, format!("{COLLECTION}/{id}"), body).await
}

//! Groups by discount: operations 103 to 107 of the reference.

use super::listing::{including, Page, Paging};
use super::listings::Listing;
use super::outside::Method;
use super::query::Query;
use super::{ApiError, Client};
use crate::domain::record::{Body, Resource as _, Write as _};
use crate::domain::settings::{DiscountGroup, DiscountGroupChange};
use crate::domain::Id;

const COLLECTION: &str = "/discount-groups";
const INCLUDE: &str = "rules,rules.category";
/// The whole list, as it is kept.
pub const LISTING: Listing = Listing { path: COLLECTION, include: INCLUDE };

/// Operation 103: `GET /v1/discount-groups` with their rules, deleted ones too.
///
/// # Errors
/// 403 without permission; network errors.
pub async fn list(client: &Client, paging: Paging<'_>) -> Result<Page<DiscountGroup>, ApiError> {
    client.page(COLLECTION, paging.query().with("include", INCLUDE)).await
}

/// Operation 104: `POST /v1/discount-groups`, its rules with it. The id is the server's.
///
/// # Errors
/// 422 with the field; after a network error it may have been made.
pub async fn create(client: &Client, group: &DiscountGroup) -> Result<DiscountGroup, ApiError> {
    client.send_one(Method::Post, including(COLLECTION, INCLUDE), group.body()).await
}

/// Operation 105: `DELETE /v1/discount-groups`, all or none. They stay in the list
/// with the status deleted.
///
/// # Errors
/// 404 with the row; network errors.
pub async fn delete(client: &Client, ids: &[Id<DiscountGroup>]) -> Result<(), ApiError> {
    client.delete_many::<DiscountGroup>(COLLECTION, ids).await
}

/// Operation 106: `GET /v1/discount-groups/{id}` with its rules.
///
/// # Errors
/// 404; network errors.
pub async fn get(client: &Client, id: Id<DiscountGroup>) -> Result<DiscountGroup, ApiError> {
    client.one(&format!("{COLLECTION}/{id}"), Query::default().with("include", INCLUDE)).await
}

/// Operation 107: `PATCH /v1/discount-groups/{id}`. Rules replace all there were.
///
/// # Errors
/// 404, 422 with the field; network errors.
pub async fn update(
    client: &Client,
    id: Id<DiscountGroup>,
    changes: &[DiscountGroupChange],
) -> Result<DiscountGroup, ApiError> {
    let body = Body::new(DiscountGroup::TYPE).id(id).changes(changes);
    client.send_one(Method::Patch, including(&format!("{COLLECTION}/{id}"), INCLUDE), body).await
}

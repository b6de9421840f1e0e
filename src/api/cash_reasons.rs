//! Why money moves at a till: operations 88 to 91 of the reference.

use super::listing::{Page, Paging};
use super::listings::Listing;
use super::outside::Method;
use super::query::Query;
use super::{ApiError, Client};
use crate::domain::record::{Body, Resource as _, Write as _};
use crate::domain::settings::{CashReason, CashReasonChange};
use crate::domain::Id;

const COLLECTION: &str = "/cash-reasons";
/// The whole list, as it is kept.
pub const LISTING: Listing = Listing { path: COLLECTION, include: "" };

/// Operation 88: `GET /v1/cash-reasons`, deleted ones too.
///
/// # Errors
/// 403 without permission; network errors.
pub async fn list(client: &Client, paging: Paging<'_>) -> Result<Page<CashReason>, ApiError> {
    client.page(COLLECTION, paging.query()).await
}

/// Operation 89: `POST /v1/cash-reasons`. An id made here is kept.
///
/// # Errors
/// 422 with the field, 409 for an id that is taken; after a network error it
/// may have been made.
pub async fn create(client: &Client, reason: &CashReason) -> Result<CashReason, ApiError> {
    client.send_one(Method::Post, COLLECTION.to_owned(), reason.body()).await
}

/// Operation 90: `GET /v1/cash-reasons/{id}`.
///
/// # Errors
/// 404; network errors.
pub async fn get(client: &Client, id: Id<CashReason>) -> Result<CashReason, ApiError> {
    client.one(&format!("{COLLECTION}/{id}"), Query::default()).await
}

/// Operation 91: `PATCH /v1/cash-reasons/{id}`; the status deleted takes it
/// out of use.
///
/// # Errors
/// 404, 422 with the field; network errors.
pub async fn update(
    client: &Client,
    id: Id<CashReason>,
    changes: &[CashReasonChange],
) -> Result<CashReason, ApiError> {
    let body = Body::new(CashReason::TYPE).id(id).changes(changes);
    client.send_one(Method::Patch, format!("{COLLECTION}/{id}"), body).await
}

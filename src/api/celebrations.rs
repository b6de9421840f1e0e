//! Days that many customers keep: operations 25 to 30 of the reference.

use super::listing::{including, Page, Paging};
use super::listings::Listing;
use super::outside::Method;
use super::query::Query;
use super::{ApiError, Client};
use crate::domain::customer::{Celebration, CelebrationChange, KeptDate};
use crate::domain::record::{Body, Resource as _, Write as _};
use crate::domain::Id;

const COLLECTION: &str = "/customer-celebrations";
/// One of them has a path of its own.
const ONE: &str = "/customer-celebration";
const INCLUDE: &str = "dates";
/// The whole list, as it is kept.
pub const LISTING: Listing = Listing { path: COLLECTION, include: INCLUDE };

/// Operation 25: `GET /v1/customer-celebrations` with their dates.
///
/// # Errors
/// 403 without permission; network errors.
pub async fn list(client: &Client, paging: Paging<'_>) -> Result<Page<Celebration>, ApiError> {
    client.page(COLLECTION, paging.query().with("include", INCLUDE)).await
}

/// Operation 26: `POST /v1/customer-celebrations`, its dates with it.
///
/// # Errors
/// 422 with the field; after a network error it may have been made.
pub async fn create(client: &Client, celebration: &Celebration) -> Result<Celebration, ApiError> {
    client.send_one(Method::Post, including(COLLECTION, INCLUDE), celebration.body()).await
}

/// Operation 27: `DELETE /v1/customer-celebrations`, all or none, for good.
///
/// # Errors
/// 404 with the row; network errors.
pub async fn delete(client: &Client, ids: &[Id<Celebration>]) -> Result<(), ApiError> {
    client.delete_many::<Celebration>(COLLECTION, ids).await
}

/// Operation 28: `GET /v1/customer-celebration/{id}`.
///
/// # Errors
/// 404; network errors.
pub async fn get(client: &Client, id: Id<Celebration>) -> Result<Celebration, ApiError> {
    client.one(&format!("{ONE}/{id}"), Query::default().with("include", INCLUDE)).await
}

/// Operation 29: `PATCH /v1/customer-celebration/{id}`. Dates replace all
/// there were.
///
/// # Errors
/// 404, 422 with the field; network errors.
pub async fn update(
    client: &Client,
    id: Id<Celebration>,
    changes: &[CelebrationChange],
) -> Result<Celebration, ApiError> {
    let body = Body::new(Celebration::TYPE).id(id).changes(changes);
    client.send_one(Method::Patch, including(&format!("{ONE}/{id}"), INCLUDE), body).await
}

/// Operation 30: `GET /v1/customer-celebration-dates`: who keeps which date.
///
/// # Errors
/// 403 without permission; network errors.
pub async fn kept_dates(client: &Client) -> Result<Page<KeptDate>, ApiError> {
    let query = Query::default().with("include", "customer,dateCelebration,celebration");
    client.page("/customer-celebration-dates", query).await
}

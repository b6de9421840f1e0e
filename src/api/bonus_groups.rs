//! Groups by points: operations 97 to 102 of the reference.

use super::listing::{including, Page, Paging};
use super::listings::Listing;
use super::outside::Method;
use super::query::Query;
use super::{ApiError, Client};
use crate::domain::record::{Body, Resource as _, Write as _};
use crate::domain::settings::{BonusGroup, BonusGroupChange, BonusGroupHistory};
use crate::domain::Id;

const COLLECTION: &str = "/bonus-groups";
const INCLUDE: &str = "rules,rules.category";
/// The whole list, as it is kept.
pub const LISTING: Listing = Listing { path: COLLECTION, include: INCLUDE };

/// Operation 97: `GET /v1/bonus-groups` with their rules, deleted ones too.
///
/// # Errors
/// 403 without permission; network errors.
pub async fn list(client: &Client, paging: Paging<'_>) -> Result<Page<BonusGroup>, ApiError> {
    client.page(COLLECTION, paging.query().with("include", INCLUDE)).await
}

/// Operation 98: `POST /v1/bonus-groups`, its rules with it. The id is the server's.
///
/// # Errors
/// 422 with the field; after a network error it may have been made.
pub async fn create(client: &Client, group: &BonusGroup) -> Result<BonusGroup, ApiError> {
    client.send_one(Method::Post, including(COLLECTION, INCLUDE), group.body()).await
}

/// Operation 99: `DELETE /v1/bonus-groups`, all or none. They stay in the list
/// with the status deleted.
///
/// # Errors
/// 404 with the row; network errors.
pub async fn delete(client: &Client, ids: &[Id<BonusGroup>]) -> Result<(), ApiError> {
    client.delete_many::<BonusGroup>(COLLECTION, ids).await
}

/// Operation 100: `GET /v1/bonus-groups/{id}` with its rules.
///
/// # Errors
/// 404; network errors.
pub async fn get(client: &Client, id: Id<BonusGroup>) -> Result<BonusGroup, ApiError> {
    client.one(&format!("{COLLECTION}/{id}"), Query::default().with("include", INCLUDE)).await
}

/// Operation 101: `PATCH /v1/bonus-groups/{id}`. Rules replace all there were.
///
/// # Errors
/// 404, 422 with the field; network errors.
pub async fn update(
    client: &Client,
    id: Id<BonusGroup>,
    changes: &[BonusGroupChange],
) -> Result<BonusGroup, ApiError> {
    let body = Body::new(BonusGroup::TYPE).id(id).changes(changes);
    client.send_one(Method::Patch, including(&format!("{COLLECTION}/{id}"), INCLUDE), body).await
}

/// Operation 102: `GET /v1/bonus-group-changes-history`, the newest first.
///
/// # Errors
/// 403 without permission; network errors.
pub async fn history(client: &Client) -> Result<Page<BonusGroupHistory>, ApiError> {
    client.page("/bonus-group-changes-history", Query::default().with("include", "bonusGroup")).await
}
